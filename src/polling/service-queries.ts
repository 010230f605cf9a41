import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'

/** Where and when the boxes of a round are opened and the votes counted; undefined while nobody has said. */
export async function findCountPlan(db: Db, roundId: number) {
  return await db
    .selectFrom('countPlan')
    .select(['place', 'begins', 'version'])
    .where('roundId', '=', roundId)
    .executeTakeFirst()
}

/** Says it, or says it anew; false when it has changed since the form was opened (version 0: nothing was said). */
export async function saveCountPlan(
  trx: Trx,
  roundId: number,
  version: number,
  plan: { readonly place: string; readonly begins: string },
): Promise<boolean> {
  const saved =
    version === 0
      ? await trx
          .insertInto('countPlan')
          .values({ ...plan, roundId })
          .onConflict((conflict) => conflict.column('roundId').doNothing())
          .returning('id')
          .executeTakeFirst()
      : await trx
          .updateTable('countPlan')
          .set({ ...plan, version: version + 1 })
          .where('roundId', '=', roundId)
          .where('version', '=', version)
          .returning('id')
          .executeTakeFirst()
  return saved !== undefined
}

export interface NewScribeRequest {
  readonly roundId: number
  readonly voterId: number
  readonly scribeName: string
  /** Null: not on the roll. */
  readonly scribeVoterId: number | null
  readonly requestedOn: PlainDate
  readonly recordedBy: number
  readonly recordedAt: string
}

/** Who asked for somebody to write the ballot, in the order of the roll; withdrawn ones are left out. */
export async function listScribeRequests(db: Db, roundId: number) {
  return await db
    .selectFrom('scribeRequest')
    .innerJoin('voter', 'voter.id', 'scribeRequest.voterId')
    .select(['scribeRequest.id', 'scribeRequest.voterId', 'scribeRequest.scribeName', 'scribeRequest.scribeVoterId'])
    .select(['scribeRequest.requestedOn', 'voter.name', 'voter.voterNumber', 'voter.residentsGroup', 'voter.state'])
    .where('scribeRequest.roundId', '=', roundId)
    .where('scribeRequest.withdrawnAt', 'is', null)
    .orderBy('voter.residentsGroup')
    .orderBy('voter.voterNumber')
    .execute()
}

export type ScribeRequest = Awaited<ReturnType<typeof listScribeRequests>>[number]

/** Notes a request. A second one of the same voter is a unique violation. */
export async function insertScribeRequest(trx: Trx, request: NewScribeRequest): Promise<void> {
  await trx.insertInto('scribeRequest').values(request).execute()
}

/** Withdraws a request, which stays; undefined when it is withdrawn already. */
export async function withdrawScribeRequest(trx: Trx, roundId: number, id: number, at: string) {
  return await trx
    .updateTable('scribeRequest')
    .set({ withdrawnAt: at })
    .where('id', '=', id)
    .where('roundId', '=', roundId)
    .where('withdrawnAt', 'is', null)
    .returning(['voterId', 'scribeName'])
    .executeTakeFirst()
}
