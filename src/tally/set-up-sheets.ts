import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listStations } from '../polling/queries.js'
import { deleteEmptySheet, getSheet, insertSheet, listSheets, type SheetMode } from './queries.js'
import { modeText, statusText } from '../rules/entry-words.js'
import { checkTallyOpen, noteTallyCompleted } from './tally-open.js'

const modeField = z.enum(['totals', 'ballots'], '请选择录入方式').default('totals')
const createForm = z.object({ mode: modeField })
const addForm = z.object({ stationId: idField, mode: modeField })
const removeForm = z.object({ sheetId: idField, version: versionField })

export async function showSetUpSheets(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await setUpPage(this, request, reply)
}

async function setUpPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const sheets = await listSheets(app.db, election.round.id)
  const findings = await checkTallyOpen(app.db, election)
  const stations = (await listStations(app.db, election.round.id)).map(({ id, name, issued }) => ({
    id,
    name,
    issued,
    sheets: sheets
      .filter(({ stationId }) => stationId === id)
      .map(({ id: sheetId, number, mode, entry, version }) => ({
        id: sheetId,
        number,
        version,
        modeText: modeText[mode],
        statusText: statusText[entry.status].text,
        mayRemove: entry.status === 'empty',
      })),
  }))
  const uncovered = stations.filter((station) => station.sheets.length === 0).length
  return await reply.code(errors ? 422 : 200).page('tally/set-up-sheets.hbs', {
    title: '计票单',
    findings,
    isOpen: findings.length === 0,
    stations,
    uncovered,
    hasUncovered: uncovered > 0,
    total: sheets.length,
    modes: Object.entries(modeText).map(([value, text]) => ({ value, text })),
    here: `/elections/${election.id}/tally/set-up-sheets`,
    errors,
  })
}

/** One sheet for every station that has none. */
export async function createSheets(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(createForm, request.body)
  if (!form.ok) return await setUpPage(this, request, reply, form.error)
  return await change(this, request, reply, async (trx) => {
    const { round } = request.election
    const covered = new Set((await listSheets(trx, round.id)).map(({ stationId }) => stationId))
    const stations = (await listStations(trx, round.id)).filter(({ id }) => !covered.has(id))
    for (const { id } of stations) await addSheet(trx, request, id, form.value.mode)
    return `已生成 ${stations.length} 张计票单（${modeText[form.value.mode]}）。`
  })
}

/** One more sheet for a station whose ballots are counted in bundles. */
export async function addOneSheet(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(addForm, request.body)
  if (!form.ok) return await setUpPage(this, request, reply, form.error)
  return await change(this, request, reply, async (trx) => {
    const stations = await listStations(trx, request.election.round.id)
    const station = stations.find(({ id }) => id === form.value.stationId)
    if (!station) throw new Conflict('这个投票站已经不在本轮投票中。')
    return `${station.name}已增加第 ${await addSheet(trx, request, station.id, form.value.mode)} 张计票单（${modeText[form.value.mode]}）。`
  })
}

export async function removeSheet(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(removeForm, request.body)
  if (!form.ok) return await setUpPage(this, request, reply, form.error)
  return await change(this, request, reply, async (trx) => {
    const { sheetId, version } = form.value
    const { stationId, stationName, number } = await getSheet(trx, request.election.round.id, sheetId)
    if (!(await deleteEmptySheet(trx, sheetId, version))) throw new Conflict('这张计票单已经开始录入，不能删除。')
    await recordEvent(trx, request.actor, { type: 'sheetRemoved', sheetId, stationId, number }, request.election.id)
    await noteTallyCompleted(trx, request.actor, request.election, request.today)
    return `已删除${stationName}第 ${number} 张计票单。`
  })
}

async function addSheet(trx: Trx, request: FastifyRequest, stationId: number, mode: SheetMode): Promise<number> {
  const { id: sheetId, number } = await insertSheet(trx, request.election.round.id, stationId, mode)
  await recordEvent(trx, request.actor, { type: 'sheetCreated', sheetId, stationId, number, mode }, request.election.id)
  return number
}

/** Carries out a change of the list of sheets, once, while the tally is open; answers with what was done. */
async function change(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (trx: Trx) => Promise<string>,
) {
  const done = await inTransaction<string, Finding[]>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('')
    const findings = await checkTallyOpen(trx, request.election)
    return findings.length > 0 ? refused(findings) : ok(await work(trx))
  })
  if (!done.ok) return await setUpPage(app, request, reply, errorsFromFindings(done.error))
  if (done.value !== '') reply.flash(done.value)
  return reply.redirect(`/elections/${request.election.id}/tally/set-up-sheets`, 303)
}
