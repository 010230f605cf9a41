import { longDate } from '../lib/chinese-text.js'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'
import type { PersonId } from './kinship.js'
import { type RuleSet, severityOf } from './rule-set.js'

interface Person {
  readonly id: PersonId
  readonly name: string
}

/** A ballot box carried to voters who cannot come (流动票箱). */
export interface MobileBox {
  readonly name: string
  /** When the township approved it; null while it has not. */
  readonly approvedOn: PlainDate | null
  /** When the voters and the scrutineers of the box were posted; null while they are not. */
  readonly postedOn: PlainDate | null
  readonly users: readonly Person[]
  readonly scrutineers: readonly Person[]
}

/** What else a mobile box is judged by. */
export interface MobileBoxFacts {
  readonly electionDay: PlainDate
  readonly isElector: (id: PersonId) => boolean
  /** Where else somebody has voted or is listed: another box, a station, a proxy; undefined for nowhere. */
  readonly elsewhere: (id: PersonId) => string | undefined
}

/**
 * Whether a mobile box may go out (ZJ villages art. 24): where the rule set knows them, with the township's
 * approval, its voters and scrutineers posted before the day, scrutineers enough, and each listed voter with a
 * vote that is cast nowhere else.
 */
export function checkMobileBox(box: MobileBox, facts: MobileBoxFacts, ruleSet: RuleSet): Finding[] {
  const { name } = box
  const article = ruleSet.provenance.mobileBoxes.source
  if (!ruleSet.mobileBoxes) {
    const message = `本次选举不使用流动票箱，不能设置${name}。`
    return [{ code: 'mobile-box-not-provided', severity: 'error', fields: ['kind'], message, article }]
  }
  const findings: Finding[] = []
  if (box.approvedOn === null || box.approvedOn > facts.electionDay) {
    const message = `${name}没有经街道（镇）批准，不能使用。`
    findings.push({ code: 'mobile-box-not-approved', severity: 'error', fields: ['approvedOn'], message, article })
  }
  const last = addDays(facts.electionDay, -1)
  if (box.postedOn === null || box.postedOn > last) {
    const when = box.postedOn === null ? '没有公布' : `${longDate(box.postedOn)}才公布`
    const message = `${name}的使用人和监票人名单${when}，应在选举日之前公布，最迟${longDate(last)}。`
    findings.push({ code: 'mobile-box-not-posted', severity: 'error', fields: ['postedOn'], message, article })
  }
  return [...findings, ...scrutineerFindings(box, ruleSet), ...userFindings(box, facts, article)]
}

function scrutineerFindings({ name, scrutineers }: MobileBox, ruleSet: RuleSet): Finding[] {
  const least = ruleSet.mobileBoxScrutineers
  const present = new Set(scrutineers.map(({ id }) => id)).size
  if (present >= least) return []
  const severity = severityOf(ruleSet, 'mobileBoxScrutineers')
  const message = `${name}监票人应不少于${least}人：现有${present}人。`
  const article = ruleSet.provenance.mobileBoxScrutineers.source
  return [{ code: 'mobile-box-scrutineers', severity, fields: ['scrutineers'], message, article }]
}

function userFindings(
  { name, users }: MobileBox,
  { isElector, elsewhere }: MobileBoxFacts,
  article: string,
): Finding[] {
  const fields = ['users']
  const seen = new Set<PersonId>()
  return users.flatMap((user): Finding[] => {
    if (seen.has(user.id)) {
      const message = `${user.name}在${name}名单中出现两次。`
      return [{ code: 'mobile-box-user-twice', severity: 'error', fields, message, article }]
    }
    seen.add(user.id)
    if (!isElector(user.id)) {
      const message = `${name}名单中的${user.name}没有这次选举的选票。`
      return [{ code: 'mobile-box-user-no-elector', severity: 'error', fields, message, article }]
    }
    const place = elsewhere(user.id)
    if (place === undefined) return []
    const message = `${user.name}列入${name}名单，又在${place}，只能投一次票。`
    return [{ code: 'mobile-box-user-elsewhere', severity: 'error', fields, message, article }]
  })
}

/**
 * Whether a mobile box can hold more ballots than it has listed voters, which would make the box void (law.md 5.1):
 * told when it is closed, from those received and not brought back.
 */
export function checkMobileBoxBallots(
  box: { readonly name: string; readonly users: number; readonly ballots: number },
  ruleSet: RuleSet,
): Finding[] {
  const { name, users, ballots } = box
  if (ballots <= users) return []
  const message = `${name}箱内应有选票${ballots}张，多于名单上的${users}人，多${ballots - users}张。`
  const article = ruleSet.provenance.mobileBoxes.source
  return [{ code: 'mobile-box-more-ballots', severity: 'error', fields: ['ballots'], message, article }]
}
