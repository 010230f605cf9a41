import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

export interface PlannedStation {
  readonly name: string
  readonly isCentral: boolean
  /** Residents' groups that vote here; none named: all of them. */
  readonly groups: readonly number[]
}

/**
 * Whether the polling places of a vote hang together: exactly one central place, where the boxes are opened
 * together and the count is made in public (Urban Residents' Committees Law 2025, art. 19), and no residents'
 * group without a place to vote.
 */
export function checkStationPlan(
  stations: readonly PlannedStation[],
  groups: readonly number[],
  ruleSet: RuleSet,
): Finding[] {
  const central = stations.filter(({ isCentral }) => isCentral)
  const findings: Finding[] = []
  if (central.length === 0) {
    findings.push({
      code: 'no-central-station',
      severity: 'error',
      fields: ['kind'],
      message: '还没有中心投票站；票箱要集中到中心投票站，当众开箱计票。',
      article: articleIn(ruleSet, 19),
    })
  }
  if (central.length > 1) {
    findings.push({
      code: 'several-central-stations',
      severity: 'error',
      fields: ['kind'],
      message: `中心投票站只能有一个：现有${central.map(({ name }) => name).join('、')}。`,
      article: articleIn(ruleSet, 19),
    })
  }
  const isServed = (group: number) =>
    stations.some(({ groups: served }) => served.length === 0 || served.includes(group))
  const unserved = groups.filter((group) => !isServed(group))
  if (stations.length > 0 && unserved.length > 0) {
    const message = `第${unserved.join('、')}居民小组没有安排投票站。`
    findings.push({ code: 'groups-without-station', severity: 'warning', fields: ['groups'], message })
  }
  return findings
}
