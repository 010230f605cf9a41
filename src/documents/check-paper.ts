import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import { queryText } from '../infra/http/fields.js'
import { requestLimit } from '../infra/security/request-limit.js'
import type { Db } from '../infra/db/database.js'
import { codeText, readCode } from './paper-code.js'
import { numberText } from './paper-number.js'
import { findPaperByCode, getPaper, listSupplements } from './queries.js'

/** Many people behind one address may hold a paper in hand; nobody tries 80 bits at this rate. */
const limit = requestLimit(60, 60)

type FoundPaper = NonNullable<Awaited<ReturnType<typeof findPaperByCode>>>

/**
 * For anybody who holds a paper: whether it is genuine, and still in force. It tells nothing that does not stand on the
 * paper itself, and nothing at all to those who do not know its code.
 */
export async function showCheckPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  reply.header('x-robots-tag', 'noindex')
  const { code: coded } = request.params as { code?: string }
  const typed = { number: queryText(request.query, 'number'), code: coded ?? queryText(request.query, 'code') }
  const isAsked = coded !== undefined || typed.code !== '' || typed.number !== ''
  if (!isAsked) return await checkPage(reply, typed)
  if (!limit.take(request.ip, this.clock())) {
    return await checkPage(reply, typed, refuse('查询太频繁了，请过一分钟再试'), 429)
  }
  const code = readCode(typed.code)
  if (code === undefined)
    return await checkPage(reply, typed, refuse('校验码是 16 位字母和数字，请对照纸件重新输入'), 422)
  const paper = await findPaperByCode(this.db, code)
  if (!paper || !hasNumber(paper, typed.number)) {
    return await checkPage(reply, typed, undefined, 404, { isUnknown: true })
  }
  return await checkPage(reply, typed, undefined, 200, { found: await foundPage(this.db, paper, code) })
}

const refuse = (message: string) => formErrors([{ field: 'code', message }])

async function checkPage(
  reply: FastifyReply,
  typed: { readonly number: string; readonly code: string },
  errors?: FormErrors,
  status = 200,
  answer: { readonly isUnknown?: boolean; readonly found?: object } = {},
) {
  return await reply.code(status).page('documents/check-paper.hbs', {
    title: '公告真伪核对',
    form: typed,
    isUnknown: answer.isUnknown ?? false,
    found: answer.found ?? null,
    errors,
  })
}

/** A number that was typed is to be that of the paper: 4, 第4号 and （第4号） alike. */
function hasNumber(paper: FoundPaper, typed: string): boolean {
  const number = typed.normalize('NFKC').replace(/[^\d-]/g, '')
  return number === '' || `第${number}号` === numberText(paper)
}

async function foundPage(db: Db, paper: FoundPaper, code: string) {
  const later = paper.replacedBy === null ? undefined : await getPaper(db, paper.replacedBy)
  const corrections = (await listSupplements(db, [paper.id])).map(({ supplementNumber, issuedOn }) => ({
    number: numberText({ noticeNumber: null, supplementNumber, mainNumber: paper.noticeNumber }),
    on: issuedOn,
  }))
  return {
    title: paper.title,
    number: numberText(paper),
    issuedOn: paper.issuedOn,
    pages: paper.pages,
    code: codeText(code),
    isInForce: later === undefined && paper.withdrawnOn === null,
    withdrawnOn: paper.withdrawnOn,
    later: later ? { number: numberText(later), title: later.title, on: later.issuedOn } : null,
    corrections,
  }
}
