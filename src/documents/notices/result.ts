import { electorText } from '../../rules/electors.js'
import { listElectedMembers } from '../../tally/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText, inOfficeText, turnoutText, voteName } from '../words.js'
import {
  type BallotFigures,
  ballotFigures,
  type ElectedPerson,
  electedOf,
  getDeclaredResult,
  noRecount,
  reasonsVoid,
  recountBasis,
  type RecountFacts,
  type Vacancy,
  vacanciesOf,
  whatFollows,
} from './counted-result.js'

interface Facts extends BallotFigures, RecountFacts {
  readonly vote: string
  readonly votingDay: string
  readonly elector: string
  readonly isValid: boolean
  /** In a later vote a low turnout does not make it void. */
  readonly isTurnoutReached: boolean
  /** 选民过半数参加投票 */
  readonly turnoutReached: string
  readonly reasons: readonly string[]
  readonly hasElected: boolean
  readonly elected: readonly ElectedPerson[]
  readonly hasVacancies: boolean
  readonly vacancies: readonly Vacancy[]
  readonly followUp: string
  /** After a later vote: all who are elected by now, 主任王伟、副主任周建平 … */
  readonly hasEarlier: boolean
  readonly membersSoFar: string
  readonly membersCount: number
  /** 任期5年, or what is left of the term. */
  readonly inOffice: string
  /** Wordings of papers issued before name it. */
  readonly termYears: number
}

/** Who was elected with how many votes, and what is left open (art. 19). */
export const result = defineNotice<Facts>({
  key: 'result',
  title: '选举结果公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'resultNotice' },
  after: ['resultDeclared'],
  before: [],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  load: async (db, { election, round, ruleSet }) => {
    const declared = await getDeclaredResult(db, round.id)
    const { outcome } = declared.counted
    const elected = electedOf(outcome)
    const vacancies = vacanciesOf(outcome)
    const members = (await listElectedMembers(db, election.id)).filter(({ roundNumber }) => roundNumber <= round.number)
    const isLater = members.some(({ roundNumber }) => roundNumber < round.number)
    return {
      vote: voteName(election, round),
      votingDay: dayText(declared.votingDay),
      elector: electorText[election.form],
      ...ballotFigures(declared),
      ...(await recountBasis(db, declared)),
      isValid: outcome.isValid,
      isTurnoutReached: !outcome.findings.some(({ code }) => code === 'turnout-not-reached'),
      turnoutReached: turnoutText(election.form, ruleSet.turnout[election.form]),
      reasons: reasonsVoid(outcome),
      hasElected: elected.length > 0,
      elected,
      hasVacancies: vacancies.length > 0,
      vacancies,
      followUp: whatFollows(outcome, ruleSet),
      membersSoFar: isLater ? members.map(({ postTitle, name }) => `${postTitle}${name}`).join('、') : '',
      hasEarlier: isLater,
      membersCount: members.length,
      inOffice: inOfficeText(election, ruleSet),
      termYears: ruleSet.termYears,
    }
  },
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    elector: '选民',
    registered: 3400,
    issued: 3120,
    returned: 3118,
    valid: 3100,
    invalid: 12,
    blank: 6,
    turnout: '91.71%',
    ...noRecount,
    isValid: true,
    isTurnoutReached: true,
    turnoutReached: '选民过半数参加投票',
    reasons: [],
    hasElected: true,
    elected: [
      { post: '主任', name: '王伟', votes: 2694, share: '86.40%' },
      { post: '副主任', name: '郑𬱖', votes: 2011, share: '64.50%' },
      { post: '委员', name: '吴桂英', votes: 2455, share: '78.74%' },
      { post: '委员', name: '阿依努尔·买买提', votes: 1802, share: '57.79%' },
    ],
    hasVacancies: true,
    vacancies: [{ post: '委员', seats: 3, elected: 2, left: 1 }],
    followUp: '缺额依法另行选举，投票时间、地点和候选人另行公告。',
    hasEarlier: false,
    membersSoFar: '',
    membersCount: 4,
    inOffice: '任期5年',
    termYears: 5,
  },
})
