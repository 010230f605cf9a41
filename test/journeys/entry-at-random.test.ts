import fc from 'fast-check'
import t from 'tap'
import { ok, refused } from '../../src/lib/result.js'
import {
  discardEntry,
  type EntryState,
  type FinishedEntry,
  saveDraft,
  startEntry,
  type Step,
  submitEntry,
} from '../../src/rules/double-entry.js'
import { choicesOf, decideEntry, type Resolution, resolutions } from '../../src/rules/entry-decisions.js'
import { differences } from '../../src/rules/sheet-fields.js'
import type { EnteredSheet, SheetFacts } from '../../src/rules/tally-sheet.js'
import { inTransaction, type Db } from '../../src/infra/db/database.js'
import { getSheet, insertSheet, updateDraft, updateSheet } from '../../src/tally/queries.js'
import { listContests } from '../../src/tally/vote-facts.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection } from '../helpers/tally.js'

t.setTimeout(120_000)

const people = [1, 2, 3, 4] as const

type Person = (typeof people)[number]

/**
 * What somebody does. `isStale`: on the sheet as they last saw it, while others may have been faster; otherwise they have
 * just looked. `isTypist`: it is done by whoever is typing just then, where anybody is. `isDue`: it is what the sheet waits
 * for, so that sequences come as far as a correction and do not stay where they began.
 */
interface Command {
  readonly kind: 'start' | 'draft' | 'discard' | 'submit' | 'decide'
  readonly by: Person
  readonly isStale: boolean
  readonly isTypist: boolean
  readonly isDue: boolean
  readonly what: number
  readonly resolution: Resolution
}

const kinds = [
  'start',
  'start',
  'start',
  'submit',
  'submit',
  'submit',
  'submit',
  'decide',
  'decide',
  'draft',
  'discard',
] as const

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...kinds),
  by: fc.constantFrom(...people),
  isStale: fc.constantFrom(true, false, false, false, false),
  isTypist: fc.constantFrom(true, true, true, false),
  isDue: fc.constantFrom(true, true, true, true, false),
  what: fc.constantFrom(0, 0, 0, 1, 1, 2),
  resolution: fc.constantFrom(...(Object.keys(resolutions) as Resolution[])),
})

const statuses = [
  ...['empty', 'firstEntryInProgress', 'firstEntryHasErrors', 'firstEntryDone', 'secondEntryInProgress'],
  ...['entriesDiffer', 'correctionOrdered', 'correctionInProgress', 'definitive'],
] as const

/**
 * What is done about a sheet as it stands: what it waits for, by somebody who may, beginning with whoever was to act; or
 * whatever comes into somebody's head.
 */
function asDue(command: Command, entry: EntryState, facts: SheetFacts): Command {
  const { kind, by, isDue, what } = command
  if (!isDue) return command
  if ('running' in entry) return kind === 'draft' || kind === 'discard' ? command : { ...command, kind: 'submit' }
  const inTurn = people.map((_, index) => people[(by - 1 + index) % people.length] ?? by)
  const starter = inTurn.find((person) => startEntry(entry, person).ok)
  if (starter !== undefined) return { ...command, kind: 'start', by: starter }
  // What throws everything away may be done by anybody: the others come first.
  const mayDecide = inTurn.flatMap((person) => choicesOf(entry, person, facts).map((choice) => ({ ...choice, person })))
  const wise = mayDecide.filter(({ may, value }) => may && value !== 'discardAll')
  const chosen = wise[what % Math.max(wise.length, 1)]
  return chosen ? { ...command, kind: 'decide', by: chosen.person, resolution: chosen.value } : command
}

/** Two sheets that add up, and one that does not. */
function sheetsOf(contests: SheetFacts['contests']): EnteredSheet[] {
  const sheet = (votes: number, returned: number): EnteredSheet => ({
    ...{ ballotsReturned: returned, validBallots: 20, invalidBallots: 0, blankBallots: 0 },
    posts: contests.map(({ id, candidates }) => ({
      postId: id,
      candidates: candidates.map((candidate, index) => {
        const won = index === 0 ? votes : 0
        return { candidateId: candidate.id, for: won, against: 0, abstain: 20 - won }
      }),
      writeIns: [],
    })),
  })
  return [sheet(12, 20), sheet(11, 20), sheet(12, 21)]
}

/** The step that the handlers take for a command, in one transaction with the version that its doer saw. */
async function carryOut(
  db: Db,
  roundId: number,
  sheetId: number,
  seen: number,
  kind: Command['kind'],
  step: (e: EntryState) => Step,
) {
  return await inTransaction<'done', 'refused'>(db, async (trx) => {
    const sheet = await getSheet(trx, roundId, sheetId)
    const next = step(sheet.entry)
    if (!next.ok) return refused('refused' as const)
    const save = kind === 'draft' ? updateDraft : updateSheet
    return (await save(trx, sheet.id, seen, next.value)) ? ok('done' as const) : refused('refused' as const)
  })
}

function finished(entry: EntryState): FinishedEntry[] {
  return [...('first' in entry ? [entry.first] : []), ...('second' in entry ? [entry.second] : [])]
}

const same = (a: FinishedEntry, b: FinishedEntry): boolean => JSON.stringify(a) === JSON.stringify(b)

t.test(
  'whatever four people do at once: nothing becomes definitive that two did not type, no entry is lost',
  async (t) => {
    const house = await testApp(t)
    const { db } = house
    const election = await aPolledElection(house, await aHouse(house), { issued: [25] })
    const { roundId } = election
    const contests = await listContests(db, roundId)
    const facts: SheetFacts = { ...national2026, contests, ballotsIssued: 25, isMobileBox: false }
    const sheets = sheetsOf(contests)
    const explanations = Object.fromEntries(
      ['many-ballots-missing', 'post-partly-void', 'post-without-votes'].map((code) => [code, '已核对']),
    )
    const reached = new Map<string, number>()

    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 60 }), async (commands) => {
        const made = await inTransaction(db, async (trx) =>
          ok(await insertSheet(trx, roundId, election.stationIds[0] ?? 0, 'totals')),
        )
        if (!made.ok) return false
        const sheetId = made.value.id
        const seen = new Map<number, number>()
        const handedIn: FinishedEntry[] = []
        for (const command of commands) {
          const before = await getSheet(db, roundId, sheetId)
          const act = asDue(command, before.entry, facts)
          const typist = 'running' in before.entry ? before.entry.running.accountId : act.by
          const by = act.isTypist && act.kind !== 'start' && act.kind !== 'decide' ? typist : act.by
          const version = act.isStale ? (seen.get(by) ?? 1) : before.version
          const submission = { entered: sheets[act.what] as EnteredSheet, explanations }
          const done = await carryOut(db, roundId, sheetId, version, act.kind, (entry) => {
            switch (act.kind) {
              case 'start':
                return startEntry(entry, by)
              case 'draft':
                return saveDraft(entry, by, { ballotsReturned: '20' })
              case 'discard':
                return discardEntry(entry, by)
              case 'submit':
                return submitEntry(entry, by, submission, facts)
              case 'decide':
                return decideEntry(entry, act.resolution, by, facts)
            }
          })
          const after = await getSheet(db, roundId, sheetId)
          if (after.entry.status !== before.entry.status)
            reached.set(after.entry.status, (reached.get(after.entry.status) ?? 0) + 1)
          if (!done.ok) {
            // Refused or too late: not a letter of the sheet is another.
            if (JSON.stringify(after) !== JSON.stringify(before)) return false
            continue
          }
          if (version !== before.version) return false
          seen.set(by, after.version)
          if (act.kind === 'submit') handedIn.push({ accountId: by, ...submission })
          // What was handed in stays, but for what somebody decided about it, and the one entry that is corrected.
          const isCorrection = before.entry.status === 'correctionInProgress' && act.kind === 'submit'
          const lost = finished(before.entry).filter(
            (entry) => !finished(after.entry).some((kept) => same(kept, entry)),
          )
          if (lost.length > (act.kind === 'decide' ? 2 : isCorrection ? 1 : 0)) return false
          // Nobody can have typed what stands there but who is named.
          if (!finished(after.entry).every((entry) => handedIn.some((one) => same(one, entry)))) return false
          if (after.entry.status === 'definitive') {
            const { first, second } = after.entry
            if (first.accountId === second.accountId) return false
            if (differences(first.entered, second.entered).length > 0) return false
          }
        }
        return true
      }),
      { numRuns: 250, seed: 20_270_520 },
    )
    t.strictSame([...reached.keys()].sort(), [...statuses].sort(), 'every state of the sheet')
    for (const status of statuses)
      t.ok((reached.get(status) ?? 0) >= 50, `${status} was come to ${reached.get(status) ?? 0} times`)
  },
)
