import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import type { Result } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { FormErrors } from '../infra/http/forms.js'
import { listProcedureDocuments, listRounds } from '../timetable/queries.js'
import { commonFacts } from './common-facts.js'
import type { Paper } from './define-notice.js'
import { issuedPaperInView } from './issued-in-view.js'
import { tryToIssue } from './issue-paper.js'
import { correctionNotice } from './notices/correction-notice.js'
import { contextOf, type PaperInView } from './paper-in-view.js'
import { nextNumber, numberText } from './paper-number.js'
import { prepare, type Prepared } from './prepare-paper.js'
import { obstacle } from './readiness.js'
import { wordPaper } from './render-paper.js'
import { listUntruePapers, type UntruePaper } from './untrue-papers.js'

/** A notice that corrects what an issued one says and that is no longer so: 更正公告. */
export async function showCorrectPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await correctionInView(this.db, request)
  return await correctPage(this, reply, view, await prepare(this.db, view))
}

export async function correctPaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await correctionInView(this.db, request)
  const answer = await tryToIssue(this, request, view)
  if (!answer.ok) return await correctPage(this, reply, view, answer.error.prepared, answer.error.errors)
  if (answer.value !== '') reply.flash(`${answer.value}请在原公告旁边张贴。`)
  return reply.redirect(`/elections/${request.election.id}/documents/register`, 303)
}

interface CorrectionInView extends PaperInView {
  readonly corrected: Awaited<ReturnType<typeof issuedPaperInView>>
}

async function correctionInView(db: Db, request: FastifyRequest): Promise<CorrectionInView> {
  const corrected = await issuedPaperInView(db, request)
  if (corrected.noticeNumber === null) throw new NotFound('只有编号的公告可以更正；其他文书请重新印发。')
  const { id, noticeNumber, roundId } = corrected
  const context = await contextOf(db, request)
  const round = (await listRounds(db, context.election.id)).find((one) => one.id === roundId) ?? context.round
  return {
    corrected,
    paper: correctionOf(id),
    context: { ...context, round },
    roundId,
    supplements: { id, noticeNumber },
    address: (page) => `/elections/${context.election.id}/documents/issued/${id}/${page}`,
  }
}

/** The correction of one paper: it is issued like any other, with facts that come from what it corrects. */
function correctionOf(paperId: number): Paper {
  const find = async (...[db, context]: Parameters<Paper['load']>) =>
    (await listUntruePapers(db, context)).find(({ issued }) => issued.id === paperId)
  return {
    ...correctionNotice,
    check: async (db, context) =>
      (await find(db, context))
        ? []
        : [obstacle('nothing-to-correct', '这份公告与现在的资料相符，或者它的时间已经过了，没有需要更正的内容。')],
    load: async (db, context) => {
      const untrue = await find(db, context)
      if (!untrue) throw new Error(`paper ${paperId} is not untrue`)
      const { issuer, rule } = untrue.view.paper
      const procedure = await listProcedureDocuments(db, context.election.id)
      return { ...commonFacts(context, issuer, rule.articles, procedure), ...factsOf(untrue) }
    },
  }
}

function factsOf({ issued, view, changes }: UntruePaper) {
  return {
    correctedTitle: view.paper.title,
    correctedNumber: numberText(issued),
    correctedOn: longDate(issued.issuedOn),
    changes,
  }
}

async function correctPage(
  app: FastifyInstance,
  reply: FastifyReply,
  view: CorrectionInView,
  prepared: Result<Prepared, readonly Finding[]>,
  errors?: FormErrors,
) {
  const { corrected, context, supplements, paper } = view
  const number = await nextNumber(app.db, context.election.id, { isNumbered: true, supplements })
  const marks = { number: numberText(number).slice(1, -1), on: context.today }
  return await reply.code(errors ? 422 : 200).page('documents/correct-paper.hbs', {
    title: `更正公告：${corrected.title}`,
    corrected: { title: corrected.title, number: numberText(corrected), issuedOn: corrected.issuedOn },
    number: numberText(number),
    findings: prepared.ok ? prepared.value.findings : prepared.error,
    mayIssue: prepared.ok,
    basis: prepared.ok ? prepared.value.basis : '',
    html: prepared.ok ? wordPaper(paper, prepared.value.facts, marks, prepared.value.wording).html : '',
    here: view.address('correct'),
    errors,
  })
}
