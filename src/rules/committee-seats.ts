import type { Finding } from './finding.js'
import type { Post } from './post.js'
import type { RuleSet } from './rule-set.js'

/**
 * Whether the posts together make a lawful residents' committee (Urban Residents' Committees Law 2025, art. 8):
 * five to nine members, one chair, and a seat for a woman where the rule set secures it by a line of its own.
 */
export function checkSeats(posts: readonly Post[], ruleSet: RuleSet): Finding[] {
  const { committeeSize, womenMinimum, provenance } = ruleSet
  const seats = seatsOf(posts)
  const chairs = seatsOf(posts.filter(({ position }) => position === 'chair'))
  const reserved = seatsOf(posts.filter(({ reservedForWoman }) => reservedForWoman))
  const fields = ['posts']
  const findings: Finding[] = []
  if (seats < committeeSize.min || seats > committeeSize.max) {
    const message = `居民委员会由${committeeSize.min}至${committeeSize.max}人组成：现设各职务共${seats}名。`
    const article = provenance.committeeSize.source
    findings.push({ code: 'committee-size', severity: 'error', fields, message, article })
  }
  if (chairs !== 1) {
    const message = `居民委员会设主任1名：现设${chairs}名。`
    findings.push({ code: 'one-chair', severity: 'error', fields, message, article: provenance.committeeSize.source })
  }
  if (ruleSet.womanSeat === 'separateLine' && reserved < womenMinimum) {
    const message = `居民委员会应有妇女成员${womenMinimum}名以上：选票上宜单列妇女名额，现单列${reserved}名。`
    const article = provenance.womenMinimum.source
    findings.push({ code: 'no-seat-for-woman', severity: 'warning', fields, message, article })
  }
  return findings
}

function seatsOf(posts: readonly Post[]): number {
  return posts.reduce((sum, { seats }) => sum + seats, 0)
}
