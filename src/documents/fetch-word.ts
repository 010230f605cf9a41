import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { Conflict } from '../infra/http/errors.js'
import type { PaperFacts } from './define-notice.js'
import { issuedPaperInView } from './issued-in-view.js'
import { paperInView } from './paper-in-view.js'
import { bareNumber } from './paper-number.js'
import { checkPaper } from './readiness.js'
import { paperTitle, wordPaper } from './render-paper.js'
import { wordFile } from './word-file.js'
import { wordingInForce } from './wording-in-force.js'
import { renderWording } from './wording.js'

/** An issued paper in its wording and with its facts, for adapting it in Word or WPS. */
export async function fetchIssuedWord(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const issued = await issuedPaperInView(this.db, request)
  const facts = JSON.parse(issued.facts) as PaperFacts
  const marks = { number: bareNumber(issued) ?? '\u3000', date: longDate(issued.issuedOn) }
  const { blocks } = renderWording(issued.wording, { ...facts, ...marks })
  return sendWord(reply, await wordFile(issued.title, facts.issuer, blocks), issued.title)
}

/** A paper as it would be issued now. */
export async function fetchDraftWord(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { paper, context } = await paperInView(this.db, request)
  const obstacle = (await checkPaper(this.db, paper, context)).find(({ severity }) => severity === 'error')
  if (obstacle) throw new Conflict(`这份文书现在还不能排版：${obstacle.message}`)
  const facts = await paper.load(this.db, context)
  const { text } = await wordingInForce(this.db, paper)
  const { blocks } = wordPaper(paper, facts, { number: null, on: context.today }, text)
  const title = paperTitle(paper, facts.community, null)
  return sendWord(reply, await wordFile(title, facts.issuer, blocks), title)
}

function sendWord(reply: FastifyReply, bytes: Buffer, title: string): FastifyReply {
  return reply
    .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`非原件-${title}.docx`)}`)
    .send(bytes)
}
