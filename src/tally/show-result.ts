import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, Forbidden } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import type { Role } from '../infra/security/roles.js'
import { listMilestones } from '../timetable/queries.js'
import { countVote, type NotCounted } from './count-vote.js'
import { sealVote } from './decide-vote.js'
import { deleteProposal, findRecordFingerprint, findResult, insertResult, type ResultRow } from './queries.js'
import { schemaAddress } from './record-schema.js'
import { resultFigures } from './result-page.js'
import { roundInView } from './vote-facts.js'
import { checkWinnersChecked } from './winner-checks.js'
import { checkWriteIns, undecidedWinners } from './write-in-winners.js'

/** Who may see a result before it is declared: those who work on it and those above. */
const seesUndeclared: readonly Role[] = ['bureauAuditor', 'townshipOfficer', 'electionOfficer', 'tallyClerk']

const withdrawForm = z.object({ version: versionField, reason: textField(200, '请写明撤回的原因') })

export async function showResult(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await resultPage(this, request, reply)
}

async function resultPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const round = await roundInView(app.db, election, request.query)
  const result = await findResult(app.db, round.id)
  const isDeclared = result !== undefined && result.declaredOn !== null
  const role = request.account?.role ?? 'observer'
  const counted = result ? { ok: true as const, value: result.counted } : await countVote(app.db, election, round)
  const isShown = counted.ok && (isDeclared || seesUndeclared.includes(role))
  const fingerprint = isDeclared ? await findRecordFingerprint(app.db, round.id) : undefined
  const milestones = await listMilestones(app.db, election.id)
  const findings = round.isCurrent && !result ? may('declareResult', milestones, ruleSetInForce(election)) : []
  const undecided = counted.ok && !isDeclared && isShown ? undecidedWinners(counted.value) : []
  return await reply.code(errors ? 422 : 200).page('tally/show-result.hbs', {
    title: '选举结果',
    isUnpublished: !isDeclared,
    here: `/elections/${election.id}/tally`,
    resultHere: `/elections/${election.id}/tally/result`,
    round,
    findings,
    waiting: counted.ok ? (isShown ? '' : '结果还没有宣布，未公布。') : waitingText(counted.error),
    isShown,
    isDeclared,
    isProposed: result !== undefined && !isDeclared,
    result: result ?? null,
    fingerprint: result ? fingerprintGroups(result.hash) : '',
    record: fingerprint ? { fingerprint: fingerprintGroups(fingerprint), schema: schemaAddress } : null,
    figures: isShown ? resultFigures(counted.value) : null,
    undecided: role === 'electionOfficer' && round.isCurrent && !result ? undecided.map(matchLink) : [],
    waitsForMatching: undecided.length > 0,
    mayCheckWinners: round.isCurrent && !result && isShown && (role === 'electionOfficer' || role === 'tallyClerk'),
    waitsForCheck:
      counted.ok && isShown && round.isCurrent && !result
        ? (await checkWinnersChecked(app.db, election.id, counted.value)).length > 0
        : false,
    ...permitted(request, round.isCurrent, findings, result, isShown, undecided),
    mayHandOver:
      role === 'electionOfficer' &&
      round.isCurrent &&
      isComplete(result) &&
      may('handOver', milestones, ruleSetInForce(election)).length === 0,
    form: { reason: '' },
    errors,
  })
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
  isCurrent: boolean,
  findings: readonly Finding[],
  result: ResultRow | undefined,
  isShown: boolean,
  undecided: readonly string[],
) {
  const role = request.account?.role
  const isOfficer = role === 'electionOfficer'
  const isProposer = result?.proposedBy === request.account?.id
  const isProposed = isCurrent && result !== undefined && result.declaredOn === null
  const worksOnIt = isOfficer || role === 'tallyClerk'
  const followUp = result?.declaredOn ? result.counted.outcome.followUp.kind : undefined
  return {
    mayPropose: isCurrent && worksOnIt && !result && isShown && findings.length === 0 && undecided.length === 0,
    mayDeclare: isProposed && isOfficer && !isProposer,
    isOwnProposal: isProposed && isProposer,
    mayWithdraw: isProposed && (isOfficer || isProposer),
    mayOpenLaterVote: isCurrent && isOfficer && followUp !== undefined && followUp !== 'none',
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
    const proposal = { roundId: election.round.id, proposedBy: request.account?.id ?? 0, proposedAt: request.now }
    await insertResult(trx, { ...sealed, ...proposal })
    await recordEvent(
      trx,
      request.actor,
      { type: 'resultProposed', roundId: election.round.id, hash: sealed.hash },
      election.id,
    )
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经提出了这个结果。')
    throw error
  })
  if (!proposed.ok) return await resultPage(this, request, reply, errorsFromFindings(proposed.error))
  if (proposed.value === 'done') reply.flash('计票结果已提出，等选举委员会负责人核对后宣布。宣布前仍是“未公布”。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
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
    const event = { type: 'resultWithdrawn', roundId: election.round.id, reason: form.value.reason } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok('done' as const)
  })
  reply.flash('结果已撤回，可以核对、改正计票单后重新提出。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}
