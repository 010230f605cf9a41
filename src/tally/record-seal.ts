import { sha256 } from '../infra/audit-log/event-hash.js'
import { canonicalJson } from '../lib/canonical-json.js'
import type { ElectionRecord, OpenRecord } from './record-schema.js'

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
