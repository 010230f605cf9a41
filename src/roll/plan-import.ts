import type { FastifyInstance } from 'fastify'
import { assert } from '../lib/assert.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { breather } from './register/breathe.js'
import type { RegisterPerson } from './register/checked-register.js'
import { groupNumberOf, type NamedGroup, withNewGroups } from './group-number.js'
import { householdNumbers } from './household-numbers.js'
import { listSealedPersons } from './import-queries.js'
import { countVoters } from './queries.js'
import type { OutcomeRow } from './review-import.js'
import { addressOf } from './review-row.js'
import type { StagedPerson } from './stage-register.js'
import { listNamedGroups, type NewVoter } from './voter-queries.js'
import { type PersonToRegister, voterRow } from './voter-row.js'

/** What a commit writes: the voters in the order of their numbers, and groups not known before. */
export interface ImportPlan {
  /** Their voter numbers are given in the transaction: 1 stands for the next one free. */
  readonly voters: readonly NewVoter[]
  readonly newGroups: readonly NamedGroup[]
}

/** Prepares a commit before its transaction opens: unseals, orders by group and household, numbers groups, seals. */
export async function planImport(
  { db, sealer }: Pick<FastifyInstance, 'db' | 'sealer'>,
  election: ElectionInScope,
  importId: number,
  rows: readonly OutcomeRow[],
): Promise<ImportPlan> {
  const wanted = rows.filter(({ outcome }) => outcome === 'add')
  const sealed = await listSealedPersons(
    db,
    wanted.map(({ id }) => id),
  )
  const people: RegisterPerson[] = []
  const breathe = breather()
  for (const { id } of wanted) {
    people.push((JSON.parse(sealer.unsealText(sealed.get(id) as string)) as StagedPerson).person)
    await breathe()
  }
  const known = await listNamedGroups(db, election.id)
  const groups = withNewGroups(
    people.map(({ residentsGroup }) => residentsGroup),
    known,
  )
  const households = householdNumbers(people, (await countVoters(db, election.id)) + 1)
  const registrants = people.map((person, index) => registrantOf(person, households[index] as string, groups))
  const voters: NewVoter[] = []
  for (const person of inGroupsAndHouseholds(registrants)) {
    voters.push(voterRow(person, election, sealer, { voterNumber: voters.length + 1, importId }))
    await breathe()
  }
  return { voters, newGroups: groups.slice(known.length) }
}

function registrantOf(
  person: RegisterPerson,
  householdNumber: string,
  groups: readonly NamedGroup[],
): PersonToRegister {
  const { name, identityNumber: number, bornOn, sex } = person
  assert(name !== null && number !== null && bornOn !== null && sex !== null, 'a row without errors has a whole person')
  return {
    name,
    identityNumber: { number, bornOn, sex },
    nationality: person.nationality ?? '',
    residentsGroup: groupNumberOf(person.residentsGroup, groups) as number,
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

/** Voter numbers follow the groups, and in them the households; in a household the order of the register. */
function inGroupsAndHouseholds(people: readonly PersonToRegister[]): PersonToRegister[] {
  const collator = new Intl.Collator('en', { numeric: true })
  return [...people].sort(
    (a, b) => a.residentsGroup - b.residentsGroup || collator.compare(a.householdNumber, b.householdNumber),
  )
}
