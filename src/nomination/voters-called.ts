import { soughtName } from '../lib/variant-characters.js'
import { halfWidth, nameField } from '../infra/http/fields.js'
import type { Db } from '../infra/db/database.js'
import { type FoundVoter, listVotersCalled } from './queries.js'

/** One name or voter number as typed, with everybody it can mean. */
export interface LookedUp {
  readonly typed: string
  /** Those on the roll; where there is none, those who have been removed from it. */
  readonly voters: readonly FoundVoter[]
}

/** What was typed as a list: an entry a line, or between commas (,，、;；), numbers also between blanks. */
export function readEntries(text: string): string[] {
  return text
    .split(/[\r\n,，、;；]/)
    .flatMap((entry) => (/^[\d\s号]+$/.test(halfWidth(entry)) ? entry.split(/\s+/) : [entry]))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** Looks up each entry in the roll: digits are a voter number (12, 12号), anything else is a name. */
export async function lookUp(db: Db, electionId: number, entries: readonly string[]): Promise<LookedUp[]> {
  const asked = entries.map((typed) => ({ typed, ...read(typed) }))
  const names = asked.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const numbers = asked.flatMap(({ number }) => (number === undefined ? [] : [number]))
  const found = await listVotersCalled(db, electionId, [...new Set(names)], [...new Set(numbers)])
  return asked.map(({ typed, name, number }) => {
    const exactly = found.filter((voter) => voter.voterNumber === number || voter.name === name)
    const all = exactly.length > 0 ? exactly : found.filter((voter) => isFormOf(voter.name, name))
    const onRoll = all.filter(({ isOnRoll }) => isOnRoll)
    return { typed, voters: onRoll.length > 0 ? onRoll : all }
  })
}

/** A sheet has 黄, the roll 黃: the same name, of which a person sees how the roll writes it. */
function isFormOf(name: string, typed: string | undefined): boolean {
  return typed !== undefined && soughtName(name) === soughtName(typed)
}

function read(typed: string): { name?: string; number?: number } {
  const digits = /^(\d{1,7})号?$/.exec(halfWidth(typed))?.[1]
  if (digits !== undefined) return { number: Number(digits) }
  const name = nameField.safeParse(typed)
  return name.success ? { name: name.data } : {}
}
