import type { ExpressionBuilder } from 'kysely'
import type { PlainDate } from '../lib/plain-date.js'
import type { RegistrationClass } from '../rules/voter-eligibility.js'
import type { Db } from '../infra/db/database.js'
import type { Tables } from '../infra/db/tables.js'
import { noGroup } from './group-name.js'
import { asRollVoter, inListOrder, selectAnyVoters, selectVoters } from './queries.js'
import { soughtVoters } from './search-queries.js'
import type { VoterSearch } from './voter-search.js'

/** Whom the page of the voter list shows; all but the removed are registered. */
export const listStates = ['registered', 'elector', 'objection', 'underAge', 'toCheck', 'removed'] as const
export type ListState = (typeof listStates)[number]

/** What the page of the voter list is narrowed down to. */
export interface VoterFilter {
  readonly search: VoterSearch
  readonly group: number | undefined
  readonly registrationClass: RegistrationClass | undefined
  readonly state: ListState
  /** Whoever is born later has no vote on election day. */
  readonly lastBirthWithVote: PlainDate
}

export const votersPerPage = 50

type Builder = ExpressionBuilder<Tables, 'voter'>

/** Somebody else of the roll bears the same name and was born the same day: perhaps the same person twice. */
function hasDouble(eb: Builder) {
  return eb.exists(
    eb
      .selectFrom('voter as other')
      .select('other.id')
      .whereRef('other.electionId', '=', 'voter.electionId')
      .where('other.state', '=', 'registered')
      .whereRef('other.birthDate', '=', 'voter.birthDate')
      .whereRef('other.searchName', '=', 'voter.searchName')
      .whereRef('other.id', '!=', 'voter.id'),
  )
}

function registered(db: Db, electionId: number) {
  return db.selectFrom('voter').where('voter.electionId', '=', electionId).where('voter.state', '=', 'registered')
}

/** The keys of those whom a person has to look at: perhaps on the roll twice, or in no group. */
function votersToCheck(db: Db, electionId: number) {
  const pairs = registered(db, electionId)
    .select(['voter.birthDate', 'voter.searchName'])
    .groupBy(['voter.birthDate', 'voter.searchName'])
    .having((eb) => eb.fn.countAll(), '>', 1)
  return registered(db, electionId)
    .innerJoin(pairs.as('pair'), (join) =>
      join.onRef('pair.birthDate', '=', 'voter.birthDate').onRef('pair.searchName', '=', 'voter.searchName'),
    )
    .select('voter.id')
    .union(registered(db, electionId).select('voter.id').where('voter.residentsGroup', '=', noGroup))
}

function votersObjectedTo(db: Db, electionId: number) {
  return db
    .selectFrom('objection')
    .innerJoin('voter', 'voter.id', 'objection.voterId')
    .select('voter.id')
    .where('objection.electionId', '=', electionId)
    .where('objection.state', '=', 'open')
}

/** Sets of keys to which a filter narrows the list, each small beside the roll and found in an index. */
function keysOf(db: Db, electionId: number, { search, state }: VoterFilter) {
  return [
    ...(search.by === 'everyone'
      ? []
      : [soughtVoters(db, electionId, state === 'removed' ? 'removed' : 'registered', search)]),
    ...(state === 'objection' ? [votersObjectedTo(db, electionId)] : []),
    ...(state === 'toCheck' ? [votersToCheck(db, electionId)] : []),
  ]
}

function filtered(db: Db, electionId: number, filter: VoterFilter) {
  const { group, registrationClass, state, lastBirthWithVote } = filter
  const keys = keysOf(db, electionId, filter)
  // Where keys are known the rest must not tempt the engine to walk the roll and ask for each whether it is among them.
  const inRoll = selectVoters(db, electionId).where('voter.state', '=', state === 'removed' ? 'removed' : 'registered')
  const rows =
    keys.length === 0 ? inRoll : selectAnyVoters(db).where((eb) => eb.and(keys.map((own) => eb('voter.id', 'in', own))))
  return rows
    .$if(state === 'elector', (some) => some.where('voter.isElector', '=', 1))
    .$if(state === 'underAge', (some) => some.where('voter.birthDate', '>', lastBirthWithVote))
    .$if(group !== undefined, (some) => some.where('voter.residentsGroup', '=', group as number))
    .$if(registrationClass !== undefined, (some) =>
      some.where('voter.registrationClass', '=', registrationClass as RegistrationClass),
    )
}

/** One page of the voter list, with the sealed identity numbers, which the page masks, and what is to be looked at. */
export async function listVoters(db: Db, electionId: number, filter: VoterFilter, page: number) {
  const rows = await inListOrder(filtered(db, electionId, filter))
    .select(['voter.sealedIdentityNumber', 'voter.registrationClass'])
    .select((eb) => [
      eb('voter.id', 'in', votersObjectedTo(db, electionId)).as('hasObjection'),
      hasDouble(eb).as('hasDouble'),
    ])
    .limit(votersPerPage)
    .offset((page - 1) * votersPerPage)
    .execute()
  return rows.map(({ hasObjection: objected, hasDouble: doubled, ...row }) => ({
    ...asRollVoter(row),
    hasObjection: Boolean(objected),
    hasDouble: Boolean(doubled),
  }))
}

export async function countFoundVoters(db: Db, electionId: number, filter: VoterFilter): Promise<number> {
  const { count } = await filtered(db, electionId, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
