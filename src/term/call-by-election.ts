import type { FastifyRequest } from 'fastify'
import { recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import { takeOverKinships } from '../nomination/queries.js'
import { takeOverRoll } from '../roll/queries.js'
import { copySettings, insertElection, listPosts, recordMilestone } from '../timetable/queries.js'
import type { ByElectionForm } from './open-by-election.js'
import type { StandingPost } from './standing.js'
import { insertByElection, listByElections } from './term-queries.js'

/** Writes a by-election: an election of its own for the empty seats, under the same rules, with the roll gone on from. */
export async function callByElection(
  trx: Trx,
  request: FastifyRequest,
  values: ByElectionForm,
  posts: readonly StandingPost[],
): Promise<number> {
  const { election: regular, today, actor } = request
  const electionId = await openElection(trx, request, values, posts)
  await copySettings(trx, regular.id, electionId)
  const made = await listPosts(trx, electionId)
  const { assembly: heldBy, on: decidedOn, entitled, present, inFavour } = values
  await insertByElection(
    trx,
    { electionId, regularId: regular.id, heldBy, decidedOn, entitled, present, inFavour },
    made.map(({ id, title }) => ({
      postId: Number(id),
      regularPostId: posts.find((post) => post.title === title)?.id ?? 0,
    })),
  )
  await recordByElection(trx, request, values, { electionId, posts })
  await recordMilestone(trx, actor, electionId, { name: 'electionOpened', on: today })
  const voters = await takeOverRoll(trx, regular.id, { electionId, form: values.form })
  await recordEvent(trx, actor, { type: 'rollTakenOver', from: regular.id, voters }, electionId)
  await recordMilestone(trx, actor, electionId, { name: 'registerImported', on: today })
  await takeOverRelations(trx, request, electionId)
  return electionId
}

/**
 * Relatives remain relatives: what was declared before keeps them apart in the by-election too (art. 8). The last
 * by-election went on from what was known before it, so where there was one it is what counts.
 */
async function takeOverRelations(trx: Trx, request: FastifyRequest, electionId: number): Promise<void> {
  const { election: regular, account, actor, now } = request
  const declared = { electionId, declaredBy: account?.id ?? 0, declaredAt: now }
  const before = (await listByElections(trx, regular.id)).filter((one) => one.electionId !== electionId).at(-1)
  for (const { between, relation, note } of await takeOverKinships(trx, before?.electionId ?? regular.id, declared)) {
    const [elder, younger] = between.map(String)
    const event = { type: 'kinshipDeclared', between: [elder ?? '', younger ?? ''], relation, note } as const
    await recordEvent(trx, actor, event, electionId)
  }
}

async function openElection(
  trx: Trx,
  { election: regular, now }: FastifyRequest,
  { form, electionDay, contactPlace, contactTelephone }: ByElectionForm,
  posts: readonly StandingPost[],
): Promise<number> {
  const { seasonId, communityId, termNumber, ruleSetId, ruleSetVersion } = regular
  return await insertElection(trx, {
    kind: 'byElection',
    ...{ seasonId, communityId, termNumber, ruleSetId, ruleSetVersion },
    ...{ form, electionDay, contactPlace, contactTelephone, openedAt: now },
    posts: posts.map((post) => ({
      title: post.title,
      position: post.position,
      seats: post.vacant,
      reservedForWoman: post.reservedForWoman,
    })),
  })
}

/** In the log of both: the committee's, where it began, and the by-election's own. */
async function recordByElection(
  trx: Trx,
  { election: regular, actor }: FastifyRequest,
  values: ByElectionForm,
  { electionId, posts }: { readonly electionId: number; readonly posts: readonly StandingPost[] },
): Promise<void> {
  const { form, electionDay, assembly: body, on: decidedOn, entitled, present, inFavour } = values
  const seats = posts.map(({ title, position, vacant, reservedForWoman }) => {
    return { title, position, seats: vacant, reservedForWoman }
  })
  const decision = { body, decidedOn, entitled, present, inFavour }
  const called = { byElectionId: electionId, posts: seats, form, electionDay, ...decision }
  await recordEvent(trx, actor, { type: 'byElectionCalled', ...called }, regular.id)
  const { communityId, ruleSetId, ruleSetVersion } = regular
  const opened = { communityId, form, electionDay, ruleSetId, ruleSetVersion, posts: seats }
  await recordEvent(trx, actor, { type: 'electionOpened', ...opened }, electionId)
}
