import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { timetableOf } from '../rules/timetable.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { Db } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { listElectedMembers, listResults, type ResultRow } from './queries.js'
import { followUpText } from './result-page.js'

const handoverForm = z.object({ on: dateField })

export async function showHandover(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await handoverPage(this, request, reply)
}

async function handoverPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const milestones = await listMilestones(app.db, election.id)
  const results = await listResults(app.db, election.id)
  const handedOver = findMilestone(milestones, 'handedOver')
  const findings = handedOver ? [] : await checkHandover(app.db, request, results.at(-1))
  const ruleSet = ruleSetInForce(election)
  const [step] = timetableOf(election.electionDay, ruleSet, milestones, request.today).filter(
    ({ key }) => key === 'handover',
  )
  const { on = '' } = (request.body ?? {}) as { on?: string }
  return await reply.code(errors ? 422 : 200).page('tally/hand-over.hbs', {
    title: '工作移交',
    here: `/elections/${election.id}/tally/handover`,
    members: await memberRows(app, request),
    isDeclared: results.length > 0,
    deadline: step && isComplete(results) ? `最迟${longDate(step.latest)}（${step.article}）。` : '',
    late: step?.finding && isComplete(results) ? [step.finding] : [],
    handedOverOn: handedOver ? longDate(handedOver.on) : '',
    findings,
    mayRecord: !handedOver && findings.length === 0 && request.account?.role === 'electionOfficer',
    form: { on: on || request.today },
    errors,
  })
}

/** The days of the handover run from the coming into being of the new committee: when nothing is left to be voted on. */
function isComplete(results: readonly ResultRow[]): boolean {
  return results.at(-1)?.counted.outcome.followUp.kind === 'none'
}

async function memberRows(app: FastifyInstance, request: FastifyRequest) {
  // An observer reads progress; those elected are public, where they live is not.
  return (await listElectedMembers(app.db, request.election.id)).map(
    ({ postTitle, name, sex, votes, roundNumber }) => ({
      postTitle,
      name,
      sexText: sex === 'female' ? '女' : sex === 'male' ? '男' : '',
      votes,
      roundNumber,
    }),
  )
}

/** Handed over is when the committee is complete: nothing is left to be voted on (2025 law, art. 25). */
async function checkHandover(db: Db, { election }: FastifyRequest, last: ResultRow | undefined): Promise<Finding[]> {
  const findings = may('handOver', await listMilestones(db, election.id), ruleSetInForce(election))
  if (findings.length > 0 || !last || last.counted.outcome.followUp.kind === 'none') return findings
  const message = `还要再次投票，不能登记工作移交。${followUpText(last.counted.outcome)}`
  return [{ code: 'later-vote-due', severity: 'error', fields: [], message }]
}

export async function handOver(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(handoverForm, request.body)
  if (!form.ok) return await handoverPage(this, request, reply, form.error)
  const { election } = request
  const { on } = form.value
  const saved = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const last = (await listResults(trx, election.id)).at(-1)
    const findings = [...(await checkHandover(trx, request, last)), ...checkDay(on, last, request)]
    if (findings.length > 0) return refused(findings)
    await recordEvent(trx, request.actor, { type: 'handedOver', on }, election.id)
    await recordMilestone(trx, request.actor, election.id, { name: 'handedOver', on })
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('工作移交刚刚已经登记。')
    throw error
  })
  if (!saved.ok) return await handoverPage(this, request, reply, errorsFromFindings(saved.error))
  if (saved.value === 'done') reply.flash('工作移交已登记，本社区换届选举全部完成。')
  return reply.redirect(`/elections/${election.id}/tally/handover`, 303)
}

function checkDay(on: string, last: ResultRow | undefined, { today }: FastifyRequest): Finding[] {
  const finding = (message: string): Finding => ({ code: 'handover-day', severity: 'error', fields: ['on'], message })
  if (on > today) return [finding('移交日期还没有到，请在移交之后登记。')]
  if (last?.declaredOn && on < last.declaredOn)
    return [finding(`移交日期早于宣布结果的${longDate(last.declaredOn)}，请核对。`)]
  return []
}
