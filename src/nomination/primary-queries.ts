import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { EntryState } from '../rules/double-entry.js'
import type { Post, Sex } from '../rules/post.js'
import { listPosts } from '../timetable/queries.js'

/** When and where a primary is held. */
export interface PrimaryPlan {
  readonly heldOn: PlainDate
  readonly opens: string
  readonly closes: string
  readonly place: string
}

/** A name on the ballot of a primary; votes once it is decided. */
export interface PrimaryName {
  readonly nomineeId: number
  readonly voterId: number
  readonly name: string
  readonly sex: Sex
  readonly votes: number | null
}

/** What a primary decided, as it stands in its report. */
export interface PrimaryDecision {
  readonly electors: number
  readonly ballotsIssued: number
  readonly ballotsReturned: number
  readonly validBallots: number
  readonly invalidBallots: number
  readonly isValid: boolean
  readonly explanation: readonly string[]
  readonly decidedOn: PlainDate
}

export interface Primary extends PrimaryPlan {
  readonly id: number
  readonly number: number
  /** Of too many nominees, or again of those with equal votes. */
  readonly kind: 'regular' | 'again'
  readonly version: number
  readonly entry: EntryState
  /** By rank, each with its nominees in the order of the ballot. */
  readonly posts: readonly PrimaryPost[]
  /** Absent until it is decided. */
  readonly decision?: PrimaryDecision
}

export interface PrimaryPost {
  readonly post: Post
  /** Nominees who go on, and marks on a ballot at most. */
  readonly places: number
  readonly nominees: readonly PrimaryName[]
}

/** Every primary of an election, first to last. */
export async function listPrimaries(db: Db, electionId: number): Promise<Primary[]> {
  const rows = await db
    .selectFrom('primaryVote')
    .selectAll()
    .where('electionId', '=', electionId)
    .orderBy('number')
    .execute()
  if (rows.length === 0) return []
  const posts = await listPosts(db, electionId)
  const ids = rows.map(({ id }) => id)
  const places = await db.selectFrom('primaryPost').selectAll().where('primaryId', 'in', ids).execute()
  const names = await listNames(db, ids)
  return rows.map((row) => {
    const { id, number, kind, heldOn, opens, closes, place, version } = row
    const own = posts.flatMap((post): PrimaryPost[] => {
      const of = places.find(({ primaryId, postId }) => primaryId === id && String(postId) === post.id)
      if (!of) return []
      const nominees = names.filter(({ primaryId, postId }) => primaryId === id && postId === of.postId)
      return [{ post, places: of.places, nominees }]
    })
    const entry = JSON.parse(row.entry) as EntryState
    const plan = { id, number, kind, heldOn, opens, closes, place, version, entry, posts: own }
    const decision = decisionOf(row)
    return decision ? { ...plan, decision } : plan
  })
}

async function listNames(db: Db, primaryIds: readonly number[]) {
  return await db
    .selectFrom('primaryNominee')
    .innerJoin('nominee', 'nominee.id', 'primaryNominee.nomineeId')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .select(['primaryNominee.primaryId', 'primaryNominee.postId', 'primaryNominee.nomineeId', 'primaryNominee.votes'])
    .select(['nominee.voterId', 'voter.name', 'voter.sex'])
    .where('primaryNominee.primaryId', 'in', primaryIds)
    .orderBy('primaryNominee.ballotOrder')
    .execute()
}

interface DecidedRow {
  readonly electors: number | null
  readonly ballotsIssued: number | null
  readonly ballotsReturned: number | null
  readonly validBallots: number | null
  readonly invalidBallots: number | null
  readonly isValid: number | null
  readonly explanation: string | null
  readonly decidedOn: PlainDate | null
}

function decisionOf(row: DecidedRow): PrimaryDecision | undefined {
  if (row.decidedOn === null) return undefined
  return {
    electors: row.electors ?? 0,
    ballotsIssued: row.ballotsIssued ?? 0,
    ballotsReturned: row.ballotsReturned ?? 0,
    validBallots: row.validBallots ?? 0,
    invalidBallots: row.invalidBallots ?? 0,
    isValid: row.isValid === 1,
    explanation: JSON.parse(row.explanation ?? '[]') as string[],
    decidedOn: row.decidedOn,
  }
}

/** The primary that is set up and not decided yet, of which there is at most one. */
export async function findOpenPrimary(db: Db, electionId: number): Promise<Primary | undefined> {
  return (await listPrimaries(db, electionId)).find(({ decision }) => decision === undefined)
}

export interface NewPrimaryPost {
  readonly postId: number
  readonly places: number
  readonly nomineeIds: readonly number[]
}

/** Sets a primary up. A second open one is a unique violation. */
export async function insertPrimary(
  trx: Trx,
  primary: PrimaryPlan & { readonly electionId: number; readonly kind: Primary['kind'] },
  posts: readonly NewPrimaryPost[],
): Promise<{ id: number; number: number }> {
  const { last } = await trx
    .selectFrom('primaryVote')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('electionId', '=', primary.electionId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  const { id } = await trx
    .insertInto('primaryVote')
    .values({ ...primary, number })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const { postId, places, nomineeIds } of posts) {
    await trx.insertInto('primaryPost').values({ primaryId: id, postId, places }).execute()
    const names = nomineeIds.map((nomineeId, index) => ({ primaryId: id, postId, nomineeId, ballotOrder: index + 1 }))
    await trx.insertInto('primaryNominee').values(names).execute()
  }
  return { id, number }
}

type Stated = Pick<Primary, 'id' | 'version'>

/** Changes day, hours or place; false when the row has changed since the form was opened. */
export async function updatePrimaryPlan(trx: Trx, primary: Stated, plan: PrimaryPlan): Promise<boolean> {
  return await updatePrimary(trx, primary, plan)
}

/** Takes the double entry a step further; false when somebody else did meanwhile. */
export async function updatePrimaryEntry(trx: Trx, primary: Stated, entry: EntryState): Promise<boolean> {
  return await updatePrimary(trx, primary, { entry: JSON.stringify(entry) })
}

/** Keeps what a primary decided; false when the row has changed since the page was opened. */
export async function decidePrimary(
  trx: Trx,
  primary: Stated,
  { isValid, explanation, ...decision }: PrimaryDecision & { readonly decidedBy: number },
  votes: ReadonlyMap<number, number>,
): Promise<boolean> {
  const decided = { ...decision, isValid: isValid ? 1 : 0, explanation: JSON.stringify(explanation) }
  if (!(await updatePrimary(trx, primary, decided))) return false
  for (const [nomineeId, count] of votes) {
    await trx
      .updateTable('primaryNominee')
      .set({ votes: count })
      .where('primaryId', '=', primary.id)
      .where('nomineeId', '=', nomineeId)
      .execute()
  }
  return true
}

async function updatePrimary(
  trx: Trx,
  { id, version }: Stated,
  change: Partial<PrimaryPlan & DecidedRow & { readonly entry: string; readonly decidedBy: number }>,
): Promise<boolean> {
  const updated = await trx
    .updateTable('primaryVote')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .where('decidedOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Takes back a primary that was set up and not counted. */
export async function deletePrimary(trx: Trx, primaryId: number): Promise<void> {
  await trx.deleteFrom('primaryNominee').where('primaryId', '=', primaryId).execute()
  await trx.deleteFrom('primaryPost').where('primaryId', '=', primaryId).execute()
  await trx.deleteFrom('primaryVote').where('id', '=', primaryId).execute()
}
