import Sqlite from 'better-sqlite3'
import { assert } from '../../src/lib/assert.js'
import { ageOn } from '../../src/lib/plain-date.js'
import { soughtName } from '../../src/lib/variant-characters.js'
import type { Sealer } from '../../src/infra/security/sealing.js'
import { voterRow } from '../../src/roll/voter-row.js'
import { makeRegister, type MadePerson } from '../make-register.js'
import { electionDay, type ElectionHouse } from './election-house.js'
import { insertRaw } from './raw-voters.js'

export const votersEach = 10_000
/** So many times as many people as are of age among them. */
const morePeople = 1.5

/** A voter who is looked for, and the key of their row. */
export interface Sought {
  readonly electionId: number
  readonly identityHash: string
  readonly person: MadePerson
  readonly voterNumber: number
}

/** Fills the rolls with what a registration fills; returns one in so many of a roll, another in each, to look for. */
export function fillRolls(
  { file, seasonId, elections }: ElectionHouse,
  sealer: Sealer,
  oneIn: number,
  voters = votersEach,
): Sought[] {
  const raw = new Sqlite(file)
  const sought = elections.flatMap(({ id }, code) => {
    const { people } = makeRegister({ seed: 7, people: Math.ceil(voters * morePeople), communityCode: code })
    const ofAge = people.filter(({ bornOn }) => ageOn(bornOn, electionDay) >= 18).slice(0, voters)
    assert(ofAge.length === voters, 'enough people are of age')
    const election = { id, seasonId, form: 'allVoters' } as const
    const rows = ofAge.map((person, index) => rowOf(person, election, sealer, index + 1))
    insertRaw(raw, rows)
    return ofAge.flatMap((person, index) => {
      const { identityHash, voterNumber } = rows[index] as (typeof rows)[number]
      return index % oneIn === code ? [{ electionId: id, identityHash, voterNumber, person }] : []
    })
  })
  raw.close()
  return sought
}

type ElectionOf = Parameters<typeof voterRow>[1]

function rowOf(person: MadePerson, election: ElectionOf, sealer: Sealer, voterNumber: number) {
  const { name, nationality, householdNumber, address, registeredAddress } = person
  const { politicalStatus, education, bornOn } = person
  const row = voterRow(
    {
      ...{ name, nationality, householdNumber, address, registeredAddress, politicalStatus, education },
      identityNumber: { number: person.identityNumber, bornOn, sex: person.sex === '女' ? 'female' : 'male' },
      residentsGroup: Number(/\d+/.exec(person.residentsGroup)?.[0]),
      relationship: person.relation,
      telephone: person.phone,
      registrationClass: 'household',
      ...{ residingSince: null, workingSince: null, declaredOn: null, declarationWay: null, undertakenOn: null },
    },
    election,
    sealer,
    { voterNumber, importId: null, registeredBy: null, registeredOn: electionDay },
  )
  return { ...row, searchName: soughtName(name) }
}
