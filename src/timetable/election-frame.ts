import { longDate, monthDay, weekdayText } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Role } from '../infra/security/roles.js'
import { articleIn } from '../rules/citation.js'
import type { RuleSet } from '../rules/rule-set.js'
import { stagesOf } from '../rules/stages.js'
import type { TimetableFacts } from '../rules/timetable-rule.js'
import { electionFacts, stepsOf } from './election-facts.js'
import { regularIdOf } from './queries.js'
import { stageAddress } from './stage-pages.js'

const stateText = { done: '已完成', current: '进行中', ahead: '未开始' } as const

/** What every page of an election shows beside its content: place, day, and the stages with their state. */
export async function electionFrame(
  db: Db,
  election: ElectionInScope,
  today: PlainDate,
  path: string,
  role: Role | undefined,
) {
  const { kind } = election.round
  const facts = await electionFacts(db, election)
  const stages = stagesOf(facts.milestones, kind === 'first' ? 'runoff' : kind)
  const links = stages.map(({ stage, title, state }) => {
    return { title, state, stateText: stateText[state], href: stageAddress(election.id, stage, role) }
  })
  const here = stageOf(path, links)
  const { votingDay } = election.round
  const regularId = await regularIdOf(db, election.id)
  return {
    id: election.id,
    communityName: election.communityName,
    townshipName: election.townshipName,
    dayText: `${longDate(votingDay)} ${weekdayText(votingDay)}`,
    countdown: countdownText(daysBetween(today, votingDay)),
    currentTitle: stages.find(({ state }) => state === 'current')?.title ?? '全部完成',
    deadline: deadlineOf(facts, today),
    stages: links.map((link) => ({ ...link, isHere: link.href !== null && link.href === here })),
    openOnWide: true,
    isByElection: election.kind === 'byElection',
    committeeHref: `/elections/${regularId}/term`,
    articles: articlesIn(facts.ruleSet),
  }
}

/** Articles that pages name, as the election's rule set cites them: under an older law the revised one is no more than a model. */
function articlesIn(ruleSet: RuleSet): Readonly<Record<string, string>> {
  return Object.fromEntries([15, 16, 18, 19, 25].map((number) => [`a${number}`, articleIn(ruleSet, number)]))
}

/** The one deadline to keep in sight: what the law wanted done by now, else the next to come. */
function deadlineOf(facts: TimetableFacts, today: PlainDate) {
  const steps = stepsOf(facts, today)
  const overdue = steps.find(({ state, strength }) => state === 'overdue' && strength === 'hard')
  const next = steps.find(({ state }) => state === 'due')
  if (overdue) return { title: overdue.title, when: `已超期 ${overdue.days} 天`, isOverdue: true }
  if (!next) return null
  const when = next.days === 0 ? '今天到期' : `${monthDay(next.latest)}，还有 ${next.days} 天`
  return { title: next.title, when, isOverdue: false }
}

/** The stage whose work a page belongs to: `roll/import` to `roll`, but `roll/objections` to its own. */
function stageOf(path: string, links: readonly { readonly href: string | null }[]): string | undefined {
  const above = links.flatMap(({ href }) => href ?? []).filter((href) => path === href || path.startsWith(`${href}/`))
  return above.sort((a, b) => b.length - a.length)[0]
}

function countdownText(days: number): string {
  if (days > 0) return `还有 ${days} 天`
  return days === 0 ? '就是今天' : `已过 ${-days} 天`
}
