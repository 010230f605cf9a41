import { longDate } from '../lib/chinese-text.js'
import { lastDayOf } from '../lib/partial-date.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { errorsFromFindings, type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { checkEligibility, hasReachedVotingAge } from '../rules/voter-eligibility.js'
import type { RollWork, VoterCorrection } from './change-roll.js'
import { clashErrors, daysToCome, readGroup } from './check-person.js'
import { findOtherRepresentative } from './elector-queries.js'
import type { ChangedVoterForm } from './voter-form.js'
import { findRegistration, getVoterDetails, type VoterDetails } from './voter-queries.js'

/** The correction a form asks for. Who casts a ballot is corrected here only once the list of electors is posted. */
export async function readCorrection(
  db: Db,
  election: ElectionInScope,
  form: ChangedVoterForm,
  isPosted: boolean,
): Promise<VoterCorrection | FormErrors> {
  const residentsGroup = await readGroup(db, election.id, form.residentsGroup)
  if (typeof residentsGroup !== 'number') return residentsGroup
  const namesElectors = isPosted && election.form !== 'allVoters'
  const { name, identityNumber, householdNumber, relationship, address, registeredAddress, nationality, telephone } =
    form
  const { politicalStatus, education, registrationClass, residingSince, declaredOn, declarationWay, undertakenOn } =
    form
  const isNoWorker = registrationClass !== undefined && registrationClass !== 'communityWorker'
  return {
    ...{ name, identityNumber, residentsGroup, householdNumber, relationship, address, registeredAddress },
    ...{ nationality, telephone },
    ...{ politicalStatus, education, ...(namesElectors ? { isElector: form.isElector } : {}) },
    ...withoutAbsent({ registrationClass, residingSince, declaredOn, declarationWay, undertakenOn }),
    ...withoutAbsent({ workingSince: isNoWorker ? null : form.workingSince }),
  }
}

/** What a form left out stays as it is. */
function withoutAbsent<T extends object>(given: T) {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}

/** What stands in the way of a correction: age and double registration by a new number, a second household representative. */
export async function checkCorrection(
  db: Db,
  { election, today, sealer }: RollWork,
  voterId: number,
  { correction, form }: { readonly correction: VoterCorrection; readonly form: ChangedVoterForm },
): Promise<FormErrors | undefined> {
  const { identityNumber, isElector, residentsGroup, householdNumber } = correction
  const voter = await getVoterDetails(db, election.id, voterId)
  const wrong = [...daysToCome(correction, today), ...classErrors(election, voter, correction, form)]
  if (wrong.length > 0) return formErrors(wrong)
  const ruleSet = ruleSetInForce(election)
  if (identityNumber && !hasReachedVotingAge(identityNumber.bornOn, election.electionDay, ruleSet)) {
    const message = `按这个号码，${longDate(identityNumber.bornOn)}出生，选举日不满 ${ruleSet.votingAge} 周岁，不能登记`
    return formErrors([{ field: 'identityNumber', message }])
  }
  if (identityNumber) {
    const hash = sealer.fingerprint(identityNumber.number)
    const registration = await findRegistration(db, election, hash)
    if (registration && registration.id !== voterId) return await clashErrors(db, election, hash)
  }
  const isRepresentative = isElector ?? voter.isElector
  if (election.form !== 'households' || !isRepresentative) return undefined
  const other = await findOtherRepresentative(db, election.id, { residentsGroup, householdNumber, voterId })
  if (!other) return undefined
  const message = `每户只派一名代表：第 ${householdNumber} 户已有户代表 ${other.name}（选民号 ${other.voterNumber}）`
  return formErrors([{ field: 'householdNumber', message }])
}

/** Another class, or another day from which it counts: art. 16 is asked again. Age and rights are not what changed. */
function classErrors(
  election: ElectionInScope,
  voter: VoterDetails,
  correction: VoterCorrection,
  { appliedInPerson, confirmedByElectionCommittee }: ChangedVoterForm,
): FieldError[] {
  const { registrationClass, residingSince, workingSince } = { ...voter, ...correction }
  const isOtherClass = registrationClass !== voter.registrationClass
  if (!isOtherClass && residingSince === voter.residingSince && workingSince === voter.workingSince) return []
  const facts = {
    birth: voter.birthDate,
    deprivedOfPoliticalRights: false,
    declaredTakingPart: true,
    registrationClass,
    ...(residingSince === null ? {} : { residingSince: lastDayOf(residingSince) }),
    ...(workingSince === null ? {} : { workingSince }),
    appliedInPerson: !isOtherClass || appliedInPerson,
    confirmedByElectionCommittee: !isOtherClass || confirmedByElectionCommittee,
  }
  const findings = checkEligibility(facts, election.electionDay, ruleSetInForce(election))
  const errors = findings.filter(({ severity, fields }) => severity === 'error' && !fields.includes('birth'))
  return [...errorsFromFindings(errors).list]
}
