import { setTimeout as pause } from 'node:timers/promises'
import { assert } from '../lib/assert.js'
import { soughtName } from '../lib/variant-characters.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { JobRefused, type JobWork } from '../infra/jobs/run-job.js'
import type { RegisterPerson } from './register/checked-register.js'
import { groupNumberOf, type NamedGroup, withNewGroups } from './group-number.js'
import { compareWithRoll } from './compare-with-roll.js'
import { householdNumbers } from './household-numbers.js'
import { layReady, type Update } from './lay-ready.js'
import { insertPendingVoters } from './pending-queries.js'
import { personOf } from './place-rows.js'
import { countVoters } from './queries.js'
import { listSealedPersons } from './register-row-queries.js'
import { addressOf } from './review-row.js'
import { listNamedGroups, type Registration, type RegistrationDecision } from './voter-queries.js'
import { type PersonToRegister, voterRow } from './voter-row.js'

/** What a commit says of everybody whom it adds: who decided and when, and how they declared that they take part. */
export type CommonToAll = RegistrationDecision & Pick<Registration, 'declaredOn' | 'declarationWay'>

/** What lies ready beside the roll. */
export interface ImportPlan {
  /** How many are added, and of how many on the roll something is changed. */
  readonly voters: number
  readonly changes: number
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
 * them beside the roll in the order of their numbers. Beside it lies as well
 * what people on the roll will be. Refused when the rolls have changed since the page was shown:
 * what is committed is what was seen.
 */
export async function planImport(
  work: JobWork,
  election: ElectionInScope,
  importId: number,
  common: CommonToAll,
): Promise<ImportPlan> {
  const { rowIds, people, updates } = await whoIsConcerned(work, election, importId)
  const knownGroups = await listNamedGroups(work.db, election.id)
  const texts = new Set([...people, ...updates].map(({ residentsGroup }) => residentsGroup))
  const groups = withNewGroups(texts, knownGroups)
  const households = householdNumbers(people, (await countVoters(work.db, election.id)) + 1)
  const placed = people.map(({ residentsGroup }, index): Placed => {
    const group = groupNumberOf(residentsGroup, groups) as number
    return { rowId: rowIds[index] as number, residentsGroup: group, householdNumber: households[index] as string }
  })
  const order = inGroupsAndHouseholds(placed)
  for (let from = 0; from < order.length; from += rowsAtOnce) {
    work.progress('整理各人资料', from, order.length)
    await putBesideRoll(work, election, { importId, common }, order.slice(from, from + rowsAtOnce), from)
    await pause(pauseMs)
  }
  for (let from = 0; from < updates.length; from += rowsAtOnce) {
    work.progress('整理要修改的资料', from, updates.length)
    await layReady(work, importId, updates.slice(from, from + rowsAtOnce), groups)
    await pause(pauseMs)
  }
  return { voters: order.length, changes: updates.length, knownGroups, newGroups: groups.slice(knownGroups.length) }
}

/** What of a person decides to which household they belong. */
type Member = Pick<
  RegisterPerson,
  'householdNumber' | 'householder' | 'relation' | 'address' | 'door' | 'residentsGroup'
>

/** Compares every row with the rolls once more; those to be added and to be changed, when nothing has moved. */
async function whoIsConcerned(work: JobWork, election: ElectionInScope, importId: number) {
  const rowIds: number[] = []
  const people: Member[] = []
  const updates: (Update & { readonly residentsGroup: string | null })[] = []
  const concerned = new Set<number>()
  let moved = 0
  for await (const rows of compareWithRoll(work, election, importId)) {
    for (const { row, place, hasMoved } of rows) {
      if (hasMoved) moved += 1
      if (place.outcome !== 'add' && place.outcome !== 'update') continue
      const person = personOf(row.sealedPerson, work.sealer)
      const { householdNumber, householder, relation, address, door, residentsGroup } = person
      if (place.outcome === 'add') {
        rowIds.push(row.id)
        people.push({ householdNumber, householder, relation, address, door, residentsGroup })
        continue
      }
      const voterId = place.matchedVoter as number
      if (concerned.has(voterId)) throw new JobRefused('matched-twice', matchedTwice)
      concerned.add(voterId)
      updates.push({ rowId: row.id, voterId, correctsNumber: place.match === 'household', residentsGroup })
    }
  }
  if (moved === 0) return { rowIds, people, updates }
  const message = `核对以后名单有变化（${moved} 行），没有列入任何人，也没有修改。请看下面的最新情况，再导入一次。`
  throw new JobRefused('rolls-moved', message)
}

const matchedTwice = '有两行都确认为名单上的同一个人。没有列入任何人，也没有修改；请查对这两行，再导入一次。'

/** Voter numbers follow the groups, and in them the households; in a household the order of the register. */
function inGroupsAndHouseholds(placed: readonly Placed[]): Placed[] {
  const collator = new Intl.Collator('en', { numeric: true })
  return [...placed].sort(
    (a, b) => a.residentsGroup - b.residentsGroup || collator.compare(a.householdNumber, b.householdNumber),
  )
}

async function putBesideRoll(
  { db, sealer }: JobWork,
  election: ElectionInScope,
  { importId, common }: { readonly importId: number; readonly common: CommonToAll },
  placed: readonly Placed[],
  before: number,
): Promise<void> {
  const sealed = await listSealedPersons(
    db,
    placed.map(({ rowId }) => rowId),
  )
  const voters = placed.map((place, index) => {
    const person = registrantOf(personOf(sealed.get(place.rowId) as string, sealer), place, common)
    const { registeredBy, registeredOn } = common
    const row = voterRow(person, election, sealer, {
      voterNumber: before + index + 1,
      importId,
      registeredBy,
      registeredOn,
    })
    return { ...row, importId, searchName: soughtName(row.name) }
  })
  await insertPendingVoters(db, voters)
}

function registrantOf(
  person: RegisterPerson,
  { residentsGroup, householdNumber }: Placed,
  { declaredOn, declarationWay }: CommonToAll,
): PersonToRegister {
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
    registeredAddress: person.registeredAddress,
    telephone: person.phones.join(' '),
    politicalStatus: person.politicalStatus ?? '',
    education: person.education ?? '',
    // A register of residents that says nothing else is one of household registration.
    registrationClass: person.registrationClass ?? 'household',
    residingSince: person.residingSince ?? null,
    workingSince: null,
    declaredOn,
    declarationWay,
    undertakenOn: null,
  }
}
