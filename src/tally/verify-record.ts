import type { RuleSet } from '../rules/rule-set.js'
import { applySettings, findRuleSet } from '../rules/rule-sets.js'
import { compare, fault, type RecordFault, schemaFaults } from './record-faults.js'
import { rulesSection } from './record-rules.js'
import { type ElectionRecord, electionRecord } from './record-schema.js'
import { sealOf } from './record-seal.js'
import { checkEvents } from './verify-events.js'
import { checkVotes } from './verify-votes.js'

/**
 * Checks an election record as somebody who trusts nothing of it: its form, its seal, its rules against those of this
 * program, every vote counted again from its sheets, and the chain of its events. No faults: all of it agrees. What no
 * record can prove of itself is that it is the one declared: for that its fingerprint is held against the signed return.
 */
export function verifyRecord(input: unknown): RecordFault[] {
  const parsed = electionRecord.safeParse(input)
  if (!parsed.success) return schemaFaults(parsed.error)
  const record: ElectionRecord = parsed.data
  const ruleSet = ruleSetOf(record)
  return [
    ...compare(record.seal, sealOf(record), 'seal').map(unsealed),
    ...(ruleSet ? compare(record.rules, expectedRules(record, ruleSet), 'rules') : unknownRules(record)),
    ...(ruleSet ? checkVotes(record, ruleSet) : []),
    ...checkEvents(record),
  ]
}

/** A section whose hash differs is named by its own path. */
function unsealed({ path }: RecordFault): RecordFault {
  const section = /^seal\.sections\.(.+)$/.exec(path)?.[1]
  if (section === undefined) return fault(path, '整份记录的指纹与内容不符')
  return fault(section, '内容与封存时的指纹不符')
}

function ruleSetOf({ rules }: ElectionRecord): RuleSet | undefined {
  const base = findRuleSet(rules.id)
  if (base?.version !== rules.version) return undefined
  const applied = applySettings(base, rules.settings)
  return applied.ok ? applied.value : undefined
}

function expectedRules({ rules }: ElectionRecord, ruleSet: RuleSet): unknown {
  return JSON.parse(JSON.stringify(rulesSection(ruleSet, ruleSet.version, rules.settings)))
}

/** Why the rules of a record are not rules that this program can count by. */
function unknownRules({ rules }: ElectionRecord): RecordFault[] {
  const base = findRuleSet(rules.id)
  if (!base) return [fault('rules.id', `没有名为 ${rules.id} 的规则，无法重新核算`)]
  if (base.version !== rules.version) {
    return [
      fault(
        'rules.version',
        `本程序的 ${rules.id} 是第${base.version}版，记录用的是第${rules.version}版，无法重新核算`,
      ),
    ]
  }
  const applied = applySettings(base, rules.settings)
  if (applied.ok) return []
  return applied.error.map(({ fields, message }) => fault(`rules.settings.${fields.join('.')}`, message))
}
