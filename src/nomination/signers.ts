import type { PersonId } from '../rules/kinship.js'
import type { FoundVoter } from './queries.js'
import type { LookedUp } from './voters-called.js'
import { voterText } from './words.js'

/** The signatures of a joint paper as the rule counts them, with what is to be said about single ones. */
export interface Signers {
  /** For the rule: voters by id, entries that mean nobody by what was typed. */
  readonly people: readonly PersonId[]
  /** Different voters of the roll. */
  readonly voters: readonly FoundVoter[]
  /** One sentence for every entry that is not simply a voter of the roll. */
  readonly notes: readonly string[]
  /** An entry that several voters may have signed: to be made clear before anything is counted. */
  readonly hasAmbiguous: boolean
}

/** Judges the entries of a list of signers in the order of the paper. */
export function judgeSigners(entries: readonly LookedUp[]): Signers {
  const people: PersonId[] = []
  const notes: string[] = []
  const places = new Map<number, number>()
  const counted: FoundVoter[] = []
  let hasAmbiguous = false
  for (const [index, { typed, voters }] of entries.entries()) {
    const place = index + 1
    const [voter, ...others] = voters
    if (others.length > 0) {
      hasAmbiguous = true
      notes.push(
        `第${place}个“${typed}”有${voters.length}名同名选民，请改填选民证号：${voters.map(voterText).join('；')}。`,
      )
      continue
    }
    people.push(voter?.id ?? `第${place}个 ${typed}`)
    if (!voter) {
      notes.push(`第${place}个“${typed}”在选民名单上查不到，不计。`)
      continue
    }
    const before = places.get(voter.id)
    if (!voter.isOnRoll) notes.push(`第${place}个“${typed}”（${voter.name}）已从选民名单中去掉，不计。`)
    else if (before !== undefined) {
      notes.push(`第${place}个“${typed}”与第${before}个是同一名选民（${voter.voterNumber}号${voter.name}），只计一次。`)
    } else {
      places.set(voter.id, place)
      counted.push(voter)
    }
  }
  return { people, voters: counted, notes, hasAmbiguous }
}
