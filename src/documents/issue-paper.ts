import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { isRecordedStep } from '../rules/timetable-steps.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Db, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { tickField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { recordStepOnce } from '../timetable/queries.js'
import type { RenderedPdf } from './layout/render-pdf.js'
import { type PaperInView, paperInView } from './paper-in-view.js'
import { numberText, prepare, type Prepared } from './prepare-paper.js'
import { countNotices, insertIssuedPaper, takeNumber } from './queries.js'
import { obstacle } from './readiness.js'
import { paperTitle, setPaper } from './render-paper.js'

const issueForm = z.object({ basis: z.string('请从确认页面提交'), acknowledged: tickField })

/** How often a paper is set anew because others took its number in the meantime. */
const attempts = 8

export async function showIssuePaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await paperInView(this.db, request)
  return await issuePage(this, reply, view, await prepare(this.db, view))
}

async function issuePage(
  app: FastifyInstance,
  reply: FastifyReply,
  view: PaperInView,
  prepared: Result<Prepared, readonly Finding[]>,
  errors?: FormErrors,
) {
  const { paper, context } = view
  const findings = prepared.ok ? prepared.value.findings : prepared.error
  const number = (await countNotices(app.db, context.election.id)) + 1
  return await reply.code(errors ? 422 : 200).page('documents/issue-paper.hbs', {
    title: `印发：${paper.title}`,
    paperTitle: paper.title,
    findings,
    mayIssue: prepared.ok,
    hasWarnings: prepared.ok && findings.length > 0,
    basis: prepared.ok ? prepared.value.basis : '',
    issuer: prepared.ok ? prepared.value.facts.issuer : '',
    number: paper.isNumbered ? `第${number}号` : '',
    replaces: prepared.ok ? prepared.value.replaces : null,
    replacesNumber: prepared.ok ? numberText(prepared.value.replaces?.noticeNumber) : '',
    today: context.today,
    links: { here: view.address('issue-paper'), preview: view.address('preview'), draft: view.address('draft') },
    errors,
  })
}

/** Issues a paper: set as PDF first, because that is slow, then numbered and stored if nothing changed meanwhile. */
export async function issuePaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await paperInView(this.db, request)
  const prepared = await prepare(this.db, view)
  const form = readForm(issueForm, request.body)
  const list = `/elections/${request.election.id}/documents`
  if (!prepared.ok) {
    if (await wasCarriedOut(this.db, request)) return reply.redirect(list, 303)
    return await issuePage(this, reply, view, prepared, asErrors(prepared.error))
  }
  const errors = form.ok ? checkForm(form.value, prepared.value) : form.error
  if (errors) return await issuePage(this, reply, view, prepared, errors)
  const issued = await setAndStore(this, request, view, prepared.value)
  if (!issued.ok) return await issuePage(this, reply, view, refused(issued.error), asErrors(issued.error))
  if (issued.value !== '') reply.flash(issued.value)
  return reply.redirect(list, 303)
}

function checkForm({ basis, acknowledged }: z.infer<typeof issueForm>, prepared: Prepared): FormErrors | undefined {
  if (basis !== prepared.basis) {
    return formErrors([{ field: 'basis', message: '打开本页以后，文书的内容有了变化。请重新核对预览，再印发。' }])
  }
  if (prepared.findings.length === 0 || acknowledged) return undefined
  return formErrors([{ field: 'acknowledged', message: '请看过上面的提醒后勾选' }])
}

function asErrors(findings: readonly Finding[]): FormErrors {
  return formErrors(findings.map(({ message }) => ({ field: 'paper', message })))
}

/** A second click arrives when the paper is issued already: it has its answer, and is no mistake. */
async function wasCarriedOut(db: Db, request: FastifyRequest): Promise<boolean> {
  const claimed = await inTransaction(db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? refused('new') : ok('again'),
  )
  return claimed.ok
}

/** What the transaction answers when another paper took the number that was printed. */
const numberTaken = 'number-taken'

/** What was done, in a sentence; empty when this very form was carried out before. */
async function setAndStore(
  app: FastifyInstance,
  request: FastifyRequest,
  view: PaperInView,
  prepared: Prepared,
): Promise<Result<string, readonly Finding[]>> {
  const { paper, context } = view
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const number = paper.isNumbered ? (await countNotices(app.db, context.election.id)) + 1 : null
    const sample = request.season?.kind !== 'real'
    const set = await setPaper(paper, prepared.facts, { number, on: context.today, sample, wording: prepared.wording })
    if (!set.ok) {
      return refused(
        set.error.map(({ character, text }) =>
          obstacle(
            'character-without-font',
            `字体中没有“${character}”字，见“${text}”。请系统管理员安装含有这个字的字体后再印发。`,
          ),
        ),
      )
    }
    const stored = await inTransaction<string, typeof numberTaken>(app.db, async (trx) =>
      (await claimForm(trx, request.body, request.now))
        ? await store(trx, request, view, prepared, set.value, number)
        : ok(''),
    )
    if (stored.ok) return stored
  }
  throw new Conflict('同时印发的文书太多，这一份没有印发。请稍后再试。')
}

async function store(
  trx: Trx,
  request: FastifyRequest,
  view: PaperInView,
  prepared: Prepared,
  pdf: RenderedPdf,
  number: number | null,
): Promise<Result<string, typeof numberTaken>> {
  const { election } = view.context
  const taken = await takeNumber(trx, election.id, view.paper.isNumbered ? 1 : 0)
  const now = await prepare(trx, view)
  // The plan's own fields came with the request: a change of the plan shows itself in its version.
  const isSame = now.ok && now.value.basis === prepared.basis && now.value.replaces?.id === prepared.replaces?.id
  if (!isSame || taken.version !== election.version) {
    throw new Conflict('排版的时候，文书的内容有了变化，或者别人刚刚印发了这份文书。没有印发，请返回重新核对。')
  }
  if (number !== null && taken.noticesIssued !== number) return refused(numberTaken)
  const { title, sha256, ...paper } = issuedRow(request, view, prepared, pdf, number)
  const paperId = await insertIssuedPaper(trx, { ...paper, title, sha256 })
  const { key, noticeNumber, pages, replaces } = paper
  const acknowledged = prepared.findings.map(({ code }) => code)
  const event = { paperId, key, noticeNumber, sha256, pages, replaces, acknowledged }
  await recordEvent(trx, request.actor, { type: 'paperIssued', ...event }, election.id)
  await recordItsStep(trx, request, view, title)
  await view.paper.issued?.(trx, { actor: request.actor, title }, view.context)
  return ok(`已印发《${title}》，共 ${pages} 页。`)
}

/** A notice that is a step of the timetable does that step; those of a later vote have no day in it. */
async function recordItsStep(trx: Trx, request: FastifyRequest, { paper, context }: PaperInView, title: string) {
  const { step } = paper.rule
  if (step === undefined || !isRecordedStep(step) || context.round.number > 1) return
  const note = `印发《${title}》`
  await recordStepOnce(trx, request.actor, context.election.id, { step, on: context.today, note })
}

function issuedRow(
  request: FastifyRequest,
  { paper, context, roundId }: PaperInView,
  { facts, wording, replaces }: Prepared,
  { bytes, pages }: RenderedPdf,
  number: number | null,
) {
  return {
    electionId: context.election.id,
    roundId,
    key: paper.key,
    noticeNumber: number,
    replaces: replaces?.id ?? null,
    title: paperTitle(paper, facts.community, number),
    facts: JSON.stringify(facts),
    wording,
    content: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages,
    issuedOn: context.today,
    issuedAt: request.now,
    issuedBy: request.account?.id ?? 0,
  }
}
