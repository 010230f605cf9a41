import type { Db } from '../infra/db/database.js'

/** What every statement here is about: the regular elections of one season. */
const regular = 'regular' as const

/** Every vote of a season, in order. */
export async function listRoundsOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('votingRound')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select(['votingRound.id', 'votingRound.electionId', 'votingRound.number', 'votingRound.kind'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', regular)
    .orderBy('votingRound.number')
    .execute()
}

/** Ballots handed out, by vote, kind of polling place, and whether to the voter or to a proxy. */
export async function countCheckInsOfSeason(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('checkIn')
    .innerJoin('pollingStation', 'pollingStation.id', 'checkIn.stationId')
    .innerJoin('votingRound', 'votingRound.id', 'checkIn.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select(['checkIn.roundId', 'pollingStation.kind'])
    .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('checkIn.proxyId').as('byProxy')])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', regular)
    .where('checkIn.undoneAt', 'is', null)
    .groupBy(['checkIn.roundId', 'pollingStation.kind'])
    .execute()
  return rows.map(({ all, byProxy, ...row }) => ({ ...row, all: Number(all), byProxy: Number(byProxy) }))
}

/** Polling places by vote and kind, and how many have a place for writing in secret. */
export async function countStationsOfSeason(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('pollingStation')
    .innerJoin('votingRound', 'votingRound.id', 'pollingStation.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select(['pollingStation.roundId', 'pollingStation.kind'])
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.sum<number>('pollingStation.hasVotingBooth').as('booths'),
    ])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', regular)
    .groupBy(['pollingStation.roundId', 'pollingStation.kind'])
    .execute()
  return rows.map(({ all, booths, ...row }) => ({ ...row, all: Number(all), booths: Number(booths) }))
}

/** Voters who asked for a scribe, by vote. */
export async function countScribesOfSeason(db: Db, seasonId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('scribeRequest')
    .innerJoin('votingRound', 'votingRound.id', 'scribeRequest.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .select('scribeRequest.roundId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('scribeRequest.withdrawnAt', 'is', null)
    .groupBy('scribeRequest.roundId')
    .execute()
  return new Map(rows.map(({ roundId, count }) => [roundId, Number(count)]))
}

/** Changes of the rolls after they were posted, by election and reason. */
export async function countRollChangesOfSeason(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('rollChange')
    .innerJoin('election', 'election.id', 'rollChange.electionId')
    .select(['rollChange.electionId', 'rollChange.reason'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', regular)
    .groupBy(['rollChange.electionId', 'rollChange.reason'])
    .execute()
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}

/** The meeting that selected each election committee. */
export async function listSelectionsOfSeason(db: Db, seasonId: number) {
  const rows = await db
    .selectFrom('electionCommittee')
    .innerJoin('election', 'election.id', 'electionCommittee.electionId')
    .select(['electionCommittee.electionId', 'electionCommittee.selectedBy'])
    .where('election.seasonId', '=', seasonId)
    .where('election.kind', '=', regular)
    .execute()
  return new Map(rows.map(({ electionId, selectedBy }) => [electionId, selectedBy]))
}

/** Elections whose candidates a primary chose. */
export async function listElectionsWithPrimary(db: Db, seasonId: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('primaryVote')
    .innerJoin('election', 'election.id', 'primaryVote.electionId')
    .select('primaryVote.electionId')
    .where('election.seasonId', '=', seasonId)
    .where('primaryVote.isValid', '=', 1)
    .distinct()
    .execute()
  return new Set(rows.map(({ electionId }) => electionId))
}

/** Of the elections whose candidates met the voters, whether they spoke there; without those of which nobody has said so. */
export async function listSpeechesOfSeason(db: Db, seasonId: number): Promise<ReadonlyMap<number, boolean>> {
  const rows = await db
    .selectFrom('recordedStep')
    .innerJoin('election', 'election.id', 'recordedStep.electionId')
    .select(['recordedStep.electionId', 'recordedStep.withSpeeches'])
    .where('election.seasonId', '=', seasonId)
    .where('recordedStep.withSpeeches', 'is not', null)
    .execute()
  return new Map(rows.map(({ electionId, withSpeeches }) => [electionId, withSpeeches === 1]))
}

/** Objections to the rolls with their rulings: the register of complaints of the townships (信访、异议台账). */
export async function listObjectionsOfSeason(db: Db, seasonId: number) {
  return await db
    .selectFrom('objection')
    .innerJoin('election', 'election.id', 'objection.electionId')
    .select(['objection.id', 'objection.electionId', 'objection.receivedOn', 'objection.manner'])
    .select(['objection.objector', 'objection.subject', 'objection.personName', 'objection.state', 'objection.grounds'])
    .select(['objection.ruling', 'objection.decidedOn'])
    .where('election.seasonId', '=', seasonId)
    .orderBy('objection.receivedOn')
    .orderBy('objection.id')
    .execute()
}

/** Who decided each objection of a season (承办人), by its id: the log says it, the last decision counts. */
export async function listWhoDecidedObjections(db: Db, seasonId: number): Promise<ReadonlyMap<number, string>> {
  const decisions = await db
    .selectFrom('auditEvent')
    .innerJoin('election', 'election.id', 'auditEvent.electionId')
    .select(['auditEvent.accountName', 'auditEvent.content'])
    .where('auditEvent.type', '=', 'objectionDecided')
    .where('election.seasonId', '=', seasonId)
    .orderBy('auditEvent.sequence')
    .execute()
  return new Map(
    decisions.map(({ accountName, content }) => [
      (JSON.parse(content) as { readonly objectionId: number }).objectionId,
      accountName,
    ]),
  )
}
