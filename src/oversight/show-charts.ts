import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { monthDay, termText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { DirectElectionRate, DirectShare } from '../rules/direct-election-rate.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { participationText } from './cockpit-row.js'
import { type Bar, type BarLook, drawBars, drawSteps } from './draw-chart.js'
import { placeOf } from './place-words.js'
import { listCommunityElections, listVoidElections, milestonesByElection } from './queries.js'
import { besideTheCity, verdictText } from './rate-words.js'
import { rateOf } from './season-rate.js'
import { type CommunityTurnout, sumTurnout, turnoutOfSeason } from './turnout-figures.js'

/** The season, the turnout and the direct-election rate as pictures, each with the table of the same figures. */
export async function showCharts(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (!request.season) throw new NotFound('还没有设立换届。')
  const account = request.account as Account
  const season = await getSeason(this.db, request.season.id)
  const rows = await listCommunityElections(this.db, season.id, account)
  const milestones = await milestonesByElection(this.db, season.id)
  const townships = await listSeasonTownships(this.db, season.id)
  const rate = rateOf(rows, milestones, season, townships, await listVoidElections(this.db, season.id))
  const names = new Map(townships.map(({ id, name }) => [id, name]))
  const place = await placeOf(this.db, account, request.season)
  const shares: readonly Share[] = [
    wholeShare(rate, account.townshipId === null ? '全市' : place, season),
    ...(account.townshipId === null ? rate.townships : []).map((share) => ({
      name: names.get(share.townshipId) ?? '',
      target: share.mustAllBeDirect ? '全部直选' : `全市 ${cityTarget(season)}`,
      verdict: share.mustAllBeDirect ? verdictText[share.verdict] : besideTheCity(share).verdict,
      share,
    })),
  ]
  const days = rows.flatMap(({ electionId, electionDay }) => {
    const own = milestones.get(electionId ?? 0) ?? []
    const declaredOn = own.find(({ name }) => name === 'resultDeclared')?.on
    return electionDay === null ? [] : [{ electionDay, declaredOn }]
  })
  return await reply.page('oversight/show-charts.hbs', {
    title: '统计图',
    place,
    term: termText(season.termNumber),
    stairs: seasonPicture(days, rows.length, { first: season.firstDay, last: season.lastDay, today: request.today }),
    rate: ratePicture(shares, season),
    turnout: turnoutPicture(await turnoutOfSeason(this.db, season.id, rows)),
  })
}

interface ElectionDays {
  readonly electionDay: PlainDate
  readonly declaredOn: PlainDate | undefined
}

interface SeasonDays {
  readonly first: PlainDate
  readonly last: PlainDate
  readonly today: PlainDate
}

/** How many communities are to have voted by each day, and how many have a result: the plan and what became of it. */
function seasonPicture(elections: readonly ElectionDays[], total: number, { first, last, today }: SeasonDays) {
  const days = everyDay(first, last)
  const planned = (day: PlainDate) => elections.filter(({ electionDay }) => electionDay <= day).length
  const declared = (day: PlainDate) => elections.filter(({ declaredOn }) => declaredOn && declaredOn <= day).length
  const weeks = days.filter((day, index) => index % 7 === 6 || day === last || day === today)
  const words = `至今天应投票 ${planned(today)} 个，已宣布结果 ${declared(today)} 个，共 ${total} 个社区`
  return {
    words,
    svg: drawSteps({
      ...{ key: 'season', description: `换届进度阶梯图：${words}。数字见表。`, most: Math.max(total, 1) },
      days: days.map((day) => `${Number(day.slice(5, 7))}.${Number(day.slice(8, 10))}`),
      lines: [
        { name: '已宣布结果', counts: days.map((day) => (day <= today ? declared(day) : null)) },
        { name: '选举日已到（按日程）', counts: days.map(planned) },
      ],
    }),
    rows: weeks.map((day) => ({
      day: monthDay(day),
      isToday: day === today,
      planned: planned(day),
      declared: day <= today ? String(declared(day)) : '',
    })),
  }
}

function everyDay(first: PlainDate, last: PlainDate): PlainDate[] {
  const days: PlainDate[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

interface Share {
  readonly name: string
  readonly target: string
  readonly verdict: string
  readonly share: DirectShare
}

interface Target {
  readonly targetNum: number
  readonly targetDen: number
}

/** All that an account sees: the city against its target, or a township, which may have to elect directly everywhere. */
function wholeShare(rate: DirectElectionRate, name: string, season: Target): Share {
  const [township] = rate.townships
  if (name === '全市' || !township) {
    return { name, target: cityTarget(season), verdict: verdictText[rate.verdict], share: rate }
  }
  const { mustAllBeDirect, verdict } = township
  const target = mustAllBeDirect ? '全部直选' : `全市 ${cityTarget(season)}`
  return {
    name,
    target,
    verdict: mustAllBeDirect ? verdictText[verdict] : besideTheCity(rate).verdict,
    share: township,
  }
}

function cityTarget({ targetNum, targetDen }: Target): string {
  return percentText(targetNum, targetDen, 0)
}

const rateLook: Readonly<Record<DirectShare['verdict'], BarLook>> = { met: 'full', open: 'striped', notMet: 'dotted' }

function ratePicture(shares: readonly Share[], season: Target) {
  const [whole] = shares
  const text = ({ direct, held }: DirectShare) => (held === 0 ? '尚未选举' : percentText(direct, held))
  const words = whole ? `${whole.name}直选率 ${text(whole.share)}，全市目标 ${cityTarget(season)} 以上` : ''
  return {
    words,
    svg: drawBars({
      ...{ key: 'rate', description: `直选率柱形图：${words}。数字见表。` },
      target: {
        basisPoints: basisPoints(season.targetNum, season.targetDen) ?? 0,
        words: `全市目标 ${cityTarget(season)}`,
      },
      bars: shares.map(({ name, share }) => ({
        label: name,
        basisPoints: basisPoints(share.direct, share.held),
        words: share.held === 0 ? '尚未选举' : `${text(share)}（${share.direct}／${share.held}）`,
        look: rateLook[share.verdict],
      })),
    }),
    rows: shares.map(({ name, target, verdict, share }) => ({
      name,
      target,
      direct: share.direct,
      held: share.held,
      pending: share.pending,
      percent: percentText(share.direct, share.held),
      verdict,
    })),
  }
}

function turnoutPicture(all: readonly CommunityTurnout[]) {
  const sums = [
    { title: '已宣布结果', ...sumTurnout(all.filter(({ state }) => state === 'declared')) },
    { title: '未宣布结果', ...sumTurnout(all.filter(({ state }) => state === 'voting')) },
  ]
  const words = sums
    .filter(({ communities }) => communities > 0)
    .map((sum) => `${sum.title}的 ${sum.communities} 个社区合计 ${percentText(sum.voted, sum.registered)}`)
    .join('，')
  return {
    words: words || '还没有社区投票',
    isAny: words !== '',
    svg: drawBars({
      ...{ key: 'turnout', description: `参选率柱形图：${words}。数字见表。` },
      bars: all.filter(({ state }) => state !== 'none').map(turnoutBar),
    }),
    rows: all.map((row) => ({
      name: row.name,
      townshipName: row.townshipName,
      registered: row.state === 'none' ? '' : String(row.registered),
      voted: row.state === 'none' ? '' : String(row.voted),
      percent: row.state === 'none' ? '' : percentText(row.voted, row.registered),
      state: stateWords(row),
    })),
    sums: sums.map((sum) => ({ ...sum, percent: percentText(sum.voted, sum.registered) })),
  }
}

function turnoutBar({ name, voted, registered, state }: CommunityTurnout): Bar {
  const words = `${percentText(voted, registered)}（${voted}／${registered}）`
  const look = state === 'declared' ? 'full' : 'striped'
  return { label: name, basisPoints: basisPoints(voted, registered), words, look }
}

function stateWords({ state, participation, isOpened }: CommunityTurnout): string {
  if (state === 'declared') return '已宣布结果'
  if (state === 'voting') return '未宣布结果'
  return participation === 'takingPart' && isOpened ? '尚未投票' : participationText[participation]
}

/** Whole hundredths of a per cent, rounded down; at most all of it. */
function basisPoints(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(10_000, Math.floor((part * 10_000) / whole))
}
