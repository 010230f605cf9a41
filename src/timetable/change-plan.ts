import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { hasErrors } from '../rules/finding.js'
import { electionFormText } from '../rules/election-form.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { formChoices, postRowsOf, readElectionForm } from './election-form.js'
import { checkChange, samePosts } from './check-plan-change.js'
import { dayRange } from './day-range.js'
import { electionFacts } from './election-facts.js'
import { mayPlan } from './may-plan.js'
import { checkPlan } from './open-election.js'
import { confirmedDay, movePage } from './preview-move.js'
import { replacePosts, updateElection } from './plan-queries.js'
import { listMilestones, listPosts } from './queries.js'

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
  const isOpen = may('setElectionDay', await listMilestones(app.db, election.id), ruleSetInForce(election)).length === 0
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
    findings: request.season ? checkPlan(plan, request.season, ruleSet, election.kind) : [],
    mayChange: isOpen && mayPlan(request),
    range: dayRange(await electionFacts(app.db, election), request.today, request.season),
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
  const isMove = form.value.electionDay !== election.electionDay
  const isShown = !isMove || typed[confirmedDay] === form.value.electionDay
  const saved = await inTransaction(this.db, async (trx) => {
    const findings = await checkChange(trx, request, form.value)
    if (hasErrors(findings)) return refused(findings)
    // Nothing is moved before its consequences were seen.
    if (!isShown) return ok('unseen' as const)
    const before = { form: election.form, electionDay: election.electionDay, posts: await listPosts(trx, election.id) }
    const { posts, ...values } = form.value
    if (!(await updateElection(trx, election.id, head.value.version, values))) throw new Conflict()
    if (!samePosts(before.posts, posts)) await replacePosts(trx, election.id, posts)
    await recordEvent(trx, request.actor, { type: 'electionChanged', before, after: form.value }, election.id)
    return ok('saved' as const)
  })
  if (!saved.ok) {
    const errors = errorsFromFindings(saved.error.filter(({ severity }) => severity === 'error'))
    return await planPage(this, request, reply, typed, errors)
  }
  if (saved.value === 'unseen') return await movePage(this, request, reply, form.value.electionDay, typed)
  reply.flash('选举方案已修改，各项期限已重新计算。')
  return reply.redirect(`/elections/${election.id}/plan`, 303)
}
