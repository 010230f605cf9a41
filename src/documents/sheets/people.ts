import { type RegistrationClass } from '../../rules/voter-eligibility.js'
import type { Sealer } from '../../infra/security/sealing.js'
import type { VoterInFull } from '../../roll/queries.js'
import type { Picked } from '../define-sheet.js'

/** The class of registration in the few characters that a column has (Urban Residents' Committees Law 2025, art. 16). */
export const classText: Readonly<Record<RegistrationClass, string>> = {
  household: '户籍',
  resident: '常住',
  communityWorker: '社区工作者',
}

/** An identity number as far as it is asked for: nothing, its last four, or the whole. */
export function identityText(sealed: string, wanted: Picked['identity'], sealer: Sealer): string {
  if (wanted === 'none') return ''
  const number = sealer.unsealText(sealed)
  return wanted === 'whole' ? number : `${'*'.repeat(number.length - 4)}${number.slice(-4)}`
}

export function telephoneText({ sealedTelephone }: VoterInFull, sealer: Sealer): string {
  return sealedTelephone === null ? '' : sealer.unsealText(sealedTelephone)
}

/** Voters under the names of their groups, in the order of the list. */
export function byGroup<T extends { readonly groupName: string }>(voters: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const voter of voters) groups.set(voter.groupName, [...(groups.get(voter.groupName) ?? []), voter])
  return [...groups]
}

/** 户主 of each household: whoever says so of themselves, in the words that registers use. */
export function householders(voters: readonly VoterInFull[]): (voter: VoterInFull) => string {
  const key = ({ residentsGroup, householdNumber }: VoterInFull) => `${residentsGroup}/${householdNumber}`
  const heads = new Map(
    voters
      .filter(({ relationship }) => /^(户主|本人|户主本人)$/.test(relationship))
      .map((head) => [key(head), head.name]),
  )
  return (voter) => heads.get(key(voter)) ?? ''
}
