import { fingerprintGroups } from '../src/lib/fingerprint.js'
import type { ElectionRecord } from '../src/tally/record-schema.js'
import { verifyRecord } from '../src/tally/verify-record.js'
import { fileArgument, readJson, refuseInput } from './json-input.js'

/**
 * `npm run --silent verify -- RECORD`: counts an exported election record (`-`: standard input) again from its
 * sheets and checks its form, its seal and its chain of events. Exit 0 only if all of it agrees; 1 with a line on
 * standard error for each fault; 2: wrong usage.
 */
function main(args: readonly string[]): number {
  const name = fileArgument(args)
  if (name === undefined) {
    console.error('用法：npm run --silent verify -- 选举记录文件　（“-”为标准输入）')
    return 2
  }
  const read = readJson(name)
  if ('fault' in read) return refuseInput([read.fault])
  const faults = verifyRecord(read.value)
  if (faults.length > 0) return refuseInput(faults)
  console.log(JSON.stringify(summaryOf(read.value as ElectionRecord), null, 2))
  return 0
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
