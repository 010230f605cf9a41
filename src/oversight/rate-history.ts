import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import { electionFormText } from '../rules/election-form.js'
import type { RateOnDay } from '../rules/rate-history.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { dateField, queryText } from '../infra/http/fields.js'
import { formErrors } from '../infra/http/forms.js'
import { type RateRecord, rateOf, rateRecordOf, type RecordedChange } from './rate-changes.js'
import { besideTheCity, participationText, shareWords, targetWords } from './rate-words.js'

/** The rate as it stood at the end of any day, and week by week, from what was on record by then. */
export async function showRateHistory(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, account, today } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const record = await rateRecordOf(this.db, season.id, account as Account)
  const typed = queryText(request.query, 'day')
  const asked = readDay(typed, today)
  const day = asked.day ?? today
  const rate = rateOf(record, day)
  const townshipId = townshipIn(record, queryText(request.query, 'township'))
  const until = record.changes.filter(({ on }) => on <= day)
  return await reply.code(asked.message ? 422 : 200).page('oversight/rate-history.hbs', {
    title: '某一天的直选率',
    form: { day: typed === '' || !asked.message ? day : typed, township: townshipId ?? '' },
    day,
    isToday: day === today,
    isWholeCity: account?.townshipId === null,
    ...targetWords(rate.settings),
    claimed: shareWords(rate.claimed),
    confirmed: shareWords(rate.confirmed),
    townships: townshipRows(record, rate),
    hasTowns: record.townships.length > 1,
    towns: [{ value: '', text: '全市' }, ...record.townships.map(({ id, name }) => ({ value: id, text: name }))],
    excluded: excludedRows(rate, until),
    weeks: weekEnds(season, today, day).map((end) => weekRow(record, end, townshipId, end === day)),
    weeksOf: record.townships.find(({ id }) => id === townshipId)?.name ?? '',
    changes: until
      .map((change, index) => ({ change, index }))
      .sort((a, b) => (a.change.on === b.change.on ? b.index - a.index : a.change.on < b.change.on ? 1 : -1))
      .map(({ change }) => changeRow(change, record)),
    changeCount: until.length,
    errors: asked.message ? formErrors([{ field: 'day', message: asked.message }]) : undefined,
  })
}

/** A day that is past or today; what lies ahead is not known. */
function readDay(typed: string, today: PlainDate): { readonly day?: PlainDate; readonly message?: string } {
  if (typed === '') return { day: today }
  const read = dateField.safeParse(typed)
  if (!read.success) return { message: read.error.issues[0]?.message ?? '请填写日期' }
  return read.data > today ? { message: '还没有到这一天，只能看今天和以前的日子' } : { day: read.data }
}

function townshipIn({ townships }: RateRecord, text: string): number | undefined {
  return townships.find(({ id }) => String(id) === text)?.id
}

function townshipRows({ townships }: RateRecord, { claimed, confirmed, settings }: RateOnDay) {
  const { target } = targetWords(settings)
  return townships.flatMap(({ id, name }) => {
    const share = claimed.townships.find(({ townshipId }) => townshipId === id)
    const found = confirmed.townships.find(({ townshipId }) => townshipId === id)
    if (!share || !found) return []
    return {
      name,
      target: share.mustAllBeDirect ? '全部直选' : `全市 ${target}`,
      ...shareWords(share),
      ...(share.mustAllBeDirect ? {} : besideTheCity(share)),
      confirmed: shareWords(found),
      excluded: claimed.excluded.filter(({ townshipId }) => townshipId === id).length,
    }
  })
}

/** Those in neither number, with the reason that was on record on that day. */
function excludedRows({ claimed }: RateOnDay, until: readonly RecordedChange[]) {
  return claimed.excluded.map(({ communityId, communityName, participation }) => {
    const last = until.findLast((change) => change.kind === 'participation' && change.communityId === communityId)
    return {
      communityName,
      participation: participationText[participation],
      reason: last?.reason ?? '',
      on: last ? longDate(last.on) : '',
    }
  })
}

/** The last day of each week of the season that has begun, today, and the day that was asked for. */
export function weekEnds(
  { firstDay, lastDay }: Pick<SeasonInForce, 'firstDay' | 'lastDay'>,
  today: PlainDate,
  day: PlainDate,
): PlainDate[] {
  const last = today < lastDay ? today : lastDay
  const ends: PlainDate[] = []
  for (let end = addDays(firstDay, 6); end < last; end = addDays(end, 7)) ends.push(end)
  return [...new Set([...ends, last, day])].sort()
}

function weekRow(record: RateRecord, end: PlainDate, townshipId: number | undefined, isChosen: boolean) {
  const { claimed, confirmed, settings } = rateOf(record, end)
  const own = <T extends { readonly townshipId: number }>(list: readonly T[]) =>
    list.find((each) => each.townshipId === townshipId)
  const share = own(claimed.townships) ?? claimed
  const found = own(confirmed.townships) ?? confirmed
  const isNamed = own(claimed.townships)?.mustAllBeDirect ?? false
  const excluded = claimed.excluded.filter((each) => townshipId === undefined || each.townshipId === townshipId)
  return {
    end,
    isChosen,
    target: isNamed ? '全部直选' : targetWords(settings).target,
    ...shareWords(share),
    ...(townshipId === undefined || isNamed ? {} : besideTheCity(share)),
    confirmed: shareWords(found),
    excluded: excluded.length,
  }
}

const noteText = { '': '', recount: '复核后', rerun: '重新选举' } as const

function changeRow(change: RecordedChange, { communities, townships }: RateRecord) {
  const place =
    change.kind === 'settings' ? '' : communities.find(({ communityId }) => communityId === change.communityId)
  return {
    on: change.on,
    place: place === '' ? '全市' : (place?.communityName ?? ''),
    what: changeText(change, townships),
    reason: change.reason,
    by: change.by,
  }
}

function changeText(change: RecordedChange, townships: RateRecord['townships']): string {
  switch (change.kind) {
    case 'settings': {
      const { target, directForms } = targetWords(change.settings)
      const named = townships.filter(({ id }) => change.settings.mustAllBeDirect.includes(id)).map(({ name }) => name)
      const must = named.length === 0 ? '没有须全部直选的街道（镇）' : `${named.join('、')}须全部直选`
      return `直选率目标 ${target}，计入直选：${directForms}；${must}`
    }
    case 'participation':
      return change.participation === 'takingPart' ? '参加换届' : participationText[change.participation]
    case 'form':
      return `申报${electionFormText[change.form]}`
    case 'declared':
      return `${noteText[change.note]}宣布选举${change.isValid ? '有效' : '无效'}`
    case 'confirmed':
      return change.form === null ? '原来的核定不再有效' : `核定为${electionFormText[change.form]}`
  }
}
