import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import type { Actor } from '../infra/audit-log/record-event.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { insertClashes, type NewClash } from './clash-queries.js'
import { mayChangeRoll } from './may-change.js'
import { findRegistrations } from './register-row-queries.js'
import { registerPage } from './register-voter.js'
import { newVoterForm } from './voter-form.js'

interface ClashWork {
  readonly actor: Actor
  readonly today: PlainDate
  readonly election: { readonly id: number; readonly seasonId: number }
}

/**
 * Puts before both communities and their townships the people who were to be registered here and stand on another roll
 * of the season. Whoever stands on none is passed over, and so is a clash that is open already. Returns how many are new.
 */
export async function recordClashes(
  trx: Trx,
  { actor, election, today }: ClashWork,
  source: 'desk' | 'import',
  people: readonly Omit<NewClash, 'holderElectionId'>[],
): Promise<number> {
  const clashes: NewClash[] = []
  for (let from = 0; from < people.length; from += 200) {
    const some = people.slice(from, from + 200)
    const hashes = some.map(({ identityHash }) => identityHash)
    const places = await findRegistrations(trx, election, hashes)
    for (const person of some) {
      const place = places.get(person.identityHash)
      if (place && place.electionId !== election.id) clashes.push({ ...person, holderElectionId: place.electionId })
    }
  }
  const common = { seasonId: election.seasonId, claimantElectionId: election.id, source, raisedOn: today }
  const count = await insertClashes(trx, clashes, common)
  if (count > 0)
    await recordEvent(trx, actor, { type: 'registrationClashesRaised', source, people: count }, election.id)
  return count
}

/** From the desk: somebody stands before the clerk and is registered elsewhere. Nobody is registered by this. */
export async function raiseClash(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today } = request
  const form = readForm(newVoterForm, request.body)
  if (!form.ok) return await registerPage(this, request, reply, form.error)
  const { name, identityNumber } = form.value
  const person = {
    name,
    identityHash: this.sealer.fingerprint(identityNumber.number),
    birthDate: identityNumber.bornOn,
  }
  const raised = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    mayChangeRoll(request, await listMilestones(trx, election.id))
    const place = (await findRegistrations(trx, election, [person.identityHash])).get(person.identityHash)
    if (!place || place.electionId === election.id) return refused(notElsewhere)
    await recordClashes(trx, { actor, election, today }, 'desk', [person])
    return ok(undefined)
  })
  if (!raised.ok) return await registerPage(this, request, reply, raised.error)
  reply.flash(`${name}重复登记的情况已提出，两个社区和街道（镇）都能看到。核对清楚以后再登记。`)
  return reply.redirect('/registration-clashes', 303)
}

const notElsewhere: FormErrors = formErrors([
  { field: 'identityNumber', message: '这个身份号码没有在别的社区登记，不用提出核对' },
])
