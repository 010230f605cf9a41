import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { addDays } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import { checkHandover, type HandoverCategory } from '../rules/handover.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Db } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { handoverList, itemChoices, itemFields } from './handover-list.js'
import { findHandover, type HandoverItem, insertHandover, listHandoverItems, listMembers } from './queries.js'
import { resultState } from './result-state.js'
import { typedValues } from './words.js'

const handoverForm = z.object({
  on: dateField,
  place: textField(60, '请填写移交地点'),
  handedOverBy: textField(60, '请填写移交人'),
  receivedBy: textField(60, '请填写接收人'),
  chairedBy: textField(60, '请填写主持移交的选举委员会成员'),
  supervisedBy: textField(60, '请填写街道（镇）的监交人'),
  acknowledged: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat()),
})

type HandoverForm = z.infer<typeof handoverForm>

export async function showHandover(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await handoverPage(this, request, reply)
}

/** The list of what is handed over and, below it, who handed over to whom; read-only once it is complete. */
export async function handoverPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  toAcknowledge: readonly Finding[] = [],
) {
  const { election, account, today, body } = request
  const milestones = await listMilestones(app.db, election.id)
  const state = resultState(milestones)
  const done = await findHandover(app.db, election.id)
  const isOver = milestones.some(({ name }) => name === 'handedOver')
  const findings = isOver ? [] : untimely(request, milestones)
  const { handoverDays, provenance } = ruleSetInForce(election)
  const isOfficer = account?.role === 'electionOfficer'
  const mayWrite = isOfficer && !isOver && state.isDeclared
  return await reply.code(errors ? 422 : 200).page('handover/hand-over.hbs', {
    title: '工作移交',
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/hand-over`,
    isDeclared: state.isDeclared,
    isByElection: election.kind === 'byElection',
    deadline:
      state.foundedOn && !state.isLaterVoteOpen
        ? `最迟${longDate(addDays(state.foundedOn, handoverDays))}（${provenance.handoverDays.source}）。`
        : '',
    done: done ? { ...done, onText: longDate(done.handedOn) } : null,
    findings,
    ...handoverList(await listHandoverItems(app.db, election.id), account?.role !== 'observer'),
    seesList: account?.role !== 'observer',
    mayWrite,
    mayRecord: isOfficer && !isOver && findings.length === 0,
    itemChoices,
    item: typedValues(body, itemFields),
    form: {
      ...typedValues(body, ['place', 'handedOverBy', 'receivedBy', 'chairedBy', 'supervisedBy']),
      on: (body as { on?: string } | null)?.on ?? today,
      receivedBy: (body as { receivedBy?: string } | null)?.receivedBy ?? (await receiverOf(app.db, election.id)),
    },
    acknowledgeable: toAcknowledge.map((finding) => ({ ...finding, article: finding.article ?? '', isTicked: false })),
    errors,
  })
}

/** The new chair receives; after a by-election whoever was elected. */
async function receiverOf(db: Db, electionId: number): Promise<string> {
  const members = await listMembers(db, electionId)
  return (members.find(({ position }) => position === 'chair') ?? members[0])?.name ?? ''
}

/** Handed over is when the committee is complete: nothing is left to be voted on (2025 law, art. 25). */
function untimely({ election }: FastifyRequest, milestones: Parameters<typeof resultState>[0]): Finding[] {
  const findings = may('handOver', milestones, ruleSetInForce(election))
  if (findings.length > 0 || !resultState(milestones).isLaterVoteOpen) return findings
  return [{ code: 'later-vote-due', severity: 'error', fields: [], message: '还要再次投票，不能登记工作移交。' }]
}

/** Records that the handover is complete; the list stands from then on. */
export async function handOver(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(handoverForm, request.body)
  if (!form.ok) return await handoverPage(this, request, reply, form.error)
  const { election, actor, now } = request
  const { acknowledged, on, ...who } = form.value
  const saved = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok('again' as const)
    const milestones = await listMilestones(trx, election.id)
    const early = untimely(request, milestones)
    if (early.length > 0) return refused(early)
    const items = await listHandoverItems(trx, election.id)
    const findings = handoverFindings(request, form.value, items, resultState(milestones).foundedOn)
    if (findings.some((finding) => isBlocking(finding) || !acknowledged.includes(finding.code)))
      return refused(findings)
    const recorded = { recordedBy: request.account?.id ?? 0, recordedAt: now }
    await insertHandover(trx, { electionId: election.id, handedOn: on, ...who, ...recorded })
    await recordEvent(trx, actor, { type: 'handedOver', on, items: items.length, ...who }, election.id)
    await recordMilestone(trx, actor, election.id, { name: 'handedOver', on })
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('工作移交刚刚已经登记。')
    throw error
  })
  if (!saved.ok) return await refuseHandover(this, request, reply, saved.error)
  if (saved.value === 'done') reply.flash('工作移交已登记。请印发工作移交情况公告，整理选举档案。')
  return reply.redirect(`/elections/${election.id}/handover/hand-over`, 303)
}

/** What is late is late, and recorded all the same. */
function isBlocking({ severity, code }: Finding): boolean {
  return severity === 'error' && code !== 'handover-late'
}

async function refuseHandover(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  findings: readonly Finding[],
) {
  const blocking = findings.filter(isBlocking)
  const others = findings.filter((finding) => !isBlocking(finding))
  const unanswered = others.map(({ code, message }) => ({
    field: `acknowledged-${code}`,
    message: `请先确认：${message}`,
  }))
  const errors = blocking.length > 0 ? errorsFromFindings(blocking) : formErrors(unanswered)
  return await handoverPage(app, request, reply, errors, others)
}

function handoverFindings(
  { election, today }: FastifyRequest,
  { on, chairedBy, supervisedBy }: HandoverForm,
  items: readonly HandoverItem[],
  foundedOn = on,
): Finding[] {
  if (on > today) {
    const message = '移交日期还没有到，请在移交之后登记。'
    return [{ code: 'handover-day', severity: 'error', fields: ['on'], message }]
  }
  const categoriesWith = (isNone: number): HandoverCategory[] =>
    items.filter((item) => item.isNone === isNone).map(({ category }) => category)
  const handover = { foundedOn, on, handed: categoriesWith(0), none: categoriesWith(1) }
  const people = {
    chairedByElectionCommittee: chairedBy !== '',
    supervisedByTownship: supervisedBy !== '',
    isByElection: election.kind === 'byElection',
  }
  return checkHandover({ ...handover, ...people }, ruleSetInForce(election))
}
