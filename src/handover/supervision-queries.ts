import type { Db, Trx } from '../infra/db/database.js'
import type { SupervisionCommitteeTable, SupervisionMemberTable } from '../infra/db/tables/handover.js'

export interface SupervisionMember extends Omit<SupervisionMemberTable, 'id' | 'electionId'> {
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly voterNumber: number
}

export interface SupervisionCommittee extends Omit<SupervisionCommitteeTable, 'id' | 'version'> {
  readonly version: number
  readonly members: readonly SupervisionMember[]
}

/** The supervision committee of an election's term, the chair first; undefined until it is recorded. */
export async function findSupervisionCommittee(db: Db, electionId: number): Promise<SupervisionCommittee | undefined> {
  const committee = await db
    .selectFrom('supervisionCommittee')
    .selectAll()
    .where('electionId', '=', electionId)
    .executeTakeFirst()
  if (!committee) return undefined
  const members = await db
    .selectFrom('supervisionMember')
    .innerJoin('voter', 'voter.id', 'supervisionMember.voterId')
    .select(['supervisionMember.voterId', 'supervisionMember.position', 'supervisionMember.votes'])
    .select(['voter.name', 'voter.sex', 'voter.voterNumber'])
    .where('supervisionMember.electionId', '=', electionId)
    .orderBy('supervisionMember.position')
    .orderBy('supervisionMember.votes', 'desc')
    .orderBy('supervisionMember.id')
    .execute()
  return { ...committee, members }
}

export type SupervisionChoice = Omit<SupervisionCommitteeTable, 'id' | 'version'>

/** Records the committee over `version`, 0 for the first time; false when somebody was faster. */
export async function saveSupervisionCommittee(
  trx: Trx,
  choice: SupervisionChoice,
  members: readonly Omit<SupervisionMemberTable, 'id' | 'electionId'>[],
  version: number,
): Promise<boolean> {
  const { electionId } = choice
  const saved =
    version === 0
      ? await trx
          .insertInto('supervisionCommittee')
          .values(choice)
          .onConflict((conflict) => conflict.column('electionId').doNothing())
          .returning('id')
          .executeTakeFirst()
      : await trx
          .updateTable('supervisionCommittee')
          .set((eb) => ({ ...choice, version: eb('version', '+', 1) }))
          .where('electionId', '=', electionId)
          .where('version', '=', version)
          .returning('id')
          .executeTakeFirst()
  if (!saved) return false
  await trx.deleteFrom('supervisionMember').where('electionId', '=', electionId).execute()
  const rows = members.map((member) => ({ ...member, electionId }))
  await trx.insertInto('supervisionMember').values(rows).execute()
  return true
}
