import type { Db } from '../infra/db/database.js'
import type { FieldError } from '../infra/http/forms.js'
import { lookUp, readEntries } from '../nomination/queries.js'
import type { ElectionForm } from '../rules/election-form.js'

/** Those who signed a demand, looked up in the roll. */
export interface Signatories {
  /** Each once, and only those who may sign. */
  readonly voterIds: readonly number[]
  /** Entries that count for nothing, with why. */
  readonly notes: readonly string[]
  /** Entries that must be typed otherwise first. */
  readonly errors: readonly FieldError[]
}

/**
 * Looks up whoever signed: where everybody votes, everybody on the roll may sign; where households or representatives
 * vote, only they (art. 20). A name that several people bear must be typed as the number.
 */
export async function readSignatories(
  db: Db,
  election: { readonly id: number; readonly form: ElectionForm },
  text: string,
): Promise<Signatories> {
  const voterIds = new Set<number>()
  const notes: string[] = []
  const errors: FieldError[] = []
  for (const { typed, voters } of await lookUp(db, election.id, readEntries(text))) {
    const [voter, another] = voters.filter(({ isOnRoll }) => isOnRoll)
    if (another) errors.push({ field: 'signatories', message: `“${typed}”有同名的选民，请改填选民号` })
    else if (!voter) notes.push(`“${typed}”不在选民名单上，不计入联名人数。`)
    else if (election.form !== 'allVoters' && !voter.isElector) notes.push(`“${typed}”不是户代表或者居民代表，不计入。`)
    else if (voterIds.has(voter.id)) notes.push(`“${typed}”重复，只计一次。`)
    else voterIds.add(voter.id)
  }
  return { voterIds: [...voterIds], notes, errors }
}
