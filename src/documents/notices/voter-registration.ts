import { longDate } from '../../lib/chinese-text.js'
import { addDays, addMonths, type PlainDate } from '../../lib/plain-date.js'
import { listRegistrationDesks } from '../../roll/queries.js'
import type { RuleSet } from '../../rules/rule-set.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText } from '../words.js'

interface Facts {
  readonly electionDay: string
  readonly votingAge: number
  /** Born on this day or before. */
  readonly bornBy: string
  readonly workerMonths: number
  /** Last day of registration. */
  readonly closesOn: string
  /** The list is posted by this day. */
  readonly postedBy: string
  /** Where, when and with whom; without desks of their own, residents come to the place of contact. */
  readonly hasDesks: boolean
  readonly desks: readonly {
    readonly name: string
    readonly place: string
    readonly serves: string
    readonly hours: string
    readonly clerks: string
    readonly telephone: string
  }[]
}

/** Who may register, until when, where and with what (art. 16). */
export const voterRegistration = defineNotice<Facts>({
  key: 'voter-registration',
  title: '选民登记公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [16] },
  after: ['electionCommitteeFormed'],
  before: ['rollPosted'],
  again: 'replaces',
  check: async (_db, { election, ruleSet, today }) => {
    const closes = closingDay(election.electionDay, ruleSet)
    if (today <= closes) return []
    return [obstacle('registration-over', `按选举日推算，登记到${longDate(closes)}为止，现在已过，不再印发。`)]
  },
  load: async (db, { election, ruleSet }) => ({
    electionDay: dayText(election.electionDay),
    votingAge: ruleSet.votingAge,
    bornBy: longDate(addMonths(election.electionDay, -12 * ruleSet.votingAge)),
    workerMonths: ruleSet.communityWorkerMonths,
    closesOn: longDate(closingDay(election.electionDay, ruleSet)),
    postedBy: longDate(addDays(election.electionDay, -ruleSet.rollDaysBefore)),
    ...desksOf(await listRegistrationDesks(db, election.id), election.contactTelephone),
  }),
  sample: {
    electionDay: '2027年5月20日（星期四）',
    votingAge: 18,
    bornBy: '2009年5月20日',
    workerMonths: 6,
    closesOn: '2027年4月24日',
    postedBy: '2027年4月30日',
    hasDesks: true,
    desks: [
      {
        ...{ name: '中心登记站', place: '桃源里社区服务中心一楼大厅', serves: '第一至第四居民小组' },
        ...{ hours: '4月10日至24日，每天8:30—17:00', clerks: '吴桂英、黄喆', telephone: '0574-00000000' },
      },
      {
        ...{ name: '南门登记站', place: '南门小区门卫室', serves: '第五、第六居民小组' },
        ...{ hours: '4月17日、18日，9:00—16:00', clerks: '阿依努尔·买买提', telephone: '0574-00000001' },
      },
    ],
  },
})

function desksOf(desks: Awaited<ReturnType<typeof listRegistrationDesks>>, contact: string) {
  return {
    hasDesks: desks.length > 0,
    desks: desks.map(({ name, place, serves, hours, clerks, telephone }) => ({
      ...{ name, place, hours, clerks },
      serves: serves || '全部居民小组',
      telephone: telephone || contact,
    })),
  }
}

function closingDay(electionDay: PlainDate, { registrationDaysBefore }: RuleSet): PlainDate {
  return addDays(electionDay, -registrationDaysBefore.closes)
}
