import { longDate } from '../lib/chinese-text.js'
import { ageOn, type PlainDate } from '../lib/plain-date.js'
import { electorText } from './electors.js'
import type { ElectionForm } from './election-form.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import { checkNomination, type NominationPaper } from './nomination.js'
import type { RuleSet } from './rule-set.js'
import { hasReachedVotingAge } from './voter-eligibility.js'

interface Person {
  readonly id: PersonId
  readonly name: string
}

/** What rests on the roll, each with the people who must be on it. */
export type Dependent =
  | { readonly kind: 'paper'; readonly number: number; readonly paper: NominationPaper }
  | ({ readonly kind: 'nominee' } & Person)
  | ({ readonly kind: 'elector' } & Person)
  | ({ readonly kind: 'electionCommitteeMember' } & Person)
  | ({ readonly kind: 'mobileBoxUser' } & Person)
  | { readonly kind: 'proxy'; readonly principal: Person; readonly agent: Person }

/** Somebody on the roll. */
export interface RollPerson {
  readonly birth: PlainDate
  /** Casts a ballot under the form of election. */
  readonly isElector: boolean
}

/** The roll and the day as they are at one time. */
export interface RollState {
  readonly roll: ReadonlyMap<PersonId, RollPerson>
  readonly electionDay: PlainDate
}

export interface Recheck {
  readonly dependent: Dependent
  readonly findings: readonly Finding[]
}

/**
 * What no longer holds once the roll or election day has changed (law.md 4, critical path): the dependents that were
 * in order before and are not now, each with what is wrong. To be asked at every change of either.
 */
export function recheck(
  dependents: readonly Dependent[],
  before: RollState,
  after: RollState,
  { form, ruleSet }: { readonly form: ElectionForm; readonly ruleSet: RuleSet },
): Recheck[] {
  return dependents.flatMap((dependent) => {
    const known = new Set(findingsOf(dependent, before, form, ruleSet).map(keyOf))
    const findings = findingsOf(dependent, after, form, ruleSet).filter((finding) => !known.has(keyOf(finding)))
    return findings.length === 0 ? [] : [{ dependent, findings }]
  })
}

function keyOf({ code, fields }: Finding): string {
  return JSON.stringify([code, fields])
}

function findingsOf(dependent: Dependent, state: RollState, form: ElectionForm, ruleSet: RuleSet): Finding[] {
  switch (dependent.kind) {
    case 'paper': {
      const ofRoll = (id: PersonId) => mayVote(id, state, ruleSet)
      const label = `第${dependent.number}号提名表`
      return checkNomination(dependent.paper, ofRoll, ruleSet).map((finding) => ({
        ...finding,
        message: `${label}：${finding.message}`,
      }))
    }
    case 'proxy':
      return [
        ...personFindings('委托人', dependent.principal, state, ruleSet),
        ...personFindings('受委托人', dependent.agent, state, ruleSet),
      ]
    case 'elector':
      return electorFindings(dependent, state, form, ruleSet)
    case 'nominee':
      return personFindings('被提名人', dependent, state, ruleSet)
    case 'mobileBoxUser':
      return personFindings('流动票箱投票人', dependent, state, ruleSet)
    case 'electionCommitteeMember':
      // The law does not say that a member must be a voter: for the committee to weigh.
      return personFindings('居民选举委员会成员', dependent, state, ruleSet).map((finding) => ({
        ...finding,
        severity: 'warning',
      }))
  }
}

function mayVote(id: PersonId, { roll, electionDay }: RollState, ruleSet: RuleSet): boolean {
  const person = roll.get(id)
  return person !== undefined && hasReachedVotingAge(person.birth, electionDay, ruleSet)
}

function personFindings(
  role: string,
  { id, name }: Person,
  { roll, electionDay }: RollState,
  ruleSet: RuleSet,
): Finding[] {
  const person = roll.get(id)
  const fields = [String(id)]
  if (person === undefined) {
    const message = `${role}${name}不在选民名单上。`
    return [
      {
        code: 'no-longer-on-roll',
        severity: 'error',
        fields,
        message,
        article: ruleSet.provenance.rollDaysBefore.source,
      },
    ]
  }
  if (hasReachedVotingAge(person.birth, electionDay, ruleSet)) return []
  const age = ageOn(person.birth, electionDay)
  const message = `${role}${name}在选举日${longDate(electionDay)}为${age}周岁，不满${ruleSet.votingAge}周岁。`
  return [
    {
      code: 'too-young-on-election-day',
      severity: 'error',
      fields,
      message,
      article: ruleSet.provenance.votingAge.source,
    },
  ]
}

function electorFindings(person: Person, state: RollState, form: ElectionForm, ruleSet: RuleSet): Finding[] {
  const role = electorText[form]
  const findings = personFindings(role, person, state, ruleSet)
  const isElector = state.roll.get(person.id)?.isElector ?? true
  if (isElector) return findings
  const message = `${person.name}已不是${role}。`
  return [...findings, { code: 'no-longer-elector', severity: 'error', fields: [String(person.id)], message }]
}
