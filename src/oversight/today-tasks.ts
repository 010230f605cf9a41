import { monthDay } from '../lib/chinese-text.js'
import { daysBetween, type PlainDate } from '../lib/plain-date.js'
import type { Role } from '../infra/security/roles.js'
import type { CockpitRow } from './cockpit-row.js'
import type { countDeskWork } from './today-queries.js'

/** One thing to be done, and where. What presses comes first. */
export interface Task {
  readonly text: string
  readonly detail: string
  readonly href: string
  readonly button: string
  /** It is late, or it is today's. */
  readonly isPressing: boolean
}

interface DeskFacts {
  readonly row: CockpitRow
  readonly work: Awaited<ReturnType<typeof countDeskWork>>
  readonly votingDay: PlainDate
  readonly today: PlainDate
  readonly accountId: number
}

/** What each role of a community has to do today, in the order in which it presses. */
export function tasksOf(role: Role, facts: DeskFacts): Task[] {
  const all =
    role === 'electionOfficer'
      ? [...voteTasks(facts), ...countTasks(facts), ...termTasks(facts), ...rollTasks(facts), ...paperTasks(facts)]
      : role === 'rollClerk'
        ? [...rollTasks(facts), ...termTasks(facts)]
        : role === 'checkInClerk'
          ? deskTasks(facts)
          : role === 'tallyClerk'
            ? countTasks(facts)
            : []
  return [...all.filter(({ isPressing }) => isPressing), ...all.filter(({ isPressing }) => !isPressing)]
}

const at = ({ row }: DeskFacts, page: string) => `/elections/${row.electionId}/${page}`

function termTasks(facts: DeskFacts): Task[] {
  const late = facts.row.misses
    .filter(({ how }) => how.startsWith('逾期'))
    .map(({ title, how, article, isUnlawful }) => ({
      text: `${title}：${how}`,
      detail: isUnlawful ? `违法定期限。${article}` : `超出建议期限。${article}`,
      href: at(facts, 'timetable'),
      button: '看期限和补救办法',
      isPressing: true,
    }))
  const due = facts.row.week.map(({ title, on, when, isLaw }) => ({
    text: title,
    detail: `最迟${monthDay(on)}，${when}${isLaw ? '（法定）' : ''}`,
    href: at(facts, 'timetable'),
    button: '看日程',
    isPressing: when === '今天',
  }))
  return [...late, ...due]
}

function rollTasks(facts: DeskFacts): Task[] {
  const { row, work } = facts
  return [
    ...(row.objections > 0
      ? [
          {
            text: `处理异议 ${row.objections} 件`,
            detail:
              row.objectionsLate > 0 ? `其中 ${row.objectionsLate} 件已过处理期限` : '收到之日起三日内作出处理决定',
            href: at(facts, 'roll/objections'),
            button: '办理异议',
            isPressing: row.objectionsLate > 0,
          },
        ]
      : []),
    ...work.imports.map(({ id, fileName }) => ({
      text: `核对名册《${fileName}》`,
      detail: '名册已读入，还没有确认导入',
      href: at(facts, `roll/imports/${id}`),
      button: '核对名册',
      isPressing: false,
    })),
    ...(work.clashes > 0
      ? [
          {
            text: `重复登记 ${work.clashes} 件待决定`,
            detail: '由街道（镇）或民政局决定在哪个社区登记',
            href: '/registration-clashes',
            button: '看重复登记',
            isPressing: false,
          },
        ]
      : []),
  ]
}

function paperTasks(facts: DeskFacts): Task[] {
  return facts.row.papers.map(({ title, days }) => ({
    text: `印发${title}`,
    detail: `应在 ${days} 天前印发`,
    href: at(facts, 'documents'),
    button: '去印发',
    isPressing: true,
  }))
}

function voteTasks(facts: DeskFacts): Task[] {
  const { work, votingDay, today } = facts
  if (votingDay !== today || work.stations === 0) return []
  if (work.unopened > 0) {
    const detail = `${work.unopened} 个投票站还没有开放`
    return [{ text: '今天投票', detail, href: at(facts, 'polling'), button: '开放投票站', isPressing: true }]
  }
  if (work.openStations === 0) return []
  const detail = `${work.openStations} 个投票站正在投票`
  return [{ text: '今天投票', detail, href: at(facts, 'polling/live'), button: '看实时情况', isPressing: true }]
}

function deskTasks(facts: DeskFacts): Task[] {
  const { work, votingDay, today } = facts
  const left = daysBetween(today, votingDay)
  if (work.openStations > 0) {
    const detail = `${work.openStations} 个投票站正在投票，选民到场后核对证件、验证发票`
    return [{ text: '验证发票', detail, href: at(facts, 'polling/check-in'), button: '验证发票', isPressing: true }]
  }
  if (left < 0) return []
  const when = left === 0 ? '就是今天，等投票站开放' : `${monthDay(votingDay)}，还有 ${left} 天`
  return [
    {
      text: '投票日',
      detail: when,
      href: at(facts, 'polling/choose-desk'),
      button: '选定发票站点',
      isPressing: left === 0,
    },
  ]
}

function countTasks(facts: DeskFacts): Task[] {
  const { work, accountId } = facts
  const href = at(facts, 'tally')
  return [
    ...(work.sheetsToType > 0
      ? [
          {
            text: `计票单待录入 ${work.sheetsToType} 张`,
            detail: '每张由两个人各录一遍',
            ...{ href, button: '录入计票单', isPressing: true },
          },
        ]
      : []),
    ...(work.sheetsToResolve > 0
      ? [
          {
            text: `计票单待核对 ${work.sheetsToResolve} 张`,
            detail: '两遍录入不一致，或者数字不平，对照纸质计票单处理',
            ...{ href, button: '核对差异', isPressing: true },
          },
        ]
      : []),
    ...(work.proposal && work.proposal.proposedBy !== accountId
      ? [
          {
            text: '结果已提交，等另一人宣布',
            detail: '核对算式和依据后宣布',
            href: at(facts, 'tally/result'),
            button: '看选举结果',
            isPressing: true,
          },
        ]
      : []),
  ]
}
