import { soughtName } from '../lib/variant-characters.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { NomineeTable } from '../infra/db/tables/nomination.js'
import type { StatutoryBar } from '../rules/candidate-vetting.js'
import type { Sex } from '../rules/post.js'
import type { NomineeFacts } from './nominee-facts.js'
import type { ResumeRow } from './resume.js'
import { asRollVoter, selectVoters } from '../roll/queries.js'

export { leavingReasonText } from './committee-words.js'
export {
  type CandidateList,
  type CandidateRow,
  getCandidateList,
  insertCandidates,
  listCandidateLists,
  listCandidates,
  type NewCandidate,
} from './candidate-queries.js'
export { type ChangedList, listChangedLists } from './list-check-queries.js'
export { type DropOutRow, insertDropOut, listDropOuts, listStruckNames } from './drop-out-queries.js'
export {
  decidePrimary,
  deletePrimary,
  findOpenPrimary,
  insertPrimary,
  listPrimaries,
  type Primary,
  type PrimaryDecision,
  type PrimaryPlan,
  type PrimaryPost,
  updatePrimaryEntry,
  updatePrimaryPlan,
} from './primary-queries.js'

export {
  asKinship,
  type DeclaredRelation,
  deleteKinship,
  insertKinship,
  kinshipRow,
  listKinships,
  listStaff,
  type StaffOfElection,
  takeOverKinships,
} from './kinship-queries.js'

export { listMembersInOffice } from './sitting-queries.js'

export {
  insertPaper,
  listNominatorCounts,
  listPapers,
  listSignatures,
  type NominatorCount,
} from './paper-queries.js'

export { scanText } from './scan-words.js'
export { listDepartments, listOpinions, listOpinionsOf, type OpinionRow } from './vetting-queries.js'
export { lookUp, readEntries } from './voters-called.js'
export { findPhoto, insertPhoto, deletePhoto } from './photo-queries.js'

/** A person nominated for a post, as the roll and the papers describe them. */
export interface NomineeRow extends NomineeFacts {
  readonly id: number
  readonly version: number
  readonly voterId: number
  readonly voterNumber: number
  readonly name: string
  readonly sex: Sex
  readonly birthDate: PlainDate
  /** False once removed from the roll after the nomination. */
  readonly isOnRoll: boolean
  readonly postId: number
  readonly postTitle: string
  readonly consentedOn: PlainDate | null
  readonly vetting: NomineeTable['vetting']
  readonly vettingReason: string | null
  readonly vettedOn: PlainDate | null
  readonly statutoryBars: readonly StatutoryBar[]
}

function selectNominees(db: Db, electionId: number) {
  return db
    .selectFrom('nominee')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .innerJoin('post', 'post.id', 'nominee.postId')
    .select(['nominee.id', 'nominee.version', 'nominee.voterId', 'nominee.postId', 'post.title as postTitle'])
    .select(['voter.voterNumber', 'voter.name', 'voter.sex', 'voter.birthDate', 'voter.state'])
    .select(['nominee.occupation', 'nominee.politicalStatus', 'nominee.education', 'nominee.consentedOn'])
    .select(['nominee.vetting', 'nominee.vettingReason', 'nominee.vettedOn', 'nominee.statutoryBars'])
    .select(['nominee.resume', 'nominee.pledge', 'nominee.acceptsConditions'])
    .where('nominee.electionId', '=', electionId)
}

type SelectedNominee = Awaited<ReturnType<ReturnType<typeof selectNominees>['execute']>>[number]

function toNominee({ state, statutoryBars, resume, acceptsConditions, ...row }: SelectedNominee): NomineeRow {
  return {
    ...row,
    isOnRoll: state === 'registered',
    statutoryBars: JSON.parse(statutoryBars) as StatutoryBar[],
    resume: JSON.parse(resume) as ResumeRow[],
    acceptsConditions: acceptsConditions === null ? null : acceptsConditions === 1,
  }
}

/** Everybody nominated in an election, withdrawn and failed ones too, by rank of the post and order of arrival. */
export async function listNominees(db: Db, electionId: number): Promise<NomineeRow[]> {
  const rows = await selectNominees(db, electionId).orderBy('post.rank').orderBy('nominee.id').execute()
  return rows.map(toNominee)
}

export async function findNominee(db: Db, electionId: number, nomineeId: number): Promise<NomineeRow | undefined> {
  const row = await selectNominees(db, electionId).where('nominee.id', '=', nomineeId).executeTakeFirst()
  return row && toNominee(row)
}

export async function findNomineeOfVoter(db: Db, electionId: number, voterId: number): Promise<NomineeRow | undefined> {
  const row = await selectNominees(db, electionId).where('nominee.voterId', '=', voterId).executeTakeFirst()
  return row && toNominee(row)
}

export type NewNominee = Pick<NomineeRow, 'voterId' | 'postId' | 'occupation' | 'politicalStatus' | 'education'> &
  Partial<NomineeFacts>

export async function insertNominee(trx: Trx, electionId: number, nominee: NewNominee): Promise<number> {
  const { voterId, postId } = nominee
  const facts = { resume: [], pledge: '', acceptsConditions: null, ...nominee }
  const { id } = await trx
    .insertInto('nominee')
    .values({ electionId, voterId, postId, ...asColumns(facts), vetting: 'open' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function asColumns({ resume, acceptsConditions, ...facts }: NomineeFacts) {
  const { occupation, politicalStatus, education, pledge } = facts
  return {
    ...{ occupation, politicalStatus, education, pledge, resume: JSON.stringify(resume) },
    acceptsConditions: acceptsConditions === null ? null : acceptsConditions ? 1 : 0,
  }
}

interface NomineeChange extends Partial<Pick<NomineeRow, 'postId' | 'consentedOn' | 'statutoryBars'>> {
  readonly vetting?: NomineeRow['vetting']
  readonly vettingReason?: string | null
  readonly vettedOn?: PlainDate | null
  readonly facts?: NomineeFacts
}

/** Changes a nominee; false when the row has changed since the form was opened. */
export async function updateNominee(
  trx: Trx,
  nominee: Pick<NomineeRow, 'id' | 'version'>,
  { statutoryBars, facts, ...change }: NomineeChange,
): Promise<boolean> {
  const bars = statutoryBars && { statutoryBars: JSON.stringify(statutoryBars) }
  const told = facts && asColumns(facts)
  const updated = await trx
    .updateTable('nominee')
    .set((eb) => ({ ...change, ...bars, ...told, version: eb('version', '+', 1) }))
    .where('id', '=', nominee.id)
    .where('version', '=', nominee.version)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/** A person of the roll, or once on it, as a look-up shows them. */
export type FoundVoter = Awaited<ReturnType<typeof listVotersCalled>>[number]

/**
 * Everybody of an election's roll who bears one of the names, in whichever form of its characters, or one of the
 * numbers; those removed from it too.
 */
export async function listVotersCalled(
  db: Db,
  electionId: number,
  names: readonly string[],
  numbers: readonly number[],
) {
  if (names.length + numbers.length === 0) return []
  const rows = await selectVoters(db, electionId)
    .select(['voter.politicalStatus', 'voter.education'])
    .where('voter.state', 'in', ['registered', 'removed'])
    .where((eb) =>
      eb.or([
        ...(names.length > 0 ? [eb('voter.searchName', 'in', names.map(soughtName))] : []),
        ...(numbers.length > 0 ? [eb('voter.voterNumber', 'in', numbers)] : []),
      ]),
    )
    .orderBy('voter.voterNumber')
    .execute()
  return rows.map((row) => ({ ...asRollVoter(row), isOnRoll: row.state === 'registered' }))
}

/** What has been recorded about one nominee, oldest first. */
export async function listNomineeEvents(db: Db, electionId: number, nomineeId: number) {
  const rows = await db
    .selectFrom('auditEvent')
    .select(['at', 'accountName', 'type', 'content'])
    .where('electionId', '=', electionId)
    .where('type', 'in', [
      'nominationReceived',
      'nomineeChanged',
      'nomineeConsented',
      'nomineeVetted',
      'vettingOpinionGiven',
      'nomineePhotoAdded',
      'nomineePhotoRemoved',
      'nominationScanAdded',
      'nominationScanRemoved',
      'nomineeWithdrew',
    ])
    .orderBy('sequence')
    .execute()
  return rows
    .map(({ content, ...row }) => ({ ...row, content: JSON.parse(content) as Record<string, unknown> }))
    .filter(({ content }) => content['nomineeId'] === nomineeId)
}
