import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from './finding.js'

/**
 * Who can decide that a declared vote is counted again (复核). The law says no more than that the election committee
 * runs the election (art. 15) and that those above it guide and supervise it (art. 19); it sets no term.
 */
export const recountOrderers = ['electionCommittee', 'townshipGroup', 'bureau'] as const

export type RecountOrderer = (typeof recountOrderers)[number]

export const recountOrdererText: Readonly<Record<RecountOrderer, string>> = {
  electionCommittee: '居民选举委员会',
  townshipGroup: '街道（镇）选举工作指导组',
  bureau: '民政局',
}

/** What a count of a vote is called: 0 the count itself, 1 and up its recounts. */
export function countTitle(recount: number): string {
  return recount === 0 ? '原计票' : `第${recount}次复核`
}

/** The decision to count again is made on a declared result, and before the counting begins. */
export function checkRecountDay(
  decidedOn: PlainDate,
  { declaredOn, today }: { readonly declaredOn: PlainDate; readonly today: PlainDate },
): Finding[] {
  const finding = (message: string): Finding => ({
    ...{ code: 'recount-day', severity: 'error', fields: ['decidedOn'], message },
  })
  if (decidedOn > today) return [finding('作出决定的日期还没有到，请核对。')]
  if (decidedOn < declaredOn) return [finding(`作出决定的日期早于宣布结果的${longDate(declaredOn)}，请核对。`)]
  return []
}
