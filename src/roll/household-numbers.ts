import type { RegisterPerson } from './register/checked-register.js'

type Member = Pick<
  RegisterPerson,
  'householdNumber' | 'householder' | 'relation' | 'address' | 'door' | 'residentsGroup'
>

const headWords = /^(户主|本人|户主本人)$/

/** Whether the relationship says that this is the head of the household. */
export function isHead(relation: string | null): boolean {
  return relation !== null && headWords.test(relation)
}

/**
 * The household of every person of a register, in its order. Where the office gives no number, people of one
 * householder and one address belong together; without a householder's name a 户主 begins a household and those
 * below at the same address follow. Such households are numbered 自编1, 自编2 …, from `from` on.
 */
export function householdNumbers(people: readonly Member[], from = 1): string[] {
  const made = new Map<string, string>()
  let current = ''
  let place = ''
  const begin = () => `自编${from + made.size}`
  return people.map((person) => {
    const { householdNumber, householder, relation } = person
    if (householdNumber !== null) return householdNumber
    const here = [person.residentsGroup, person.address, person.door].join('|')
    if (householder !== null) return numberOf(`${householder}|${here}`)
    const follows = !isHead(relation) && relation !== null && here === place && current !== ''
    place = here
    if (!follows) current = numberOf(`${made.size}|alone`)
    return current
  })

  function numberOf(key: string): string {
    const number = made.get(key) ?? begin()
    made.set(key, number)
    return number
  }
}
