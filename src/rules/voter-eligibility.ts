import { longDate } from '../lib/chinese-text.js'
import { addMonths, ageOn, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { Figures } from './figures.js'
import type { RuleSet } from './rule-set.js'

/**
 * Why somebody belongs to the community (Urban Residents' Committees Law 2025, art. 16): household registration,
 * usual residence without it, or work as a community worker without either.
 */
export const registrationClasses = ['household', 'resident', 'communityWorker'] as const

export type RegistrationClass = (typeof registrationClasses)[number]

export const registrationClassText: Readonly<Record<RegistrationClass, string>> = {
  household: '户籍居民',
  resident: '常住居民（户籍不在本社区）',
  communityWorker: '社区工作者（户籍不在本社区）',
}

/** How somebody said that they will take part (表示参加选举); art. 16 asks for it and leaves the way open. */
export const declarationWays = ['inPerson', 'atHome', 'onBehalf', 'replySlip'] as const

export type DeclarationWay = (typeof declarationWays)[number]

export const declarationWayText: Readonly<Record<DeclarationWay, string>> = {
  inPerson: '本人到站',
  atHome: '工作人员上门',
  onBehalf: '他人代办',
  replySlip: '交回回执',
}

/** What a registration states. */
export interface RegistrationFacts {
  readonly birth: PlainDate
  readonly deprivedOfPoliticalRights: boolean
  readonly registrationClass: RegistrationClass
  /** They said that they will take part (表示参加选举); the law registers nobody else. */
  readonly declaredTakingPart: boolean
  /** For community workers: first day of work here, own application, and the election committee's word. */
  readonly workingSince?: PlainDate
  /** For residents without local household registration: the first day of living here. */
  readonly residingSince?: PlainDate
  readonly appliedInPerson?: boolean
  readonly confirmedByElectionCommittee?: boolean
  /** Name of another community of this season on whose roll they stand. */
  readonly alsoRegisteredIn?: string
}

/** Whether the voting age is completed on election day; the birthday itself counts. */
export function hasReachedVotingAge(birth: PlainDate, electionDay: PlainDate, ruleSet: RuleSet): boolean {
  return ageOn(birth, electionDay) >= ruleSet.votingAge
}

/** The last day of birth with which somebody has the vote, as the notice of registration prints it. */
export function lastBirthWithVote(electionDay: PlainDate, ruleSet: RuleSet): PlainDate {
  return addMonths(electionDay, -12 * ruleSet.votingAge)
}

/** Whether election day is the very birthday that brings the vote, a case for a second look (law.md 11, 15). */
export function turnsVotingAgeThatDay(birth: PlainDate, electionDay: PlainDate, ruleSet: RuleSet): boolean {
  return birth === lastBirthWithVote(electionDay, ruleSet)
}

/** Whether somebody may be put on the roll (art. 16); an error for each thing that is lacking. */
export function checkEligibility(facts: RegistrationFacts, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  return [
    ...ageFindings(facts, electionDay, ruleSet),
    ...rightsFindings(facts, ruleSet),
    ...(facts.registrationClass === 'resident' ? residenceFindings(facts, electionDay, ruleSet) : []),
    ...(facts.registrationClass === 'communityWorker' ? workerFindings(facts, electionDay, ruleSet) : []),
  ]
}

function lacking(code: string, field: string, message: string, ruleSet: RuleSet, figure: keyof Figures): Finding {
  return { code, severity: 'error', fields: [field], message, article: ruleSet.provenance[figure].source }
}

function ageFindings({ birth }: RegistrationFacts, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  if (hasReachedVotingAge(birth, electionDay, ruleSet)) return []
  const age = ageOn(birth, electionDay)
  const message = `选民应在选举日年满${ruleSet.votingAge}周岁：${longDate(birth)}出生，选举日${longDate(electionDay)}，${age < 0 ? '尚未出生' : `${age}周岁`}。`
  return [lacking('under-age', 'birth', message, ruleSet, 'votingAge')]
}

function rightsFindings(facts: RegistrationFacts, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  if (facts.deprivedOfPoliticalRights) {
    const message = '依照法律被剥夺政治权利的人没有选举权。'
    findings.push(lacking('deprived-of-rights', 'deprivedOfPoliticalRights', message, ruleSet, 'votingAge'))
  }
  if (ruleSet.registrationByDeclaration && !facts.declaredTakingPart) {
    const message = '只登记表示参加选举的居民：还没有本人参加选举的表示。'
    findings.push(lacking('not-declared', 'declaredTakingPart', message, ruleSet, 'registrationByDeclaration'))
  }
  if (facts.alsoRegisteredIn !== undefined) {
    const once = ruleSet.registeredOnceOnly
    const what = once ? '不能在两个社区重复登记' : '请本人书面说明在哪个社区参加选举'
    const message = `已在${facts.alsoRegisteredIn}登记，${what}。`
    const article = ruleSet.provenance.registeredOnceOnly.source
    const severity = once ? 'error' : 'warning'
    findings.push({ code: 'registered-elsewhere', severity, fields: ['registrationClass'], message, article })
  }
  return findings
}

/** The law asks for usual residence without a length of time; where a rule gives one, a day not known is to be asked for. */
function residenceFindings({ residingSince }: RegistrationFacts, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  const months = ruleSet.usualResidenceMonths
  if (months === 0) return []
  if (residingSince === undefined) {
    const message = `户籍不在本社区的居民应在本社区居住满${months}个月：没有填写开始居住的日期，请核对。`
    return [
      {
        ...lacking('residing-since-missing', 'residingSince', message, ruleSet, 'usualResidenceMonths'),
        severity: 'warning',
      },
    ]
  }
  const full = addMonths(residingSince, months)
  if (full <= electionDay) return []
  const message = `户籍不在本社区的居民应在本社区居住满${months}个月：${longDate(residingSince)}开始，到${longDate(full)}才满，晚于选举日${longDate(electionDay)}。`
  return [lacking('resides-here-too-short', 'residingSince', message, ruleSet, 'usualResidenceMonths')]
}

function workerFindings(facts: RegistrationFacts, electionDay: PlainDate, ruleSet: RuleSet): Finding[] {
  const findings: Finding[] = []
  const months = ruleSet.communityWorkerMonths
  if (facts.workingSince === undefined) {
    const message = `社区工作者应在本社区工作满${months}个月：没有填写开始工作的日期。`
    findings.push(lacking('working-since-missing', 'workingSince', message, ruleSet, 'communityWorkerMonths'))
  } else if (addMonths(facts.workingSince, months) > electionDay) {
    const full = longDate(addMonths(facts.workingSince, months))
    const message = `社区工作者应在本社区工作满${months}个月：${longDate(facts.workingSince)}开始，到${full}才满，晚于选举日${longDate(electionDay)}。`
    findings.push(lacking('works-here-too-short', 'workingSince', message, ruleSet, 'communityWorkerMonths'))
  }
  if (facts.appliedInPerson !== true) {
    const message = '社区工作者登记须本人申请。'
    findings.push(lacking('no-application', 'appliedInPerson', message, ruleSet, 'communityWorkerMonths'))
  }
  if (ruleSet.communityWorkerConfirmed && facts.confirmedByElectionCommittee !== true) {
    const message = '社区工作者登记须经居民选举委员会确认。'
    findings.push(
      lacking('not-confirmed', 'confirmedByElectionCommittee', message, ruleSet, 'communityWorkerConfirmed'),
    )
  }
  return findings
}
