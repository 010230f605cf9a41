import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText, textField, tickField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { Paper } from './define-notice.js'
import { previewPart, triedForm } from './try-wording.js'
import {
  factRows,
  paperOfWording,
  phraseRows,
  ruleSetsNow,
  sha256Of,
  textOfVersion,
  versionRows,
} from './wording-page.js'
import { electionsToTry, namesOfFacts, previewWording } from './wording-preview.js'
import { findLastWording, insertWording, listWordingVersions } from './wording-queries.js'
import { readWording } from './wording.js'

const savedForm = triedForm.extend({
  reason: textField(200, '请写明为什么改'),
  version: versionField,
  acknowledged: tickField,
})

interface Typed {
  readonly wording: string
  readonly electionId: string
  readonly reason: string
  /** The newest version when the page was opened. */
  readonly version: string
}

/** The words of a kind of paper, to be adapted for the city; `?from=` begins with those of an older version. */
export async function showAdaptWording(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { key } = paperOfWording(request)
  const versions = await listWordingVersions(this.db, key)
  const newest = versions[0]?.version ?? 0
  const from = queryText(request.query, 'from')
  const wording = textOfVersion(key, from === '' ? newest : Number(from), versions)
  if (wording === undefined) throw new NotFound('没有这一版措辞。')
  return await adaptPage(this, request, reply, { wording, electionId: '', reason: '', version: String(newest) })
}

async function adaptPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Typed,
  errors?: FormErrors,
) {
  const paper = paperOfWording(request)
  const versions = await listWordingVersions(app.db, paper.key)
  const elections = await electionsToTry(app, request)
  const preview = await previewWording(app, request, paper, { source: form.wording, electionId: form.electionId })
  return await reply.code(errors ? 422 : 200).page('documents/adapt-wording.hbs', {
    title: `措辞：${paper.title}`,
    paperTitle: paper.title,
    form,
    elections: [
      { value: '', text: '样例资料' },
      ...elections.map(({ id, communityName }) => ({ value: String(id), text: communityName })),
    ],
    ...previewPart(paper, preview),
    hasLeftOut: preview.leftOut.length > 0,
    facts: factRows(paper),
    phrases: phraseRows(paper.key),
    versions: versionRows(paper.key, versions),
    here: `/wordings/${paper.key}`,
    errors,
  })
}

/** Keeps a new version, which is in force from now on; papers that are issued already stay as they are. */
export async function adaptWording(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const paper = paperOfWording(request)
  const form = readForm(savedForm, request.body)
  if (!form.ok) return await adaptPage(this, request, reply, typedIn(request), form.error)
  const { wording, electionId, acknowledged } = form.value
  const { mistakes, leftOut } = await previewWording(this, request, paper, { source: wording, electionId })
  const errors = [
    ...mistakes.map(({ line, message }) => ({ field: 'wording', message: `第${line}行：${message}` })),
    ...(mistakes.length === 0 && leftOut.length > 0 && !acknowledged
      ? [{ field: 'acknowledged', message: `请确认不印这些资料：${namesOfFacts(paper.key, leftOut)}` }]
      : []),
  ]
  if (errors.length > 0) return await adaptPage(this, request, reply, typedIn(request), formErrors(errors))
  const saved = await inTransaction<string, FormErrors>(this.db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? await save(trx, request, paper, form.value) : ok(''),
  )
  if (!saved.ok) return await adaptPage(this, request, reply, typedIn(request), saved.error)
  if (saved.value !== '') reply.flash(saved.value)
  return reply.redirect(`/wordings/${paper.key}`, 303)
}

function typedIn({ body }: FastifyRequest): Typed {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const wording = text('wording').replace(/\r\n?/g, '\n')
  return { wording, electionId: text('electionId'), reason: text('reason'), version: text('version') }
}

async function save(
  trx: Trx,
  { actor, account, now }: FastifyRequest,
  { key, title }: Paper,
  { wording, reason, version: seen }: z.infer<typeof savedForm>,
): Promise<Result<string, FormErrors>> {
  const shipped = readWording(key)
  const newest = await findLastWording(trx, key)
  if ((newest?.version ?? 0) !== seen) return refused(changedMeanwhile(newest?.version ?? 0))
  if (wording === (newest?.wording ?? shipped)) {
    return refused(formErrors([{ field: 'wording', message: '与现行的措辞完全相同，没有要保存的改动' }]))
  }
  const isShipped = wording === shipped
  const version = seen + 1
  const older = (await listWordingVersions(trx, key)).find((one) => (one.wording ?? shipped) === wording)
  const restoredFrom = isShipped ? 0 : (older?.version ?? null)
  const row = { key, version, wording: isShipped ? null : wording, restoredFrom, reason }
  const basis = { shippedSha256: sha256Of(shipped), ruleSets: ruleSetsNow() }
  const kept = await insertWording(trx, { ...row, ...basis, adaptedBy: account?.id ?? 0, adaptedAt: now })
  if (!kept) return refused(changedMeanwhile(version))
  const event = { key, version, restoredFrom, sha256: sha256Of(wording), reason }
  await recordEvent(trx, actor, { type: 'wordingAdapted', ...event }, null)
  const back = restoredFrom === null ? '' : restoredFrom === 0 ? '，恢复为出厂措辞' : `，与第${restoredFrom}版相同`
  return ok(`《${title}》的措辞已存为第${version}版${back}。以后印发的用这一版，已印发的不变。`)
}

function changedMeanwhile(version: number): FormErrors {
  const message = `打开本页以后，别人存了第${version}版。请把要改的内容另记下来，重新打开本页，在新的一版上修改`
  return formErrors([{ field: 'wording', message }])
}
