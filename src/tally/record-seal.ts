import { sha256 } from '../infra/audit-log/event-hash.js'
import type { ElectionRecord, OpenRecord } from './record-schema.js'

/**
 * JSON in its one canonical form (RFC 8785): no blanks, the keys of every object sorted. All numbers of a record are
 * whole, so that every language prints them alike.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** The sections by their paths: `roll`, `votes[0].sheets`. A change is found by the section whose hash differs. */
export function sectionsOf(record: OpenRecord): [string, unknown][] {
  return Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'seal') return []
    if (key !== 'votes') return [[key, value]]
    return record.votes.flatMap((vote, index) =>
      Object.entries(vote).map(([part, inner]): [string, unknown] => [`votes[${index}].${part}`, inner]),
    )
  })
}

/** What a record must bear as its seal. */
export function sealOf(record: OpenRecord): ElectionRecord['seal'] {
  const open = Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'seal'))
  const sections = sectionsOf(record).map(([path, value]) => [path, sha256(canonicalJson(value))])
  return { sections: Object.fromEntries(sections) as Record<string, string>, fingerprint: sha256(canonicalJson(open)) }
}
