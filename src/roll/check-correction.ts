import { longDate } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import type { Sealer } from '../infra/security/sealing.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { hasReachedVotingAge } from '../rules/voter-eligibility.js'
import type { VoterCorrection } from './change-roll.js'
import { clashErrors, readGroup } from './check-person.js'
import { findOtherRepresentative } from './elector-queries.js'
import type { ChangedVoterForm } from './voter-form.js'
import { findRegistration, getVoterDetails } from './voter-queries.js'

/** The correction a form asks for. Who casts a ballot is corrected here only once the list of electors is posted. */
export async function readCorrection(
  db: Db,
  election: ElectionInScope,
  { isElector, ...form }: ChangedVoterForm,
  isPosted: boolean,
): Promise<VoterCorrection | FormErrors> {
  const residentsGroup = await readGroup(db, election.id, form.residentsGroup)
  if (typeof residentsGroup !== 'number') return residentsGroup
  const namesElectors = isPosted && election.form !== 'allVoters'
  return { ...form, residentsGroup, ...(namesElectors ? { isElector } : {}) }
}

/** What stands in the way of a correction: age and double registration by a new number, a second household representative. */
export async function checkCorrection(
  db: Db,
  election: ElectionInScope,
  voterId: number,
  { identityNumber, isElector, residentsGroup, householdNumber }: VoterCorrection,
  sealer: Sealer,
): Promise<FormErrors | undefined> {
  const ruleSet = ruleSetInForce(election)
  if (identityNumber && !hasReachedVotingAge(identityNumber.bornOn, election.electionDay, ruleSet)) {
    const message = `按这个号码，${longDate(identityNumber.bornOn)}出生，选举日不满 ${ruleSet.votingAge} 周岁，不能登记`
    return formErrors([{ field: 'identityNumber', message }])
  }
  if (identityNumber) {
    const hash = sealer.fingerprint(identityNumber.number)
    const registration = await findRegistration(db, election.seasonId, hash)
    if (registration && registration.id !== voterId) return await clashErrors(db, election, hash)
  }
  const isRepresentative = isElector ?? (await getVoterDetails(db, election.id, voterId)).isElector
  if (election.form !== 'households' || !isRepresentative) return undefined
  const other = await findOtherRepresentative(db, election.id, { residentsGroup, householdNumber, voterId })
  if (!other) return undefined
  const message = `每户只派一名代表：第 ${householdNumber} 户已有户代表 ${other.name}（选民号 ${other.voterNumber}）`
  return formErrors([{ field: 'householdNumber', message }])
}
