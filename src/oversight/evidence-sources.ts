import { canonicalJson } from '../lib/canonical-json.js'
import { type EvidenceKey, evidenceTitle } from '../rules/rate-evidence.js'
import { sha256 } from '../infra/audit-log/event-hash.js'
import type { EvidenceFacts } from './community-evidence.js'

/** A paper or a record that a piece of evidence rests on, with its fingerprint. */
export interface EvidenceSource {
  readonly what: string
  readonly sha256: string
}

/** What each piece of an election's evidence rests on; of a paper its bytes count, of a record what it says. */
export function sourcesOf(facts: EvidenceFacts, electionId: number): Readonly<Record<EvidenceKey, EvidenceSource[]>> {
  const round = facts.deciding.get(electionId)
  const paper = (key: string, ofRound: boolean) =>
    facts.papers
      .filter((one) => one.electionId === electionId && one.key === key && (!ofRound || one.roundId === round?.id))
      .slice(-1)
      .map(({ noticeNumber, issuedOn, sha256: bytes }) => ({
        what: `${noticeNumber === null ? '' : `第${noticeNumber}号，`}${issuedOn}印发`,
        sha256: bytes,
      }))
  const decision = facts.decisions.get(electionId)
  const rolls = facts.rolls.filter((roll) => roll.electionId === electionId)
  const stations = facts.stations.filter(({ roundId }) => roundId === round?.id)
  const sheets = facts.sheets.filter(({ roundId }) => roundId === round?.id)
  const result = facts.counted.get(round?.id ?? 0)
  const results = result ? [{ what: `${result.declaredOn ?? ''}宣布的结果`, sha256: result.hash }] : []
  return {
    formDecision: decision ? [record(`第${decision.number}次登记的${evidenceTitle.formDecision}`, decision)] : [],
    dayNotice: paper('election-day', false),
    roll: rolls.slice(-1).map(({ number, hash }) => ({ what: `名单第${number}版`, sha256: hash })),
    ballots: stations.length > 0 ? [record(`${stations.length}个投票站的账目`, stations)] : [],
    turnout: results,
    count: sheets.length > 0 ? [record(`${sheets.length}张计票单`, sheets)] : [],
    electionReturn: paper('election-return', true),
    resultNotice: paper('result', true),
  }
}

function record(what: string, content: unknown): EvidenceSource {
  return { what, sha256: sha256(canonicalJson(JSON.parse(JSON.stringify(content)))) }
}
