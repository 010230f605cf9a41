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
 * together and the count is made in public (Urban Residents' Committees Law 2025, art. 19), and for each residents'
 * group a place to vote: one that is named for it, or those that serve all.
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
  return [...findings, ...serviceFindings(stations, groups)]
}

function serviceFindings(stations: readonly PlannedStation[], groups: readonly number[]): Finding[] {
  const placesOf = (group: number) => stations.filter(({ groups: served }) => served.includes(group))
  const servesAll = stations.some(({ groups: served }) => served.length === 0)
  const findings: Finding[] = []
  const unserved = groups.filter((group) => !servesAll && placesOf(group).length === 0)
  if (stations.length > 0 && unserved.length > 0) {
    const message = `第${unserved.join('、')}居民小组没有安排投票站。`
    findings.push({ code: 'groups-without-station', severity: 'error', fields: ['groups'], message })
  }
  for (const group of groups.filter((one) => placesOf(one).length > 1)) {
    const places = placesOf(group).map(({ name }) => name)
    const message = `第${group}居民小组同时安排在${places.join('、')}，选民不知道到哪一站投票，只能安排一处。`
    findings.push({ code: 'groups-at-several-stations', severity: 'error', fields: ['groups'], message })
  }
  return findings
}
