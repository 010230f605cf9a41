import { fingerprintGroups } from '../src/lib/fingerprint.js'
import { fingerprintOfKey } from '../src/infra/security/signing.js'
import type { ElectionRecord } from '../src/tally/record-schema.js'
import { verifyRecord } from '../src/tally/verify-record.js'
import type { RateReport } from '../src/oversight/rate-report-schema.js'
import { type Checkpoint, isCheckpoint } from '../src/oversight/checkpoint-schema.js'
import { type InspectionFile, isInspection, verifyInspection } from '../src/oversight/verify-inspection.js'
import { verifyCheckpoint } from '../src/oversight/verify-checkpoint.js'
import { isRateReport, verifyRateReport } from '../src/oversight/verify-rate-report.js'
import { fileArgument, readJson, refuseInput } from './json-input.js'

/**
 * `npm run --silent verify -- RECORD`: counts an exported election record (`-`: standard input) again from its
 * sheets and checks its form, its seal and its chain of events; a report of the direct-election rate is reckoned again from
 * the dated facts that it lists, an inspection by lot is drawn again, and of a checkpoint of the audit log the signature is checked. Exit 0 only if all of it agrees; 1 with a line on
 * standard error for each fault; 2: wrong usage.
 */
function main(args: readonly string[]): number {
  const name = fileArgument(args)
  if (name === undefined) {
    console.error('用法：npm run --silent verify -- 选举记录、直选率报告、抽查文件或日志存证　（“-”为标准输入）')
    return 2
  }
  const read = readJson(name)
  if ('fault' in read) return refuseInput([read.fault])
  const { faults, summary } = checkFile(read.value)
  if (faults.length > 0) return refuseInput(faults)
  console.log(JSON.stringify(summary(), null, 2))
  return 0
}

/** A file says of itself what it is; whatever does not is taken for an election record. */
function checkFile(value: unknown) {
  if (isRateReport(value)) {
    return { faults: verifyRateReport(value), summary: () => reportSummary(value as RateReport) }
  }
  if (isInspection(value)) {
    return { faults: verifyInspection(value), summary: () => inspectionSummary(value as InspectionFile) }
  }
  if (isCheckpoint(value)) {
    return { faults: verifyCheckpoint(value), summary: () => checkpointSummary(value as Checkpoint) }
  }
  return { faults: verifyRecord(value), summary: () => summaryOf(value as ElectionRecord) }
}

/** What was drawn, by name, after drawing it again. */
function inspectionSummary({ number, items, itemsSha256, seed, drawn }: InspectionFile): object {
  return {
    verified: true,
    inspection: number,
    list: items.length,
    listFingerprint: fingerprintGroups(itemsSha256),
    seed,
    drawn: drawn.map((place) => ({ place, ...items[place - 1] })),
  }
}

/** What was signed, and the fingerprint of the key to hold against the paper: whose key it is no file can say of itself. */
function checkpointSummary({ bureau, sequence, events, hash, madeAt, signature }: Checkpoint): object {
  return {
    ...{ verified: true, bureau, checkpoint: sequence, events, madeAt },
    hash: fingerprintGroups(hash),
    keyFingerprint: fingerprintGroups(fingerprintOfKey(signature.publicKey)),
  }
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
