import type { Db } from '../infra/db/database.js'

/** Every table that refers to a voter; a test compares them with the database. Each in the words of the page. */
export const voterReferences = {
  rollChange: '名单更正',
  objection: '名单异议',
  evidence: '附件',
  nominee: '初步候选人',
  nominator: '联名提名',
  candidate: '正式候选人',
  checkIn: '验证发票',
  writeInDecision: '另选他人的认定',
  electedMember: '当选人',
} as const

export type VoterReference = keyof typeof voterReferences

/** How many of an import's people each table refers to; only those to whom one does. */
export async function countReferences(db: Db, importId: number) {
  const found: { readonly table: VoterReference; readonly count: number }[] = []
  for (const table of Object.keys(voterReferences) as VoterReference[]) {
    const { count } = await db
      .selectFrom(table)
      .innerJoin('voter', 'voter.id', `${table}.voterId`)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('voter.importId', '=', importId)
      .executeTakeFirstOrThrow()
    if (count > 0) found.push({ table, count })
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
