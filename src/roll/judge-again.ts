import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import type { StoredImport } from './import-queries.js'
import { placeInWords } from './register/check-row.js'
import type { CheckedRow, RegisterColumns, RegisterReport } from './register/checked-register.js'
import { recheckRow } from './register/recheck-row.js'
import { placeRows, rollInSight } from './place-rows.js'
import { listSameNumber, updateRegisterRow, type WholeRow } from './row-fix-queries.js'
import { type StagedPerson, stagedRow } from './staged-row.js'

/** What rows are judged by after the file was read. */
export interface Bench {
  readonly election: ElectionInScope
  readonly register: Pick<StoredImport, 'id' | 'electionDay' | 'columns'>
  readonly sealer: Sealer
}

/** What a row shall say, and who says so. */
export interface RowFix {
  readonly staged: Pick<StagedPerson, 'read' | 'shapes' | 'original'>
  readonly by: { readonly changedBy: number; readonly changedAt: string }
}

type Counts = Pick<RegisterReport, 'accepted' | 'underAge' | 'errors' | 'warnings'>
type Judged = Pick<CheckedRow, 'verdict' | 'findings'>

/**
 * Judges a changed row by the same rules as its file, and with it those that held the same number: the first of them
 * stands alone now, the others refer to it. In a file a number counts where it stands first; typed in later, it counts
 * as the second. Returns what the counts become, or undefined when somebody else changed a row meanwhile.
 */
export async function judgeAgain<T extends Counts>(
  trx: Trx,
  bench: Bench,
  row: WholeRow,
  fix: RowFix,
  counts: T,
): Promise<{ readonly counts: T; readonly verdict: CheckedRow['verdict'] } | undefined> {
  const { register } = bench
  const place = { sheet: row.sheet, rowNumber: row.rowNumber }
  const alone = judge(bench, { ...place, ...fix.staged })
  const number = alone.person.identityNumber
  const hash = number === null ? null : bench.sealer.fingerprint(number)
  const others = hash === null ? [] : await listSameNumber(trx, register.id, hash, row.id)
  const other = hash === row.identityHash && !isDuplicate(row) ? undefined : standing(others)
  const checked = other ? judge(bench, { ...place, ...fix.staged }, placeInWords(other)) : alone
  if (!(await write(trx, bench, row, checked, fix))) return undefined
  let now = movedCounts(counts, judgedOf(row), checked)
  if (row.identityHash === null || row.identityHash === hash) return { counts: now, verdict: checked.verdict }
  const left = await listSameNumber(trx, register.id, row.identityHash, row.id)
  const first = standing(left)
  for (const same of left) {
    const staged = JSON.parse(bench.sealer.unsealText(same.sealedPerson)) as StagedPerson
    const texts = { sheet: same.sheet, rowNumber: same.rowNumber, ...staged }
    const again = judge(bench, texts, same === first ? undefined : placeInWords(first as WholeRow))
    if (JSON.stringify(again.findings) === same.findings) continue
    const by = { changedBy: same.changedBy, changedAt: same.changedAt }
    if (!(await write(trx, bench, same, again, { staged, by }))) return undefined
    now = movedCounts(now, judgedOf(same), again)
  }
  return { counts: now, verdict: checked.verdict }
}

const judgedOf = ({ verdict, findings }: WholeRow): Judged => ({
  verdict,
  findings: JSON.parse(findings) as Finding[],
})

function judge({ election, register }: Bench, texts: Parameters<typeof recheckRow>[0], first?: string): CheckedRow {
  const { votingAge } = ruleSetInForce(election)
  const columns = JSON.parse(register.columns) as RegisterColumns
  return recheckRow(texts, columns, { electionDay: register.electionDay, votingAge }, first)
}

interface Written {
  readonly staged: Pick<StagedPerson, 'original'>
  readonly by: { readonly changedBy: number | null; readonly changedAt: string | null }
}

/** Whether the number of a row stands in another one already. */
const isDuplicate = ({ findings }: WholeRow) => findings.includes('"code":"duplicate-in-file"')

/** Which of those with one number is not a duplicate of another. */
function standing(rows: readonly WholeRow[]): WholeRow | undefined {
  return rows.find((row) => !isDuplicate(row)) ?? rows[0]
}

/** Whatever was decided was decided of what the row said before. */
async function write(trx: Trx, bench: Bench, row: WholeRow, checked: CheckedRow, { staged, by }: Written) {
  const { election, register, sealer } = bench
  const { verdict, heldBack, findings, identityHash, sealedPerson } = stagedRow(
    checked,
    register,
    ruleSetInForce(election),
    sealer,
    staged.original,
  )
  const judged = {
    verdict,
    heldBack: heldBack ?? null,
    decision: null,
    identityHash: identityHash ?? null,
    sealedPerson,
  }
  const sight = await rollInSight(trx, { election, importId: register.id, sealer })
  const [place] = await placeRows(trx, sight, [{ ...row, ...judged }])
  return await updateRegisterRow(trx, row, { ...judged, ...place, findings, ...by })
}

/** The counts of a register after one of its rows is judged otherwise; codes that nobody has any more are gone. */
export function movedCounts<T extends Counts>(counts: T, before: Judged, after: Judged): T {
  const errors = { ...counts.errors }
  const warnings = { ...counts.warnings }
  let { accepted, underAge } = counts
  for (const [{ verdict, findings }, step] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (verdict === 'accepted') accepted += step
    if (verdict === 'underAge') underAge += step
    for (const { code, severity } of findings) {
      const by = severity === 'error' ? errors : warnings
      by[code] = (by[code] ?? 0) + step
      if (by[code] === 0) delete by[code]
    }
  }
  return { ...counts, accepted, underAge, errors, warnings }
}
