import type { Db } from '../infra/db/database.js'
import { countInHand } from '../tally/queries.js'

/** What lies on the desks of one election, counted for the page of today's work. */
export async function countDeskWork(db: Db, electionId: number, roundId: number) {
  const imports = await db
    .selectFrom('registerImport')
    .select(['id', 'fileName'])
    .where('electionId', '=', electionId)
    .where('state', '=', 'staged')
    .orderBy('id')
    .execute()
  const clashes = await db
    .selectFrom('registrationClash')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('claimantElectionId', '=', electionId), eb('holderElectionId', '=', electionId)]))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  const recount = await countInHand(db, roundId)
  const sheets = await db
    .selectFrom('tallySheet')
    .select('state')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('roundId', '=', roundId)
    .where('recount', '=', recount)
    .groupBy('state')
    .execute()
  const stations = await db
    .selectFrom('pollingStation')
    .select(['openedAt', 'closedAt'])
    .where('roundId', '=', roundId)
    .execute()
  const proposed = await db
    .selectFrom('result')
    .select(['proposedBy', 'declaredAt'])
    .where('roundId', '=', roundId)
    .where('recount', '=', recount)
    .executeTakeFirst()
  const sheetsIn = (...states: readonly string[]) =>
    sheets.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0)
  return {
    imports,
    clashes: clashes.count,
    sheetsToType: sheetsIn('empty', 'firstEntryDone', 'correctionOrdered'),
    sheetsToResolve: sheetsIn('entriesDiffer', 'firstEntryHasErrors'),
    stations: stations.length,
    openStations: stations.filter(({ openedAt, closedAt }) => openedAt !== null && closedAt === null).length,
    unopened: stations.filter(({ openedAt, closedAt }) => openedAt === null && closedAt === null).length,
    proposal: proposed?.declaredAt === null ? proposed : undefined,
  }
}

/** What waits for a decision above the communities: mobile boxes asked for, people registered twice, ballots. */
export async function countTownshipWork(db: Db, seasonId: number, townshipId: number | null) {
  const boxes = await db
    .selectFrom('mobileBox')
    .innerJoin('pollingStation', 'pollingStation.id', 'mobileBox.stationId')
    .innerJoin('votingRound', 'votingRound.id', 'pollingStation.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['election.id as electionId', 'community.name as communityName', 'pollingStation.id as stationId'])
    .select('pollingStation.name as stationName')
    .where('election.seasonId', '=', seasonId)
    .where('mobileBox.state', '=', 'submitted')
    .$if(townshipId !== null, (query) => query.where('community.townshipId', '=', townshipId as number))
    .orderBy('mobileBox.submittedOn')
    .execute()
  const filings = await db
    .selectFrom('filing')
    .innerJoin('election', 'election.id', 'filing.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['election.id as electionId', 'community.name as communityName'])
    .where('election.seasonId', '=', seasonId)
    .where('filing.state', '=', 'submitted')
    .$if(townshipId !== null, (query) => query.where('community.townshipId', '=', townshipId as number))
    .orderBy('filing.submittedOn')
    .execute()
  return { boxes, filings, ballots: await listHalfApprovedBallots(db, seasonId, townshipId) }
}

/** Proofs of ballots that one person has approved and that wait for a second, while they can still be approved. */
async function listHalfApprovedBallots(db: Db, seasonId: number, townshipId: number | null) {
  const rows = await db
    .selectFrom('ballotDesign')
    .innerJoin('votingRound', 'votingRound.id', 'ballotDesign.roundId')
    .innerJoin('election', 'election.id', 'votingRound.electionId')
    .innerJoin('community', 'community.id', 'election.communityId')
    .select(['ballotDesign.id', 'ballotDesign.roundId', 'ballotDesign.kind', 'election.id as electionId'])
    .select('community.name as communityName')
    .select((eb) =>
      eb
        .selectFrom('ballotApproval')
        .select((approval) => approval.fn.countAll<number>().as('count'))
        .whereRef('ballotApproval.designId', '=', 'ballotDesign.id')
        .as('approvals'),
    )
    .where('election.seasonId', '=', seasonId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('milestone')
            .select('milestone.id')
            .whereRef('milestone.electionId', '=', 'election.id')
            .whereRef('milestone.round', '=', 'votingRound.number')
            .where((eb) =>
              eb.or([
                eb('milestone.name', '=', 'pollOpened'),
                eb.and([eb('milestone.name', '=', 'candidatesConfirmed'), eb('ballotDesign.kind', '=', 'primary')]),
              ]),
            ),
        ),
      ),
    )
    .$if(townshipId !== null, (query) => query.where('community.townshipId', '=', townshipId as number))
    .orderBy('ballotDesign.id')
    .execute()
  const isLatest = ({ id, roundId, kind }: (typeof rows)[number]) =>
    rows.every((other) => other.roundId !== roundId || other.kind !== kind || other.id <= id)
  return rows.filter((row) => row.approvals === 1 && isLatest(row))
}

/** What the administrator looks after: accounts with the first password, sign-ins that are locked. */
export async function countHouseWork(db: Db, now: string) {
  const accounts = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('all'))
    .select((eb) => eb.fn.countAll<number>().filterWhere('mustChangePassword', '=', 1).as('firstPassword'))
    .where('isActive', '=', 1)
    .executeTakeFirstOrThrow()
  const locked = await db
    .selectFrom('signInFailure')
    .select('signInName')
    .where('lockedUntil', '>', now)
    .orderBy('signInName')
    .execute()
  return { ...accounts, locked: locked.map(({ signInName }) => signInName) }
}

/** Communities that elect this season and have nobody who could run the election in the system. */
export async function listCommunitiesWithoutOfficer(db: Db, seasonId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('community')
    .leftJoin('seasonCommunity', (join) =>
      join.onRef('seasonCommunity.communityId', '=', 'community.id').on('seasonCommunity.seasonId', '=', seasonId),
    )
    .select('community.name')
    .where((eb) => eb.or([eb('participation', 'is', null), eb('participation', '=', 'takingPart')]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('account')
            .select('account.id')
            .whereRef('account.communityId', '=', 'community.id')
            .where('account.role', '=', 'electionOfficer')
            .where('account.isActive', '=', 1),
        ),
      ),
    )
    .orderBy('community.code')
    .execute()
  return rows.map(({ name }) => name)
}
