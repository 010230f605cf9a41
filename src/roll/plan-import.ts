import { setTimeout as pause } from 'node:timers/promises'
import { assert } from '../lib/assert.js'
import { soughtName } from '../lib/variant-characters.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import type { Sealer } from '../infra/security/sealing.js'
import type { RegisterPerson } from './register/checked-register.js'
import { groupNumberOf, type NamedGroup, withNewGroups } from './group-number.js'
import { householdNumbers } from './household-numbers.js'
import { outcomeOf, type RowOutcome } from './import-outcome.js'
import { getImport } from './import-queries.js'
import { insertPendingVoters } from './pending-queries.js'
import { countVoters } from './queries.js'
import {
  findRegistrations,
  listRemovedHashes,
  listSealedPersons,
  nextRegisterRows,
  setOutcomes,
} from './register-row-queries.js'
import { addressOf } from './review-row.js'
import type { StagedPerson } from './staged-row.js'
import { listNamedGroups } from './voter-queries.js'
import { type PersonToRegister, voterRow } from './voter-row.js'

/** What lies ready beside the roll. */
export interface ImportPlan {
  readonly voters: number
  /** Groups with names of their own: those known when the plan was made, and those that come with the register. */
  readonly knownGroups: readonly NamedGroup[]
  readonly newGroups: readonly NamedGroup[]
}

const rowsAtOnce = 250
/** In which others write: SQLite lets one change in at a time. */
const pauseMs = 2

/** What of a person decides the place on the list; little, for there may be a hundred thousand. */
interface Placed {
  readonly rowId: number
  readonly residentsGroup: number
  readonly householdNumber: string
}

/**
 * Prepares a commit: looks once more where everybody is registered, orders them by group and household, and puts
 * them beside the roll in the order of their numbers. Refused when the rolls have changed since the page was shown:
 * what is committed is what was seen.
 */
export async function planImport(work: JobWork, election: ElectionInScope, importId: number): Promise<ImportPlan> {
  const { rowIds, people } = await whoIsAdded(work, election, importId)
  const knownGroups = await listNamedGroups(work.db, election.id)
  const texts = new Set(people.map(({ residentsGroup }) => residentsGroup))
  const groups = withNewGroups(texts, knownGroups)
  const households = householdNumbers(people, (await countVoters(work.db, election.id)) + 1)
  const placed = people.map(({ residentsGroup }, index): Placed => {
    const group = groupNumberOf(residentsGroup, groups) as number
    return { rowId: rowIds[index] as number, residentsGroup: group, householdNumber: households[index] as string }
  })
  const order = inGroupsAndHouseholds(placed)
  for (let from = 0; from < order.length; from += rowsAtOnce) {
    work.progress('整理各人资料', from, order.length)
    await putBesideRoll(work, election, importId, order.slice(from, from + rowsAtOnce), from)
    await pause(pauseMs)
  }
  return { voters: order.length, knownGroups, newGroups: groups.slice(knownGroups.length) }
}

/** What of a person decides to which household they belong. */
type Member = Pick<
  RegisterPerson,
  'householdNumber' | 'householder' | 'relation' | 'address' | 'door' | 'residentsGroup'
>

/** Compares every row with the rolls once more; those to be added, in file order, when nothing has changed. */
async function whoIsAdded(work: JobWork, election: ElectionInScope, importId: number) {
  const { db, sealer } = work
  const removed = await listRemovedHashes(db, election.id)
  const { rows: total } = await getImport(db, election.id, importId)
  const rowIds: number[] = []
  const people: Member[] = []
  let compared = 0
  let moved = 0
  for await (const rows of rowsOf(work, importId)) {
    moved += await compareAgain(work, election, removed, rows)
    for (const { id, outcome, sealedPerson } of rows) {
      if ((outcome as RowOutcome) !== 'add') continue
      const { householdNumber, householder, relation, address, door, residentsGroup } = personIn(sealedPerson, sealer)
      rowIds.push(id)
      people.push({ householdNumber, householder, relation, address, door, residentsGroup })
    }
    compared += rows.length
    work.progress('与各社区的名单再对照一遍', compared, total)
  }
  if (moved === 0) return { rowIds, people }
  const message = `核对以后名单有变化（${moved} 行），没有列入任何人。请看下面的最新情况，再导入一次。`
  throw new JobRefused('rolls-moved', message)
}

/** How many of some rows have another outcome by now; it is noted with each. */
async function compareAgain(
  { db }: JobWork,
  { id, seasonId }: ElectionInScope,
  removed: ReadonlySet<string>,
  rows: Awaited<ReturnType<typeof nextRegisterRows>>,
): Promise<number> {
  const hashes = rows.flatMap(({ identityHash }) => identityHash ?? [])
  const registrations = await findRegistrations(db, seasonId, hashes)
  const changes = rows.flatMap((row) => {
    const hash = row.identityHash ?? ''
    const registeredIn = registrations.get(hash)?.electionId ?? null
    const outcome = outcomeOf({ ...row, registeredIn, wasRemoved: removed.has(hash) }, id)
    return outcome === row.outcome ? [] : [{ id: row.id, outcome }]
  })
  await setOutcomes(db, changes)
  return changes.length
}

async function* rowsOf({ db }: JobWork, importId: number) {
  for (let after = 0; ; ) {
    const rows = await nextRegisterRows(db, importId, after, rowsAtOnce)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
    await pause(0)
  }
}

/** Voter numbers follow the groups, and in them the households; in a household the order of the register. */
function inGroupsAndHouseholds(placed: readonly Placed[]): Placed[] {
  const collator = new Intl.Collator('en', { numeric: true })
  return [...placed].sort(
    (a, b) => a.residentsGroup - b.residentsGroup || collator.compare(a.householdNumber, b.householdNumber),
  )
}

const personIn = (sealed: string, sealer: Sealer) => (JSON.parse(sealer.unsealText(sealed)) as StagedPerson).person

async function putBesideRoll(
  { db, sealer }: JobWork,
  election: ElectionInScope,
  importId: number,
  placed: readonly Placed[],
  before: number,
): Promise<void> {
  const sealed = await listSealedPersons(
    db,
    placed.map(({ rowId }) => rowId),
  )
  const voters = placed.map((place, index) => {
    const person = registrantOf(personIn(sealed.get(place.rowId) as string, sealer), place)
    const row = voterRow(person, election, sealer, { voterNumber: before + index + 1, importId })
    return { ...row, importId, searchName: soughtName(row.name) }
  })
  await insertPendingVoters(db, voters)
}

function registrantOf(person: RegisterPerson, { residentsGroup, householdNumber }: Placed): PersonToRegister {
  const { name, identityNumber: number, bornOn, sex } = person
  assert(name !== null && number !== null && bornOn !== null && sex !== null, 'a row without errors has a whole person')
  return {
    name,
    identityNumber: { number, bornOn, sex },
    nationality: person.nationality ?? '',
    residentsGroup,
    householdNumber,
    relationship: person.relation ?? '',
    address: addressOf(person),
    telephone: person.phones.join(' '),
    politicalStatus: person.politicalStatus ?? '',
    education: person.education ?? '',
    // A register of residents that says nothing else is one of household registration.
    registrationClass: person.registrationClass ?? 'household',
  }
}
