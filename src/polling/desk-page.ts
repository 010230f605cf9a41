import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkVotingDay } from '../rules/voting-day.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import { getVoter, listGroups } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { type Desk, listCheckInsOf, listLastCheckIns } from './check-in-queries.js'
import { deskVoterOf, searchDeskVoters } from './desk-voter.js'
import { countIssuedAt } from './queries.js'
import { groupsText } from './station-text.js'

/** How many of their own last ones a clerk sees and may take back. */
export const lastShown = 5

export interface DeskView {
  /** What was searched for, kept in the field. */
  readonly q?: string
  /** The one voter to be confirmed. */
  readonly voterId?: number | undefined
  /** Why the ballot was not handed out. */
  readonly refusal?: string
  /** The check-in just made. */
  readonly issuedId?: string
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
  const last = await listLastCheckIns(app.db, election.round.id, request.account?.id as number, desk.id, lastShown)
  const issued = await countIssuedAt(app.db, election.round.id, desk.id)
  const justIssued = last.find(({ id }) => String(id) === view.issuedId)
  return await reply.code(view.refusal === undefined ? 200 : 409).page('polling/check-in.hbs', {
    title: `验证发票（${desk.name}）`,
    desk,
    q: view.q ?? '',
    voter: voterId === undefined ? false : await voterPanel(app, request, desk, voterId),
    isSearched: view.voterId === undefined && (view.q ?? '').trim() !== '',
    voters: only === undefined ? found.voters : [],
    isNobody: found.voters.length === 0,
    hasMore: found.hasMore,
    refusal: view.refusal ?? '',
    justIssued: justIssued ?? false,
    last,
    hasLast: last.length > 0,
    issued,
    received: desk.received ?? 0,
    left: (desk.received ?? 0) - issued,
    refusals: await checkDesk(app.db, request),
  })
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

/** The voter in question, and where else they are expected. */
async function voterPanel(app: FastifyInstance, request: FastifyRequest, desk: Desk, voterId: number) {
  const { election, account } = request
  const voter = await getVoter(app.db, election.id, voterId)
  const [checkIn] = await listCheckInsOf(app.db, election.round.id, [voterId])
  const shown = deskVoterOf(voter, checkIn, election.form, app.sealer)
  const isElsewhere = desk.groups.length > 0 && !desk.groups.includes(voter.residentsGroup)
  return {
    ...shown,
    isReady: shown.state === 'ready',
    undoId: checkIn && account?.role === 'electionOfficer' ? String(checkIn.id) : '',
    elsewhere: isElsewhere
      ? `本站安排的是${await ownGroups(app, request, desk)}，请核对该选民是否应在别的投票站投票。`
      : '',
  }
}

async function ownGroups(app: FastifyInstance, request: FastifyRequest, desk: Desk): Promise<string> {
  const groups = await listGroups(app.db, request.election.id)
  return groupsText(desk.groups, new Map(groups.map(({ number, name }) => [number, name])))
}
