import type { Db } from '../../src/infra/db/database.js'

interface Of {
  readonly electionId: number
}

/** Persons fit to stand, and persons who sign: by the order of the roll, never the same. */
export async function voterNumbers({ electionId }: Of, db: Db) {
  const rows = await db
    .selectFrom('voter')
    .select(['voterNumber', 'sex'])
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .where('birthDate', '>', '1962-01-01')
    .where('birthDate', '<', '1997-01-01')
    .orderBy('voterNumber')
    .execute()
  const able = rows.filter(({ voterNumber }) => voterNumber % 3 === 0)
  return {
    men: able.filter(({ sex }) => sex === 'male').map(({ voterNumber }) => voterNumber),
    women: able.filter(({ sex }) => sex === 'female').map(({ voterNumber }) => voterNumber),
    signers: rows.filter(({ voterNumber }) => voterNumber % 3 !== 0).map(({ voterNumber }) => voterNumber),
  }
}

/** Those who cast a ballot, in the order of the roll. */
export async function electorsOf({ electionId }: Of, db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
