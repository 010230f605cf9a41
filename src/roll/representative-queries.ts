import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { GroupSeatsTable, RepresentativeTable } from '../infra/db/tables/roll.js'
import { groupName } from './group-name.js'

/** A residents' representative with what the roll says of the person. */
export type Representative = Awaited<ReturnType<typeof listRepresentatives>>[number]

/** How many representatives each group chooses, when and where: every group of the roll, settled or not. */
export async function listGroupSeats(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('voter')
    .leftJoin('rollGroup', (join) =>
      join
        .onRef('rollGroup.electionId', '=', 'voter.electionId')
        .onRef('rollGroup.number', '=', 'voter.residentsGroup'),
    )
    .leftJoin('groupSeats', (join) =>
      join
        .onRef('groupSeats.electionId', '=', 'voter.electionId')
        .onRef('groupSeats.residentsGroup', '=', 'voter.residentsGroup'),
    )
    .select(['voter.residentsGroup as number', 'rollGroup.name as ownName', 'seats', 'place', 'meetsOn', 'meetsAt'])
    .select(({ fn }) => fn.count<number>('voter.householdNumber').distinct().as('households'))
    .where('voter.electionId', '=', electionId)
    .where('voter.state', '=', 'registered')
    .groupBy(['voter.residentsGroup', 'rollGroup.name', 'seats', 'place', 'meetsOn', 'meetsAt'])
    .orderBy('voter.residentsGroup')
    .execute()
  return rows.map(({ ownName, place, ...row }) => ({
    ...row,
    place: place ?? '',
    name: groupName(row.number, ownName),
  }))
}

/** Representatives who are on the roll, group by group, the head of each first. */
export async function listRepresentatives(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('representative')
    .innerJoin('voter', 'voter.id', 'representative.voterId')
    .select(['representative.id', 'representative.voterId', 'representative.leads'])
    .select(['voter.name', 'voter.sex', 'voter.voterNumber', 'voter.residentsGroup', 'voter.isElector'])
    .where('representative.electionId', '=', electionId)
    .where('voter.state', '=', 'registered')
    .orderBy('voter.residentsGroup')
    .orderBy('voter.voterNumber')
    .execute()
  const order = { head: 0, deputy: 1, nothing: 2 }
  return rows.sort((a, b) => a.residentsGroup - b.residentsGroup || order[a.leads] - order[b.leads])
}

export async function saveGroupSeats(trx: Trx, seats: Insertable<GroupSeatsTable>): Promise<void> {
  const { place, meetsOn, meetsAt } = seats
  await trx
    .insertInto('groupSeats')
    .values(seats)
    .onConflict((conflict) =>
      conflict.columns(['electionId', 'residentsGroup']).doUpdateSet({ seats: seats.seats, place, meetsOn, meetsAt }),
    )
    .execute()
}

/** Names a representative; false when the person is one already. */
export async function insertRepresentative(trx: Trx, one: Insertable<RepresentativeTable>): Promise<boolean> {
  const row = await trx
    .insertInto('representative')
    .values(one)
    .onConflict((conflict) => conflict.columns(['electionId', 'voterId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteRepresentative(trx: Trx, electionId: number, id: number) {
  return await trx
    .deleteFrom('representative')
    .where('electionId', '=', electionId)
    .where('id', '=', id)
    .returning(['voterId', 'leads'])
    .executeTakeFirst()
}
