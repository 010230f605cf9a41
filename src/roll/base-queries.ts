import type { Db } from '../infra/db/database.js'
import { groupName } from './group-name.js'

/** A person of the roll with the name of their group: the rows from which every list of voters is made. */
export function selectVoters(db: Db, electionId: number) {
  return selectAnyVoters(db).where('voter.electionId', '=', electionId)
}

/** The same of every election, for those who name the voters by their keys. */
export function selectAnyVoters(db: Db) {
  return db
    .selectFrom('voter')
    .leftJoin('rollGroup', (join) =>
      join
        .onRef('rollGroup.electionId', '=', 'voter.electionId')
        .onRef('rollGroup.number', '=', 'voter.residentsGroup'),
    )
    .select(['voter.id', 'voter.voterNumber', 'voter.name', 'voter.sex', 'voter.birthDate', 'voter.residentsGroup'])
    .select(['voter.householdNumber', 'voter.relationship', 'voter.address', 'voter.isElector'])
    .select(['voter.state', 'rollGroup.name as ownGroupName'])
}

type VoterRow = Awaited<ReturnType<ReturnType<typeof selectVoters>['executeTakeFirstOrThrow']>>

type AsVoter<T> = Omit<T, 'isElector' | 'ownGroupName'> & {
  /** 第三居民小组 */
  readonly groupName: string
  /** Casts a ballot in this election. */
  readonly isElector: boolean
}

/** A voter as lists and desks show one, without the identity number. */
export type RollVoter = AsVoter<VoterRow>

export function asRollVoter<T extends VoterRow>({ ownGroupName, isElector, ...row }: T): AsVoter<T> {
  return { ...row, isElector: isElector === 1, groupName: groupName(row.residentsGroup, ownGroupName) }
}

/** The one order of every list: group, household, then the order of the register. */
export function inListOrder(query: ReturnType<typeof selectVoters>) {
  return (
    query
      .orderBy('voter.residentsGroup')
      // Household numbers are mostly digits without leading noughts: 9 before 10.
      .orderBy((eb) => eb.fn<number>('length', ['voter.householdNumber']))
      .orderBy('voter.householdNumber')
      .orderBy('voter.id')
  )
}

/** Every registered voter in the order in which the list is posted. */
export async function listPostedVoters(db: Db, electionId: number): Promise<RollVoter[]> {
  const rows = await inListOrder(selectVoters(db, electionId).where('voter.state', '=', 'registered')).execute()
  return rows.map(asRollVoter)
}
