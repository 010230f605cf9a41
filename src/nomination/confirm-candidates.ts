import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, tickField } from '../infra/http/fields.js'
import {
  claimForm,
  errorsFromFindings,
  type FieldError,
  type FormErrors,
  formErrors,
  readForm,
} from '../infra/http/forms.js'
import type { Post } from '../rules/post.js'
import type { RuleSet } from '../rules/rule-set.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { type Places, type Proposal, readPlaces, readProposal } from './proposal.js'
import { insertCandidates, type NewCandidate } from './queries.js'
import { nomineeWords, typedText, typedValues } from './words.js'

const confirmForm = z.object({
  step: z.enum(['edit', 'review', 'confirm']).default('review'),
  acknowledged: tickField,
  lateReason: optionalTextField(200),
  orderReason: optionalTextField(200),
  basis: z.string().default(''),
})

type ConfirmForm = z.infer<typeof confirmForm>
type Typed = Readonly<Record<string, unknown>>

export async function showConfirmation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const isOver = findMilestone(await listMilestones(this.db, election.id), 'candidatesConfirmed', 1) !== undefined
  if (isOver || election.round.number > 1) return reply.redirect(`/elections/${election.id}/nomination/candidates`, 303)
  const proposal = await readProposal(this.db, election, request.today)
  return await confirmationPage(request, reply, proposal, {}, 'edit')
}

const orderText = { strokes: '按姓氏笔画排列', votes: '按预选得票多少排列' } as const

/** How many may stand, with the sum: 应选 3 名，差额 1 至 3 名，候选人 4 至 6 名. */
function limitsText(post: Post, { surplusMinimum, surplusMaximum }: RuleSet): string {
  const { seats } = post
  const most = surplusMaximum[post.position]
  const range = (least: number, greatest: number) => (least < greatest ? `${least}至${greatest}` : String(greatest))
  return `应选${seats}名，差额${range(surplusMinimum, most)}名，候选人${range(seats + surplusMinimum, seats + most)}名`
}

async function confirmationPage(
  request: FastifyRequest,
  reply: FastifyReply,
  proposal: Proposal,
  typed: Typed,
  step: 'edit' | 'review',
  errors?: FormErrors,
) {
  const places = readPlaces(proposal.posts, typed)
  return await reply.code(errors ? 422 : 200).page('nomination/confirm-candidates.hbs', {
    title: '确定正式候选人',
    isReview: step === 'review',
    posts: places.posts.map(({ post, by, people }) => ({
      title: post.title,
      seats: post.seats,
      note: post.reservedForWoman ? '妇女名额' : '',
      orderText: orderText[by],
      limits: limitsText(post, proposal.ruleSet),
      count: people.length,
      candidates: people.map((nominee, index) => ({
        ...nomineeWords(nominee, request.election.electionDay),
        place: index + 1,
        typedPlace: typedText(typed[`place-${nominee.id}`], String(index + 1)),
      })),
    })),
    blocking: proposal.errors,
    warnings: [...proposal.warnings, ...proposal.late.map((finding) => ({ ...finding, severity: 'warning' }))],
    hasToLeave: proposal.warnings.some(({ code }) => code.startsWith('election-committee-member-')),
    isLate: proposal.late.length > 0,
    isByHand: places.isByHand,
    mayConfirm: proposal.errors.length === 0 && request.account?.role === 'electionOfficer',
    basis: proposal.basis,
    isAcknowledged: typed['acknowledged'] === 'yes',
    form: typedValues(typed, ['lateReason', 'orderReason']),
    errors,
  })
}

export async function confirmCandidates(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = (request.body ?? {}) as Typed
  const form = readForm(confirmForm, typed)
  const proposal = await readProposal(this.db, election, request.today)
  if (!form.ok) return await confirmationPage(request, reply, proposal, typed, 'edit', form.error)
  const { step } = form.value
  if (step === 'edit') return await confirmationPage(request, reply, proposal, typed, 'edit')
  if (step === 'review') {
    const checked = checkConfirmation(proposal, form.value, typed)
    if (!checked.ok) return await confirmationPage(request, reply, proposal, typed, 'edit', checked.error)
    return await confirmationPage(request, reply, proposal, typed, 'review')
  }
  try {
    const confirmed = await inTransaction(this.db, async (trx) => await confirm(trx, request, form.value, typed))
    if (!confirmed.ok) return await confirmationPage(request, reply, proposal, typed, 'edit', confirmed.error)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict('正式候选人刚刚已经由别人确定。')
    throw error
  }
  reply.flash('正式候选人已经确定。请打印并张贴正式候选人名单公告。')
  return reply.redirect(`/elections/${election.id}/nomination/candidates`, 303)
}

/** What is wrong with the form, given what is proposed now; or the places on the ballot. */
function checkConfirmation(proposal: Proposal, form: ConfirmForm, typed: Typed): Result<Places, FormErrors> {
  if (proposal.errors.length > 0) return refused(errorsFromFindings(proposal.errors))
  if (form.basis !== proposal.basis) {
    const message = '您打开页面以后，提名或者选民名单有了变化；下面已换成最新内容，请重新核对'
    return refused(formErrors([{ field: 'basis', message }]))
  }
  const places = readPlaces(proposal.posts, typed)
  const errors: FieldError[] = [...places.errors]
  if (places.errors.length === 0 && places.isByHand && form.orderReason === '') {
    errors.push({ field: 'orderReason', message: '没有按排好的次序排列，请写明理由' })
  }
  if (proposal.late.length > 0 && form.lateReason === '') {
    errors.push({ field: 'lateReason', message: '超过期限确定候选人，请写明理由' })
  }
  if (proposal.warnings.length + proposal.late.length > 0 && !form.acknowledged) {
    errors.push({ field: 'acknowledged', message: '请确认已经知道上面列出的情况' })
  }
  return errors.length > 0 ? refused(formErrors(errors)) : ok(places)
}

async function confirm(
  trx: Trx,
  request: FastifyRequest,
  form: ConfirmForm,
  typed: Typed,
): Promise<Result<void, FormErrors>> {
  const { election, today, actor } = request
  if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
  const proposal = await readProposal(trx, election, today)
  const places = checkConfirmation(proposal, form, typed)
  if (!places.ok) return places
  const candidates = places.value.posts.flatMap(({ post, people }) =>
    people.map(({ voterId, name, sex }, index): NewCandidate => {
      return { postId: Number(post.id), ballotOrder: index + 1, voterId, name, sex, previousVotes: null }
    }),
  )
  const { version, hash } = await insertCandidates(trx, election.round.id, candidates, actor)
  const event = {
    type: 'candidatesConfirmed',
    roundId: election.round.id,
    list: { version, hash },
    candidates: candidates.map(({ postId, ballotOrder, voterId, name }) => ({ postId, ballotOrder, voterId, name })),
    acknowledged: [...proposal.warnings, ...proposal.late].map(({ code }) => code),
    reason: form.lateReason || null,
    orderReason: places.value.isByHand ? form.orderReason : null,
  } as const
  await recordEvent(trx, actor, event, election.id)
  await recordMilestone(trx, actor, election.id, {
    name: 'candidatesConfirmed',
    on: today,
    round: election.round.number,
  })
  return ok(undefined)
}
