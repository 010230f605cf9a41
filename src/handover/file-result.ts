import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import {
  checkFiling,
  checkPaperGroups,
  checkSending,
  type FilingPaper,
  filingNeeds,
  filingPaperText,
  lastFilingDay,
} from '../rules/filing.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Db } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, optionalTextField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { fingerprintOfResult, insertFiling, listFilings, listMembers, listWhoLeft } from './queries.js'
import { resultState } from './result-state.js'
import { filingRow } from './filing-row.js'
import { askedGroups, paperGroups, typedGroups } from './paper-groups.js'
import { typedValues } from './words.js'

const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat())

const filingForm = z.object({
  on: dateField,
  sent: several.transform((keys) =>
    (Object.keys(filingPaperText) as FilingPaper[]).filter((key) => keys.includes(key)),
  ),
  note: optionalTextField(200),
  acknowledged: several,
})

export async function showFiling(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await filingPage(this, request, reply)
}

/** The filing of a result: what was sent, what the township said, and the form of whoever's turn it is. */
export async function filingPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  toAcknowledge: readonly Finding[] = [],
) {
  const { election, account, today } = request
  const { state, findings } = await filingState(app.db, election.id)
  const filings = await listFilings(app.db, election.id)
  const last = filings.at(-1)
  const isOpen = last?.state === 'submitted' || last?.state === 'accepted'
  const typed = (request.body ?? {}) as { on?: string; sent?: unknown }
  const ticked = new Set(typed.sent === undefined && !errors ? filingNeeds : [typed.sent ?? []].flat().map(String))
  const fingerprint = await fingerprintOfResult(app.db, election.id)
  const asked = isOpen ? [] : askedGroups(fingerprint, filings.length + 1)
  const deadline = state.foundedOn && longDate(lastFilingDay(state.foundedOn, ruleSetInForce(election)))
  return await reply.code(errors ? 422 : 200).page('handover/file-result.hbs', {
    title: '报送备案',
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/filing`,
    townshipName: election.townshipName,
    deadline: state.isDeclared && !state.isLaterVoteOpen && deadline ? deadline : '',
    article: ruleSetInForce(election).provenance.filingDays.source,
    findings: isOpen ? [] : findings,
    filings: filings.map((filing) => filingRow(filing, filing.recordFingerprint === fingerprint ? asked : [])),
    hasPaperGroups: asked.length > 0,
    askedText: asked.map((group) => `第${group}组`).join('、'),
    paperGroups: paperGroups(fingerprint, typedGroups(request.body, asked)),
    hasFilings: filings.length > 0,
    maySubmit: account?.role === 'electionOfficer' && !isOpen && findings.every(({ severity }) => severity !== 'error'),
    mayDecide: account?.role === 'townshipOfficer' && last?.state === 'submitted',
    papers: Object.entries(filingPaperText).map(([value, text]) => ({
      ...{ value, text, isTicked: ticked.has(value) },
      isNeeded: filingNeeds.some((paper) => paper === value),
    })),
    acknowledgeable: toAcknowledge.map((finding) => ({ ...finding, article: finding.article ?? '', isTicked: false })),
    decisions: [
      { value: 'accepted', text: '同意备案', note: '' },
      { value: 'returned', text: '退回', note: '须写明要补正什么' },
    ],
    form: {
      ...typedValues(request.body, ['note', 'decision', 'filingNumber', 'reason']),
      on: typed.on ?? today,
      version: last?.version ?? 0,
      id: last?.id ?? 0,
    },
    errors,
  })
}

async function filingState(db: Db, electionId: number) {
  const state = resultState(await listMilestones(db, electionId))
  const left = await listWhoLeft(db, electionId)
  const members = (await listMembers(db, electionId)).filter(({ key }) => !left.has(key))
  const incompleteMembers = members.filter(({ missing, version }) => missing.length > 0 || version === 0).length
  return { state, findings: checkFiling({ ...state, incompleteMembers }) }
}

/** Records that the result went to the township. */
export async function submitFiling(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(filingForm, request.body)
  if (!form.ok) return await filingPage(this, request, reply, form.error)
  const { election, actor, today, now } = request
  const { on, sent, note, acknowledged } = form.value
  const saved = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok('again' as const)
    const { state, findings } = await filingState(trx, election.id)
    const foundedOn = state.foundedOn ?? today
    const recordFingerprint = await fingerprintOfResult(trx, election.id)
    const asked = askedGroups(recordFingerprint, (await listFilings(trx, election.id)).length + 1)
    const all = [
      ...findings,
      ...checkSending({ on, foundedOn, today, sent }, ruleSetInForce(election)),
      ...checkPaperGroups(recordFingerprint, typedGroups(request.body, asked)),
    ]
    const open = all.filter(({ severity, code }) => severity === 'error' || !acknowledged.includes(code))
    if (open.length > 0) return refused(all)
    const by = { submittedOn: on, submittedBy: request.account?.id ?? 0, submittedAt: now }
    const number = await insertFiling(trx, {
      electionId: election.id,
      ...{ sent, note, recordFingerprint },
      paperGroups: asked.length > 0 ? asked.join(',') : null,
      ...by,
    })
    const papers = sent.map((paper) => filingPaperText[paper])
    const fingerprint = fingerprintGroups(recordFingerprint)
    const checked = asked.length > 0 ? { paperGroups: asked } : {}
    const event = { type: 'filingSubmitted', number, on, sent: papers, fingerprint, ...checked } as const
    await recordEvent(trx, actor, event, election.id)
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经报送了。')
    throw error
  })
  if (!saved.ok) return await refuseSending(this, request, reply, saved.error)
  if (saved.value === 'done') reply.flash('已登记报送，等街道（镇）审核备案。')
  return reply.redirect(`/elections/${election.id}/handover/filing`, 303)
}

/** Errors beside their fields; where there are none, what is to be acknowledged. */
async function refuseSending(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  findings: readonly Finding[],
) {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const unanswered = warnings.map(({ code, message }) => ({
    field: `acknowledged-${code}`,
    message: `请先确认：${message}`,
  }))
  const shown = errors.length > 0 ? errorsFromFindings(errors) : formErrors(unanswered)
  return await filingPage(app, request, reply, shown, warnings)
}
