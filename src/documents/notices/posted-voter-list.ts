import { chineseNumber, longDate } from '../../lib/chinese-text.js'
import { articleIn } from '../../rules/citation.js'
import type { ElectionForm } from '../../rules/election-form.js'
import { electorText } from '../../rules/electors.js'
import type { Finding } from '../../rules/finding.js'
import { lastObjectionDay } from '../../rules/roll-objections.js'
import { findMilestone } from '../../rules/stages.js'
import { assert } from '../../lib/assert.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { dayText } from '../words.js'
import { groupedBy, type ListedVoter, listVotersAsPosted, type NameOnWall, namesOnWall } from './posted-roll.js'

interface GroupOfNames {
  readonly group: string
  readonly count: number
  readonly names: readonly NameOnWall[]
}

interface Facts {
  readonly electionDay: string
  readonly voters: number
  readonly men: number
  readonly women: number
  readonly groups: readonly {
    readonly name: string
    readonly voters: number
    readonly men: number
    readonly women: number
  }[]
  readonly objectionDays: string
  readonly lastObjectionDay: string
  readonly decisionDays: string
  readonly lists: readonly GroupOfNames[]
  /** Under the forms in which not every voter elects: those who do (art. 17). */
  readonly hasElectors: boolean
  readonly electorTitle: string
  readonly electors: number
  readonly electorLists: readonly GroupOfNames[]
}

/** 选民榜: how many voters, until when to object and where, and every name (art. 17). */
export const postedVoterList = defineNotice<Facts>({
  key: 'posted-voter-list',
  title: '选民名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [16, 17], step: 'rollPosted' },
  after: ['rollPosted'],
  before: ['pollOpened'],
  namesVoters: true,
  again: 'replaces',
  check: async (_db, context) => lateForObjections(context),
  load: async (db, { election, ruleSet, milestones, timetable }) => {
    const postedOn = findMilestone(milestones, 'rollPosted')?.on
    assert(postedOn, 'the list is loaded once the roll is posted')
    const voters = await listVotersAsPosted(db, election.id)
    return {
      electionDay: dayText(election.electionDay),
      ...countOf(voters),
      groups: groupsOf(voters).map(([name, members]) => ({ name, ...countOf(members) })),
      objectionDays: chineseNumber(ruleSet.objectionDays),
      lastObjectionDay: dayText(lastObjectionDay(postedOn, ruleSet, timetable.isHoliday)),
      decisionDays: chineseNumber(ruleSet.decisionDays),
      lists: groupsOf(voters).map(([group, members]) => listOf(group, members)),
      ...electorsAmong(voters, election.form),
    }
  },
  sample: {
    electionDay: '2027年5月20日（星期四）',
    voters: 23,
    men: 11,
    women: 12,
    groups: [
      { name: '第一居民小组', voters: 15, men: 7, women: 8 },
      { name: '第二居民小组', voters: 8, men: 4, women: 4 },
    ],
    objectionDays: '五',
    lastObjectionDay: '2027年4月30日（星期五）',
    decisionDays: '三',
    lists: [
      {
        group: '第一居民小组',
        count: 15,
        names: sampleNames(
          '王伟|男 李秀英 王伟|女 欧阳𬱖 张建国 陈丽华 林昪悦 赵敏|1956年生 赵敏|1988年生 诸葛志强 周海燕 司徒𠅤 阿依努尔·买买提 何明 高㛃',
        ),
      },
      { group: '第二居民小组', count: 8, names: sampleNames('郑志明 孙桂兰 黄喆 徐玥 马骉 罗祎 胡淏 朱翀') },
    ],
    hasElectors: false,
    electorTitle: '选民',
    electors: 23,
    electorLists: [],
  },
})

/** The five days run from the day the roll is recorded as posted; a list issued later leaves people fewer. */
function lateForObjections({ milestones, timetable, today, ruleSet }: PaperContext): Finding[] {
  const postedOn = findMilestone(milestones, 'rollPosted')?.on
  if (postedOn === undefined || today <= postedOn) return []
  const last = longDate(lastObjectionDay(postedOn, ruleSet, timetable.isHoliday))
  const message = `登记的名单公布日是${longDate(postedOn)}，今天才印发公告；异议截止日仍从公布日起算，印作${last}。`
  return [{ code: 'issued-after-posting', severity: 'warning', fields: [], message, article: articleIn(ruleSet, 17) }]
}

function countOf(voters: readonly ListedVoter[]) {
  const women = voters.filter(({ sex }) => sex === 'female').length
  return { voters: voters.length, men: voters.length - women, women }
}

function groupsOf(voters: readonly ListedVoter[]): [string, ListedVoter[]][] {
  return [...groupedBy(voters, ({ groupName }) => groupName)]
}

function listOf(group: string, members: readonly ListedVoter[]): GroupOfNames {
  return { group, count: members.length, names: namesOnWall(members) }
}

function electorsAmong(voters: readonly ListedVoter[], form: ElectionForm) {
  const electors = voters.filter(({ isElector }) => isElector)
  const hasElectors = form !== 'allVoters'
  const electorLists = hasElectors ? groupsOf(electors).map(([group, members]) => listOf(group, members)) : []
  return { hasElectors, electorTitle: electorText[form], electors: electors.length, electorLists }
}

function sampleNames(text: string): NameOnWall[] {
  return text.split(' ').map((entry) => {
    const [name = '', note = ''] = entry.split('|')
    return { name, note }
  })
}
