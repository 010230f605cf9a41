import { fingerprintGroups } from '../src/lib/fingerprint.js'
import type { ElectionRecord } from '../src/tally/record-schema.js'
import { verifyRecord } from '../src/tally/verify-record.js'
import type { RateReport } from '../src/oversight/rate-report-schema.js'
import { isRateReport, verifyRateReport } from '../src/oversight/verify-rate-report.js'
import { fileArgument, readJson, refuseInput } from './json-input.js'

/**
 * `npm run --silent verify -- RECORD`: counts an exported election record (`-`: standard input) again from its
 * sheets and checks its form, its seal and its chain of events; a report of the direct-election rate is reckoned again from
 * the dated facts that it lists. Exit 0 only if all of it agrees; 1 with a line on
 * standard error for each fault; 2: wrong usage.
 */
function main(args: readonly string[]): number {
  const name = fileArgument(args)
  if (name === undefined) {
    console.error('用法：npm run --silent verify -- 选举记录或直选率报告文件　（“-”为标准输入）')
    return 2
  }
  const read = readJson(name)
  if ('fault' in read) return refuseInput([read.fault])
  const isReport = isRateReport(read.value)
  const faults = isReport ? verifyRateReport(read.value) : verifyRecord(read.value)
  if (faults.length > 0) return refuseInput(faults)
  const summary = isReport ? reportSummary(read.value as RateReport) : summaryOf(read.value as ElectionRecord)
  console.log(JSON.stringify(summary, null, 2))
  return 0
}

/** The rate as reckoned again, and the fingerprint to hold against the signed paper. */
function reportSummary({ number, day, claimed, confirmed, changes, communities, seal }: RateReport): object {
  const share = ({ direct, held, pending }: RateReport['claimed']) => ({ direct, held, pending })
  return {
    verified: true,
    report: number,
    day,
    claimed: share(claimed),
    confirmed: share(confirmed),
    communities: communities.length,
    facts: changes.length,
    fingerprint: fingerprintGroups(seal.sha256),
  }
}

/** What was checked, and the fingerprint to hold against the signed return: only that shows whose record it is. */
function summaryOf({ election, rules, votes, result, events, seal }: ElectionRecord): object {
  return {
    verified: true,
    community: `${election.township}${election.community}`,
    kind: election.kind,
    ruleSet: `${rules.id} ${rules.version}`,
    votes: votes.length,
    sheets: votes.flatMap(({ sheets }) => sheets).length,
    events: events.length,
    elected: result.elected.map(({ post, name, votes: forThem }) => ({ post, name, votes: forThem })),
    followUp: result.followUp,
    fingerprint: fingerprintGroups(seal.fingerprint),
  }
}

process.exitCode = main(process.argv.slice(2))
