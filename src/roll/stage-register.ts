import { createHash } from 'node:crypto'
import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { RuleSet } from '../rules/rule-set.js'
import { hasReachedVotingAge } from '../rules/voter-eligibility.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { Conflict } from '../infra/http/errors.js'
import type { Sealer } from '../infra/security/sealing.js'
import { insertImport, insertRegisterRows, type NewRegisterRow, updateImport } from './import-queries.js'
import { checkRegisterRows } from './register/check-register.js'
import type { CheckedRow, RegisterPerson, RegisterReport, RegisterSource } from './register/checked-register.js'

/** What is kept, sealed, of a row: the texts as they stand in the file, and the person understood from them. */
export type StagedPerson = Pick<CheckedRow, 'read' | 'person'>

/** What is kept of the check of the whole file. */
export type StagedReport = Omit<RegisterReport, 'rows' | 'columns'>

/**
 * Reads an uploaded register and keeps it beside the roll, nothing of it on the roll yet: the file sealed, with
 * the SHA-256 of its bytes, and every row with its verdict. No transaction is open while the file is read.
 */
export async function stageRegister(
  db: Db,
  sealer: Sealer,
  source: RegisterSource,
  work: { readonly election: ElectionInScope; readonly actor: Actor; readonly accountId: number },
): Promise<Result<number, Finding>> {
  const { election, actor, accountId } = work
  const ruleSet = ruleSetInForce(election)
  const rows: NewRegisterRow[] = []
  const options = { electionDay: election.electionDay, votingAge: ruleSet.votingAge }
  const checked = await checkRegisterRows(source, options, (row) => {
    rows.push(stagedRow(row, election, ruleSet, sealer))
  })
  if (!checked.ok) return checked
  const { rows: count, columns, ...report } = checked.value
  const bytes = Buffer.from(source.bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const importId = await insertImport(db, {
    electionId: election.id,
    fileName: source.fileName,
    sha256,
    sealedContent: sealer.seal(bytes),
    electionDay: election.electionDay,
    columns: JSON.stringify(columns),
    rows: count,
    report: JSON.stringify(report satisfies StagedReport),
    uploadedBy: accountId,
    uploadedAt: actor.at,
  })
  await insertRegisterRows(db, importId, rows)
  const finished = await inTransaction(db, async (trx) => {
    if (!(await updateImport(trx, importId, 1, { state: 'staged' }))) return refused('discarded meanwhile' as const)
    const event = { type: 'registerUploaded', importId, fileName: source.fileName, sha256, rows: count } as const
    return ok(await recordEvent(trx, actor, event, election.id))
  })
  if (!finished.ok) throw new Conflict()
  return ok(importId)
}

function stagedRow(
  row: CheckedRow,
  { electionDay }: ElectionInScope,
  ruleSet: RuleSet,
  sealer: Sealer,
): NewRegisterRow {
  const { sheet, rowNumber, verdict, findings, read, person } = row
  return {
    sheet,
    rowNumber,
    verdict,
    heldBack: verdict === 'error' ? null : whyHeldBack(person, electionDay, ruleSet),
    decision: null,
    findings: JSON.stringify(findings),
    identityHash: person.identityNumber === null ? null : sealer.fingerprint(person.identityNumber),
    sealedPerson: sealer.sealText(JSON.stringify({ read, person } satisfies StagedPerson)),
  }
}

/** A warning may stand on somebody who is too young as well; a community worker applies in person (art. 16). */
function whyHeldBack(
  { bornOn, registrationClass }: RegisterPerson,
  electionDay: ElectionInScope['electionDay'],
  ruleSet: RuleSet,
) {
  if (bornOn === null || !hasReachedVotingAge(bornOn, electionDay, ruleSet)) return 'underAge'
  return registrationClass === 'communityWorker' ? 'communityWorker' : null
}
