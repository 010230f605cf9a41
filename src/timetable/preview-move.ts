import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { consequencesOfMoving, type StepChange } from '../rules/election-day-move.js'
import { hasErrors } from '../rules/finding.js'
import { dateField, queryText } from '../infra/http/fields.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import { checkMove } from './check-plan-change.js'
import { dayRange, dayText } from './day-range.js'
import { electionFacts } from './election-facts.js'
import { postFields } from './election-form.js'
import { mayPlan } from './may-plan.js'
import { checkPlan } from './open-election.js'
import { listPosts } from './queries.js'
import { stateText, statusOf, strengthText } from './step-words.js'

type Typed = Readonly<Record<string, unknown>>

/** The hidden field by which a form says for which day its consequences were shown. */
export const confirmedDay = 'confirmedDay'

/** What moving election day to `?to=` would change; nothing is changed by looking. */
export async function showMove(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const to = dateField.safeParse(queryText(request.query, 'to'))
  if (!to.success) {
    const message = to.error.issues[0]?.message ?? '请填写日期'
    return await movePage(this, request, reply, election.electionDay, {}, formErrors([{ field: 'to', message }]))
  }
  const posts = await listPosts(this.db, election.id)
  const { form, contactPlace, contactTelephone, version } = election
  const fields = { form, contactPlace, contactTelephone, version, electionDay: to.data, ...postFields(posts) }
  return await movePage(this, request, reply, to.data, fields)
}

/** The page that comes before a change of election day, with the whole plan as it was typed. */
export async function movePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  to: PlainDate,
  typed: Typed,
  errors?: FormErrors,
) {
  const { election, today, season } = request
  const facts = await electionFacts(app.db, election)
  const { steps, postAgain, checkAgain } = consequencesOfMoving(facts, to, today)
  const plan = { ...election, electionDay: to, posts: await listPosts(app.db, election.id) }
  const inSeason = season
    ? checkPlan(plan, season, facts.ruleSet).filter(({ fields }) => fields.includes('electionDay'))
    : []
  const findings = [...inSeason, ...checkMove(facts, to, today)]
  const count = (change: StepChange['change']) => steps.filter((step) => step.change === change).length
  const isSame = to === election.electionDay
  return await reply.code(errors ? 422 : 200).page('timetable/preview-move.hbs', {
    title: '改选举日会怎样',
    from: dayText(election.electionDay),
    to: dayText(to),
    toTyped: errors ? queryText(request.query, 'to') : to,
    isSame,
    findings,
    mayConfirm: mayPlan(request) && !isSame && !hasErrors(findings),
    isRefused: hasErrors(findings),
    breaks: count('breaks'),
    mends: count('mends'),
    hasBreaks: count('breaks') > 0,
    hardBreaks: steps.filter(({ change, after }) => change === 'breaks' && after.strength === 'hard').length,
    hasMends: count('mends') > 0,
    steps: steps.map(rowOf),
    postAgain,
    checkAgain,
    range: dayRange(facts, today, season),
    fields: hiddenFields(typed, to),
    errors,
  })
}

const changeText = {
  breaks: '改后不合期限',
  mends: '改后合期限',
  broken: '仍不合期限',
  moves: '期限改变',
  stays: '不变',
} as const
const changeLook = { breaks: 'wrong', mends: 'done', broken: 'warn', moves: 'current', stays: '' } as const

function rowOf({ before, after, change }: StepChange) {
  const isHard = after.strength === 'hard'
  return {
    title: after.title,
    before: monthDay(before.latest),
    after: monthDay(after.latest),
    isMoved: before.latest !== after.latest,
    changeText: changeText[change],
    look: change === 'breaks' && !isHard ? 'warn' : changeLook[change],
    stateText: stateText(after),
    stateLook: statusOf(after),
    strength: strengthText[after.strength],
    message: change === 'breaks' || change === 'broken' ? (after.finding?.message ?? '') : '',
    isUnlawful: after.finding?.severity === 'error',
  }
}

/** Everything that was typed, to be sent again with the confirmation. */
function hiddenFields(typed: Typed, to: PlainDate) {
  const own = new Set(['_csrf', 'formId', confirmedDay])
  const entries = Object.entries(typed).filter(([name, value]) => !own.has(name) && value !== undefined)
  return [...entries, [confirmedDay, to] as const].map(([name, value]) => ({ name, value: String(value) }))
}
