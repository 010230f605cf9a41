import type { TestApp } from './app.js'

/** The newest events, oldest of them first: kind, facts, and who did it. */
export async function lastEvents({ db }: TestApp, count: number) {
  const rows = await db
    .selectFrom('auditEvent')
    .select(['type', 'content', 'accountName', 'electionId'])
    .orderBy('sequence', 'desc')
    .limit(count)
    .execute()
  return rows.reverse().map(({ type, content, accountName, electionId }) => ({
    type,
    by: accountName,
    electionId,
    facts: JSON.parse(content) as Readonly<Record<string, unknown>>,
  }))
}

/** How many events there are: the same before and after whatever was refused. */
export async function countEvents({ db }: TestApp): Promise<number> {
  return (await db.selectFrom('auditEvent').select('id').execute()).length
}
