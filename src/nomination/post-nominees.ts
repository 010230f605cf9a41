import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import type { PlainDate } from '../lib/plain-date.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, optionalTextField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { findMilestone } from '../rules/stages.js'
import { recordMilestone } from '../timetable/queries.js'
import { dayFindings, inStrokeOrder, orderFindings } from './proposal.js'
import { readSlate, type Slate, standing } from './slate.js'
import { nomineeWords, typedValues } from './words.js'

const postingForm = z.object({ on: dateField, reason: optionalTextField(200) })

type PostingForm = z.infer<typeof postingForm>

export async function showPosting(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await postingPage(this, request, reply, { on: request.today })
}

async function postingPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: { readonly on?: unknown },
  errors?: FormErrors,
) {
  const { election, today } = request
  const slate = await readSlate(app.db, election)
  const posts = await inStrokeOrder(app.db, slate.posts, standing(slate))
  const on = dateField.safeParse(typed.on)
  const late = lateness(on.success ? on.data : today, request, slate)
  const untimely = may('postNominees', slate.milestones, slate.ruleSet)
  return await reply.code(errors ? 422 : 200).page('nomination/post-nominees.hbs', {
    title: '公布初步候选人',
    blocking: untimely,
    warnings: [...late, ...orderFindings(posts)],
    isLate: late.length > 0,
    mayPost: untimely.length === 0 && request.account?.role === 'electionOfficer',
    posts: posts.map(({ post, ordered }) => ({
      title: post.title,
      seats: post.seats,
      count: ordered.length,
      nominees: ordered.map((nominee) => ({
        ...nomineeWords(nominee, election.electionDay),
        nominators: slate.counts.get(nominee.id)?.nominators ?? 0,
        isByParty: slate.counts.get(nominee.id)?.isByParty ?? false,
      })),
    })),
    form: typedValues(typed, ['on', 'reason']),
    errors,
  })
}

function lateness(on: PlainDate, { election }: FastifyRequest, slate: Slate): Finding[] {
  return dayFindings('nomineesPosted', on, election, slate)
}

export async function postNominees(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as { on?: unknown }
  const form = readForm(postingForm, typed)
  if (!form.ok) return await postingPage(this, request, reply, typed, form.error)
  try {
    const posted = await inTransaction(this.db, async (trx) => await recordPosting(trx, request, form.value))
    if (!posted.ok) return await postingPage(this, request, reply, typed, posted.error)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict('初步候选人名单刚刚已经由别人登记公布。')
    throw error
  }
  reply.flash('已登记初步候选人名单的公布。')
  return reply.redirect(`/elections/${request.election.id}/nomination`, 303)
}

async function recordPosting(trx: Trx, request: FastifyRequest, form: PostingForm): Promise<Result<void, FormErrors>> {
  const { election, actor } = request
  const { on, reason } = form
  if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
  const slate = await readSlate(trx, election)
  const late = lateness(on, request, slate)
  const errors = postingErrors(form, request.today, slate, late)
  if (errors.list.length > 0) return refused(errors)
  const nominees = standing(slate).map(({ id, postId, name }) => ({ id, postId, name }))
  const acknowledged = late.map(({ code }) => code)
  const event = { type: 'nomineesPosted', on, nominees, acknowledged, reason: reason || null } as const
  await recordEvent(trx, actor, event, election.id)
  await recordMilestone(trx, actor, election.id, { name: 'nomineesPosted', on })
  return ok(undefined)
}

function postingErrors(
  { on, reason }: PostingForm,
  today: PlainDate,
  slate: Slate,
  late: readonly Finding[],
): FormErrors {
  const untimely = may('postNominees', slate.milestones, slate.ruleSet)
  if (untimely.length > 0) return errorsFromFindings(untimely)
  if (standing(slate).length === 0) return formErrors([{ field: 'on', message: '还没有人被提名，没有名单可以公布' }])
  const rollPostedOn = findMilestone(slate.milestones, 'rollPosted')?.on
  if (on > today) return formErrors([{ field: 'on', message: '公布日期不能在今天之后；请在张贴以后登记' }])
  if (rollPostedOn !== undefined && on < rollPostedOn) {
    return formErrors([{ field: 'on', message: '公布日期不能早于选民名单公布的日期' }])
  }
  return late.length > 0 && reason === ''
    ? formErrors([{ field: 'reason', message: '超过期限公布，请写明理由' }])
    : formErrors([])
}
