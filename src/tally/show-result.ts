import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { isRecountOpen } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, Forbidden, NotFound } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import type { Role } from '../infra/security/roles.js'
import { listMilestones } from '../timetable/queries.js'
import { countVote, type NotCounted } from './count-vote.js'
import { countLinks, recountInView } from './counts-of-vote.js'
import { sealVote } from './decide-vote.js'
import {
  countInHand,
  deleteProposal,
  findResult,
  findResultOf,
  insertResult,
  listCounts,
  type ResultRow,
} from './queries.js'
import { findRecord } from './record-queries.js'
import { schemaAddress } from './record-schema.js'
import { resultFigures } from './result-page.js'
import { type RoundInView, roundInView } from './vote-facts.js'
import { checkWinnersChecked } from './winner-checks.js'
import { checkWriteIns, undecidedWinners } from './write-in-winners.js'

/** Who may see a result before it is declared: those who work on it and those above. */
export const seesUndeclared: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer', 'tallyClerk']

const withdrawForm = z.object({ version: versionField, reason: textField(200, '请写明撤回的原因') })

export async function showResult(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await resultPage(this, request, reply)
}

async function resultPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const round = await roundInView(app.db, election, request.query)
  const role = request.account?.role ?? 'observer'
  const view = await countOf(app, request, round)
  const { result, isDeclared, isWorkedOn } = view
  const counted = result ? { ok: true as const, value: result.counted } : await countVote(app.db, election, round)
  const isShown = counted.ok && (isDeclared || seesUndeclared.includes(role))
  const kept = isDeclared ? await findRecord(app.db, round.id, view.recount) : undefined
  const milestones = await listMilestones(app.db, election.id)
  const ruleSet = ruleSetInForce(election)
  const findings = isWorkedOn && !result ? may('declareResult', milestones, ruleSet) : []
  const undecided = counted.ok && !isDeclared && isShown ? undecidedWinners(counted.value) : []
  const isOfficer = role === 'electionOfficer'
  return await reply.code(errors ? 422 : 200).page('tally/show-result.hbs', {
    title: '选举结果',
    isUnpublished: !isDeclared,
    here: `/elections/${election.id}/tally`,
    resultHere: `/elections/${election.id}/tally/result`,
    round,
    counts: view.links,
    countNumber: view.recount,
    isReplaced: view.isReplaced,
    isRecountOpen: isDeclared && round.isCurrent && isRecountOpen(milestones),
    recount: await recountInView(app.db, round.id, view.recount, isShown ? counted.value.outcome : undefined),
    findings,
    waiting: counted.ok ? (isShown ? '' : '结果还没有宣布，未公布。') : waitingText(counted.error),
    isShown,
    isDeclared,
    isProposed: result !== undefined && !isDeclared,
    result: result ?? null,
    fingerprint: result ? fingerprintGroups(result.hash) : '',
    record: kept ? { fingerprint: fingerprintGroups(kept.fingerprint), schema: schemaAddress } : null,
    figures: isShown ? resultFigures(counted.value) : null,
    undecided: isOfficer && isWorkedOn && !result ? undecided.map(matchLink) : [],
    seesSheets: isDeclared && seesUndeclared.includes(role) && role !== 'tallyClerk',
    seesSeals: seesUndeclared.includes(role),
    waitsForMatching: undecided.length > 0,
    mayCheckWinners: isWorkedOn && !result && isShown && (isOfficer || role === 'tallyClerk'),
    waitsForCheck:
      counted.ok && isShown && isWorkedOn && !result
        ? (await checkWinnersChecked(app.db, election.id, counted.value)).length > 0
        : false,
    ...permitted(request, isWorkedOn, findings, result, isShown, undecided),
    mayHandOver: isOfficer && isWorkedOn && isComplete(result) && may('handOver', milestones, ruleSet).length === 0,
    mayRecount: isOfficer && isWorkedOn && isDeclared && may('openRecount', milestones, ruleSet).length === 0,
    form: { reason: '' },
    errors,
  })
}

/** The count being looked at (`?count=`): the one in hand for those who work on it, else the one in force. */
async function countOf(app: FastifyInstance, request: FastifyRequest, round: RoundInView) {
  const declared = await listCounts(app.db, round.id)
  const inHand = await countInHand(app.db, round.id)
  const role = request.account?.role ?? 'observer'
  const usual = seesUndeclared.includes(role) ? inHand : (declared.at(-1)?.recount ?? inHand)
  const { count: wanted = String(usual) } = request.query as { readonly count?: string }
  const recount = [...declared.map((one) => one.recount), inHand].find((number) => String(number) === wanted)
  if (recount === undefined) throw new NotFound('没有这次计票。')
  const result = await findResultOf(app.db, round.id, recount)
  return {
    recount,
    result,
    isDeclared: result !== undefined && result.declaredOn !== null,
    isReplaced: declared.some((one) => one.recount > recount),
    isWorkedOn: round.isCurrent && recount === inHand,
    links: countLinks(declared, inHand, recount),
  }
}

/** Declared, and nothing is left to be voted on. */
function isComplete(result: ResultRow | undefined): boolean {
  return result !== undefined && result.declaredOn !== null && result.counted.outcome.followUp.kind === 'none'
}

function matchLink(name: string) {
  return { name, query: encodeURIComponent(name) }
}

function waitingText({ sheets, definitive, undecided, withoutSheet }: NotCounted): string {
  if (sheets === 0) return '还没有计票单，没有结果。'
  const doubtful = undecided > 0 ? `；${undecided} 张疑难票没有认定` : ''
  const missing = withoutSheet.length > 0 ? `；${withoutSheet.join('、')}还没有计票单` : ''
  return `共 ${sheets} 张计票单，已核定 ${definitive} 张${missing}${doubtful}。全部核定后才计算结果。`
}

/** What this person may do next about the result. */
function permitted(
  request: FastifyRequest,
  isWorkedOn: boolean,
  findings: readonly Finding[],
  result: ResultRow | undefined,
  isShown: boolean,
  undecided: readonly string[],
) {
  const role = request.account?.role
  const isOfficer = role === 'electionOfficer'
  const isProposer = result?.proposedBy === request.account?.id
  const isProposed = isWorkedOn && result !== undefined && result.declaredOn === null
  const worksOnIt = isOfficer || role === 'tallyClerk'
  const followUp = result?.declaredOn ? result.counted.outcome.followUp.kind : undefined
  return {
    mayPropose: isWorkedOn && worksOnIt && !result && isShown && findings.length === 0 && undecided.length === 0,
    mayDeclare: isProposed && isOfficer && !isProposer,
    isOwnProposal: isProposed && isProposer,
    mayWithdraw: isProposed && (isOfficer || isProposer),
    mayOpenLaterVote: isWorkedOn && isOfficer && followUp !== undefined && followUp !== 'none',
  }
}

/** Somebody who counted proposes the result; another person declares it. */
export async function proposeResult(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const proposed = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const findings = may('declareResult', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (findings.length > 0) return refused(findings)
    const counted = await countVote(trx, election, election.round)
    if (!counted.ok) return refused([finding('tally-incomplete', waitingText(counted.error))])
    const open = [...checkWriteIns(counted.value), ...(await checkWinnersChecked(trx, election.id, counted.value))]
    if (open.length > 0) return refused(open)
    const sealed = sealVote(counted.value)
    const { id: roundId } = election.round
    const recount = await countInHand(trx, roundId)
    const by = { proposedBy: request.account?.id ?? 0, proposedAt: request.now }
    await insertResult(trx, { ...sealed, roundId, recount, ...by })
    const event = { type: 'resultProposed', roundId, ...numbered(recount), hash: sealed.hash } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经提出了这个结果。')
    throw error
  })
  if (!proposed.ok) return await resultPage(this, request, reply, errorsFromFindings(proposed.error))
  if (proposed.value === 'done') reply.flash('计票结果已提出，等选举委员会负责人核对后宣布。宣布前仍是“未公布”。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}

/** The number of a recount in an event; the count itself has none. */
function numbered(recount: number): { readonly recount?: number } {
  return recount > 0 ? { recount } : {}
}

function finding(code: string, message: string): Finding {
  return { code, severity: 'error', fields: [], message }
}

/** Takes a proposal back, so that sheets can be corrected and a new one made. */
export async function withdrawResult(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await resultPage(this, request, reply, form.error)
  const { election, account } = request
  await inTransaction<'done', never>(this.db, async (trx) => {
    const result = await findResult(trx, election.round.id)
    if (!result) throw new Conflict('这个结果已经撤回了。')
    if (account?.role !== 'electionOfficer' && account?.id !== result.proposedBy) throw new Forbidden()
    if (!(await deleteProposal(trx, result.id, form.value.version))) throw new Conflict('这个结果已经宣布，不能撤回。')
    const { roundId, recount } = result
    const event = { type: 'resultWithdrawn', roundId, ...numbered(recount), reason: form.value.reason } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok('done' as const)
  })
  reply.flash('结果已撤回，可以核对、改正计票单后重新提出。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}
