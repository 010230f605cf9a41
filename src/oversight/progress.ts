import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import { stageNames, stagesOf } from '../rules/stages.js'
import type { Account } from '../infra/http/context.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { pagerOf } from '../infra/http/pager.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { type CockpitFacts, cockpitFacts } from './cockpit-facts.js'
import { type CockpitRow, cockpitRow, dueText } from './cockpit-row.js'
import { choicesOf, cockpitWish, countsOf, pickRows } from './cockpit-view.js'
import { verdictText } from './rate-words.js'
import { listVoidElections } from './queries.js'
import { rateOf } from './season-rate.js'
import { overseerTasks } from './overseer-tasks.js'

/** The first page: everybody's own place. Whoever works in one election goes to their work of the day. */
export async function showProgress(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const account = request.account as Account
  const { season, today } = request
  if (account.role === 'administrator') return reply.redirect(season ? '/today' : '/season', 303)
  if (!season) return await reply.page('oversight/progress.hbs', { title: '换届尚未开始', hasSeason: false })
  const facts = await cockpitFacts(this.db, season, account, today)
  const own = facts.rows[0]
  if (account.communityId !== null && own?.electionId) {
    return reply.redirect(account.role === 'observer' ? `/elections/${own.electionId}` : '/today', 303)
  }

  const all = facts.rows.map((row) => cockpitRow(row, facts))
  const wish = cockpitWish(request.query)
  const shown = pickRows(all, wish)
  const address = `/?${new URLSearchParams({ ...wish }).toString()}`
  const mayOpen = account.role === 'townshipOfficer' || account.role === 'electionOfficer'
  const { rows, pager } = pagerOf(shown, '个社区', pageNumber(queryText(request.query, 'page')), address)
  return await reply.page('oversight/progress.hbs', {
    title: '社区与进度',
    hasSeason: true,
    isOverseer: account.role === 'bureauAuditor' || account.role === 'townshipOfficer',
    term: termText(season.termNumber),
    ...(await summaryOf(this, season.id, facts, account)),
    counts: countsOf(all),
    tasks: await overseerTasks(this.db, season.id, account),
    ...choicesOf(all, wish),
    stageTitles: stagesOf([]).map(({ title }) => shortTitle(title)),
    stageCount: stageNames.length,
    rows: rows.map((row) => shownRow(row, mayOpen)),
    pager,
    total: all.length,
    lateCount: all.filter(({ isUnlawful }) => isUnlawful).length,
    isAnyLate: all.some(({ isUnlawful }) => isUnlawful),
    doneCount: all.filter((row) => row.isDeclared).length,
  })
}

/** The rate in one line, of the communities that the account sees. */
async function summaryOf(
  app: FastifyInstance,
  seasonId: number,
  { rows, milestones }: CockpitFacts,
  { townshipId }: Account,
) {
  const season = await getSeason(app.db, seasonId)
  const townships = await listSeasonTownships(app.db, seasonId)
  const rate = rateOf(rows, milestones, season, townships, await listVoidElections(app.db, seasonId))
  const { direct, held } = rate
  const share = { direct, held, percent: percentText(direct, held) }
  const cityTarget = percentText(season.targetNum, season.targetDen, 0)
  const [township] = rate.townships
  if (townshipId === null) return { ...share, target: `目标 ${cityTarget} 以上，${verdictText[rate.verdict]}` }
  if (!township?.mustAllBeDirect) return { ...share, target: `全市目标 ${cityTarget} 以上` }
  return { ...share, target: `本街道（镇）须全部直选，${verdictText[township.verdict]}` }
}

/** 名单公布与异议 stands in a narrow column as two lines of a few characters. */
function shortTitle(title: string): string {
  return title.replace('选举委员会', '选委会').replace('名单公布与异议', '名单异议').replace('提名与候选人', '提名')
}

/** As many deadlines of the week as stand in a row; the timetable has them all. */
const shownDues = 2

/** A row with what the page says in words; a community without an election is opened from here by whoever may. */
function shownRow(row: CockpitRow, mayOpen: boolean) {
  const { communityId, electionId, href, isWaiting, papers, objections, objectionsLate, doubts } = row
  const others = [
    ...(papers.length > 0
      ? [
          {
            text: `文书未印发 ${papers.length} 份`,
            detail: papers.map(({ title }) => title).join('、'),
            to: 'documents',
          },
        ]
      : []),
    ...(objections > 0
      ? [
          {
            text: `异议未处理 ${objections} 件`,
            detail: objectionsLate > 0 ? `其中超过处理期限 ${objectionsLate} 件` : '',
            to: 'roll/objections',
          },
        ]
      : []),
    ...doubts.map((text) => ({ text, detail: '', to: text.startsWith('选票') ? 'polling' : 'tally' })),
  ]
  return {
    ...row,
    href: href !== '' ? href : isWaiting && mayOpen ? `/communities/${communityId}/open-election` : '',
    hasElection: electionId !== 0,
    misses: [...row.misses, ...row.lateRulings],
    week: row.week.slice(0, shownDues).map(dueText),
    moreDue: Math.max(0, row.week.length - shownDues),
    isMoreDue: row.week.length > shownDues,
    others: others.map(({ to, ...other }) => ({ ...other, href: `/elections/${electionId}/${to}` })),
  }
}
