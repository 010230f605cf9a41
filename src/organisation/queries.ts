import type { Insertable } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Db, Trx } from '../infra/db/database.js'
import { strokeKeyWith } from '../lib/stroke-table.js'
import type { AccountTable, CharacterStrokesTable, TownshipTable } from '../infra/db/tables/organisation.js'
import type { Role } from '../infra/security/roles.js'

/** What a sign-in needs of an account. */
export async function findAccountBySignInName(db: Db, signInName: string) {
  return await db
    .selectFrom('account')
    .select(['id', 'displayName', 'passwordHash', 'role', 'isActive', 'mustChangePassword'])
    .where('signInName', '=', signInName)
    .executeTakeFirst()
}

export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Names this installation; it is for drills or for real elections for ever. */
export async function insertInstallation(trx: Trx, kind: 'drill' | 'real', bureauName: string, createdAt: string) {
  await trx.insertInto('installation').values({ id: 1, kind, bureauName, createdAt }).execute()
}

export async function findInstallation(db: Db) {
  return await db.selectFrom('installation').select(['kind', 'bureauName']).executeTakeFirst()
}

export interface NewAccount {
  readonly signInName: string
  readonly displayName: string
  readonly passwordHash: string
  readonly role: Role
  readonly townshipId: number | null
  readonly communityId: number | null
  readonly mustChangePassword: number
  readonly createdAt: string
}

export async function insertAccount(trx: Trx, account: NewAccount): Promise<number> {
  const { id } = await trx.insertInto('account').values(account).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Accounts with the names of their places; `search` is part of a sign-in name, a person's or a place's name. */
function selectAccounts(db: Db, search = '') {
  const pattern = `%${search.replaceAll(/[%_\\]/g, '')}%`
  return db
    .selectFrom('account')
    .leftJoin('community', 'community.id', 'account.communityId')
    .leftJoin('township', (join) =>
      join.on((eb) => eb('township.id', '=', eb.fn.coalesce('account.townshipId', 'community.townshipId'))),
    )
    .select(['account.id', 'account.signInName', 'account.displayName', 'account.role', 'account.isActive'])
    .select(['account.mustChangePassword', 'account.version'])
    .select(['township.name as townshipName', 'community.name as communityName'])
    .$if(search !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('account.signInName', 'like', pattern),
          eb('account.displayName', 'like', pattern),
          eb('community.name', 'like', pattern),
          eb('township.name', 'like', pattern),
        ]),
      ),
    )
}

export async function findAccount(db: Db, id: number) {
  return await selectAccounts(db).where('account.id', '=', id).executeTakeFirst()
}

export const accountsPerPage = 50

export async function listAccounts(db: Db, search: string, page: number) {
  return await selectAccounts(db, search)
    .orderBy('account.signInName')
    .limit(accountsPerPage)
    .offset((page - 1) * accountsPerPage)
    .execute()
}

export async function countAccounts(db: Db, search: string): Promise<number> {
  const { count } = await db
    .selectFrom(selectAccounts(db, search).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function updateAccount(
  trx: Trx,
  id: number,
  version: number,
  change: Partial<Pick<AccountTable, 'displayName' | 'passwordHash'>> & {
    isActive?: number
    mustChangePassword?: number
  },
): Promise<boolean> {
  const updated = await trx
    .updateTable('account')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** What a change of password needs. */
export async function getAccountSecret(db: Db, id: number) {
  return await db
    .selectFrom('account')
    .select(['passwordHash', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function listTownships(db: Db) {
  return await db.selectFrom('township').selectAll().orderBy('code').execute()
}

export async function insertTownship(trx: Trx, township: { code: string; name: string; kind: TownshipTable['kind'] }) {
  const { id } = await trx.insertInto('township').values(township).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function listCommunities(db: Db) {
  return await db
    .selectFrom('community')
    .innerJoin('township', 'township.id', 'community.townshipId')
    .select(['community.id', 'community.code', 'community.name', 'community.townshipId'])
    .select('township.name as townshipName')
    .orderBy('community.code')
    .execute()
}

export async function insertCommunity(trx: Trx, community: { townshipId: number; code: string; name: string }) {
  const { id } = await trx.insertInto('community').values(community).returning('id').executeTakeFirstOrThrow()
  return id
}

export interface SeasonValues {
  readonly termNumber: number
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
  readonly targetNum: number
  readonly targetDen: number
  readonly directForms: readonly ElectionForm[]
}

export async function insertSeason(
  trx: Trx,
  kind: 'drill' | 'real',
  { directForms, ...season }: SeasonValues,
  drillToday: PlainDate | null,
): Promise<number> {
  const { id } = await trx
    .insertInto('season')
    .values({ ...season, installationKind: kind, directForms: JSON.stringify(directForms), drillToday })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function getSeason(db: Db, id: number) {
  const row = await db.selectFrom('season').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...row, directForms: JSON.parse(row.directForms) as ElectionForm[] }
}

/** Changes a season; false when it has changed since the form was opened. */
export async function updateSeason(
  trx: Trx,
  id: number,
  version: number,
  { directForms, ...season }: SeasonValues,
): Promise<boolean> {
  const updated = await trx
    .updateTable('season')
    .set((eb) => ({ ...season, directForms: JSON.stringify(directForms), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

export async function updateDrillToday(trx: Trx, id: number, drillToday: PlainDate): Promise<void> {
  await trx.updateTable('season').set({ drillToday }).where('id', '=', id).execute()
}

/** Every township with whether all its communities must elect directly this season. */
export async function listSeasonTownships(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('township')
    .leftJoin('seasonTownship', (join) =>
      join.onRef('seasonTownship.townshipId', '=', 'township.id').on('seasonTownship.seasonId', '=', seasonId),
    )
    .select(['township.id', 'township.name', 'seasonTownship.mustAllBeDirect'])
    .orderBy('township.code')
    .execute()
  return rows.map(({ mustAllBeDirect, ...township }) => ({ ...township, mustAllBeDirect: mustAllBeDirect === 1 }))
}

export async function setTownshipTargets(
  trx: Trx,
  seasonId: number,
  directTownshipIds: readonly number[],
): Promise<void> {
  await trx.deleteFrom('seasonTownship').where('seasonId', '=', seasonId).execute()
  if (directTownshipIds.length === 0) return
  const rows = directTownshipIds.map((townshipId) => ({ seasonId, townshipId, mustAllBeDirect: 1 }))
  await trx.insertInto('seasonTownship').values(rows).execute()
}

/** Whether each community elects this season; one without an entry takes part. */
export async function listParticipation(db: Db, seasonId: number) {
  return await db
    .selectFrom('seasonCommunity')
    .select(['communityId', 'participation', 'reason'])
    .where('seasonId', '=', seasonId)
    .execute()
}

export async function setParticipation(
  trx: Trx,
  seasonId: number,
  communityId: number,
  participation: 'takingPart' | 'postponed' | 'notHeld',
  reason: string | null,
): Promise<void> {
  await trx
    .insertInto('seasonCommunity')
    .values({ seasonId, communityId, participation, reason })
    .onConflict((conflict) => conflict.columns(['seasonId', 'communityId']).doUpdateSet({ participation, reason }))
    .execute()
}

/** Strokes that the bureau has entered, by character. */
export async function listCharacterStrokes(db: Db) {
  return await db
    .selectFrom('characterStrokes')
    .innerJoin('account', 'account.id', 'characterStrokes.enteredBy')
    .select(['character', 'count', 'strokes', 'source', 'enteredAt', 'characterStrokes.version'])
    .select('account.displayName as enteredByName')
    .orderBy('count')
    .orderBy('strokes')
    .orderBy('character')
    .execute()
}

/** Where each character stands in the order of strokes, by the table of the house and by what the bureau entered. */
export async function readStrokeKey(db: Db): Promise<(character: string) => string | undefined> {
  const entered = await db.selectFrom('characterStrokes').select(['character', 'count', 'strokes']).execute()
  return strokeKeyWith(entered)
}

/** Enters the strokes of a character, or others in their place. */
export async function saveCharacterStrokes(
  trx: Trx,
  strokes: Omit<Insertable<CharacterStrokesTable>, 'version'>,
): Promise<void> {
  const { count, strokes: order, source, enteredBy, enteredAt } = strokes
  const values = { count, strokes: order, source, enteredBy, enteredAt }
  await trx
    .insertInto('characterStrokes')
    .values(strokes)
    .onConflict((conflict) =>
      conflict
        .column('character')
        .doUpdateSet((eb) => ({ ...values, version: eb('characterStrokes.version', '+', 1) })),
    )
    .execute()
}

/** Names by account, for saying who typed and who decided. */
export async function listAccountNames(db: Db, accountIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'displayName']).where('id', 'in', accountIds).execute()
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}
