import { maskedIdentityNumber } from '../lib/identity-number.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import { type Difference, differencesOf } from './merge-differences.js'
import { listMergeableById } from './merge-queries.js'
import { personOf, textsOf } from './place-rows.js'
import type { RegisterRow } from './register-row-queries.js'
import { listNamedGroups } from './voter-queries.js'

/** Somebody on the roll whom a row is about, and what the row says otherwise. */
export interface RowMatch {
  readonly voterId: number
  readonly differences: readonly Difference[]
}

/** Whom on the roll the rows of a page are about, as the roll stands now. */
export async function matchesOf(
  { db, sealer }: { readonly db: Db; readonly sealer: Sealer },
  election: Pick<ElectionInScope, 'id'>,
  rows: readonly RegisterRow[],
): Promise<(row: RegisterRow) => RowMatch | undefined> {
  const ids = rows.flatMap(({ matchedVoter }) => matchedVoter ?? [])
  if (ids.length === 0) return () => undefined
  const voters = new Map((await listMergeableById(db, election.id, ids)).map((voter) => [voter.voterId, voter]))
  const groups = await listNamedGroups(db, election.id)
  return ({ matchedVoter, match, sealedPerson }) => {
    const voter = matchedVoter === null ? undefined : voters.get(matchedVoter)
    if (!voter) return undefined
    const person = personOf(sealedPerson, sealer)
    const differences = differencesOf(person, textsOf(voter, sealer), groups)
    if (match === 'identity') return { voterId: voter.voterId, differences }
    const number = {
      title: '公民身份号码',
      was: maskedIdentityNumber(sealer.unsealText(voter.sealedIdentityNumber)),
      now: maskedIdentityNumber(person.identityNumber ?? ''),
    }
    return { voterId: voter.voterId, differences: [number, ...differences] }
  }
}
