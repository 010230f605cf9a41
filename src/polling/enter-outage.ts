import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { idField, optionalTextField, textField, tickField, timeField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import { listMilestones } from '../timetable/queries.js'
import { type DeskStation, holdOpenStation } from './check-in-queries.js'
import { recordHandouts } from './issue-ballots.js'
import { type JudgedLine, judgeLines } from './judge-outage.js'
import { readOutageLines } from './outage-lines.js'
import { insertOutageEntry, listOutageEntries } from './outage-queries.js'
import { areGrantsInForce } from './proxy-queries.js'
import { countIssuedAt, listStations, type Station } from './queries.js'
import { witnessesText, witnessForm } from './witness-fields.js'

type Typed = Readonly<Record<string, unknown>>

/** More would hold up the desks that go on meanwhile. */
const linesMost = 200

const outageForm = z
  .object({
    stationId: idField,
    began: timeField,
    ended: timeField,
    reason: textField(100, '请写明停电、断网等原因'),
    numbers: textField(4_000, '请填写登记册上已领票的选民证号'),
    /** Fingerprint of the numbers whose findings were shown. */
    seen: z.string().default(''),
    leaveOut: tickField,
    leftOutReason: optionalTextField(300),
  })
  .and(witnessForm)
  .refine(({ began, ended }) => began < ended, { path: ['ended'], message: '恢复的时间应当晚于中断的时间' })

type OutageForm = z.infer<typeof outageForm>

/** Ballots handed out by hand while the system stood still, typed from the signed list as such. */
export async function showOutage(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await outagePage(this, request, reply, {})
}

async function outagePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  shown: { readonly errors?: FormErrors; readonly lines?: readonly JudgedLine[] } = {},
) {
  const { election } = request
  const { errors, lines = [] } = shown
  const stations = (await listStations(app.db, election.round.id)).filter(isOpen)
  const entries = await listOutageEntries(app.db, election.round.id)
  const wrong = lines.filter(({ isWrong }) => isWrong).length
  return await reply.code(errors ? 422 : 200).page('polling/enter-outage.hbs', {
    title: '断网期间发票补录',
    refusals: may('checkIn', await listMilestones(app.db, election.id), ruleSetInForce(election)),
    hasStations: stations.length > 0,
    stations: [{ value: '', text: '请选择' }, ...stations.map(({ id, name }) => ({ value: id, text: name }))],
    form: { ...blank, ...typed, seen: fingerprintOf(typed['numbers']), leaveOut: typed['leaveOut'] === 'yes' },
    isJudged: lines.length > 0,
    lines,
    ballots: lines.reduce((sum, { handouts }) => sum + handouts.length, 0),
    people: lines.length - wrong,
    wrong,
    hasWrong: wrong > 0,
    entries: entries.map((entry) => ({
      ...entry,
      notAdded: entry.leftOut.length,
      hasLeftOut: entry.leftOut.length > 0,
    })),
    hasEntries: entries.length > 0,
    errors,
  })
}

const blank = {
  ...{ stationId: '', began: '', ended: '', reason: '', numbers: '', leftOutReason: '' },
  ...{ firstWitness: '', secondWitness: '' },
}

/** The same numbers in the same order, whatever stands between them. */
function fingerprintOf(numbers: unknown): string {
  if (typeof numbers !== 'string') return ''
  const lines = readOutageLines(numbers).map(({ text }) => text)
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

function isOpen({ openedAt, closedAt }: Station): boolean {
  return openedAt !== null && closedAt === null
}

export async function enterOutage(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readForm(outageForm, typed)
  if (!form.ok) return await outagePage(this, request, reply, typed, { errors: form.error })
  const judged = await judge(this, request, form.value)
  if (!judged.ok) return await outagePage(this, request, reply, typed, { errors: judged.error })
  const lines = judged.value
  // What is found in the lines is shown before anything is entered.
  if (form.value.seen !== fingerprintOf(form.value.numbers)) {
    return await outagePage(this, request, reply, typed, { lines })
  }
  const problem = problemOf(form.value, lines)
  if (problem) return await outagePage(this, request, reply, typed, { errors: problem, lines })
  const entered = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    return await enter(trx, request, form.value, lines)
  })
  if (!entered.ok) return await outagePage(this, request, reply, typed, { errors: entered.error, lines })
  if (entered.value > 0) reply.flash(`已补录 ${entered.value} 张选票。`)
  return reply.redirect(`/elections/${election.id}/polling/enter-outage`, 303)
}

async function judge(
  app: FastifyInstance,
  request: FastifyRequest,
  form: OutageForm,
): Promise<Result<JudgedLine[], FormErrors>> {
  const { election, now, today } = request
  const refusals = may('checkIn', await listMilestones(app.db, election.id), ruleSetInForce(election))
  if (refusals.length > 0) return refused(errorsFromFindings(refusals))
  const station = (await listStations(app.db, election.round.id)).find(({ id }) => id === form.stationId)
  if (!station || !isOpen(station)) return refused(besides('stationId', '这个投票站没有开放，或者已经结账，不能再补录'))
  if (today === election.round.votingDay && form.ended > shanghaiTime(now).slice(11, 16)) {
    return refused(besides('ended', '恢复的时间还没有到'))
  }
  const lines = readOutageLines(form.numbers)
  if (lines.length > linesMost) return refused(besides('numbers', `一次最多补录 ${linesMost} 行，请分几次录入`))
  return ok(await judgeLines(app.db, election, deskOf(station), lines))
}

function deskOf({ id, name, kind, groups }: Station): DeskStation {
  return { id, name, kind, groups: [...groups] }
}

function besides(field: string, message: string): FormErrors {
  return formErrors([{ field, message }])
}

/** Lines that cannot be entered are put right, or left out with a word on what becomes of them. */
function problemOf({ leaveOut, leftOutReason }: OutageForm, lines: readonly JudgedLine[]): FormErrors | undefined {
  if (lines.every(({ isWrong }) => isWrong)) return besides('numbers', '没有可以补录的行')
  if (!lines.some(({ isWrong }) => isWrong)) return undefined
  if (!leaveOut) return besides('numbers', '有的行不能补录，请更正；确实如此的，勾选“这些行不补录”并写明情况')
  return leftOutReason === '' ? besides('leftOutReason', '请写明这些行是怎么回事、怎么处理') : undefined
}

/** Enters the whole batch, or nothing of it: anybody who got a ballot meanwhile stops it. */
async function enter(
  trx: Trx,
  request: FastifyRequest,
  form: OutageForm,
  lines: readonly JudgedLine[],
): Promise<Result<number, FormErrors>> {
  const { id: roundId } = request.election.round
  const station = await holdOpenStation(trx, roundId, form.stationId)
  if (!station) return refused(besides('stationId', '这个投票站刚刚结账，不能再补录'))
  const handouts = lines.flatMap((line) => line.handouts)
  const used = handouts.flatMap(({ grantId }) => grantId ?? [])
  if (!(await areGrantsInForce(trx, roundId, used))) {
    return refused(besides('numbers', '有一件委托刚刚有变化，请再核对一次'))
  }
  const outageId = await insertEntry(trx, request, form, lines)
  const where = { stationId: station.id, source: 'paper', outageId } as const
  const ended = lines.flatMap(({ endsGrants }) => endsGrants)
  const recorded = await recordHandouts(trx, request, where, handouts, ended)
  if (!recorded.ok) return refused(besides('numbers', recorded.error))
  const received = station.received ?? 0
  if ((await countIssuedAt(trx, roundId, station.id)) > received) {
    return refused(besides('numbers', `本站只领取了 ${received} 张选票，补录后会超过，请先登记补领的选票`))
  }
  return ok(handouts.length)
}

async function insertEntry(trx: Trx, request: FastifyRequest, form: OutageForm, lines: readonly JudgedLine[]) {
  const { election, actor } = request
  const { stationId, began, ended, reason, firstWitness, secondWitness, leftOutReason } = form
  const leftOut = lines.filter(({ isWrong }) => isWrong).map(({ text, message }) => ({ text, message }))
  const outageId = await insertOutageEntry(trx, {
    ...{ roundId: election.round.id, stationId, began, ended, reason },
    ...{ firstName: firstWitness, secondName: secondWitness, leftOut: JSON.stringify(leftOut) },
    leftOutReason: leftOut.length === 0 ? null : leftOutReason,
    ...{ accountId: actor.accountId as number, at: actor.at },
  })
  const ballots = lines.reduce((sum, { handouts }) => sum + handouts.length, 0)
  const event = { type: 'outageEntered', outageId, stationId, began, ended, reason, ballots } as const
  const witnesses = witnessesText({ firstWitness, secondWitness, explanation: '' })
  await recordEvent(trx, actor, { ...event, witnesses, notAdded: leftOut.length }, election.id)
  return outageId
}
