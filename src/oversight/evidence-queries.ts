import { sql } from 'kysely'
import type { EntryState } from '../rules/double-entry.js'
import type { Db } from '../infra/db/database.js'

/** Elections whose evidence is asked for; the questions below are put for all of them at once. */
type Ids = readonly number[]

/** How the form of each election was decided, first to last: the last one holds. */
export async function listDecisionsOf(db: Db, electionIds: Ids) {
  return await db
    .selectFrom('formDecision')
    .select(['electionId', 'number', 'form', 'decidedBy', 'decidedOn', 'entitled', 'present', 'inFavour', 'document'])
    .where('electionId', 'in', electionIds)
    .orderBy('number')
    .execute()
}

/** Papers in force of the kinds that prove the rate, with their facts, how often they hang, and whether corrected. */
export async function listEvidencePapers(db: Db, electionIds: Ids, keys: readonly string[]) {
  return await db
    .selectFrom('issuedPaper')
    .leftJoin('issuedPaper as later', 'later.replaces', 'issuedPaper.id')
    .leftJoin('paperWithdrawal', 'paperWithdrawal.paperId', 'issuedPaper.id')
    .select(['issuedPaper.id', 'issuedPaper.electionId', 'issuedPaper.roundId', 'issuedPaper.key'])
    .select(['issuedPaper.noticeNumber', 'issuedPaper.issuedOn', 'issuedPaper.facts', 'issuedPaper.sha256'])
    .select((eb) => [
      eb
        .selectFrom('paperPosting')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('paperPosting.paperId', '=', 'issuedPaper.id')
        .as('postings'),
      eb
        .selectFrom('issuedPaper as correction')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('correction.supplements', '=', 'issuedPaper.id')
        .as('corrections'),
    ])
    .where('issuedPaper.electionId', 'in', electionIds)
    .where('issuedPaper.key', 'in', keys)
    .where('later.id', 'is', null)
    .where('paperWithdrawal.id', 'is', null)
    .orderBy('issuedPaper.id')
    .execute()
}

/** The rolls as closed and as corrected after that, first to last. */
export async function listClosedRolls(db: Db, electionIds: Ids) {
  return await db
    .selectFrom('rollVersion')
    .select(['electionId', 'number', 'kind', 'madeOn', 'voters', 'electors', 'hash'])
    .where('electionId', 'in', electionIds)
    .orderBy('number')
    .execute()
}

/** Voters and electors on each roll as it stands. */
export async function countRolls(db: Db, electionIds: Ids) {
  const rows = await db
    .selectFrom('voter')
    .select('electionId')
    .select((eb) => [eb.fn.countAll<number>().as('voters'), eb.fn.sum<number>('isElector').as('electors')])
    .where('electionId', 'in', electionIds)
    .where('state', '=', 'registered')
    .groupBy('electionId')
    .execute()
  return new Map(rows.map(({ electionId, voters, electors }) => [electionId, { voters, electors: Number(electors) }]))
}

/** Rows of committed registers that are of age on election day, each person once: put on the roll, or kept off it. */
const adultOutcomes = ['add', 'added', 'refused', 'undecided', 'communityWorker', 'elsewhere', 'removed']

export async function countAdults(db: Db, electionIds: Ids): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('registerRow')
    .innerJoin('registerImport', 'registerImport.id', 'registerRow.importId')
    .select('registerImport.electionId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('registerImport.electionId', 'in', electionIds)
    .where('registerImport.state', '=', 'committed')
    .where('registerRow.outcome', 'in', adultOutcomes)
    .groupBy('registerImport.electionId')
    .execute()
  return new Map(rows.map(({ electionId, count }) => [electionId, count]))
}

/** The votes of the elections that the rate asks about: the first, and those held again in its place. */
export async function listDecidingRounds(db: Db, electionIds: Ids) {
  return await db
    .selectFrom('votingRound')
    .select(['id', 'electionId', 'number', 'kind'])
    .where('electionId', 'in', electionIds)
    .where('kind', 'in', ['first', 'rerun'])
    .orderBy('number')
    .execute()
}

/** Their results as declared, by round; where one was counted again the last. */
export async function listDeclaredResults(db: Db, roundIds: Ids) {
  return await db
    .selectFrom('result')
    .select(['roundId', 'outcome', 'hash', 'proposedBy', 'declaredBy', 'declaredOn'])
    .where('roundId', 'in', roundIds)
    .where('declaredOn', 'is not', null)
    .orderBy('id')
    .execute()
}

/** Their stations with the accounts and the voters checked in. */
export async function listStationsOf(db: Db, roundIds: Ids) {
  return await db
    .selectFrom('pollingStation')
    .select(['id', 'roundId', 'number', 'kind', 'name', 'closedAt', 'ballotsReceived', 'ballotsSpoiled'])
    .select(['ballotsUnused', 'differenceExplained'])
    .select((eb) =>
      eb
        .selectFrom('checkIn')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('checkIn.stationId', '=', 'pollingStation.id')
        .where('checkIn.undoneAt', 'is', null)
        .as('issued'),
    )
    .where('roundId', 'in', roundIds)
    .orderBy('number')
    .execute()
}

/** Their tally sheets: of a vote that was counted again those of the last count declared. */
export async function listSheetsOf(db: Db, roundIds: Ids) {
  const rows = await db
    .selectFrom('tallySheet')
    .select(['roundId', 'stationId', 'entry'])
    .where('roundId', 'in', roundIds)
    .where('recount', '=', (eb) =>
      eb
        .selectFrom('result')
        .select(({ fn }) => fn.coalesce(fn.max('result.recount'), sql.lit(0)).as('last'))
        .whereRef('result.roundId', '=', 'tallySheet.roundId')
        .where('result.declaredOn', 'is not', null),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ entry, ...row }) => ({ ...row, entry: JSON.parse(entry) as EntryState }))
}
