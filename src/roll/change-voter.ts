import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Sealer } from '../infra/security/sealing.js'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { versionField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { type ForeignChange, type FormTexts, joinChanges, openedName, sharedFields } from './changed-meanwhile.js'
import { correctVoter, type VoterCorrection } from './change-roll.js'
import { checkCorrection, readCorrection } from './check-correction.js'
import { clashErrors } from './check-person.js'
import { mayChangeRoll } from './may-change.js'
import { classOptions } from './register-voter.js'
import { changedDeclarationOptions } from './registration-words.js'
import { voterIdOf } from './show-voter.js'
import { lockRoll } from './version-queries.js'
import { blankVoter, changedVoterForm } from './voter-form.js'
import { getVoterDetails, type VoterDetails } from './voter-queries.js'
import { readWhy, reasonOptions } from './why-form.js'

type Typed = Readonly<Record<string, unknown>>

const versioned = changedVoterForm.extend({ version: versionField })

export async function showChangeVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await changePage(this, request, reply)
}

async function changePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  foreign?: readonly ForeignChange[],
) {
  const { election } = request
  const voter = await getVoterDetails(app.db, election.id, voterIdOf(request))
  const { isPosted, isClosed, findings } = mayChangeRoll(request, await listMilestones(app.db, election.id))
  const now = formOf(voter, app.sealer)
  const typed = (request.body ?? {}) as Typed
  const mayChange = findings.length === 0 && voter.state === 'registered'
  // What comes back refused is what was typed; else the form holds what is kept, the whole telephone too.
  if (mayChange && voter.sealedTelephone !== null && (!errors || foreign)) {
    const look = { type: 'telephoneSeen', voterId: voter.id } as const
    await inTransaction(app.db, async (trx) => ok(await recordEvent(trx, request.actor, look, election.id)))
  }
  return await reply.code(foreign ? 409 : errors ? 422 : 200).page('roll/change-voter.hbs', {
    title: `修改${voter.name}的登记`,
    voter: { id: voter.id, name: voter.name, voterNumber: voter.voterNumber },
    isPosted,
    isClosed,
    findings,
    mayChange,
    namesElectors: isPosted && election.form !== 'allVoters',
    ...formState(now, voter.version, errors ? typed : undefined, foreign !== undefined),
    isOvertaken: foreign !== undefined,
    foreign: foreign ?? [],
    reasonOptions: reasonOptions('corrected', isClosed),
    classOptions,
    declarationOptions: changedDeclarationOptions,
    errors,
  })
}

/**
 * What the form holds: what is kept, what was typed where it is refused, or both joined where somebody else was first.
 * `opened` is what each field held when the form was opened: it tells their changes from one's own.
 */
function formState(now: FormTexts, version: number, typed: Typed | undefined, isOvertaken: boolean) {
  const opened = (valueOf: (field: keyof FormTexts) => unknown) =>
    sharedFields.map((field) => ({ name: openedName(field), value: valueOf(field) }))
  if (!typed) return { form: now, version, opened: opened((field) => now[field]) }
  if (!isOvertaken) {
    const form = { ...blankVoter, ...typed }
    return { form, version: typed['version'], opened: opened((field) => typed[openedName(field)] ?? '') }
  }
  const form = { ...blankVoter, ...typed, ...joinChanges(typed, now).form }
  return { form, version, opened: opened((field) => now[field]) }
}

/** What is kept of a voter, as the form to change it shows it. The identity number stays out of the page. */
export function formOf(voter: VoterDetails, sealer: Sealer): Readonly<Record<keyof typeof blankVoter, string>> {
  const { name, householdNumber, relationship, address, nationality, politicalStatus, education } = voter
  return {
    ...blankVoter,
    ...{ name, householdNumber, relationship, address, nationality, politicalStatus, education },
    residentsGroup: voter.residentsGroup > 1000 ? voter.groupName : String(voter.residentsGroup),
    telephone: voter.sealedTelephone === null ? '' : sealer.unsealText(voter.sealedTelephone),
    registrationClass: voter.registrationClass,
    registeredAddress: voter.registeredAddress ?? '',
    residingSince: voter.residingSince ?? '',
    workingSince: voter.workingSince ?? '',
    declaredOn: voter.declaredOn ?? '',
    declarationWay: voter.declarationWay ?? '',
    undertakenOn: voter.undertakenOn ?? '',
    isElector: voter.isElector ? 'yes' : '',
  }
}

export async function changeVoter(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const when = mayChangeRoll(request, await listMilestones(this.db, election.id))
  const form = readForm(versioned, request.body)
  if (!form.ok) return await changePage(this, request, reply, form.error)
  const why = readWhy('corrected', request.body, when, ruleSetInForce(election))
  if (!why.ok) return await changePage(this, request, reply, why.error)
  const { version, ...wanted } = form.value
  const id = voterIdOf(request)
  const correction = await readCorrection(this.db, election, wanted, when.isPosted)
  if ('list' in correction) return await changePage(this, request, reply, correction)

  const saved = await refusingDuplicates(this, election, correction, () =>
    inTransaction(this.db, async (trx) => {
      await lockRoll(trx, election.id)
      const { findings, isClosed } = mayChangeRoll(request, await listMilestones(trx, election.id))
      if (isClosed !== when.isClosed) throw new Conflict()
      if (findings.length > 0) return refused(errorsFromFindings(findings))
      const work = { actor, election, today, sealer: this.sealer }
      const errors = await checkCorrection(trx, work, id, { correction, form: wanted })
      if (errors) return refused(errors)
      if (!(await correctVoter(trx, work, { id, version }, correction, why.value))) return refused(overtaken)
      return ok(undefined)
    }),
  )
  if (!saved.ok && saved.error === overtaken) return await overtakenPage(this, request, reply)
  if (!saved.ok) return await changePage(this, request, reply, saved.error)
  reply.flash('修改已保存。')
  return reply.redirect(`/elections/${election.id}/roll/voters/${id}`, 303)
}

/** What the transaction answers when somebody else saved the same voter first. */
const overtaken = formErrors([{ field: 'voter', message: '打开本页以后，这位选民的登记已被别人修改。请核对后再保存' }])

/** Says what the other clerk changed, with both changes joined in the form, to be saved by one more click. */
async function overtakenPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const voter = await getVoterDetails(app.db, request.election.id, voterIdOf(request))
  const now: FormTexts = formOf(voter, app.sealer)
  const { changes } = joinChanges(request.body as Typed, now)
  return await changePage(app, request, reply, overtaken, changes)
}

/** Carries out a change; a duplicate that the database refuses becomes a message beside the number. */
async function refusingDuplicates<T>(
  { db, sealer }: FastifyInstance,
  election: ElectionInScope,
  { identityNumber }: VoterCorrection,
  work: () => Promise<T>,
) {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error) || !identityNumber) throw error
    return refused(await clashErrors(db, election, sealer.fingerprint(identityNumber.number)))
  }
}
