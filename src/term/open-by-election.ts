import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { checkMeetingVote } from '../rules/assemblies.js'
import { checkByElectionPlan, termSentence } from '../rules/by-election.js'
import { electionFormText } from '../rules/election-form.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import type { RuleSet } from '../rules/rule-set.js'
import { checkInForce } from '../rules/rule-set-in-force.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { dateField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { callByElection } from './call-by-election.js'
import { assemblyChoices, meetingFields, meetingNames } from './meeting-form.js'
import type { Standing, StandingPost } from './standing.js'
import { listByElections } from './term-queries.js'
import { termInView } from './term-in-view.js'
import { typedValues } from './term-words.js'

const byElectionForm = z.object({
  form: z.enum(['allVoters', 'households', 'representatives'], '请选择补选方式'),
  electionDay: dateField,
  contactPlace: textField(60, '请填写受理地点'),
  contactTelephone: textField(30, '请填写联系电话'),
  ...meetingFields,
})

export type ByElectionForm = z.infer<typeof byElectionForm>

const fieldNames = ['form', 'electionDay', 'contactPlace', 'contactTelephone', ...meetingNames] as const

export async function showOpenByElection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { form, contactPlace, contactTelephone } = request.election
  const assembly = form === 'representatives' ? 'representativesAssembly' : 'residentsAssembly'
  return await openPage(this, request, reply, { form, contactPlace, contactTelephone, assembly })
}

async function openPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Readonly<Record<string, unknown>>,
  errors?: FormErrors,
) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const isTyped = fieldNames.every((name) => name in typed)
  const since = standing.since ?? request.today
  return await reply.code(errors ? 422 : 200).page('term/open-by-election.hbs', {
    title: '组织补选',
    home,
    obstacles: await obstaclesTo(app.db, standing),
    posts: standing.posts
      .filter((post) => post.vacant > 0)
      .map((post) => ({
        id: post.id,
        title: post.title,
        vacant: post.vacant,
        isTicked: !isTyped || typed[`post-${post.id}`] === 'yes',
      })),
    termText: termSentence({ since, members: standing.sitting.length }, ruleSet),
    forms: Object.entries(electionFormText).map(([value, text]) => ({ value, text })),
    rollDays: ruleSet.rollDaysBefore,
    assemblies: assemblyChoices,
    form: typedValues(typed, fieldNames),
    errors,
  })
}

/** Why no by-election can be opened now. */
async function obstaclesTo(db: Db, standing: Standing): Promise<Finding[]> {
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: [], message })
  const open = (await listByElections(db, standing.regularId)).find(({ closedOn }) => closedOn === null)
  if (!standing.hasFormed) return [finding('not-yet-formed', '居民委员会还没有全部产生，空缺由本次选举继续选出。')]
  if (standing.vacant === 0) return [finding('no-vacancy', '没有空缺，不用补选。')]
  if (open) return [finding('by-election-open', '有一次补选正在进行，结束以后才能再组织。')]
  return []
}

/** Opens the by-election with its posts, its rule set and the roll of the regular election to go on from. */
export async function openByElection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const form = readForm(byElectionForm, typed)
  if (!form.ok) return await openPage(this, request, reply, typed, form.error)
  const opened = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok(0)
    const { standing, ruleSet } = await termInView(trx, request)
    const posts = standing.posts.filter((post) => post.vacant > 0 && typed[`post-${post.id}`] === 'yes')
    const checked = await check(trx, request, form.value, { standing, ruleSet, posts })
    if (!checked.ok) return checked
    return ok(await callByElection(trx, request, form.value, posts))
  })
  if (!opened.ok) return await openPage(this, request, reply, typed, opened.error)
  if (opened.value === 0) return reply.redirect(`/elections/${request.election.id}/term`, 303)
  reply.flash('补选已启动，选民名单已按换届选举的名单列好。下一步：登记居民选举委员会，核对增减名单。')
  return reply.redirect(`/elections/${opened.value}`, 303)
}

interface Wished {
  readonly standing: Standing
  readonly ruleSet: RuleSet
  readonly posts: readonly StandingPost[]
}

async function check(
  trx: Trx,
  { today, election }: FastifyRequest,
  form: ByElectionForm,
  { standing, ruleSet, posts }: Wished,
): Promise<Result<void, FormErrors>> {
  const { assembly, on: decidedOn, electionDay, entitled, present } = form
  const finding = (code: string, field: string, message: string): Finding => {
    return { code, severity: 'error', fields: [field], message }
  }
  const committee = {
    since: standing.since ?? election.electionDay,
    members: standing.sitting.length,
    ...(standing.belowMinimumSince ? { belowMinimumSince: standing.belowMinimumSince } : {}),
  }
  const plan = checkByElectionPlan({ heldBy: assembly, form: form.form, on: electionDay, committee }, ruleSet)
  const findings = [
    ...(await obstaclesTo(trx, standing)),
    ...(posts.length === 0 ? [finding('no-post', 'posts', '请勾选要补选的职务')] : []),
    ...(decidedOn > today ? [finding('meeting-ahead', 'on', '会议还没有召开，请在会议之后办理')] : []),
    ...(electionDay <= today ? [finding('day-over', 'electionDay', '补选日应在今天之后')] : []),
    ...(present > entitled ? [finding('more-present', 'present', `实到${present}人，多于应到${entitled}人。`)] : []),
    ...checkMeetingVote(form, ruleSet),
    ...plan.map((one) => ({ ...one, fields: one.code === 'by-election-form' ? ['form'] : ['electionDay'] })),
    ...checkInForce(ruleSet, electionDay).map((one) => ({ ...one, fields: ['electionDay'] })),
  ]
  return hasErrors(findings)
    ? refused(errorsFromFindings(findings.filter(({ severity }) => severity === 'error')))
    : ok(undefined)
}
