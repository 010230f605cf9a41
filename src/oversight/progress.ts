import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type Milestone, stagesOf } from '../rules/stages.js'
import { isBroken, timetableOf } from '../rules/timetable.js'
import type { Account } from '../infra/http/context.js'
import { queryText } from '../infra/http/fields.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { timetableOptionsOfSeason } from '../timetable/queries.js'
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
  if (!season) return await reply.page('oversight/progress.hbs', { title: '换届尚未开始', hasSeason: false })
  const rows = await listCommunityElections(this.db, season.id, account)
  const own = rows[0]
  if (account.communityId !== null && own?.electionId) return reply.redirect(`/elections/${own.electionId}`, 303)

  const facts: Facts = {
    milestones: await milestonesByElection(this.db, season.id),
    turnout: await turnoutByElection(this.db, season.id),
    options: await timetableOptionsOfSeason(this.db, season.id),
    today,
    mayOpen: account.role === 'townshipOfficer' || account.role === 'electionOfficer',
  }
  const maySeeSeason = account.role === 'bureauAuditor' || account.role === 'townshipOfficer'
  const town = queryText(request.query, 'town')
  const stage = queryText(request.query, 'stage')
  const all = rows.map((row) => rowOf(row, facts))
  const shown = all.filter((row) => (town === '' || row.townshipName === town) && (stage === '' || row.stage === stage))
  const lateCount = all.filter(({ isUnlawful }) => isUnlawful).length
  return await reply.page('oversight/progress.hbs', {
    title: '社区与进度',
    hasSeason: true,
    maySeeSeason,
    term: termText(season.termNumber),
    ...(await summaryOf(this, season.id, rows, facts.milestones, account)),
    towns: choices(unique(all.map(({ townshipName }) => townshipName)), town, '全部街道（镇）'),
    stages: choices(unique(all.map((row) => row.stage)), stage, '全部阶段'),
    rows: shown,
    shownCount: shown.length,
    total: all.length,
    lateCount,
    isAnyLate: lateCount > 0,
    doneCount: all.filter((row) => row.isDeclared).length,
  })
}

/** What the rows are made of, for all communities at once. */
interface Facts {
  readonly milestones: ReadonlyMap<number, readonly Milestone[]>
  readonly turnout: Awaited<ReturnType<typeof turnoutByElection>>
  readonly options: Awaited<ReturnType<typeof timetableOptionsOfSeason>>
  readonly today: PlainDate
  readonly mayOpen: boolean
}

/** The rate in one line, of the communities that the account sees. */
async function summaryOf(
  app: FastifyInstance,
  seasonId: number,
  rows: readonly Row[],
  milestones: Facts['milestones'],
  { townshipId }: Account,
) {
  const season = await getSeason(app.db, seasonId)
  const rate = rateOf(rows, milestones, season, await listSeasonTownships(app.db, seasonId))
  const { direct, held } = rate
  const share = { direct, held, percent: percentText(direct, held) }
  const cityTarget = percentText(season.targetNum, season.targetDen, 0)
  const [township] = rate.townships
  if (townshipId === null) return { ...share, target: `目标 ${cityTarget} 以上，${verdictText[rate.verdict]}` }
  if (!township?.mustAllBeDirect) return { ...share, target: `全市目标 ${cityTarget} 以上` }
  return { ...share, target: `本街道（镇）须全部直选，${verdictText[township.verdict]}` }
}

function rowOf(row: Row, facts: Facts) {
  const { name, townshipName, reason, participation } = row
  const place = { name, townshipName, reason: reason ?? '' }
  return { ...place, ...(electionCells(row, facts) ?? waitingCells(row.id, participation ?? 'takingPart', facts)) }
}

/** A community whose election is not opened: its township or election officer opens it from here. */
function waitingCells(id: number, participation: keyof typeof participationText, { mayOpen }: Facts) {
  const href = mayOpen && participation === 'takingPart' ? `/communities/${id}/open-election` : ''
  const nothing = {
    form: '',
    electionDay: '',
    turnout: '',
    late: '',
    isLate: false,
    isUnlawful: false,
    isDeclared: false,
  }
  return { ...nothing, stage: participationText[participation], href }
}

function electionCells(row: Row, { milestones, turnout, options, today }: Facts) {
  const { electionId, form, electionDay, ruleSetId, settings, participation } = row
  if (electionId === null || form === null || electionDay === null || ruleSetId === null || settings === null)
    return undefined
  const reached = milestones.get(electionId) ?? []
  const ruleSet = ruleSetInForce({ ruleSetId, settings })
  const late = timetableOf(electionDay, ruleSet, reached, today, options(electionId, form)).filter(isBroken)
  const issued = turnout.issued.get(electionId) ?? 0
  const current = stagesOf(reached).find(({ state }) => state === 'current')?.title ?? '全部完成'
  return {
    stage: participation === null || participation === 'takingPart' ? current : participationText[participation],
    form: formText[form],
    electionDay,
    turnout: issued > 0 ? percentText(issued, turnout.electors.get(electionId) ?? 0) : '',
    late: late.map(({ title }) => title).join('、'),
    isLate: late.length > 0,
    isUnlawful: late.some(({ strength }) => strength === 'hard'),
    isDeclared: reached.some(({ name }) => name === 'resultDeclared'),
    href: `/elections/${electionId}`,
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
