import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isForeignKeyViolation, isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listMilestones, recordMilestone, withdrawMilestone } from '../timetable/queries.js'
import { type CountedVote, voterIdOf } from './counted-vote.js'
import { countVote } from './count-vote.js'
import { membersOf, sealVote } from './decide-vote.js'
import { keepRecord } from './election-record.js'
import { declareProposal, findResult, listResults, type ResultRow } from './queries.js'
import { recountInView } from './counts-of-vote.js'
import { resultFigures } from './result-page.js'
import { endRecount } from './recount-end.js'
import { noteTallyCompleted } from './tally-open.js'
import { checkWinnersChecked } from './winner-checks.js'
import { saveElectedMembers } from './winner-queries.js'
import { checkWriteIns } from './write-in-winners.js'

const declareForm = z.object({
  version: versionField,
  checked: z.literal('yes', '请与纸质计票单核对后勾选'),
})

export async function showDeclaration(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await declarationPage(this, request, reply)
}

async function declarationPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { election } = request
  const result = await findResult(app.db, election.round.id)
  if (!result || result.declaredOn !== null) return reply.redirect(`/elections/${election.id}/tally/result`, 303)
  const figures = resultFigures(result.counted)
  const recount = await recountInView(app.db, result.roundId, result.recount, result.counted.outcome)
  return await reply.code(errors ? 422 : 200).page('tally/declare-result.hbs', {
    title: '宣布选举结果',
    isUnpublished: true,
    here: `/elections/${election.id}/tally/declare-result`,
    result,
    recount,
    isOwn: result.proposedBy === request.account?.id,
    figures,
    elected: result.counted.outcome.posts.flatMap(({ post, elected }) =>
      elected.map(({ name, for: votes, writeIn }) => ({ title: post.title, name, votes, writeIn })),
    ),
    errors,
  })
}

/** Declares a proposed result for good: another person than the proposer, on figures counted once more. */
export async function declareResult(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(declareForm, request.body)
  if (!form.ok) return await declarationPage(this, request, reply, form.error)
  const { election } = request
  const declared = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const checked = await checkDeclaration(trx, request)
    if (!checked.ok) return checked
    await saveDeclaration(trx, request, checked.value, form.value.version)
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('当选人名单里有人重复，不能宣布。请撤回结果后核对另选人。')
    if (isForeignKeyViolation(error)) throw new Conflict(alreadyLeft)
    throw error
  })
  if (!declared.ok) return await declarationPage(this, request, reply, errorsFromFindings(declared.error))
  if (declared.value === 'done') reply.flash('选举结果已宣布。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}

/** What was recorded of a member's leaving or recall is never changed, so that it cannot be that there was no such member. */
const alreadyLeft =
  '按这次复核，有人不再当选，而这个人离任或被要求罢免的事已经登记，登记过的不能改动，所以不能宣布。请撤回这个结果、结束这次复核，把情况报告街道（镇）。'

async function checkDeclaration(trx: Trx, request: FastifyRequest): Promise<Result<ResultRow, readonly Finding[]>> {
  const { election } = request
  const late = may('declareResult', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (late.length > 0) return refused(late)
  const result = await findResult(trx, election.round.id)
  if (!result) throw new Conflict('这个结果已经撤回，请返回“结果”页。')
  const findings: Finding[] = [
    ...checkWriteIns(result.counted),
    ...(await checkWinnersChecked(trx, election.id, result.counted)),
    ...checkPersons(result.counted),
  ]
  if (result.proposedBy === request.account?.id) {
    findings.push(refusal('same-person', '结果是您提出的，要由另一位负责人宣布。'))
  }
  const counted = await countVote(trx, election, election.round)
  if (!counted.ok || sealVote(counted.value).hash !== result.hash) {
    findings.push(refusal('result-changed', '重新计算的结果与提出的不同，不能宣布。请撤回后重新提出。'))
  }
  return findings.length > 0 ? refused(findings) : ok(result)
}

/** One person, one post: the same voter must not be among the elected twice. */
function checkPersons({ outcome }: CountedVote): Finding[] {
  const elected = outcome.posts.flatMap((post) => post.elected)
  const repeated = elected.filter((person, index) => elected.findIndex((p) => p.personId === person.personId) < index)
  return repeated.map(({ name }) =>
    refusal('elected-twice', `${name}在当选人名单里出现两次，请核对另选人是不是同一人。`),
  )
}

function refusal(code: string, message: string): Finding {
  return { code, severity: 'error', fields: [], message }
}

async function saveDeclaration(trx: Trx, request: FastifyRequest, result: ResultRow, version: number): Promise<void> {
  const { election, actor, today } = request
  const declaration = { declaredBy: request.account?.id ?? 0, declaredAt: request.now, declaredOn: today }
  if (!(await declareProposal(trx, result.id, version, declaration))) throw new Conflict()
  await saveElectedMembers(trx, election.id, await membersInForce(trx, election.id))
  await noteTallyCompleted(trx, actor, election, today)
  const { recount } = result
  if (recount > 0) await endRecount(trx, request, null)
  else
    await recordMilestone(trx, actor, election.id, { name: 'resultDeclared', on: today, round: election.round.number })
  await noteLaterVote(trx, request, result)
  await recordEvent(trx, actor, declaredEvent(result), election.id)
  await keepRecord(trx, actor, election, recount)
}

/** Everybody elected by the results in force, as the list of members has them. */
async function membersInForce(trx: Trx, electionId: number) {
  const results = await listResults(trx, electionId)
  const votes = results.map(({ roundKind, counted }) => ({ kind: roundKind, counted }))
  return membersOf(votes).map(({ vote, postId, member: { personId, name, votes: count } }) => ({
    electionId,
    roundId: results[vote]?.roundId ?? 0,
    postId: Number(postId),
    voterId: voterIdOf(personId),
    name,
    votes: count,
  }))
}

/** Whether a vote is due after this result; a recount can call for one, or for none any more. */
async function noteLaterVote(trx: Trx, { election, actor, today }: FastifyRequest, result: ResultRow): Promise<void> {
  const round = election.round.number
  const isDue = result.counted.outcome.followUp.kind !== 'none'
  const isNoted = findMilestone(await listMilestones(trx, election.id), 'laterVoteDue', round) !== undefined
  if (isDue && !isNoted) await recordMilestone(trx, actor, election.id, { name: 'laterVoteDue', on: today, round })
  if (!isDue && isNoted) await withdrawMilestone(trx, election.id, 'laterVoteDue', round)
}

function declaredEvent({ roundId, recount, hash, counted }: ResultRow): AuditEvent {
  const elected = counted.outcome.posts.flatMap(({ post, elected: people }) =>
    people.map(({ personId, name, for: votes }) => ({
      ...{ postId: Number(post.id), voterId: voterIdOf(personId), name, votes },
    })),
  )
  const followUp = counted.outcome.followUp.kind
  return { type: 'resultDeclared', roundId, ...(recount > 0 ? { recount } : {}), hash, elected, followUp }
}
