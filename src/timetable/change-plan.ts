import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { hasErrors } from '../rules/finding.js'
import { electionFormText } from '../rules/election-form.js'
import { type ElectionAction, may } from '../rules/permitted-actions.js'
import { checkInForce, ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Milestone } from '../rules/stages.js'
import { timetableOf } from '../rules/timetable.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { type ElectionFormValues, formChoices, postRowsOf, readElectionForm } from './election-form.js'
import { checkPlan } from './open-election.js'
import { hasNominees, listMilestones, listPosts, replacePosts, updateElection } from './queries.js'

type Typed = Readonly<Record<string, unknown>>

export async function showPlan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await planPage(this, request, reply)
}

async function planPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const posts = await listPosts(app.db, election.id)
  const ruleSet = ruleSetInForce(election)
  const isOpen = may('setElectionDay', await listMilestones(app.db, election.id)).length === 0
  const plan = { ...election, posts }
  const seats = posts.reduce((sum, post) => sum + post.seats, 0)
  return await reply.code(errors ? 422 : 200).page('timetable/change-plan.hbs', {
    title: '选举方案',
    formText: electionFormText[election.form],
    postList: posts.map((post) => ({ ...post, isReserved: post.reservedForWoman })),
    seats,
    ruleSet: { title: ruleSet.title, version: election.ruleSetVersion, isProvisional: ruleSet.isProvisional },
    electionDay: election.electionDay,
    contact: `${election.contactPlace}　${election.contactTelephone}`,
    findings: request.season ? checkPlan(plan, request.season, ruleSet) : [],
    mayChange: isOpen && ['electionOfficer', 'townshipOfficer'].includes(request.account?.role ?? ''),
    // A form that is refused keeps the version it was opened with, or a change made meanwhile would be lost.
    version: typed?.['version'] ?? election.version,
    formChoices,
    posts: postRowsOf(typed, posts, errors),
    form: { ...election, ...typed },
    errors,
  })
}

const changeForm = z.object({ version: versionField })

export async function changePlan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readElectionForm(typed)
  if (!form.ok) return await planPage(this, request, reply, typed, form.error)
  const head = readForm(changeForm, typed)
  if (!head.ok) throw new Conflict()
  const saved = await inTransaction(this.db, async (trx) => {
    const milestones = await listMilestones(trx, election.id)
    const findings = await checkChange(trx, request, form.value, milestones)
    if (hasErrors(findings)) return refused(findings)
    const before = { form: election.form, electionDay: election.electionDay, posts: await listPosts(trx, election.id) }
    const { posts, ...values } = form.value
    if (!(await updateElection(trx, election.id, head.value.version, values))) throw new Conflict()
    if (!samePosts(before.posts, posts)) await replacePosts(trx, election.id, posts)
    await recordEvent(trx, request.actor, { type: 'electionChanged', before, after: form.value }, election.id)
    return ok(undefined)
  })
  if (!saved.ok) {
    const errors = errorsFromFindings(saved.error.filter(({ severity }) => severity === 'error'))
    return await planPage(this, request, reply, typed, errors)
  }
  reply.flash('选举方案已修改，各项期限已重新计算。')
  return reply.redirect(`/elections/${election.id}/plan`, 303)
}

/** What of a plan may still change: the form until the roll is posted, the seats until somebody is nominated. */
async function checkChange(
  trx: Trx,
  request: FastifyRequest,
  plan: ElectionFormValues,
  milestones: readonly Milestone[],
): Promise<Finding[]> {
  const { election, season } = request
  if (!season) return []
  const findings = checkPlan(plan, season, ruleSetInForce(election))
  const closed = (action: ElectionAction, field: string) =>
    may(action, milestones).map((finding) => ({ ...finding, fields: [field] }))
  if (plan.electionDay !== election.electionDay) {
    const outOfForce = checkInForce(ruleSetInForce(election), plan.electionDay)
    findings.push(...outOfForce.map((finding) => ({ ...finding, fields: ['electionDay'] })))
    findings.push(...closed('setElectionDay', 'electionDay'), ...stepsBroughtTooLate(request, plan, milestones))
  }
  if (plan.form !== election.form) findings.push(...closed('setForm', 'form'))
  if (!samePosts(await listPosts(trx, election.id), plan.posts)) {
    findings.push(...closed('setSeats', 'posts'))
    if (await hasNominees(trx, election.id)) {
      const message = '已有人被提名，职务和名额不能再改。'
      findings.push({ code: 'posts-have-nominees', severity: 'error', fields: ['posts'], message })
    }
  }
  return findings
}

/** What was done in time for the old day but is too late for the new one, where the law itself sets the time. */
function stepsBroughtTooLate(
  { election, today }: FastifyRequest,
  plan: ElectionFormValues,
  milestones: readonly Milestone[],
): Finding[] {
  const steps = (day: PlainDate) => timetableOf(day, ruleSetInForce(election), milestones, today, { form: plan.form })
  const late = (day: PlainDate) =>
    steps(day).filter(({ state, strength }) => state === 'violated' && strength === 'hard')
  const before = new Set(late(election.electionDay).map(({ key }) => key))
  return late(plan.electionDay).flatMap(({ key, finding }) =>
    finding && !before.has(key) ? [{ ...finding, fields: ['electionDay'] }] : [],
  )
}

function samePosts(saved: readonly object[], wanted: readonly object[]): boolean {
  const key = (posts: readonly object[]) =>
    JSON.stringify(
      (posts as ElectionFormValues['posts']).map((post) => [
        post.title,
        post.position,
        post.seats,
        post.reservedForWoman,
      ]),
    )
  return key(saved) === key(wanted)
}
