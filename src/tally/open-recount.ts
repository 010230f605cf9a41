import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkRecountDay, countTitle, recountOrderers, recountOrdererText } from '../rules/recount.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listMilestones, recordMilestone } from '../timetable/queries.js'
import { findDeclaredResult, findResult, insertSheet, listRecounts, listSheets, type RecountRow } from './queries.js'
import { endRecount } from './recount-end.js'
import { insertRecount } from './recount-queries.js'
import { resultFigures } from './result-page.js'

const recountForm = z.object({
  orderedBy: z.enum(recountOrderers, '请选择由谁决定'),
  document: textField(100, '请写明决定的文件名称和文号'),
  decidedOn: dateField,
  reason: textField(300, '请写明复核的原因'),
})

type RecountForm = z.infer<typeof recountForm>

const abandonForm = z.object({ reason: textField(300, '请写明终止的原因') })

export async function showOpenRecount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await recountPage(this, request, reply)
}

async function recountPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const milestones = await listMilestones(app.db, election.id)
  const declared = await findDeclaredResult(app.db, election.round.id)
  const recounts = await listRecounts(app.db, election.round.id)
  const isOpen = recounts.some(({ state }) => state === 'open')
  const findings = isOpen ? [] : may('openRecount', milestones, ruleSetInForce(election))
  const sheets = await listSheets(app.db, election.round.id)
  const typed = (request.body ?? {}) as Partial<Record<keyof RecountForm, string>>
  return await reply.code(errors ? 422 : 200).page('tally/open-recount.hbs', {
    title: '复核选举结果',
    here: `/elections/${election.id}/tally`,
    findings,
    recounts: recounts.map(shownRecount),
    isOpen,
    mayOpen: !isOpen && findings.length === 0,
    hasProposal: isOpen && (await findResult(app.db, election.round.id)) !== undefined,
    next: countTitle((recounts.at(-1)?.number ?? 0) + 1),
    sheets: sheets.length,
    figures: declared ? resultFigures(declared.counted) : null,
    orderers: [
      { value: '', text: '请选择' },
      ...recountOrderers.map((value) => ({ value, text: recountOrdererText[value] })),
    ],
    form: {
      ...{ orderedBy: typed.orderedBy ?? '', document: typed.document ?? '' },
      ...{ decidedOn: typed.decidedOn ?? request.today, reason: typed.reason ?? '' },
    },
    errors,
  })
}

const stateText = { open: '正在复核', declared: '复核结果已宣布', abandoned: '已终止' } as const

function shownRecount({ number, orderedBy, document, decidedOn, reason, state, ...more }: RecountRow) {
  const { openedOn, openedByName, abandonedBecause } = more
  return {
    ...{ title: countTitle(number), orderer: recountOrdererText[orderedBy], document, decidedOn, reason },
    ...{ openedOn, openedByName, state: stateText[state], abandonedBecause: abandonedBecause ?? '' },
  }
}

/** Counts a declared vote again: the old sheets and the old result stay, and as many empty sheets wait to be typed. */
export async function openRecount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(recountForm, request.body)
  if (!form.ok) return await recountPage(this, request, reply, form.error)
  const { election } = request
  const opened = await inTransaction<number, readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    const findings = await checkRecount(trx, request, form.value)
    return findings.length > 0 ? refused(findings) : ok(await startRecount(trx, request, form.value))
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经组织了复核。')
    throw error
  })
  if (!opened.ok) return await recountPage(this, request, reply, errorsFromFindings(opened.error))
  if (opened.value > 0)
    reply.flash(`${countTitle(opened.value)}已经开始，计票单请重新录入。原结果在复核结果宣布以前仍然有效。`)
  return reply.redirect(`/elections/${election.id}/tally`, 303)
}

async function checkRecount(trx: Trx, { election, today }: FastifyRequest, form: RecountForm): Promise<Finding[]> {
  const findings = may('openRecount', await listMilestones(trx, election.id), ruleSetInForce(election))
  const declared = await findDeclaredResult(trx, election.round.id)
  if (findings.length > 0 || !declared?.declaredOn) return findings
  return checkRecountDay(form.decidedOn, { declaredOn: declared.declaredOn, today })
}

async function startRecount(trx: Trx, request: FastifyRequest, form: RecountForm): Promise<number> {
  const { election, actor, today, now } = request
  const { id: roundId, number: round } = election.round
  const sheets = await listSheets(trx, roundId)
  const opening = { openedBy: request.account?.id ?? 0, openedAt: now, openedOn: today }
  const recount = await insertRecount(trx, { roundId, ...form, ...opening })
  await recordEvent(trx, actor, { type: 'recountOpened', roundId, recount, ...form }, election.id)
  for (const { stationId, mode } of sheets) {
    const { id: sheetId, number } = await insertSheet(trx, roundId, stationId, mode)
    await recordEvent(trx, actor, { type: 'sheetCreated', sheetId, stationId, number, mode }, election.id)
  }
  await recordMilestone(trx, actor, election.id, { name: 'recountOpened', on: today, round })
  return recount
}

/** Ends a recount that was opened in error; what was typed stays, and the result before it stands. */
export async function abandonRecount(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(abandonForm, request.body)
  if (!form.ok) return await recountPage(this, request, reply, form.error)
  const { election } = request
  const { reason } = form.value
  const ended = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    const recounts = await listRecounts(trx, election.round.id)
    if (!recounts.some(({ state }) => state === 'open')) throw new Conflict('现在没有正在进行的复核。')
    if (await findResult(trx, election.round.id)) {
      const message = '复核的结果已经提出，请先撤回，再终止复核。'
      return refused([{ code: 'result-proposed', severity: 'error' as const, fields: [], message }])
    }
    const recount = await endRecount(trx, request, reason)
    const event = { type: 'recountAbandoned', roundId: election.round.id, recount, reason } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok('done' as const)
  })
  if (!ended.ok) return await recountPage(this, request, reply, errorsFromFindings(ended.error))
  if (ended.value === 'done') reply.flash('复核已终止，原结果仍然有效。')
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}
