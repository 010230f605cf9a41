import { ok, type Result, refused } from '../lib/result.js'
import type { Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { type FormErrors, readForm } from '../infra/http/forms.js'
import { addVoter, correctVoter, type RollWork, takeOffVoter, type VoterCorrection, type Why } from './change-roll.js'
import { checkCorrection, readCorrection } from './check-correction.js'
import { checkNewVoter, readGroup } from './check-person.js'
import type { Objection } from './objection-queries.js'
import { personOf } from './register-voter.js'
import { type ChangedVoterForm, changedVoterForm, newVoterForm, type NewVoterForm } from './voter-form.js'
import { getVoterDetails } from './voter-queries.js'
import type { PersonToRegister } from './voter-row.js'
import { whyForm } from './why-form.js'

/** What upholding an objection does to the roll. */
export type Effect =
  | { readonly kind: 'add'; readonly form: NewVoterForm; readonly person: PersonToRegister; readonly why: Why }
  | { readonly kind: 'remove'; readonly voter: { id: number; version: number }; readonly why: Why }
  | {
      readonly kind: 'correct'
      readonly voter: { id: number; version: number }
      readonly form: ChangedVoterForm
      readonly correction: VoterCorrection
      readonly why: Why
    }
  /** The person has left the roll by another way meanwhile. */
  | { readonly kind: 'none' }

/** The kind of change that each kind of objection asks for. */
export const changeKindOf = { missing: 'added', notEntitled: 'removed', wrongDetails: 'corrected' } as const

/** Reads from the form what is to become of the roll, by what the objection is about. */
export async function readEffect(
  trx: Trx,
  { election, today }: RollWork,
  { subject, voterId, number }: Objection,
  body: unknown,
): Promise<Result<Effect, FormErrors>> {
  const voter = subject === 'missing' ? undefined : await getVoterDetails(trx, election.id, voterId as number)
  if (voter?.state === 'removed') return ok({ kind: 'none' })
  const why = readForm(whyForm(changeKindOf[subject]), body)
  if (!why.ok) return why
  const { reason, note } = why.value
  const noted = {
    reason,
    note: note === '' ? `第${number}号异议` : `第${number}号异议，${note}`,
    document: `第${number}号异议处理决定`,
  }
  if (voter === undefined) return await readAddition(trx, { election, today }, noted, body)
  if (String(voter.version) !== (body as { voterVersion?: string }).voterVersion) throw new Conflict()
  if (subject === 'notEntitled') return ok({ kind: 'remove', voter, why: noted })
  const form = readForm(changedVoterForm, body)
  if (!form.ok) return form
  const correction = await readCorrection(trx, election, form.value, true)
  return 'list' in correction
    ? refused(correction)
    : ok({ kind: 'correct', voter, form: form.value, correction, why: noted })
}

async function readAddition(
  trx: Trx,
  { election, today }: Pick<RollWork, 'election' | 'today'>,
  why: Why,
  body: unknown,
): Promise<Result<Effect, FormErrors>> {
  const form = readForm(newVoterForm, body)
  if (!form.ok) return form
  const group = await readGroup(trx, election.id, form.value.residentsGroup)
  return typeof group === 'number'
    ? ok({ kind: 'add', form: form.value, person: personOf(form.value, group, today), why })
    : refused(group)
}

/** Carries the effect out; returns the voter it concerns. */
export async function carryOut(
  trx: Trx,
  work: RollWork,
  effect: Effect,
): Promise<Result<number | undefined, FormErrors>> {
  const { sealer } = work
  switch (effect.kind) {
    case 'none':
      return ok(undefined)
    case 'add': {
      const hash = sealer.fingerprint(effect.form.identityNumber.number)
      const errors = await checkNewVoter(trx, work, effect.form, hash)
      return errors ? refused(errors) : ok(await addVoter(trx, work, effect.person, effect.why))
    }
    case 'remove':
      if (!(await takeOffVoter(trx, work, effect.voter, effect.why))) throw new Conflict()
      return ok(effect.voter.id)
    case 'correct': {
      const errors = await checkCorrection(trx, work, effect.voter.id, effect)
      if (errors) return refused(errors)
      if (!(await correctVoter(trx, work, effect.voter, effect.correction, effect.why))) throw new Conflict()
      return ok(effect.voter.id)
    }
  }
}
