import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasErrors } from '../rules/finding.js'
import { Conflict } from '../infra/http/errors.js'
import { type PaperInView, paperInView } from './paper-in-view.js'
import { findLastIssued } from './queries.js'
import { checkPaper } from './readiness.js'
import { paperTitle, setPaper, wordPaper } from './render-paper.js'
import { fontFindings } from './unprintable.js'
import { asWarning } from './prepare-paper.js'
import { sendPdf } from './send-pdf.js'
import { wordingInForce } from './wording-in-force.js'

/** The wording with the facts of this moment, as a page. */
export async function showPreview(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await paperInView(this.db, request)
  const { paper, context, roundId } = view
  const findings = await checkPaper(this.db, paper, context)
  const last = await findLastIssued(this.db, context.election.id, paper.key, roundId)
  const mayShow = !hasErrors(findings)
  const facts = mayShow ? await paper.load(this.db, context) : undefined
  const wording = await wordingInForce(this.db, paper)
  return await reply.page('documents/preview.hbs', {
    title: `预览：${paper.title}`,
    paperTitle: paper.title,
    findings: [...findings, ...asWarning(wording.setAside), ...(facts ? fontFindings(facts) : [])],
    mayShow,
    html: facts ? wordPaper(paper, facts, { number: null, on: context.today }, wording.text).html : '',
    isNumbered: paper.isNumbered,
    last: last
      ? { number: last.noticeNumber === null ? '' : `第${last.noticeNumber}号`, on: last.issuedOn, id: last.id }
      : null,
    mayIssue: mayShow && ['electionOfficer', 'townshipOfficer'].includes(request.account?.role ?? ''),
    links: { issue: view.address('issue-paper'), draft: view.address('draft'), word: view.address('word') },
  })
}

/** The same as PDF, for seeing how it falls on the page: always a 样张, without a number. */
export async function fetchDraft(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view: PaperInView = await paperInView(this.db, request)
  const { paper, context } = view
  const findings = await checkPaper(this.db, paper, context)
  const obstacle = findings.find(({ severity }) => severity === 'error')
  if (obstacle) throw new Conflict(`这份文书现在不能预览：${obstacle.message}`)
  const facts = await paper.load(this.db, context)
  const { text: wording, version: wordingVersion } = await wordingInForce(this.db, paper)
  const marks = { number: null, on: context.today, sample: true }
  const set = await setPaper(paper, facts, { ...marks, wording, wordingVersion })
  if (!set.ok) {
    const texts = set.error.map(({ character, text }) => `“${character}”（${text}）`).join('、')
    throw new Conflict(`字体中没有这些字，不能排版：${texts}。请系统管理员安装含有这些字的字体。`)
  }
  return sendPdf(reply, set.value.bytes, `样张-${paperTitle(paper, facts.community, null)}`, `draft-${paper.key}`)
}
