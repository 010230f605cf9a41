import { householdsOf, usualRepresentative } from './electors-of-roll.js'
import type { RollVoter } from './queries.js'

/** Voters to be made electors, and to be none any more. */
export interface ElectorChanges {
  readonly on: readonly number[]
  readonly off: readonly number[]
}

type Body = Readonly<Record<string, unknown>>

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}

/**
 * One answer a household: the key of the member who represents it, or a minus before the key of any member
 * for nobody. Households that the page did not show stay as they are.
 */
export function readHouseholdChoice(voters: readonly RollVoter[], body: Body): ElectorChanges {
  const answers = new Map(listOf(body['choice']).map((answer) => [answer.replace('-', ''), answer]))
  const on: number[] = []
  const off: number[] = []
  for (const { members } of householdsOf(voters)) {
    const answer = members.map(({ id }) => answers.get(String(id))).find((one) => one !== undefined)
    if (answer === undefined) continue
    for (const { id } of members) (String(id) === answer ? on : off).push(id)
  }
  return { on, off }
}

/** The head, or the only one, for each household that has nobody yet. Those chosen by hand stay. */
export function usualForEmpty(voters: readonly RollVoter[]): ElectorChanges {
  const empty = householdsOf(voters).filter(({ members }) => !members.some(({ isElector }) => isElector))
  const usual = empty.map(usualRepresentative).filter((one) => one !== undefined)
  return { on: usual.map(({ id }) => id), off: [] }
}

/** Ticks beside the persons that the page showed. */
export function readTicks(voters: readonly RollVoter[], body: Body): ElectorChanges {
  const shown = new Set(listOf(body['shown']))
  const ticked = new Set(listOf(body['voterId']))
  const onPage = voters.map(({ id }) => id).filter((id) => shown.has(String(id)))
  return {
    on: onPage.filter((id) => ticked.has(String(id))),
    off: onPage.filter((id) => !ticked.has(String(id))),
  }
}
