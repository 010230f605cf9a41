import { lastDayOf } from '../lib/partial-date.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Finding } from '../rules/finding.js'
import { checkEligibility, type RegistrationFacts } from '../rules/voter-eligibility.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { type FieldError, type FormErrors, errorsFromFindings, formErrors } from '../infra/http/forms.js'
import type { RollWork } from './change-roll.js'
import { groupNumberOf } from './group-number.js'
import type { NewVoterForm } from './voter-form.js'
import { findRegistration, listNamedGroups, type Registration } from './voter-queries.js'

/** Fields of the rule that the form calls otherwise. */
const formField: Readonly<Record<string, string>> = {
  birth: 'identityNumber',
  deprivedOfPoliticalRights: 'hasPoliticalRights',
}

/** What stands in the way of registering a person who came to the desk: art. 16, and one person, one roll. */
export async function checkNewVoter(
  db: Db,
  { election, today }: Pick<RollWork, 'election' | 'today'>,
  form: NewVoterForm,
  identityHash: string,
): Promise<FormErrors | undefined> {
  const registration = await findRegistration(db, election, identityHash)
  const isHere = registration?.electionId === election.id
  const { workingSince, residingSince } = form
  const facts: RegistrationFacts = {
    birth: form.identityNumber.bornOn,
    deprivedOfPoliticalRights: !form.hasPoliticalRights,
    registrationClass: form.registrationClass,
    declaredTakingPart: form.declaredTakingPart,
    ...(workingSince === null ? {} : { workingSince }),
    ...(residingSince === null ? {} : { residingSince: lastDayOf(residingSince) }),
    appliedInPerson: form.appliedInPerson,
    confirmedByElectionCommittee: form.confirmedByElectionCommittee,
    ...(registration && !isHere ? { alsoRegisteredIn: registration.communityName } : {}),
  }
  const all = checkEligibility(facts, election.electionDay, ruleSetInForce(election))
  const findings = all.filter(({ severity }) => severity === 'error')
  const errors = [
    ...errorsFromFindings(findings.map(inFormFields)).list,
    ...(isHere ? [alreadyHere(registration)] : []),
    ...daysToCome(form, today),
  ]
  return errors.length > 0 ? formErrors(errors) : undefined
}

/** What was declared, and since when somebody lives or works here, lies behind us. */
export function daysToCome(form: Partial<Registration>, today: PlainDate): FieldError[] {
  const { declaredOn, undertakenOn, workingSince, residingSince } = form
  const days = { declaredOn, undertakenOn, workingSince, residingSince }
  return Object.entries(days)
    .filter(([, day]) => day && day > today)
    .map(([field]) => ({ field, message: '日期不能晚于今天' }))
}

function inFormFields(finding: Finding): Finding {
  return { ...finding, fields: finding.fields.map((field) => formField[field] ?? field) }
}

function alreadyHere({ voterNumber }: { voterNumber: number }): FieldError {
  return { field: 'identityNumber', message: `这个身份号码已在本社区名单上，选民号 ${voterNumber}` }
}

/** The group that was typed, or the error that there is none of that name. */
export async function readGroup(db: Db, electionId: number, text: string): Promise<number | FormErrors> {
  const number = groupNumberOf(text, await listNamedGroups(db, electionId))
  return number ?? formErrors([{ field: 'residentsGroup', message: '没有这个居民小组。请填组号，如 3；不分组填 0' }])
}

/** After the database refused a duplicate: somebody else was faster by a moment, here or in another community. */
export async function clashErrors(db: Db, election: ElectionInScope, identityHash: string): Promise<FormErrors> {
  const registration = await findRegistration(db, election, identityHash)
  if (!registration) return formErrors([{ field: 'name', message: '刚刚有人同时在登记，选民号冲突。请再提交一次' }])
  if (registration.electionId === election.id) return formErrors([alreadyHere(registration)])
  const message = `刚刚已在${registration.communityName}登记，不能在两个社区重复登记`
  return formErrors([{ field: 'identityNumber', message }])
}
