import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { inTransaction, type Db } from '../infra/db/database.js'
import { tickField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { type PaperInView, paperInView } from './paper-in-view.js'
import { nextNumber, numberText } from './paper-number.js'
import { prepare, type Prepared } from './prepare-paper.js'
import { setAndStore } from './store-paper.js'

const issueForm = z.object({ basis: z.string('请从确认页面提交'), acknowledged: tickField })

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
  const { isNumbered } = paper
  const number = await nextNumber(app.db, context.election.id, { isNumbered, supplements: undefined })
  return await reply.code(errors ? 422 : 200).page('documents/issue-paper.hbs', {
    title: `印发：${paper.title}`,
    paperTitle: paper.title,
    findings,
    mayIssue: prepared.ok,
    hasWarnings: prepared.ok && findings.length > 0,
    basis: prepared.ok ? prepared.value.basis : '',
    issuer: prepared.ok ? prepared.value.facts.issuer : '',
    number: numberText(number),
    replaces: prepared.ok ? prepared.value.replaces : null,
    replacesNumber: prepared.ok && prepared.value.replaces ? numberText(prepared.value.replaces) : '',
    today: context.today,
    links: { here: view.address('issue-paper'), preview: view.address('preview'), draft: view.address('draft') },
    errors,
  })
}

/** Issues a paper: set as PDF first, because that is slow, then numbered and stored if nothing changed meanwhile. */
export async function issuePaper(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const view = await paperInView(this.db, request)
  const answer = await tryToIssue(this, request, view)
  if (!answer.ok) return await issuePage(this, reply, view, answer.error.prepared, answer.error.errors)
  if (answer.value !== '') reply.flash(answer.value)
  return reply.redirect(`/elections/${request.election.id}/documents`, 303)
}

interface NotIssued {
  readonly prepared: Result<Prepared, readonly Finding[]>
  readonly errors: FormErrors
}

/** What was done in a sentence; empty when this very form was carried out before. Refused: the page, with errors. */
export async function tryToIssue(
  app: FastifyInstance,
  request: FastifyRequest,
  view: PaperInView,
): Promise<Result<string, NotIssued>> {
  const prepared = await prepare(app.db, view)
  const form = readForm(issueForm, request.body)
  if (!prepared.ok) {
    if (await wasCarriedOut(app.db, request)) return ok('')
    return refused({ prepared, errors: asErrors(prepared.error) })
  }
  const errors = form.ok ? checkForm(form.value, prepared.value) : form.error
  if (errors) return refused({ prepared, errors })
  const issued = await setAndStore(app, request, view, prepared.value)
  return issued.ok ? issued : refused({ prepared: refused(issued.error), errors: asErrors(issued.error) })
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
