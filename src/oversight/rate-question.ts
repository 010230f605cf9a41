import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { Account } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { textField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { isInScope } from '../infra/security/scope.js'
import { listCommunities } from '../organisation/queries.js'
import { insertQuestionAnswer } from './question-queries.js'
import { type AskedQuestion, askedQuestions, questionWords } from './rate-questions.js'
import { seasonOf } from './rate-reports.js'

type Typed = Readonly<Record<string, unknown>>

/** The question that an address names, while the figures still raise it. */
async function questionInView(app: FastifyInstance, request: FastifyRequest): Promise<AskedQuestion> {
  const { communityId, question: code } = request.params as { communityId: string; question: string }
  const account = request.account as Account
  const community = (await listCommunities(app.db)).find(({ id }) => String(id) === communityId)
  if (!community || !isInScope(account, { townshipId: community.townshipId, communityId: community.id })) {
    throw new NotFound('没有这个社区，或者它不在您的管辖范围内。')
  }
  const { asked } = await askedQuestions(app.db, seasonOf(request).id, account)
  const found = asked.find(({ question }) => String(question.communityId) === communityId && question.code === code)
  if (!found) throw new NotFound('没有这个疑问，或者数字已经改变，不再有疑问。')
  return found
}

export async function showRateQuestion(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await questionPage(request, reply, await questionInView(this, request))
}

async function questionPage(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AskedQuestion,
  typed?: Typed,
  errors?: FormErrors,
) {
  return await reply.code(errors ? 422 : 200).page('oversight/rate-question.hbs', {
    ...questionWords(asked),
    action: addressOf(asked),
    version: asked.answers.length,
    mayAnswer: request.account?.role === 'bureauAuditor',
    answers: [...asked.answers].reverse().map(({ answer, answeredOn, answeredByName, figures }) => ({
      answer,
      by: answeredByName,
      on: longDate(answeredOn),
      figures,
      isOld: figures !== asked.question.sentence,
    })),
    form: { answer: '', ...typed },
    errors,
  })
}

function addressOf({ question }: AskedQuestion): string {
  return `/rate-questions/${question.communityId}/${question.code}`
}

const answerForm = z.object({ version: versionField, answer: textField(500, '请写明查到了什么') })

/** The bureau writes down what it found out; the figures that were asked about are kept beside it. */
export async function answerRateQuestion(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const asked = await questionInView(this, request)
  const form = readForm(answerForm, request.body)
  if (!form.ok) return await questionPage(request, reply, asked, request.body as Typed, form.error)
  const { version, answer } = form.value
  if (version !== asked.answers.length) throw new Conflict()
  const { communityId, code: question, sentence: figures } = asked.question
  const number = version + 1
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    await insertQuestionAnswer(trx, {
      ...{ seasonId: seasonOf(request).id, communityId, question, number, figures, answer },
      ...{ answeredOn: request.today, answeredBy: request.account?.id ?? 0, answeredAt: request.now },
    })
    const event = { type: 'rateQuestionAnswered', communityId, question, number, figures, answer } as const
    await recordEvent(trx, request.actor, event, asked.vote.electionId)
    return ok(undefined)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  reply.flash('答复已登记。')
  return reply.redirect(addressOf(asked), 303)
}
