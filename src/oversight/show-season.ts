import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay, termText } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { isBroken, type TimetableStep, timetableOf } from '../rules/timetable.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { queryText } from '../infra/http/fields.js'
import { timetableOptionsOfSeason } from '../timetable/queries.js'
import { listCommunityElections, milestonesByElection } from './queries.js'
import { barOf, frame, monthsOf, type Span, spanOf, xOf, yOf } from './season-bars.js'

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]

interface Facts {
  readonly milestones: Awaited<ReturnType<typeof milestonesByElection>>
  readonly options: Awaited<ReturnType<typeof timetableOptionsOfSeason>>
  readonly today: PlainDate
  readonly span: Span
}

/** Every community of the season as a bar, with today's line: who is in time, who is not, and where. */
export async function showSeason(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, today } = request
  if (!season) throw new NotFound('还没有设立换届。')
  const rows = await listCommunityElections(this.db, season.id, request.account as Account)
  const town = queryText(request.query, 'town')
  const towns = [...new Set(rows.map(({ townshipName }) => townshipName))]
  const span = spanOf(season.firstDay, season.lastDay)
  const facts: Facts = {
    milestones: await milestonesByElection(this.db, season.id),
    options: await timetableOptionsOfSeason(this.db, season.id),
    today,
    span,
  }
  const shown = rows.filter(({ townshipName }) => town === '' || townshipName === town)
  const bars = shown.map((row, index) => rowOf(row, index, facts))
  const unlawful = bars.filter(({ look }) => look === 'wrong').length
  return await reply.page('oversight/show-season.hbs', {
    title: '换届全景',
    term: termText(season.termNumber),
    towns: [{ value: '', text: '全部街道（镇）' }, ...towns.map((value) => ({ value, text: value }))].map((choice) => ({
      ...choice,
      isChosen: choice.value === town,
    })),
    hasTowns: towns.length > 1,
    count: bars.length,
    unlawful,
    isAnyUnlawful: unlawful > 0,
    notStarted: bars.filter(({ isWaiting }) => isWaiting).length,
    picture: pictureOf(bars.length, span, today),
    bars,
  })
}

/** The frame of the picture: its size, the months, today's line. */
function pictureOf(rows: number, span: Span, today: PlainDate) {
  const bottom = yOf(rows)
  const isInside = today >= span.first && today <= span.last
  return {
    width: frame.width,
    height: Math.ceil(bottom + 18),
    todayY: bottom + 13,
    rowHeight: frame.row,
    left: frame.left,
    right: frame.width - frame.right,
    wordsX: frame.width - frame.right + 12,
    top: frame.top,
    bottom,
    barHeight: frame.bar,
    months: monthsOf(span),
    today: isInside ? { x: xOf(today, span), text: `今天 ${monthDay(today)}` } : null,
  }
}

function rowOf(row: Row, index: number, facts: Facts) {
  const top = yOf(index)
  const place = {
    name: row.name,
    townshipName: row.townshipName,
    top,
    barTop: Math.round((top + (frame.row - frame.bar) / 2) * 10) / 10,
    middle: Math.round((top + frame.row / 2) * 10) / 10,
    baseline: Math.round((top + frame.row / 2 + 4) * 10) / 10,
    isStriped: index % 2 === 1,
  }
  const { electionId, form, electionDay, ruleSetId, settings, participation } = row
  const isHeld = participation === null || participation === 'takingPart'
  if (!isHeld || electionId === null || !form || !electionDay || !ruleSetId || settings === null) {
    const words = !isHeld ? (participation === 'postponed' ? '延期' : '本届不换届') : '未启动'
    return { ...place, ...noElection, words, short: words, isWaiting: isHeld }
  }
  const milestones = facts.milestones.get(electionId) ?? []
  const ruleSet = ruleSetInForce({ ruleSetId, settings })
  const steps = timetableOf(electionDay, ruleSet, milestones, facts.today, facts.options(electionId, form))
  return {
    ...place,
    ...stateOf(steps),
    isWaiting: false,
    href: `/elections/${electionId}/timetable`,
    electionDay: monthDay(electionDay),
    bar: barOf(steps, electionDay, facts.span),
    next: nextOf(steps, facts.today),
  }
}

const noElection = { look: '', sign: '', detail: '', href: '', electionDay: '', bar: null, next: '' } as const

/** How an election stands, by a sign and a word: what breaks the law, what is only late, or nothing. */
function stateOf(steps: readonly TimetableStep[]) {
  const broken = steps.filter(isBroken)
  const hard = broken.filter(({ strength }) => strength === 'hard')
  const say = (late: readonly TimetableStep[]) => late.map((step) => `${step.title}${missText(step)}`).join('、')
  if (hard.length > 0) {
    return withShort(
      { look: 'wrong', sign: '✕', words: `违法定期限 ${hard.length} 项`, detail: say(broken) },
      say(hard),
    )
  }
  if (broken.length > 0) {
    return withShort({ look: 'warn', sign: '!', words: `提醒 ${broken.length} 项`, detail: say(broken) }, say(broken))
  }
  const isOver = steps.find(({ key }) => key === 'handover')?.state === 'kept'
  return withShort({ look: 'done', sign: '●', words: isOver ? '全部完成' : '正常', detail: '' }, '')
}

function missText({ state, days, happenedOn, latest }: TimetableStep): string {
  if (state === 'overdue') return `逾期${days}天`
  return happenedOn !== undefined && happenedOn < latest ? `早${days}天` : `迟${days}天`
}

/** As many characters as stand beside a bar; the table below has them all. */
const shortest = 25

function withShort<T extends { readonly words: string }>(state: T, detail: string) {
  const all = [...(detail === '' ? state.words : `${state.words}：${detail}`)]
  return { ...state, short: all.length > shortest ? `${all.slice(0, shortest - 1).join('')}…` : all.join('') }
}

function nextOf(steps: readonly TimetableStep[], today: PlainDate): string {
  const next = steps.find(({ state }) => state === 'due')
  if (!next) return ''
  const left = daysBetween(today, next.latest)
  return `${monthDay(next.latest)} ${next.title}（${left === 0 ? '今天' : `${left} 天后`}）`
}
