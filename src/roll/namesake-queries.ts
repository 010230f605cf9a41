import { type ExpressionBuilder, sql } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { Tables } from '../infra/db/tables.js'

type Shared = 'birth' | 'telephone'

/**
 * Two entries of the season that may be one person: the same name, and the same birthday or telephone. One of them at
 * least stands on the roll asked for. Each way of being alike goes along its own index.
 */
function pairs(db: Db, election: { readonly id: number; readonly seasonId: number }, shared: Shared) {
  const isSecond = (
    eb: ExpressionBuilder<Tables & { own: Tables['voter']; other: Tables['voter'] }, 'own' | 'other'>,
  ) =>
    // Of two on this roll each pair once; never both ways.
    eb.or([eb('other.electionId', '!=', election.id), eb('other.id', '>', eb.ref('own.id'))])
  return db
    .selectFrom('voter as own')
    .innerJoin('voter as other', (join) => {
      const alike = join
        .onRef('other.seasonId', '=', 'own.seasonId')
        .onRef('other.rollOf', '=', 'own.rollOf')
        .onRef('other.searchName', '=', 'own.searchName')
        .on('other.state', '=', 'registered')
        .onRef('other.id', '!=', 'own.id')
      return shared === 'birth'
        ? alike.onRef('other.birthDate', '=', 'own.birthDate')
        : alike.onRef('other.telephoneHash', '=', 'own.telephoneHash').onRef('other.birthDate', '!=', 'own.birthDate')
    })
    .where('own.electionId', '=', election.id)
    .where('own.state', '=', 'registered')
    .where(isSecond as never)
    .select(['own.id as ownId', 'other.id as otherId', sql<Shared>`${sql.lit(shared)}`.as('shared')])
}

const allPairs = (db: Db, election: { readonly id: number; readonly seasonId: number }) =>
  pairs(db, election, 'birth').unionAll(pairs(db, election, 'telephone'))

function selectPairs(db: Db, election: { readonly id: number; readonly seasonId: number }, isRuled: boolean) {
  return db
    .selectFrom(allPairs(db, election).as('pair'))
    .leftJoin('namesakeRuling as ruling', (join) =>
      join.on((eb) =>
        eb.or([
          eb.and([eb('ruling.voterId', '=', eb.ref('pair.ownId')), eb('ruling.otherId', '=', eb.ref('pair.otherId'))]),
          eb.and([eb('ruling.voterId', '=', eb.ref('pair.otherId')), eb('ruling.otherId', '=', eb.ref('pair.ownId'))]),
        ]),
      ),
    )
    .where('ruling.ruling', isRuled ? 'is not' : 'is', null)
}

export interface Namesakes {
  readonly ownId: number
  readonly otherId: number
  readonly shared: Shared
  readonly ruling: 'different' | 'same' | null
  readonly note: string | null
  readonly ruledOn: PlainDate | null
}

/** A page of those who may be one person, by those who looked at them or not yet. */
export async function listNamesakes(
  db: Db,
  election: { readonly id: number; readonly seasonId: number },
  { isRuled, page, perPage }: { readonly isRuled: boolean; readonly page: number; readonly perPage: number },
): Promise<Namesakes[]> {
  return await selectPairs(db, election, isRuled)
    .select(['pair.ownId', 'pair.otherId', 'pair.shared', 'ruling.ruling', 'ruling.note', 'ruling.ruledOn'])
    .orderBy('pair.ownId')
    .orderBy('pair.otherId')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
}

export async function countNamesakes(
  db: Db,
  election: { readonly id: number; readonly seasonId: number },
  isRuled: boolean,
): Promise<number> {
  const { count } = await selectPairs(db, election, isRuled)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Whether two entries are such a pair now. */
export async function findNamesakes(
  db: Db,
  election: { readonly id: number; readonly seasonId: number },
  { ownId, otherId }: { readonly ownId: number; readonly otherId: number },
) {
  return await db
    .selectFrom(allPairs(db, election).as('pair'))
    .select('pair.shared')
    .where('pair.ownId', '=', ownId)
    .where('pair.otherId', '=', otherId)
    .executeTakeFirst()
}

/** What a page shows of people of one roll or another, by key. */
export async function namesakesById(db: Db, voterIds: readonly number[]) {
  if (voterIds.length === 0) return new Map<number, NamesakeRow>()
  const rows = await selectNamesakeRows(db, voterIds).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function selectNamesakeRows(db: Db, voterIds: readonly number[]) {
  return db
    .selectFrom('voter')
    .innerJoin('election', 'election.id', 'voter.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['voter.id', 'voter.electionId', 'voter.voterNumber', 'voter.name', 'voter.sex', 'voter.birthDate'])
    .select(['voter.residentsGroup', 'voter.address', 'community.name as communityName'])
    .where('voter.id', 'in', voterIds)
}

export type NamesakeRow = Awaited<ReturnType<ReturnType<typeof selectNamesakeRows>['execute']>>[number]

/** Enters what somebody found, or what they find now. */
export async function saveNamesakeRuling(
  trx: Trx,
  pair: readonly [number, number],
  ruling: Pick<Tables['namesakeRuling'], 'ruling' | 'note' | 'ruledOn' | 'ruledBy'>,
): Promise<void> {
  const [voterId, otherId] = [Math.min(...pair), Math.max(...pair)]
  await trx
    .insertInto('namesakeRuling')
    .values({ ...ruling, voterId, otherId })
    .onConflict((conflict) => conflict.columns(['voterId', 'otherId']).doUpdateSet(ruling))
    .execute()
}
