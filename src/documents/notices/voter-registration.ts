import { longDate } from '../../lib/chinese-text.js'
import { addDays, addMonths, type PlainDate } from '../../lib/plain-date.js'
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
  load: async (_db, { election, ruleSet }) => ({
    electionDay: dayText(election.electionDay),
    votingAge: ruleSet.votingAge,
    bornBy: longDate(addMonths(election.electionDay, -12 * ruleSet.votingAge)),
    workerMonths: ruleSet.communityWorkerMonths,
    closesOn: longDate(closingDay(election.electionDay, ruleSet)),
    postedBy: longDate(addDays(election.electionDay, -ruleSet.rollDaysBefore)),
  }),
  sample: {
    electionDay: '2027年5月20日（星期四）',
    votingAge: 18,
    bornBy: '2009年5月20日',
    workerMonths: 6,
    closesOn: '2027年4月24日',
    postedBy: '2027年4月30日',
  },
})

function closingDay(electionDay: PlainDate, { registrationDaysBefore }: RuleSet): PlainDate {
  return addDays(electionDay, -registrationDaysBefore.closes)
}
