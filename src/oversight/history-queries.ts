import type { PlainDate } from '../lib/plain-date.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Db } from '../infra/db/database.js'
import { shanghaiTime } from '../infra/http/handlebars.js'

/** The day an instant falls on in the whole country. */
function dayOf(instant: string): PlainDate {
  return shanghaiTime(instant).slice(0, 10) as PlainDate
}

/** The events of a kind; what is of no election is found by the index of elections, past the many that are. */
async function listEventsOf(db: Db, type: string, of: 'election' | 'season') {
  const rows = await db
    .selectFrom('auditEvent')
    .select(['sequence', 'at', 'electionId', 'content', 'accountName'])
    .where('type', '=', type)
    .where('electionId', of === 'season' ? 'is' : 'is not', null)
    .orderBy('sequence')
    .execute()
  return rows.map(({ at, content, ...row }) => ({ ...row, on: dayOf(at), facts: JSON.parse(content) as unknown }))
}

interface LoggedSettings {
  readonly targetNum: number
  readonly targetDen: number
  /** A list; as it stands in the table in events from before it was read. */
  readonly directForms: readonly ElectionForm[] | string
  /** Missing in events from before it was logged. */
  readonly directTownships?: readonly number[]
}

/** Every change of the season's target, of the forms that count, and of the townships that must elect directly. */
export async function listSettingChanges(db: Db, seasonId: number) {
  const events = await listEventsOf(db, 'seasonChanged', 'season')
  return events.flatMap(({ on, accountName, facts }) => {
    const change = facts as { seasonId: number; before: LoggedSettings; after: LoggedSettings; reason?: string }
    if (change.seasonId !== seasonId) return []
    const named = change.before.directTownships ?? change.after.directTownships ?? []
    const before = { ...change.before, directTownships: named }
    return [
      {
        on,
        by: accountName,
        before: readSettings(before),
        after: readSettings(change.after),
        reason: change.reason ?? '',
      },
    ]
  })
}

function readSettings({ targetNum, targetDen, directForms, directTownships = [] }: LoggedSettings) {
  const forms = typeof directForms === 'string' ? (JSON.parse(directForms) as ElectionForm[]) : directForms
  return { target: { num: targetNum, den: targetDen }, directForms: forms, mustAllBeDirect: directTownships }
}

type Taking = 'takingPart' | 'postponed' | 'notHeld'

/** Every time it was said whether a community elects this season, with the reason. */
export async function listParticipationChanges(db: Db, seasonId: number) {
  const events = await listEventsOf(db, 'participationChanged', 'season')
  return events.flatMap(({ on, accountName, facts }) => {
    const change = facts as { seasonId: number; communityId: number; participation: Taking; reason: string | null }
    if (change.seasonId !== seasonId) return []
    const { communityId, participation, reason } = change
    return [{ on, by: accountName, communityId, participation, reason: reason ?? '' }]
  })
}

/** On which day each community was set up, where that is on record. */
export async function listCommunityDays(db: Db): Promise<ReadonlyMap<number, PlainDate>> {
  const events = await listEventsOf(db, 'communityAdded', 'season')
  return new Map(events.map(({ on, facts }) => [(facts as { communityId: number }).communityId, on]))
}

/** The form of each regular election: as it was opened, and every change after that. */
export async function listFormChanges(db: Db, seasonId: number) {
  const elections = await db
    .selectFrom('election')
    .select(['id', 'communityId', 'form', 'openedAt'])
    .where('seasonId', '=', seasonId)
    .where('kind', '=', 'regular')
    .orderBy('id')
    .execute()
  const changed = new Map<number, { on: PlainDate; by: string; before: ElectionForm; after: ElectionForm }[]>()
  for (const { electionId, on, accountName, facts } of await listEventsOf(db, 'electionChanged', 'election')) {
    const { before, after } = facts as { before: { form: ElectionForm }; after: { form: ElectionForm } }
    if (electionId === null || before.form === after.form) continue
    const own = changed.get(electionId) ?? []
    own.push({ on, by: accountName, before: before.form, after: after.form })
    changed.set(electionId, own)
  }
  return elections.flatMap(({ id, communityId, form, openedAt }) => {
    const own = changed.get(id) ?? []
    const opened = { communityId, on: dayOf(openedAt), by: '', form: own[0]?.before ?? form }
    return [opened, ...own.map(({ on, by, after }) => ({ communityId, on, by, form: after }))]
  })
}

/** Every result of a first vote, or of one held again, as it was declared; one counted again is declared again. */
export async function listDeclarations(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('result')
    .innerJoin('votingRound', 'votingRound.id', 'result.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .leftJoin('account', 'account.id', 'result.declaredBy')
    .select(['election.communityId', 'result.outcome', 'result.declaredOn', 'result.recount', 'votingRound.kind'])
    .select('account.displayName as by')
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .where('result.declaredOn', 'is not', null)
    .where('votingRound.kind', 'in', ['first', 'rerun'])
    .orderBy('result.declaredAt')
    .orderBy('result.id')
    .execute()
  return rows.map(({ outcome, declaredOn, ...row }) => {
    const { isValid } = (JSON.parse(outcome) as { outcome: { isValid: boolean } }).outcome
    return { ...row, by: row.by ?? '', on: declaredOn as PlainDate, isValid }
  })
}

/** Every verdict on a regular election of the season: when it was given, and when seconded. */
export async function listVerdictDays(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('rateVerdict')
    .innerJoin('election', 'election.id', 'rateVerdict.electionId')
    .innerJoin('rateSignature', 'rateSignature.verdictId', 'rateVerdict.id')
    .innerJoin('account', 'account.id', 'rateSignature.accountId')
    .select(['election.communityId', 'rateVerdict.number', 'rateVerdict.verdict', 'rateVerdict.form'])
    .select(['rateSignature.place', 'rateSignature.agrees', 'rateSignature.signedAt', 'account.displayName as by'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', 'regular')
    .orderBy('election.id')
    .orderBy('rateVerdict.number')
    .orderBy('rateSignature.place')
    .execute()
  return rows.map(({ signedAt, ...row }) => ({ ...row, on: dayOf(signedAt) }))
}
