import type { Db, Trx } from '../infra/db/database.js'
import type { HeaderMeanings, RegisterField } from './register/checked-register.js'

/** What headers mean in the registers of a community, as somebody told it. */
export async function listRememberedColumns(db: Db, communityId: number): Promise<HeaderMeanings> {
  const rows = await db
    .selectFrom('rememberedColumn')
    .select(['header', 'field'])
    .where('communityId', '=', communityId)
    .execute()
  return new Map(rows.map(({ header, field }) => [header, field as RegisterField | '']))
}

/** Forgets what some headers mean, and remembers the new meanings. */
export async function rememberColumns(
  trx: Trx,
  communityId: number,
  forgotten: readonly string[],
  meanings: HeaderMeanings,
): Promise<void> {
  if (forgotten.length > 0) {
    await trx
      .deleteFrom('rememberedColumn')
      .where('communityId', '=', communityId)
      .where('header', 'in', forgotten)
      .execute()
  }
  if (meanings.size === 0) return
  await trx
    .insertInto('rememberedColumn')
    .values([...meanings].map(([header, field]) => ({ communityId, header, field })))
    .execute()
}
