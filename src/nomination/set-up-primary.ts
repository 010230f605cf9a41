import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, textField, timeField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { checkStepDay } from '../rules/timetable.js'
import { countElectors } from '../roll/queries.js'
import { choicesOf, type PrimaryDue } from './primary-choice.js'
import { quorumText, tieText } from './primary-facts.js'
import { inBallotOrder } from './proposal.js'
import { deletePrimary, findOpenPrimary, insertPrimary, type Primary, updatePrimaryPlan } from './queries.js'
import { readSlate, type Slate, standing } from './slate.js'
import { typedValues } from './words.js'

export const primaryPlanForm = z
  .object({
    heldOn: dateField,
    opens: timeField,
    closes: timeField,
    place: textField(80, '请填写地点'),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: '结束时间应晚于开始时间' })

type PlanForm = z.infer<typeof primaryPlanForm>

/** The primaries due now: those for too many nominees first, and only then those among equal votes. */
export function primariesDue(slate: Slate): PrimaryDue[] {
  const due = choicesOf(slate).flatMap((choice) => choice.due ?? [])
  const regular = due.filter(({ kind }) => kind === 'regular')
  return regular.length > 0 ? regular : due
}

/** Why no primary can be set up, where it cannot. */
export function primaryFindings(slate: Slate): Finding[] {
  const untimely = may('holdPrimary', slate.milestones, slate.ruleSet)
  if (untimely.length > 0) return untimely
  const due = primariesDue(slate)
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: [], message })
  if (due.length === 0) return [finding('no-primary-needed', '各职务提名人数都没有超过规定差额，不需要预选。')]
  const posts = new Set(due.map(({ post }) => post.id))
  const pending = standing(slate).filter(
    ({ postId, vetting, consentedOn }) => posts.has(String(postId)) && (vetting === 'open' || consentedOn === null),
  )
  if (pending.length === 0) return []
  const names = pending.map(({ name }) => name).join('、')
  return [finding('nominees-pending', `${names}还没有审查完或者没有表示接受提名，预选选票还不能确定。`)]
}

export async function showPrimarySetUp(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await setUpPage(this.db, request, reply)
}

async function setUpPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const slate = await readSlate(db, election)
  const open = await findOpenPrimary(db, election.id)
  const findings = open ? changeFindings(open, slate) : primaryFindings(slate)
  const typed = request.method === 'POST' ? request.body : (open ?? { opens: '08:00', closes: '16:00' })
  const due = open ? [] : primariesDue(slate)
  const electors = await countElectors(db, election.id)
  return await reply.code(errors ? 422 : 200).page('nomination/set-up-primary.hbs', {
    title: open ? '修改预选安排' : '组织预选',
    isChange: open !== undefined,
    findings,
    maySave: findings.length === 0,
    version: open?.version ?? 0,
    quorum: quorumText(election.form, electors, slate.ruleSet),
    tie: tieText(slate.ruleSet),
    posts: (await ballotOf(db, due, slate)).map(({ due: { post, places, sentence }, people }) => ({
      title: post.title,
      places,
      sentence,
      people: people.map(({ name }) => name),
    })),
    form: typedValues(typed, ['heldOn', 'opens', 'closes', 'place']),
    errors,
  })
}

/** The nominees of a primary's ballot, each post in order: by strokes, since nobody has votes that count yet. */
async function ballotOf(db: Db, due: readonly PrimaryDue[], slate: Slate) {
  const choices = due.map(({ post, nominees }) => ({ post, chosen: nominees, passedOver: [], sentences: [] }))
  const ordered = await inBallotOrder(db, choices, slate.ruleSet)
  return due.map((one, index) => ({ due: one, people: ordered[index]?.ordered ?? [] }))
}

/** Day, hours and place can be changed until the first figure is typed. */
function changeFindings({ entry }: Primary, slate: Slate): Finding[] {
  const untimely = may('holdPrimary', slate.milestones, slate.ruleSet)
  if (entry.status === 'empty') return untimely
  const message = '预选计票单已经开始录入，安排不能再改。'
  return [...untimely, { code: 'primary-being-counted', severity: 'error', fields: [], message }]
}

/** The day must lie between the posting of the nominees and the election, and not before today when set up. */
function checkPlan({ heldOn }: PlanForm, request: FastifyRequest, slate: Slate): Finding[] {
  const { election, today } = request
  const finding = (message: string): Finding => ({
    code: 'primary-day',
    severity: 'error',
    fields: ['heldOn'],
    message,
  })
  const posted = findMilestone(slate.milestones, 'nomineesPosted')?.on
  if (posted !== undefined && heldOn < posted) {
    return [finding(`预选日不能早于初步候选人名单公布的日期（${longDate(posted)}）。`)]
  }
  if (heldOn < today) return [finding('预选日已经过去，请另选日期。')]
  return heldOn < election.electionDay ? [] : [finding(`预选应在选举日（${longDate(election.electionDay)}）之前举行。`)]
}

export async function setUpPrimary(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(primaryPlanForm, request.body)
  if (!form.ok) return await setUpPage(this.db, request, reply, form.error)
  const saved = await inTransaction(this.db, async (trx) => await save(trx, request, form.value)).catch(
    (error: unknown) => {
      if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经组织了预选。')
      throw error
    },
  )
  if (!saved.ok) return await setUpPage(this.db, request, reply, saved.error)
  reply.flash('预选安排已保存。请打印并张贴预选办法公告。')
  return reply.redirect(`/elections/${request.election.id}/nomination/primary`, 303)
}

async function save(trx: Trx, request: FastifyRequest, plan: PlanForm): Promise<Result<void, FormErrors>> {
  if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
  const { election, actor } = request
  const slate = await readSlate(trx, election)
  const open = await findOpenPrimary(trx, election.id)
  const findings = open ? changeFindings(open, slate) : primaryFindings(slate)
  const wrong = [...findings, ...(findings.length > 0 ? [] : checkPlan(plan, request, slate))]
  if (wrong.length > 0) return refused(errorsFromFindings(wrong))
  if (open) {
    const { version } = (request.body ?? {}) as { version?: unknown }
    const isSaved = await updatePrimaryPlan(trx, { id: open.id, version: Number(version) }, plan)
    if (!isSaved) throw new Conflict('预选安排刚刚有人改过，请重新打开这一页。')
    await recordEvent(trx, actor, { type: 'primaryChanged', primaryId: open.id, ...plan }, election.id)
    return ok(undefined)
  }
  const ballot = await ballotOf(trx, primariesDue(slate), slate)
  const posts = ballot.map(({ due, people }) => ({
    postId: Number(due.post.id),
    places: due.places,
    nomineeIds: people.map(({ id }) => id),
  }))
  const kind = ballot[0]?.due.kind ?? 'regular'
  const { id, number } = await insertPrimary(trx, { ...plan, electionId: election.id, kind }, posts)
  await recordEvent(trx, actor, { type: 'primarySetUp', primaryId: id, number, kind, ...plan, posts }, election.id)
  return ok(undefined)
}

const cancelForm = z.object({ reason: textField(100, '请写明原因') })

/** Takes back a primary nobody has counted yet, such as one that is not needed since a nominee withdrew. */
export async function cancelPrimary(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(cancelForm, request.body)
  if (!form.ok) return await setUpPage(this.db, request, reply, form.error)
  const { election, actor } = request
  const cancelled = await inTransaction<void, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const slate = await readSlate(trx, election)
    const open = await findOpenPrimary(trx, election.id)
    if (!open) throw new Conflict('预选已经撤销或者已经定出结果。')
    const findings = changeFindings(open, slate)
    if (findings.length > 0) return refused(formErrors(findings.map(({ message }) => ({ field: 'reason', message }))))
    await deletePrimary(trx, open.id)
    const event = {
      type: 'primaryCancelled',
      primaryId: open.id,
      number: open.number,
      reason: form.value.reason,
    } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  if (!cancelled.ok) return await setUpPage(this.db, request, reply, cancelled.error)
  reply.flash('预选已经撤销。')
  return reply.redirect(`/elections/${election.id}/nomination/primary`, 303)
}

/** Whether a day keeps the timetable for primaries; late ones are pointed out. */
export function primaryDayFindings(heldOn: PlanForm['heldOn'], { election }: FastifyRequest, slate: Slate): Finding[] {
  const { electionDay, form } = election
  return checkStepDay('primary', heldOn, { electionDay, form, ruleSet: slate.ruleSet, milestones: slate.milestones })
}
