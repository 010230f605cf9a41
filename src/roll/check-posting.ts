import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { checkElectors, electorText } from '../rules/electors.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { checkStepDay } from '../rules/timetable.js'
import { hasReachedVotingAge } from '../rules/voter-eligibility.js'
import { rollMembers } from './electors-of-roll.js'
import { noGroup } from './group-name.js'
import type { StoredImport } from './import-queries.js'
import type { RollVoter } from './queries.js'
import type { RollFacts } from './roll-facts.js'

/** Whether the roll may be posted on a day, as it stands (art. 17). */
export function checkPosting(
  facts: RollFacts,
  voters: readonly RollVoter[],
  imports: readonly Pick<StoredImport, 'state' | 'electionDay'>[],
  today: PlainDate,
): Finding[] {
  const { election, ruleSet, milestones, timetable } = facts
  const time = may('postRoll', milestones, ruleSet)
  if (time.length > 0) return time
  return [
    ...(voters.length === 0 ? [blocking('no-voters', '名单上没有选民，不能公布。')] : electorFindings(facts, voters)),
    ...ageFindings(facts, voters),
    ...checkStepDay('rollPosted', today, {
      electionDay: election.electionDay,
      ruleSet,
      milestones,
      ...timetable,
    }),
    ...looseEnds(facts, voters, imports),
  ]
}

function blocking(code: string, message: string): Finding {
  return { code, severity: 'error', fields: [], message }
}

function electorFindings(
  { election: { form }, hasElectorsNamed, ruleSet }: RollFacts,
  voters: readonly RollVoter[],
): Finding[] {
  if (hasElectorsNamed) return checkElectors(form, rollMembers(form, voters), ruleSet)
  return [
    blocking('electors-not-named', `还没有确定${electorText[form]}。${electorText[form]}名单应与选民名单一同公布。`),
  ]
}

/** Election day may have moved to an earlier day since people were registered. */
function ageFindings({ election, ruleSet }: RollFacts, voters: readonly RollVoter[]): Finding[] {
  const young = voters.filter(({ birthDate }) => !hasReachedVotingAge(birthDate, election.electionDay, ruleSet))
  if (young.length === 0) return []
  const numbers = young.slice(0, 10).map(({ voterNumber }) => voterNumber)
  const rest = young.length > numbers.length ? '等' : ''
  const message = `有 ${young.length} 人在选举日${longDate(election.electionDay)}不满 ${ruleSet.votingAge} 周岁，请先从名单上删除：选民号 ${numbers.join('、')}${rest}。`
  return [{ ...blocking('voters-under-age', message), article: ruleSet.provenance.votingAge.source }]
}

function looseEnds(
  { election, stagedImport }: RollFacts,
  voters: readonly RollVoter[],
  imports: readonly Pick<StoredImport, 'state' | 'electionDay'>[],
): Finding[] {
  const findings: Finding[] = []
  const warn = (code: string, message: string) => findings.push({ code, severity: 'warning', fields: [], message })
  if (stagedImport)
    warn('register-not-committed', `名册《${stagedImport.fileName}》核对了没有导入。公布以后就不能再导入。`)
  const earlier = imports.find(({ state, electionDay }) => state === 'committed' && electionDay < election.electionDay)
  if (earlier) {
    const day = longDate(earlier.electionDay)
    warn(
      'election-day-moved-later',
      `导入名册时，年龄是按选举日${day}算的，后来选举日推迟了。当时未满 18 周岁、现在已满的居民，请再导入一次名册补上。`,
    )
  }
  const ungrouped = voters.filter(({ residentsGroup }) => residentsGroup === noGroup).length
  if (ungrouped > 0) warn('voters-without-group', `有 ${ungrouped} 人没有分到居民小组，公布时单独列为“未分组”。`)
  return findings
}
