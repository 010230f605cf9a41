import type { PlainDate } from '../lib/plain-date.js'
import type { Milestone, MilestoneName } from '../rules/stages.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Db, Trx } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'
import type { NewRoundPost } from '../infra/db/tables/election.js'
import type { ElectionForm } from '../rules/election-form.js'
import { type HolidayCalendar, holidayTest, type IsHoliday, noHolidays } from '../rules/holidays.js'
import type { Post } from '../rules/post.js'
import type { TimetableOptions } from '../rules/timetable.js'
import type { TimetableKey } from '../rules/timetable-steps.js'

export {
  type CommitteeChangeRow,
  type ElectionCommitteeMember,
  type ElectionCommitteeReserve,
  endMembership,
  findElectionCommittee,
  insertCommitteeChange,
  insertJoiningMember,
  listCommitteeChanges,
  listEverybodyWhoSat,
  listReserves,
  markSucceeded,
  type NewCommitteeChange,
  saveElectionCommittee,
  setMemberPosition,
  takeCommitteeVersion,
  takeLastChangeBack,
  updateRollAnswer,
} from './committee-queries.js'
export { listProcedureDocuments } from './setting-queries.js'

/** What an election has reached, for the rules to decide from. */
export async function listMilestones(db: Db, electionId: number): Promise<Milestone[]> {
  const rows = await milestonesOf(db, { electionId })
  return rows.map(({ name, reachedOn, round }) => ({ name: name as MilestoneName, on: reachedOn, round }))
}

const milestonesOf = preparedQuery((db, { electionId }: { electionId: number }) =>
  db.selectFrom('milestone').select(['name', 'reachedOn', 'round']).where('electionId', '=', electionId).orderBy('id'),
)

/**
 * Records that an election has reached something, with its event. A milestone is reached once: a second
 * time is a unique violation and rolls the change back.
 */
export async function recordMilestone(
  trx: Trx,
  actor: Actor,
  electionId: number,
  milestone: { readonly name: MilestoneName; readonly on: PlainDate; readonly round?: number },
): Promise<void> {
  const { name, on, round = 0 } = milestone
  await trx.insertInto('milestone').values({ electionId, name, reachedOn: on, round }).execute()
  await recordEvent(trx, actor, { type: 'milestoneReached', milestone: name, round, on }, electionId)
}

/** Corrects the day of a milestone that belongs to no vote, when what was recorded of it is corrected. */
export async function moveMilestone(
  trx: Trx,
  electionId: number,
  { name, on }: { readonly name: MilestoneName; readonly on: PlainDate },
): Promise<void> {
  await trx
    .updateTable('milestone')
    .set({ reachedOn: on })
    .where('electionId', '=', electionId)
    .where('name', '=', name)
    .where('round', '=', 0)
    .execute()
}

/** Takes a milestone back when what it rested on is undone; that has an event of its own. Round 0: of no single vote. */
export async function withdrawMilestone(trx: Trx, electionId: number, name: MilestoneName, round = 0): Promise<void> {
  await trx
    .deleteFrom('milestone')
    .where('electionId', '=', electionId)
    .where('name', '=', name)
    .where('round', '=', round)
    .execute()
}

/** The posts of an election in order of rank. */
export async function listPosts(db: Db, electionId: number): Promise<Post[]> {
  const rows = await db.selectFrom('post').selectAll().where('electionId', '=', electionId).orderBy('rank').execute()
  return rows.map(({ id, title, position, seats, reservedForWoman }) => ({
    id: String(id),
    title,
    position,
    seats,
    reservedForWoman: reservedForWoman === 1,
  }))
}

/** The posts voted on in a round, with the seats open in it. */
export async function listRoundPosts(db: Db, roundId: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('roundPost')
    .innerJoin('post', 'post.id', 'roundPost.postId')
    .select(['post.id', 'post.title', 'post.position', 'roundPost.seats', 'post.reservedForWoman'])
    .select('roundPost.seatsForWomen')
    .where('roundPost.roundId', '=', roundId)
    .orderBy('post.rank')
    .execute()
  return rows.map(({ seatsForWomen, ...row }) => {
    const post = { ...row, id: String(row.id), reservedForWoman: row.reservedForWoman === 1 }
    return seatsForWomen > 0 ? { ...post, seatsForWomen } : post
  })
}

/** Every round of an election, first to last. */
export async function listRounds(db: Db, electionId: number) {
  return await db
    .selectFrom('votingRound')
    .select(['id', 'number', 'kind', 'votingDay', 'ballotsPrinted'])
    .where('electionId', '=', electionId)
    .orderBy('number')
    .execute()
}

export interface NewElection {
  /** Absent: the regular election of the term. */
  readonly kind?: 'regular' | 'byElection'
  readonly seasonId: number
  readonly communityId: number
  readonly termNumber: number
  readonly form: ElectionForm
  readonly electionDay: PlainDate
  readonly ruleSetId: string
  readonly ruleSetVersion: number
  readonly contactPlace: string
  readonly contactTelephone: string
  readonly openedAt: string
  readonly posts: readonly NewPost[]
}

export interface NewPost {
  readonly title: string
  readonly position: 'chair' | 'viceChair' | 'member'
  readonly seats: number
  readonly reservedForWoman: boolean
}

/** What the community's own procedure decides, taken over from one election into another of the same term. */
export async function copySettings(trx: Trx, from: number, to: number): Promise<void> {
  const { settings } = await trx
    .selectFrom('election')
    .select('settings')
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  await trx.updateTable('election').set({ settings }).where('id', '=', to).execute()
  const decisions = await trx
    .selectFrom('ruleSetting')
    .selectAll()
    .where('electionId', '=', from)
    .where('supersededAt', 'is', null)
    .orderBy('id')
    .execute()
  const copies = decisions.map((decision) => ({ ...decision, id: undefined, electionId: to }))
  if (copies.length > 0) await trx.insertInto('ruleSetting').values(copies).execute()
}

/** Opens an election with its posts and its first round. */
export async function insertElection(trx: Trx, { posts, ...election }: NewElection): Promise<number> {
  const { id } = await trx
    .insertInto('election')
    .values({ kind: 'regular', ...election })
    .returning('id')
    .executeTakeFirstOrThrow()
  const round = await insertRound(trx, { electionId: id, number: 1, kind: 'first', votingDay: election.electionDay })
  await insertPosts(trx, id, round, posts)
  return id
}

export async function insertPosts(
  trx: Trx,
  electionId: number,
  roundId: number,
  posts: readonly NewPost[],
): Promise<void> {
  for (const [index, post] of posts.entries()) {
    const { id } = await trx
      .insertInto('post')
      .values({ ...post, electionId, rank: index + 1, reservedForWoman: post.reservedForWoman ? 1 : 0 })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx.insertInto('roundPost').values({ roundId, postId: id, seats: post.seats }).execute()
  }
}

export interface NewRound {
  readonly electionId: number
  readonly number: number
  readonly kind: 'first' | 'runoff' | 'tieBreak' | 'rerun'
  readonly votingDay: PlainDate
}

export async function insertRound(trx: Trx, round: NewRound): Promise<number> {
  const { id } = await trx.insertInto('votingRound').values(round).returning('id').executeTakeFirstOrThrow()
  return id
}

/** `seatsForWomen`: of the seats, those that the vote before kept for women. */
export async function insertRoundPost(trx: Trx, roundId: number, post: Omit<NewRoundPost, 'roundId'>): Promise<void> {
  const { postId, seats, seatsForWomen } = post
  await trx.insertInto('roundPost').values({ roundId, postId, seats, seatsForWomen }).execute()
}

/** The election of a community in a season, if one is open. */
export async function findElectionOf(db: Db, seasonId: number, communityId: number) {
  return await db
    .selectFrom('election')
    .select('id')
    .where('seasonId', '=', seasonId)
    .where('communityId', '=', communityId)
    .where('kind', '=', 'regular')
    .executeTakeFirst()
}

/** The regular election of the committee that an election belongs to: itself, or the one that a by-election adds to. */
export async function regularIdOf(db: Db, electionId: number): Promise<number> {
  const row = await db
    .selectFrom('byElection')
    .select('regularId')
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  return row?.regularId ?? electionId
}

/** The days off of a season, with the document they come from; none until the bureau has confirmed them. */
export async function findCalendar(db: Db, seasonId: number) {
  const head = await db
    .selectFrom('holidayCalendar')
    .select(['weekendsAreOff', 'source', 'version'])
    .where('seasonId', '=', seasonId)
    .executeTakeFirst()
  if (!head) return undefined
  const days = await db
    .selectFrom('calendarDay')
    .select(['day', 'kind', 'name'])
    .where('seasonId', '=', seasonId)
    .orderBy('day')
    .execute()
  const { source, version } = head
  const calendar: HolidayCalendar = { days, weekendsAreOff: head.weekendsAreOff === 1 }
  return { calendar, source, version }
}

/** Whether a day of a season is off, for every rule that asks; no day is, until the calendar is confirmed. */
export async function holidaysOf(db: Db, seasonId: number): Promise<IsHoliday> {
  const found = await findCalendar(db, seasonId)
  return found === undefined ? noHolidays : holidayTest(found.calendar)
}

/** What the timetable needs of one election beside its milestones. */
export async function timetableOptions(
  db: Db,
  election: { readonly id: number; readonly seasonId: number; readonly form: ElectionForm },
): Promise<TimetableOptions> {
  const options = await timetableOptionsOfSeason(db, election.seasonId, election.id)
  return options(election.id, election.form)
}

/** The same for every election of a season, or for one of them. */
export async function timetableOptionsOfSeason(db: Db, seasonId: number, electionId?: number) {
  const isHoliday = await holidaysOf(db, seasonId)
  const steps = await db
    .selectFrom('recordedStep')
    .innerJoin('election', 'election.id', 'recordedStep.electionId')
    .select(['recordedStep.electionId', 'recordedStep.step', 'recordedStep.doneOn'])
    .where('election.seasonId', '=', seasonId)
    .$if(electionId !== undefined, (query) => query.where('election.id', '=', electionId as number))
    .execute()
  const committees = await db
    .selectFrom('electionCommittee')
    .innerJoin('election', 'election.id', 'electionCommittee.electionId')
    .select(['electionCommittee.electionId', 'electionCommittee.selectedBy'])
    .where('election.seasonId', '=', seasonId)
    .$if(electionId !== undefined, (query) => query.where('election.id', '=', electionId as number))
    .execute()
  const selectedBy = new Map(committees.map((committee) => [committee.electionId, committee.selectedBy]))
  const doneBy = new Map<number, Partial<Record<TimetableKey, PlainDate>>>()
  for (const { electionId, step, doneOn } of steps) {
    doneBy.set(electionId, { ...doneBy.get(electionId), [step]: doneOn })
  }
  return (electionId: number, form: ElectionForm): TimetableOptions => {
    const by = selectedBy.get(electionId)
    return { form, isHoliday, done: doneBy.get(electionId) ?? {}, ...(by === undefined ? {} : { selectedBy: by }) }
  }
}

/**
 * Records the day of a step that is done by doing something else, such as issuing its notice. The first time
 * counts: a notice that replaces another does not undo the posting of the first.
 */
export async function recordStepOnce(
  trx: Trx,
  actor: Actor,
  electionId: number,
  { step, on, note }: { readonly step: TimetableKey; readonly on: PlainDate; readonly note: string },
): Promise<void> {
  const recorded = await trx
    .insertInto('recordedStep')
    .values({ electionId, step, doneOn: on, note, recordedAt: actor.at, recordedBy: actor.accountId ?? 0 })
    .onConflict((conflict) => conflict.columns(['electionId', 'step']).doNothing())
    .returning('step')
    .executeTakeFirst()
  if (recorded) await recordEvent(trx, actor, { type: 'stepRecorded', step, on, note, before: null }, electionId)
}
