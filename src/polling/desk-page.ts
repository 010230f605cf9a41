import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkVotingDay } from '../rules/voting-day.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import { listMilestones } from '../timetable/queries.js'
import { type CheckIn, type Desk, listLastCheckIns } from './check-in-queries.js'
import { voterPanel } from './desk-panel.js'
import { searchDeskVoters } from './desk-voter.js'
import { countIssuedAt } from './queries.js'

/** How many of their own last ones a clerk sees and may take back. */
export const lastShown = 8

export interface DeskView {
  /** What was searched for, kept in the field. */
  readonly q?: string
  /** The one voter to be confirmed. */
  readonly voterId?: number | undefined
  /** Why the ballot was not handed out. */
  readonly refusal?: string
  /** The check-ins just made. */
  readonly issuedIds?: readonly number[]
}

/** The desk as a page: the field, what was found or is to be confirmed, and the last ballots handed out. */
export async function deskPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  view: DeskView,
) {
  const { election } = request
  const found = await searchDeskVoters(app.db, app.sealer, election, view.voterId === undefined ? (view.q ?? '') : '')
  // One person found is the one meant: Enter in the search field leads straight to the question.
  const only = found.voters.length === 1 ? found.voters[0]?.id : undefined
  const voterId = view.voterId ?? only
  return await reply.code(view.refusal === undefined ? 200 : 409).page('polling/check-in.hbs', {
    title: `验证发票（${desk.name}）`,
    desk,
    q: view.q ?? '',
    ...(await deskParts(app, request, desk, { ...view, voterId })),
    isSearched: view.voterId === undefined && (view.q ?? '').trim() !== '',
    voters: only === undefined ? found.voters : [],
    isNobody: found.voters.length === 0 && found.note === '',
    note: found.note,
    hasMore: found.hasMore,
    refusals: await checkDesk(app.db, request),
  })
}

/** What changes of a desk from one voter to the next. */
export async function deskParts(app: FastifyInstance, request: FastifyRequest, desk: Desk, view: DeskView) {
  const { id: roundId } = request.election.round
  const { voterId, issuedIds = [] } = view
  const last = await listLastCheckIns(app.db, roundId, request.account?.id as number, desk.id, lastShown)
  const issued = await countIssuedAt(app.db, roundId, desk.id)
  const done = last.filter(({ id }) => issuedIds.includes(id)).reverse()
  return {
    voter: voterId === undefined ? false : await voterPanel(app, request, desk, voterId),
    refusal: view.refusal ?? '',
    done: { isAny: done.length > 0, isSeveral: done.length > 1, many: done.length, ballots: done.map(withPrincipal) },
    last: last.map(withPrincipal),
    hasLast: last.length > 0,
    issued,
    received: desk.received ?? 0,
    left: (desk.received ?? 0) - issued,
  }
}

function withPrincipal(checkIn: CheckIn) {
  return { ...checkIn, takenBy: checkIn.proxyName ?? '' }
}

/** Why nothing can be handed out at all, whoever comes. */
export async function checkDesk(
  db: Db,
  { election, today }: Pick<FastifyRequest, 'election' | 'today'>,
): Promise<Finding[]> {
  const milestones = await listMilestones(db, election.id)
  const ruleSet = ruleSetInForce(election)
  return [...may('checkIn', milestones, ruleSet), ...checkVotingDay(today, election.round.votingDay, ruleSet)]
}
