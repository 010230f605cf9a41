import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { registrationClasses, registrationClassText } from '../rules/voter-eligibility.js'
import { changeReasons } from '../rules/roll-changes.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { addVoter, type Why } from './change-roll.js'
import { checkNewVoter, clashErrors, readGroup } from './check-person.js'
import { mayChangeRoll } from './may-change.js'
import { getVoter } from './queries.js'
import { declarationOptions } from './registration-words.js'
import { typedAgain } from './typed-again.js'
import { lockRoll } from './version-queries.js'
import { findRegistration } from './voter-queries.js'
import { blankVoter, newVoterForm, type NewVoterForm } from './voter-form.js'
import type { PersonToRegister } from './voter-row.js'
import { readWhy, reasonOptions } from './why-form.js'

export const classOptions = registrationClasses.map((value) => ({ value, text: registrationClassText[value] }))

export async function showRegisterVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await registerPage(this, request, reply)
}

/** The form; `elsewhere` names the community on whose roll the person stands already. */
export async function registerPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  elsewhere = '',
) {
  const { isPosted, isClosed, findings } = mayChangeRoll(request, await listMilestones(app.db, request.election.id))
  return await reply.code(errors ? 422 : 200).page('roll/register-voter.hbs', {
    title: '登记一名选民',
    isPosted,
    isClosed,
    findings,
    mayRegister: findings.length === 0,
    elsewhere,
    form: { ...blankVoter, ...typedAgain(request, errors) },
    classOptions,
    declarationOptions,
    reasonOptions: reasonOptions('added', isClosed),
    errors,
  })
}

export async function registerVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const when = mayChangeRoll(request, await listMilestones(this.db, election.id))
  const form = readForm(newVoterForm, request.body)
  if (!form.ok) return await registerPage(this, request, reply, form.error)
  const why = readWhy('added', request.body, when, ruleSetInForce(election))
  if (!why.ok) return await registerPage(this, request, reply, why.error)
  const group = await readGroup(this.db, election.id, form.value.residentsGroup)
  if (typeof group !== 'number') return await registerPage(this, request, reply, group)

  const saved = await save(this, request, form.value, personOf(form.value, group, request.today), why.value)
  if (!saved.ok) {
    const place = await findRegistration(this.db, election, this.sealer.fingerprint(form.value.identityNumber.number))
    const elsewhere = place && place.electionId !== election.id ? place.communityName : ''
    return await registerPage(this, request, reply, saved.error, elsewhere)
  }
  const address = `/elections/${election.id}/roll`
  if (saved.value === null) return reply.redirect(address, 303)
  const { voterNumber, name } = await getVoter(this.db, election.id, saved.value)
  reply.flash(`${name}已登记，选民号 ${voterNumber}。`)
  return reply.redirect(`${address}/voters/${saved.value}`, 303)
}

/** The person of a filled-in form, with the group it names; a declaration without a day was made today. */
export function personOf(form: NewVoterForm, residentsGroup: number, today: PlainDate): PersonToRegister {
  const { name, identityNumber, nationality, householdNumber, relationship, address, registeredAddress } = form
  const { telephone, politicalStatus, education, registrationClass, residingSince, declarationWay, undertakenOn } = form
  const place = { householdNumber, relationship, address, registeredAddress, residentsGroup }
  return {
    ...{ name, identityNumber, nationality, ...place },
    ...{ telephone, politicalStatus, education, registrationClass, residingSince, declarationWay, undertakenOn },
    workingSince: registrationClass === 'communityWorker' ? form.workingSince : null,
    declaredOn: form.declaredOn ?? today,
  }
}

async function save(
  { db, sealer }: FastifyInstance,
  request: FastifyRequest,
  form: NewVoterForm,
  person: PersonToRegister,
  why: Why | null,
) {
  const { election, actor, today } = request
  const identityHash = sealer.fingerprint(form.identityNumber.number)
  try {
    return await inTransaction(db, async (trx) => {
      await lockRoll(trx, election.id)
      if (!(await claimForm(trx, request.body, request.now))) return ok(null)
      const { findings, isClosed } = mayChangeRoll(request, await listMilestones(trx, election.id))
      if (isClosed && why && !changeReasons[why.reason].isStatistic) throw new Conflict()
      if (findings.length > 0) return refused(errorsFromFindings(findings))
      const errors = await checkNewVoter(trx, { election, today }, form, identityHash)
      if (errors) return refused(errors)
      return ok(await addVoter(trx, { actor, election, today, sealer }, person, why))
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return refused(await clashErrors(db, election, identityHash))
  }
}
