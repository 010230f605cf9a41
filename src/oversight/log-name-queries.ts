import type { Db } from '../infra/db/database.js'
import { titleOfKey } from '../documents/queries.js'

/** What a number in an event stands for, in the words of people, and where its page is. */
export interface NamedRecord {
  readonly text: string
  /** The election that it belongs to; null: to none. */
  readonly electionId: number | null
}

type Ids = readonly number[]
type Named = Readonly<Record<number, NamedRecord>>

/** How the names of records of each kind are asked for. */
const finders = {
  voter: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('voter')
      .select(['id', 'name', 'voterNumber', 'electionId'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ id, name, voterNumber, electionId }) => ({
      id,
      text: `${name}（${voterNumber}号）`,
      electionId,
    }))
  },
  nominee: async (db: Db, ids: Ids) =>
    await db
      .selectFrom('nominee')
      .innerJoin('voter', 'voter.id', 'nominee.voterId')
      .select(['nominee.id', 'voter.name as text', 'nominee.electionId'])
      .where('nominee.id', 'in', ids)
      .execute(),
  candidate: async (db: Db, ids: Ids) =>
    await db
      .selectFrom('candidate')
      .innerJoin('votingRound', 'votingRound.id', 'candidate.roundId')
      .select(['candidate.id', 'candidate.name as text', 'votingRound.electionId'])
      .where('candidate.id', 'in', ids)
      .execute(),
  sheet: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('tallySheet')
      .innerJoin('pollingStation', 'pollingStation.id', 'tallySheet.stationId')
      .innerJoin('votingRound', 'votingRound.id', 'tallySheet.roundId')
      .select(['tallySheet.id', 'tallySheet.number', 'pollingStation.name', 'votingRound.electionId'])
      .where('tallySheet.id', 'in', ids)
      .execute()
    return rows.map(({ number, name, ...row }) => ({ ...row, text: `${name}第${number}张` }))
  },
  station: async (db: Db, ids: Ids) =>
    await db
      .selectFrom('pollingStation')
      .innerJoin('votingRound', 'votingRound.id', 'pollingStation.roundId')
      .select(['pollingStation.id', 'pollingStation.name as text', 'votingRound.electionId'])
      .where('pollingStation.id', 'in', ids)
      .execute(),
  paper: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('issuedPaper')
      .select(['id', 'key', 'noticeNumber', 'electionId'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ key, noticeNumber, ...row }) => {
      const number = noticeNumber === null ? '' : `（第${noticeNumber}号）`
      return { ...row, text: `${titleOfKey(key) ?? '文书'}${number}` }
    })
  },
  grant: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('proxyGrant')
      .select(['id', 'number', 'electionId'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ number, ...row }) => ({ ...row, text: `第${number}件委托` }))
  },
  objection: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('objection')
      .select(['id', 'number', 'electionId'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ number, ...row }) => ({ ...row, text: `第${number}件异议` }))
  },
  register: async (db: Db, ids: Ids) =>
    await db
      .selectFrom('registerImport')
      .select(['id', 'fileName as text', 'electionId'])
      .where('id', 'in', ids)
      .execute(),
  account: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('account')
      .select(['id', 'displayName', 'signInName'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ id, displayName, signInName }) => ({
      ...{ id, text: `${displayName}（${signInName}）`, electionId: null },
    }))
  },
  community: async (db: Db, ids: Ids) => {
    const rows = await db.selectFrom('community').select(['id', 'name as text']).where('id', 'in', ids).execute()
    return rows.map((row) => ({ ...row, electionId: null }))
  },
  township: async (db: Db, ids: Ids) => {
    const rows = await db.selectFrom('township').select(['id', 'name as text']).where('id', 'in', ids).execute()
    return rows.map((row) => ({ ...row, electionId: null }))
  },
  post: async (db: Db, ids: Ids) =>
    await db.selectFrom('post').select(['id', 'title as text', 'electionId']).where('id', 'in', ids).execute(),
  election: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('election')
      .innerJoin('community', 'community.id', 'election.communityId')
      .select(['election.id', 'election.id as electionId', 'community.name', 'election.kind'])
      .where('election.id', 'in', ids)
      .execute()
    return rows.map(({ name, kind, ...row }) => ({ ...row, text: `${name}${kind === 'byElection' ? '补选' : '换届'}` }))
  },
  round: async (db: Db, ids: Ids) => {
    const rows = await db
      .selectFrom('votingRound')
      .select(['id', 'number', 'electionId'])
      .where('id', 'in', ids)
      .execute()
    return rows.map(({ number, ...row }) => ({ ...row, text: `第${number}轮投票` }))
  },
  recall: async (db: Db, ids: Ids) =>
    await db.selectFrom('recall').select(['id', 'name as text', 'electionId']).where('id', 'in', ids).execute(),
} satisfies Readonly<Record<string, (db: Db, ids: Ids) => Promise<readonly (NamedRecord & { readonly id: number })[]>>>

export type RecordKind = keyof typeof finders

/** The names of records by kind and number; what is gone has none. */
export type RecordNames = ReadonlyMap<RecordKind, Named>

/** Asks for the names of all records wanted, one question a kind. */
export async function listRecordNames(
  db: Db,
  wanted: ReadonlyMap<RecordKind, ReadonlySet<number>>,
): Promise<RecordNames> {
  const names = new Map<RecordKind, Named>()
  for (const [kind, ids] of wanted) {
    const rows: readonly (NamedRecord & { readonly id: number })[] = await finders[kind](db, [...ids])
    names.set(kind, Object.fromEntries(rows.map(({ id, ...row }) => [id, row])))
  }
  return names
}
