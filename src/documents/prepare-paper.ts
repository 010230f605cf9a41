import { createHash } from 'node:crypto'
import { ok, type Result, refused } from '../lib/result.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import type { Db } from '../infra/db/database.js'
import { listMilestones } from '../timetable/queries.js'
import type { PaperFacts } from './define-notice.js'
import type { PaperInView } from './paper-in-view.js'
import { numberText } from './paper-number.js'
import { findLastIssued } from './queries.js'
import { checkPaper, obstacle } from './readiness.js'
import { fontFindings } from './unprintable.js'
import { wordingInForce } from './wording-in-force.js'

/** A paper as it would be issued now. */
export interface Prepared {
  readonly facts: PaperFacts
  readonly wording: string
  /** The version of the bureau's own wording; 0: as shipped. */
  readonly wordingVersion: number
  /** SHA-256 of facts and wording: what somebody looked at before saying yes. */
  readonly basis: string
  readonly findings: readonly Finding[]
  /** The paper that this one would take the place of. */
  readonly replaces: { readonly id: number; readonly noticeNumber: number | null; readonly issuedOn: string } | null
}

/** Refused while it is not the time, and while nothing has changed since it was issued. */
export async function prepare(
  db: Db,
  { paper, context, roundId }: PaperInView,
): Promise<Result<Prepared, readonly Finding[]>> {
  const milestones = await listMilestones(db, context.election.id)
  const now = { ...context, milestones }
  const found = await checkPaper(db, paper, now)
  if (hasErrors(found)) return refused(found)
  const { text: wording, version: wordingVersion, setAside } = await wordingInForce(db, paper)
  const findings = [...found, ...asWarning(setAside)]
  const facts = await paper.load(db, now)
  const withoutFont = fontFindings(facts)
  if (withoutFont.length > 0) return refused([...withoutFont, ...findings])
  const last = await findLastIssued(db, context.election.id, paper.key, roundId)
  if (last && last.facts === JSON.stringify(facts) && last.wording === wording) {
    const name = numberText(last) || '上一份'
    return refused([
      obstacle('unchanged-since-issued', `内容与已印发的${name}相同，不用再发；需要纸件时，打开原件再印即可。`),
    ])
  }
  const basis = createHash('sha256')
    .update(JSON.stringify([facts, wording]))
    .digest('hex')
  return ok({
    facts,
    wording,
    wordingVersion,
    basis,
    findings,
    replaces: paper.again === 'replaces' ? (last ?? null) : null,
  })
}

/** The bureau's own wording that cannot be used is no reason not to issue, but whoever issues is told. */
export function asWarning(setAside: string): Finding[] {
  return setAside === '' ? [] : [{ code: 'wording-set-aside', severity: 'warning', fields: [], message: setAside }]
}
