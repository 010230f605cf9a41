import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RateQuestionAnswerTable } from '../infra/db/tables/oversight.js'

type Ids = readonly number[]

/** People served at each desk of these votes, minute by minute of the clock; of what was typed in afterwards nobody knows when. */
export async function countServed(db: Db, roundIds: Ids) {
  if (roundIds.length === 0) return []
  const rows = await db
    .selectFrom('checkIn')
    .innerJoin('pollingStation', 'pollingStation.id', 'checkIn.stationId')
    .select(['checkIn.roundId', 'checkIn.stationId', 'checkIn.accountId', 'pollingStation.name as stationName'])
    .select((eb) => [
      eb.fn<string>('substr', ['checkIn.at', eb.lit(12), eb.lit(5)]).as('clock'),
      // A proxy is served once, for however many ballots.
      eb.fn.count<number>(eb.fn.coalesce('checkIn.proxyId', 'checkIn.voterId')).distinct().as('people'),
    ])
    .where('checkIn.roundId', 'in', roundIds)
    .where('checkIn.undoneAt', 'is', null)
    .where('checkIn.source', '=', 'desk')
    .groupBy(['checkIn.roundId', 'checkIn.stationId', 'checkIn.accountId', 'pollingStation.name', 'clock'])
    .execute()
  return rows.map(({ clock, people, ...row }) => ({
    ...row,
    minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5)),
    people: Number(people),
  }))
}

/** Entries put on or taken off each roll after it was closed, until a day of its vote. */
export async function countLateRollChanges(db: Db, electionIds: Ids): Promise<ReadonlyMap<number, number>> {
  if (electionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('rollChange')
    .innerJoin('rollVersion', (join) =>
      join.onRef('rollVersion.electionId', '=', 'rollChange.electionId').on('rollVersion.kind', '=', 'closed'),
    )
    .select('rollChange.electionId')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('rollChange.electionId', 'in', electionIds)
    .where('rollChange.kind', 'in', ['added', 'removed'])
    .whereRef('rollChange.rollVersion', '>=', 'rollVersion.number')
    .groupBy('rollChange.electionId')
    .execute()
  return new Map(rows.map(({ electionId, count }) => [electionId, Number(count)]))
}

/** Every answer of a season, first to last: of a question the last one holds. */
export async function listAnswers(db: Db, seasonId: number) {
  return await db
    .selectFrom('rateQuestionAnswer')
    .innerJoin('account', 'account.id', 'rateQuestionAnswer.answeredBy')
    .select(['rateQuestionAnswer.communityId', 'question', 'number', 'figures', 'answer', 'answeredOn', 'answeredAt'])
    .select('account.displayName as answeredByName')
    .where('seasonId', '=', seasonId)
    .orderBy('rateQuestionAnswer.id')
    .execute()
}

export type AnswerRow = Awaited<ReturnType<typeof listAnswers>>[number]

/** Keeps an answer. Two at once: one of them is a unique violation. */
export async function insertQuestionAnswer(trx: Trx, answer: Insertable<RateQuestionAnswerTable>): Promise<void> {
  await trx.insertInto('rateQuestionAnswer').values(answer).execute()
}
