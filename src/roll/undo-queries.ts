import { sql } from 'kysely'
import type { Db } from '../infra/db/database.js'

/** Every column that refers to a voter; a test compares them with the database. Each in the words of the page. */
export const voterReferences = [
  { table: 'rollChange', column: 'voterId', text: '名单更正' },
  { table: 'objection', column: 'voterId', text: '名单异议' },
  { table: 'evidence', column: 'voterId', text: '附件' },
  { table: 'electionCommitteeMember', column: 'voterId', text: '选举委员会成员' },
  { table: 'electionCommitteeReserve', column: 'voterId', text: '选举委员会推选得票' },
  { table: 'electionCommitteeChange', column: 'becauseVoterId', text: '选举委员会成员变动' },
  { table: 'representative', column: 'voterId', text: '居民代表' },
  { table: 'nominee', column: 'voterId', text: '初步候选人' },
  { table: 'nominator', column: 'voterId', text: '联名提名' },
  { table: 'candidate', column: 'voterId', text: '正式候选人' },
  { table: 'stationStaff', column: 'voterId', text: '投票站工作人员' },
  { table: 'scribeRequest', column: 'voterId', text: '代写申请' },
  { table: 'scribeRequest', column: 'scribeVoterId', text: '代书人' },
  { table: 'proxyGrant', column: 'principalId', text: '委托投票的委托人' },
  { table: 'proxyGrant', column: 'proxyId', text: '委托投票的受委托人' },
  { table: 'mobileBoxUser', column: 'voterId', text: '流动票箱名单' },
  { table: 'checkIn', column: 'voterId', text: '验证发票' },
  { table: 'checkIn', column: 'proxyId', text: '代领选票' },
  { table: 'writeInDecision', column: 'voterId', text: '另选他人的认定' },
  { table: 'electedMember', column: 'voterId', text: '当选人' },
  { table: 'supervisionMember', column: 'voterId', text: '居务监督委员会成员' },
  { table: 'succession', column: 'voterId', text: '递补的成员' },
  { table: 'recallSignatory', column: 'voterId', text: '罢免要求的联名' },
] as const

/** Where an import's people are referred to, and how often; only where they are. */
export async function countReferences(db: Db, importId: number) {
  const found: { readonly text: string; readonly count: number }[] = []
  for (const { table, column, text } of voterReferences) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} as referring
      inner join voter on voter.id = ${sql.ref(`referring.${column}`)}
      where ${sql.ref('voter.importId')} = ${importId}`.execute(db)
    const count = Number(rows[0]?.count ?? 0)
    if (count > 0) found.push({ text, count })
  }
  return found
}

/** How many of an import's people were changed by hand since, and how many removed. */
export async function countTouched(db: Db, importId: number): Promise<{ changed: number; removed: number }> {
  const { changed, removed } = await db
    .selectFrom('voter')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('state', '=', 'registered').as('changed'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'removed').as('removed'),
    ])
    .where('importId', '=', importId)
    .where('version', '>', 1)
    .executeTakeFirstOrThrow()
  return { changed, removed }
}
