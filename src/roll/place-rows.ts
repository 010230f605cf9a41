import type { Db, Trx } from '../infra/db/database.js'
import type { RegisterRowTable } from '../infra/db/tables/registers.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import { soughtName } from '../lib/variant-characters.js'
import type { NamedGroup } from './group-number.js'
import { mergedOutcome, outcomeOf } from './import-outcome.js'
import { differencesOf, isOfHousehold, type MergedTexts } from './merge-differences.js'
import { listMergeableByHash, listNamesakesNotIn, type MergeableVoter, type RowPlace } from './merge-queries.js'
import type { RegisterPerson } from './register/checked-register.js'
import { findRegistrations, listRemovedHashes } from './register-row-queries.js'
import type { StagedPerson } from './staged-row.js'
import { listNamedGroups } from './voter-queries.js'

/** What the rows of a register are compared with. */
export interface RollInSight {
  readonly election: Pick<ElectionInScope, 'id' | 'seasonId'>
  readonly importId: number
  readonly sealer: Sealer
  readonly removed: ReadonlySet<string>
  readonly groups: readonly NamedGroup[]
}

export async function rollInSight(
  db: Db | Trx,
  { election, importId, sealer }: Pick<RollInSight, 'election' | 'importId' | 'sealer'>,
): Promise<RollInSight> {
  const removed = await listRemovedHashes(db, election.id)
  return { election, importId, sealer, removed, groups: await listNamedGroups(db, election.id) }
}

export type RowToPlace = Pick<
  RegisterRowTable,
  'verdict' | 'heldBack' | 'decision' | 'identityHash' | 'sealedPerson' | 'matchedVoter' | 'matchedVersion'
> & { readonly id: number }

/** Somebody of the roll as a register may change them. */
export function textsOf(voter: MergeableVoter, sealer: Sealer): MergedTexts {
  const { name, householdNumber, relationship, address, nationality, politicalStatus, education } = voter
  return {
    ...{ name, householdNumber, relationship, address, nationality, politicalStatus, education },
    residentsGroup: String(voter.residentsGroup),
    registeredAddress: voter.registeredAddress ?? '',
    residingSince: voter.residingSince ?? '',
    telephone: voter.sealedTelephone === null ? '' : sealer.unsealText(voter.sealedTelephone),
  }
}

export const personOf = (sealedPerson: string, sealer: Sealer): RegisterPerson =>
  (JSON.parse(sealer.unsealText(sealedPerson)) as StagedPerson).person

/**
 * What becomes of rows as the rolls stand now: who is new, who is on this roll already (by the identity number, else
 * perhaps by name, birth date and household), and whether the register says anything else of them. A decision holds
 * only as long as it is about the same person, unchanged.
 */
export async function placeRows<T extends RowToPlace>(
  db: Db | Trx,
  sight: RollInSight,
  rows: readonly T[],
): Promise<RowPlace[]> {
  const { election, sealer, removed, groups } = sight
  const hashes = rows.flatMap(({ identityHash }) => identityHash ?? [])
  const registrations = await findRegistrations(db, election, hashes)
  const mine = await listMergeableByHash(db, election.id, hashes)
  const byHash = new Map(mine.map((voter) => [voter.identityHash, voter]))
  const isOpen = ({ verdict, heldBack }: T) => verdict !== 'error' && heldBack === null
  const unknown = rows.filter(
    (row) => isOpen(row) && !registrations.has(row.identityHash ?? '') && !removed.has(row.identityHash ?? ''),
  )
  const likely = await likelySame(db, sight, unknown)
  return rows.map((row) => {
    const hash = row.identityHash ?? ''
    const here = isOpen(row) ? byHash.get(hash) : undefined
    const voter = here ?? likely.get(row.id)
    const isSame = (voter?.voterId ?? null) === row.matchedVoter && (voter?.version ?? null) === row.matchedVersion
    const decision = isSame ? row.decision : null
    const matched = { matchedVoter: voter?.voterId ?? null, matchedVersion: voter?.version ?? null }
    if (!voter) {
      const known = { registeredIn: registrations.get(hash)?.electionId ?? null, wasRemoved: removed.has(hash) }
      return {
        decision,
        match: null,
        ...matched,
        outcome: outcomeOf({ ...row, decision, ...known }, election.id),
      }
    }
    const match = here ? 'identity' : 'household'
    const isChanged =
      !here || differencesOf(personOf(row.sealedPerson, sealer), textsOf(voter, sealer), groups).length > 0
    return { decision, match, ...matched, outcome: mergedOutcome(match, isChanged, decision) }
  })
}

/** By row, somebody of the roll of the same name, birth date and household: perhaps a number was mistyped. */
async function likelySame(db: Db | Trx, sight: RollInSight, rows: readonly RowToPlace[]) {
  const found = new Map<number, MergeableVoter>()
  if (rows.length === 0) return found
  const people = rows.map((row) => ({ row, person: personOf(row.sealedPerson, sight.sealer) }))
  const dates = [...new Set(people.flatMap(({ person }) => person.bornOn ?? []))]
  const voters = await listNamesakesNotIn(db, sight.election.id, sight.importId, dates)
  if (voters.length === 0) return found
  const taken = new Set<number>()
  for (const { row, person } of people) {
    const name = soughtName(person.name ?? '')
    const voter = voters.find(
      (one) =>
        !taken.has(one.voterId) &&
        one.birthDate === person.bornOn &&
        one.searchName === name &&
        isOfHousehold(person, one),
    )
    if (!voter) continue
    taken.add(voter.voterId)
    found.set(row.id, voter)
  }
  return found
}
