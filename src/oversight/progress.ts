import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type Milestone, stagesOf } from '../rules/stages.js'
import { timetableOf } from '../rules/timetable.js'
import type { Account } from '../infra/http/context.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { rateOf, verdictText } from './direct-election-rate.js'
import { listCommunityElections, milestonesByElection, turnoutByElection } from './queries.js'

const formText = { allVoters: '居民直选', households: '户代表', representatives: '居民代表' } as const
const participationText = { takingPart: '未启动', postponed: '延期', notHeld: '本届不换届' } as const

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]

/** The first page: everybody's own place. Whoever sees one election goes straight to it. */
export async function showProgress(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const account = request.account as Account
  const { season, today } = request
  if (account.role === 'administrator') return reply.redirect(season ? '/accounts' : '/season', 303)
  if (!season) return await reply.page('oversight/no-season.hbs', { title: '换届尚未开始' })
  const rows = await listCommunityElections(this.db, season.id, account)
  const own = rows[0]
  if (account.communityId !== null && own?.electionId) return reply.redirect(`/elections/${own.electionId}`, 303)

  const milestones = await milestonesByElection(this.db, season.id)
  const turnout = await turnoutByElection(this.db, season.id)
  const { town = '', stage = '' } = request.query as { town?: string; stage?: string }
  const mayOpen = account.role === 'townshipOfficer' || account.role === 'electionOfficer'
  const all = rows.map((row) => rowOf(row, milestones.get(row.electionId ?? 0) ?? [], today, turnout, mayOpen))
  const shown = all.filter((row) => (town === '' || row.townshipName === town) && (stage === '' || row.stage === stage))
  return await reply.page('oversight/progress.hbs', {
    title: '社区与进度',
    term: termText(season.termNumber),
    ...(await summaryOf(this, request, account)),
    towns: choices(unique(all.map(({ townshipName }) => townshipName)), town, '全部街道（镇）'),
    stages: choices(unique(all.map((row) => row.stage)), stage, '全部阶段'),
    rows: shown,
    shownCount: shown.length,
    total: all.length,
    lateCount: all.filter(({ isLate }) => isLate).length,
    isAnyLate: all.some(({ isLate }) => isLate),
    doneCount: all.filter((row) => row.isDeclared).length,
  })
}

/** The rate in one line, for those who see the whole city or township. */
async function summaryOf(app: FastifyInstance, request: FastifyRequest, account: Account) {
  const seasonId = request.season?.id as number
  const season = await getSeason(app.db, seasonId)
  const townships = await listSeasonTownships(app.db, seasonId)
  const rows = await listCommunityElections(app.db, seasonId, account)
  const rate = rateOf(rows, await milestonesByElection(app.db, seasonId), season, townships)
  return {
    direct: rate.direct,
    held: rate.held,
    percent: percentText(rate.direct, rate.held),
    target: percentText(season.targetNum, season.targetDen, 0),
    verdict: verdictText[rate.verdict],
    isWholeCity: account.townshipId === null && account.communityId === null,
  }
}

function rowOf(
  row: Row,
  milestones: readonly Milestone[],
  today: PlainDate,
  turnout: Awaited<ReturnType<typeof turnoutByElection>>,
  mayOpen: boolean,
) {
  const { id, name, townshipName, electionId, form, electionDay, ruleSetId, settings, participation, reason } = row
  const place = { name, townshipName, reason: reason ?? '' }
  if (electionId === null || form === null || electionDay === null || ruleSetId === null || settings === null) {
    const stage = participationText[participation ?? 'takingPart']
    const href = mayOpen && (participation ?? 'takingPart') === 'takingPart' ? `/communities/${id}/open-election` : ''
    return {
      ...place,
      stage,
      form: '',
      electionDay: '',
      turnout: '',
      late: '',
      isLate: false,
      isDeclared: false,
      href,
      isOpen: false,
    }
  }
  const steps = timetableOf(electionDay, ruleSetInForce({ ruleSetId, settings }), milestones, today, { form })
  const late = steps.filter(({ state }) => state === 'overdue' || state === 'violated')
  const electors = turnout.electors.get(electionId) ?? 0
  const issued = turnout.issued.get(electionId) ?? 0
  const isOpen = participation === null || participation === 'takingPart'
  return {
    ...place,
    stage: isOpen
      ? (stagesOf(milestones).find(({ state }) => state === 'current')?.title ?? '全部完成')
      : participationText[participation],
    form: formText[form],
    electionDay: electionDay,
    turnout: issued > 0 ? percentText(issued, electors) : '',
    late: late.map(({ title }) => title).join('、'),
    isLate: late.length > 0,
    isDeclared: milestones.some(({ name: reached }) => reached === 'resultDeclared'),
    href: `/elections/${electionId}`,
    isOpen: true,
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}

function choices(values: readonly string[], chosen: string, all: string) {
  return [{ value: '', text: all }, ...values.map((value) => ({ value, text: value }))].map((choice) => ({
    ...choice,
    isChosen: choice.value === chosen,
  }))
}
