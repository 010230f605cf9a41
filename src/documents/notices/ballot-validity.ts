import { electorText } from '../../rules/electors.js'
import { type ValidityRule, validityRules } from '../../rules/ballot-validity-wording.js'
import { national2026 } from '../../rules/rule-sets/national-2026.js'
import { defineNotice } from '../define-notice.js'
import { dayText, voteName } from '../words.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly elector: string
  readonly rules: readonly ValidityRule[]
}

/** Which ballots count and which do not, by the figures with which this election is counted (forms.md A1, N15). */
export const ballotValidity = defineNotice<Facts>({
  key: 'ballot-validity',
  title: '有效票、无效票认定规则公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'validityRules' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  load: async (_db, { election, round, ruleSet }) => ({
    vote: voteName(election, round),
    votingDay: dayText(round.votingDay),
    elector: electorText[election.form],
    rules: validityRules(ruleSet),
  }),
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    elector: '选民',
    rules: validityRules(national2026),
  },
})
