import { sql } from 'kysely'
import type { Db } from '../infra/db/database.js'
import { preparedQuery } from '../infra/db/prepared-query.js'
import type { Sealer } from '../infra/security/sealing.js'
import { NotFound } from '../infra/http/errors.js'
import { asRollVoter, inListOrder, type RollVoter, selectVoters } from './base-queries.js'
import { groupName } from './group-name.js'
import type { RowOutcome } from './import-outcome.js'
import { searchSteps } from './search-queries.js'
import { readVoterSearch } from './voter-search.js'
import { voterCode } from './voter-code.js'

export { countClashes } from './clash-queries.js'
export { readVoterCode } from './voter-code.js'

export {
  asRollVoter,
  inListOrder,
  listPostedVoters,
  type RollVoter,
  selectAnyVoters,
  selectVoters,
} from './base-queries.js'
export { findRemoval, findVoterOfNumber, listGroupNames } from './desk-queries.js'
export { evidenceTypeText, type SealedFile, sendEvidence, sizeText, takeEvidence } from './evidence-file.js'
export { groupName } from './group-name.js'
export { outcomeText as rowOutcomeText } from './import-outcome.js'
export { findObjectionByNumber } from './objection-queries.js'
export { mannerText, objectionStateText, subjectText as objectionSubjectText } from './objection-words.js'
export { pinyinOf } from './pinyin.js'
export { registrationInWords } from './registration-words.js'
export { listGroupSeats, listRepresentatives } from './representative-queries.js'
export { takeOverRoll } from './take-over-queries.js'
export { voterCode } from './voter-code.js'
export { makeCorrectedVersion } from './make-version.js'
export {
  compareRollVersions,
  findRollVersion,
  listRollChanges,
  listRollVersions,
  listVotersOfVersion,
  type PostedFields,
  type RollChange,
  type RollComparison,
  type RollVersion,
  type VersionedVoter,
} from './version-queries.js'

/** A voter with the sealed identity number, of which a desk shows the last four. */
export type SoughtVoter = RollVoter & { readonly sealedIdentityNumber: string }

/**
 * Registered voters (or those taken off the roll) by what a person types (`readVoterSearch`), the closest first: the
 * very name or number, then what begins with it, then what holds it. Nobody for a blank.
 */
export async function searchVoters(
  db: Db,
  sealer: Pick<Sealer, 'fingerprint'>,
  electionId: number,
  text: string,
  limit: number,
  state: RollVoter['state'] = 'registered',
): Promise<SoughtVoter[]> {
  const found = new Map<number, SoughtVoter>()
  for (const { where, by } of searchSteps(readVoterSearch(text, sealer))) {
    if (found.size >= limit) break
    const rows = await selectVoters(db, electionId)
      .select('voter.sealedIdentityNumber')
      .where('voter.state', '=', state)
      .where(where)
      .orderBy(by)
      .orderBy('voter.voterNumber')
      .limit(limit)
      .execute()
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, asRollVoter(row))
  }
  return [...found.values()].slice(0, limit)
}

/** The registered voter with a number. */
export async function findVoterByNumber(db: Db, electionId: number, number: number): Promise<RollVoter | undefined> {
  const row = await selectVoters(db, electionId)
    .where('voter.state', '=', 'registered')
    .where('voter.voterNumber', '=', number)
    .executeTakeFirst()
  return row && asRollVoter(row)
}

/** A person who is or was on this election's roll; look at `state`. */
export async function getVoter(db: Db, electionId: number, voterId: number): Promise<SoughtVoter> {
  const [row] = await voterOfRoll(db, { electionId, voterId })
  if (!row) throw new NotFound('名单上没有这个人。')
  return asRollVoter(row)
}

const voterOfRoll = preparedQuery((db, { electionId, voterId }: { electionId: number; voterId: number }) =>
  selectVoters(db, electionId).select('voter.sealedIdentityNumber').where('voter.id', '=', voterId),
)

export async function countVoters(db: Db, electionId: number): Promise<number> {
  return (await countRoll(db, electionId)).voters
}

/** Those who cast a ballot under the election's form: the number that turnout is reckoned from. */
export async function countElectors(db: Db, electionId: number): Promise<number> {
  return (await countRoll(db, electionId)).electors
}

/** Both numbers at once. */
export async function countRoll(db: Db, electionId: number): Promise<{ voters: number; electors: number }> {
  return await db
    .selectFrom('voter')
    .select((eb) => eb.fn.countAll<number>().as('voters'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('isElector'), sql<number>`0`).as('electors'))
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .executeTakeFirstOrThrow()
}

export type { RowOutcome }

/** What became of the rows of every register that was committed: how many, by outcome. Empty where nothing was. */
export async function countRegisterOutcomes(db: Db, electionId: number): Promise<ReadonlyMap<RowOutcome, number>> {
  const rows = await db
    .selectFrom('registerRow')
    .innerJoin('registerImport', 'registerImport.id', 'registerRow.importId')
    .select(['registerRow.outcome', (eb) => eb.fn.countAll<number>().as('count')])
    .where('registerImport.electionId', '=', electionId)
    .where('registerImport.state', '=', 'committed')
    .groupBy('registerRow.outcome')
    .execute()
  return new Map(rows.map(({ outcome, count }) => [outcome as RowOutcome, count]))
}

export { listRegistrationDesks } from './registration-desk-queries.js'

/** Which registered voters a form or list is printed for; without a wish all of them. */
export interface VotersWanted {
  readonly group?: number
  readonly voterNumber?: number
  /** Only those who came onto the roll after it was posted. */
  readonly addedSincePosting?: boolean
}

/** Registered voters in list order with everything that a registration form holds, sealed fields as they are. */
export async function listVotersInFull(db: Db, electionId: number, wanted: VotersWanted) {
  const { group, voterNumber, addedSincePosting } = wanted
  const rows = await inListOrder(selectVoters(db, electionId).where('voter.state', '=', 'registered'))
    .select(['voter.nationality', 'voter.sealedIdentityNumber', 'voter.sealedTelephone', 'voter.politicalStatus'])
    .select(['voter.education', 'voter.registrationClass', 'voter.residingSince', 'voter.workingSince'])
    .select(['voter.declaredOn', 'voter.declarationWay', 'voter.undertakenOn', 'voter.registeredOn'])
    .select('voter.registeredAddress')
    .leftJoin('account', 'account.id', 'voter.registeredBy')
    .select('account.displayName as registeredByName')
    .$if(group !== undefined, (some) => some.where('voter.residentsGroup', '=', group as number))
    .$if(voterNumber !== undefined, (one) => one.where('voter.voterNumber', '=', voterNumber as number))
    .$if(addedSincePosting === true, (added) =>
      added.where((eb) =>
        eb.exists(
          eb
            .selectFrom('rollChange')
            .select('rollChange.id')
            .whereRef('rollChange.voterId', '=', 'voter.id')
            .where('rollChange.kind', '=', 'added'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ ...asRollVoter(row), code: voterCode(electionId, row.voterNumber) }))
}

export type VoterInFull = Awaited<ReturnType<typeof listVotersInFull>>[number]

/** The residents' groups that have voters, with how many. */
export async function listGroups(db: Db, electionId: number) {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('voter')
        .select('residentsGroup as number')
        .select(({ fn }) => [fn.countAll<number>().as('voters'), fn.sum<number>('isElector').as('electors')])
        .where('electionId', '=', electionId)
        .where('state', '=', 'registered')
        .groupBy('residentsGroup')
        .as('counted'),
    )
    .leftJoin('rollGroup', (join) =>
      join.on('rollGroup.electionId', '=', electionId).onRef('rollGroup.number', '=', 'counted.number'),
    )
    .select(['counted.number', 'counted.voters', 'counted.electors', 'rollGroup.name as ownName'])
    .orderBy('counted.number')
    .execute()
  return rows.map(({ ownName, ...group }) => ({ ...group, name: groupName(group.number, ownName) }))
}
