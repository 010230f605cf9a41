import { z } from 'zod'
import { nameField, optionalTextField } from '../infra/http/fields.js'
import type { StaffMember } from './queries.js'

/** Two people who were there and put their names to it, with an explanation where something is not as it should be. */
export const witnessForm = z
  .object({ firstWitness: nameField, secondWitness: nameField, explanation: optionalTextField(300) })
  .refine((form) => form.firstWitness !== form.secondWitness, {
    path: ['secondWitness'],
    message: '两名见证人应当是两个人',
  })

export type WitnessForm = z.infer<typeof witnessForm>

/** 陈国强、林美芳, as papers print the two. */
export function witnessesText(form: WitnessForm): string {
  return `${form.firstWitness}、${form.secondWitness}`
}

/** Whom the fields offer: the scrutineers first, then the others of the staff. */
export function likelyWitnesses(staff: readonly StaffMember[]): string[] {
  const scrutineers = staff.filter((member) => member.function === 'scrutineer')
  return [...new Set([...scrutineers, ...staff].map(({ name }) => name))]
}
