import type { RuleSet } from '../rules/rule-set.js'
import { hasReachedVotingAge } from '../rules/voter-eligibility.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import type { StoredImport } from './import-queries.js'
import type { CheckedRow, RegisterPerson } from './register/checked-register.js'
import type { NewRegisterRow } from './register-row-queries.js'

/** What is kept, sealed, of a row: its texts, and the person understood from them. */
export interface StagedPerson extends Pick<CheckedRow, 'read' | 'shapes' | 'person'> {
  /** What stands in the file where a person changed it; a blank: nothing stood there. */
  readonly original: CheckedRow['read']
}

export type UnplacedRow = Omit<NewRegisterRow, 'outcome'>

/** A row as it is kept, but for what becomes of it; `original` where a person changed what the file says. */
export function stagedRow(
  row: CheckedRow,
  { electionDay }: Pick<StoredImport, 'electionDay'>,
  ruleSet: RuleSet,
  sealer: Sealer,
  original: CheckedRow['read'] = {},
): UnplacedRow {
  const { sheet, rowNumber, verdict, findings, read, shapes, person } = row
  return {
    sheet,
    rowNumber,
    verdict,
    heldBack: verdict === 'error' ? null : whyHeldBack(person, electionDay, ruleSet),
    findings: JSON.stringify(findings),
    identityHash: person.identityNumber === null ? null : sealer.fingerprint(person.identityNumber),
    sealedPerson: sealer.sealText(JSON.stringify({ read, shapes, original, person } satisfies StagedPerson)),
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
