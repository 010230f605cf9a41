import type { FastifyRequest } from 'fastify'
import type { PlainDate } from '../lib/plain-date.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { Forbidden, NotFound } from '../infra/http/errors.js'
import { listMilestones, listRounds, timetableOptions } from '../timetable/queries.js'
import { catalogue } from './catalogue.js'
import type { Paper, PaperContext } from './define-notice.js'
import type { MainPaper } from './paper-number.js'

/** A paper of an election, of one vote where there is one each, and what it is made in. */
export interface PaperInView {
  readonly paper: Paper
  readonly context: PaperContext
  /** Null for a paper of the whole election. */
  readonly roundId: number | null
  /** The paper that this one corrects. */
  readonly supplements?: MainPaper
  /** Its pages: preview, draft, issue-paper. */
  address(page: string): string
}

/** What every paper of an election is made in, but for the vote. */
export async function contextOf(db: Db, request: FastifyRequest): Promise<PaperContext> {
  return await contextFor(db, request.election, request.season?.bureauName ?? '', request.today)
}

/** The same of an election that no address names. */
export async function contextFor(
  db: Db,
  election: ElectionInScope,
  bureau: string,
  today: PlainDate,
): Promise<PaperContext> {
  return {
    election,
    ruleSet: ruleSetInForce(election),
    milestones: await listMilestones(db, election.id),
    timetable: await timetableOptions(db, election),
    round: election.round,
    bureau,
    today,
  }
}

/** The paper that an address names; `?round=` says of which vote, else it is the one that is on. */
export async function paperInView(db: Db, request: FastifyRequest): Promise<PaperInView> {
  const { key } = request.params as { key: string }
  const paper = catalogue.find((each) => each.key === key)
  if (!paper) throw new NotFound('没有这种文书。')
  refuseVotersTo(request, paper)
  const context = await contextOf(db, request)
  if (!paper.rounds) return viewOf(paper, context)
  const { round: wanted } = request.query as { round?: unknown }
  const rounds = await listRounds(db, request.election.id)
  const round = wanted === undefined ? request.election.round : rounds.find(({ number }) => String(number) === wanted)
  if (!round || !isOf(paper, round)) throw new NotFound('这一轮投票没有这种文书。')
  return viewOf(paper, { ...context, round })
}

export function viewOf(paper: Paper, context: PaperContext): PaperInView {
  const { election, round } = context
  const query = paper.rounds ? `?round=${round.number}` : ''
  return {
    paper,
    context,
    roundId: paper.rounds ? round.id : null,
    address: (page) => `/elections/${election.id}/documents/${paper.key}/${page}${query}`,
  }
}

/** Whether a round has the paper. */
export function isOf(paper: Paper, round: Pick<RoundInScope, 'kind'>): boolean {
  return paper.rounds?.includes(round.kind) ?? false
}

/** Observers see how far things are, not who the voters are. */
export function mayRead(request: FastifyRequest, paper: Pick<Paper, 'namesVoters'>): boolean {
  return request.account?.role !== 'observer' || !paper.namesVoters
}

export function refuseVotersTo(request: FastifyRequest, paper: Pick<Paper, 'namesVoters'>): void {
  if (!mayRead(request, paper)) throw new Forbidden('这份文书列有选民姓名，观察员不能查看。')
}
