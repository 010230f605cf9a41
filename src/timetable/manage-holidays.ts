import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { weekdayText } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import type { CalendarDay } from '../rules/holidays.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import type { SeasonInForce } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsBesideRows, type FormErrors, formErrors, readForm, rowError } from '../infra/http/forms.js'
import { replaceCalendar } from './calendar-queries.js'
import { proposeHolidays } from './propose-holidays.js'
import { findCalendar } from './queries.js'

type Typed = Readonly<Record<string, unknown>>

/** Deadlines reach so far beyond the season on either side. */
const daysAround = 70
/** Rows left open for days that are not listed yet. */
const blankRows = 5
const mostRows = 80

const dayRow = z.object({
  day: dateField,
  kind: z.enum(['off', 'work'], '请选择放假还是上班'),
  name: textField(20, '请写明是什么假'),
})

const calendarForm = z.object({
  version: versionField,
  weekendsAreOff: z.enum(['yes', 'no'], '请选择').transform((value) => value === 'yes'),
  source: textField(200, '请写明依据的文件'),
  days: z.array(dayRow),
})

function seasonOf(request: FastifyRequest): SeasonInForce {
  if (!request.season) throw new NotFound('还没有设立换届。')
  return request.season
}

export async function showHolidays(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await holidaysPage(this, request, reply)
}

async function holidaysPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const season = seasonOf(request)
  const saved = await findCalendar(app.db, season.id)
  const proposed = proposeHolidays(addDays(season.firstDay, -daysAround), addDays(season.lastDay, daysAround))
  const days = saved?.calendar.days ?? proposed.days
  const isWeekend = saved?.calendar.weekendsAreOff ?? true
  return await reply.code(errors ? 422 : 200).page('timetable/manage-holidays.hbs', {
    title: '放假日历',
    isConfirmed: saved !== undefined,
    mayChange: request.account?.role === 'bureauAuditor',
    weekendText: isWeekend ? '顺延到下一个工作日' : '不顺延',
    proposedSource: proposed.source,
    source: saved?.source ?? '',
    days: days.map((entry) => ({ ...entry, weekdayName: weekdayText(entry.day), isOff: entry.kind === 'off' })),
    rows: typed ? typedRows(typed, errors) : savedRows(days),
    choices: [
      { value: 'yes', text: '周六、周日也顺延（不含调休上班的）' },
      { value: 'no', text: '只有下面列出的放假日顺延' },
    ],
    form: {
      version: saved?.version ?? 0,
      source: saved?.source ?? proposed.source,
      weekendsAreOff: isWeekend ? 'yes' : 'no',
      ...typed,
    },
    errors,
  })
}

function row(n: number, day: unknown, kind: unknown, name: unknown, error = '') {
  const kinds = [
    { value: 'off', text: '放假' },
    { value: 'work', text: '上班' },
  ].map((choice) => ({ ...choice, isChosen: choice.value === (kind ?? 'off') }))
  return { n, day: day ?? '', name: name ?? '', kinds, error }
}

function savedRows(days: readonly CalendarDay[]) {
  const blank = Array.from({ length: blankRows }, (_, index) => row(days.length + index + 1, '', 'off', ''))
  return [...days.map(({ day, kind, name }, index) => row(index + 1, day, kind, name)), ...blank]
}

const fieldOf = (typed: Typed, n: number, name: string) => typed[`day-${n}-${name}`]
const isFilled = (value: unknown) => typeof value === 'string' && value.trim() !== ''

function rowNumbers(typed: Typed): number[] {
  const all = Array.from({ length: mostRows }, (_, index) => index + 1)
  return all.filter((n) => isFilled(fieldOf(typed, n, 'day')) || isFilled(fieldOf(typed, n, 'name')))
}

function typedRows(typed: Typed, errors?: FormErrors) {
  const last = Math.max(0, ...rowNumbers(typed)) + blankRows
  return Array.from({ length: Math.min(last, mostRows) }, (_, index) => {
    const n = index + 1
    const field = (name: string) => fieldOf(typed, n, name)
    return row(n, field('day'), field('kind'), field('name'), rowError(errors, `day-${n}`))
  })
}

function readCalendar(body: unknown) {
  const typed = (body ?? {}) as Typed
  const numbers = rowNumbers(typed)
  const days = numbers.map((n) => ({
    day: fieldOf(typed, n, 'day'),
    kind: fieldOf(typed, n, 'kind'),
    name: fieldOf(typed, n, 'name'),
  }))
  const form = readForm(calendarForm, { ...typed, days })
  if (!form.ok) return refused(errorsBesideRows(form.error, { list: 'days', row: 'day', numbers }))
  const twice = repeatedRow(form.value.days.map(({ day }) => day))
  if (twice === undefined) return form
  const n = numbers[twice] ?? 0
  return refused(formErrors([{ field: `day-${n}-day`, message: `第 ${n} 行：这一天前面已经列了` }]))
}

function repeatedRow(days: readonly PlainDate[]): number | undefined {
  const index = days.findIndex((day, at) => days.indexOf(day) < at)
  return index < 0 ? undefined : index
}

/** Confirms the days off of the season, from a document; every deadline of a resident is worked out by them. */
export async function saveHolidays(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const season = seasonOf(request)
  const form = readCalendar(request.body)
  if (!form.ok) return await holidaysPage(this, request, reply, request.body as Typed, form.error)
  const { version, ...calendar } = form.value
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const before = (await findCalendar(trx, season.id))?.calendar ?? null
    if (!(await replaceCalendar(trx, season.id, version, calendar))) return refused('stale' as const)
    const { source, ...after } = calendar
    const event = { type: 'holidaysChanged', seasonId: season.id, source, before, after } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(undefined)
  })
  if (!saved.ok) throw new Conflict()
  reply.flash('放假日历已确认，各社区居民的期限已按它重新计算。')
  return reply.redirect('/season/holidays', 303)
}
