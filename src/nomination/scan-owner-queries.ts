import { NotFound } from '../infra/http/errors.js'
import type { Db } from '../infra/db/database.js'
import type { Role } from '../infra/security/roles.js'
import { dropOutText } from '../rules/candidate-withdrawal.js'
import { nominationKindText } from '../rules/nomination.js'
import { vettingPlaceText } from '../rules/vetting-verdict.js'
import { type ScanKind, scanText } from './scan-words.js'
import { mayWrite } from './vetting-places.js'

/** The thing that a paper stands behind. */
export interface ScanOwner {
  readonly kind: ScanKind
  readonly id: number
  readonly nomineeId: number | null
  /** Of the person. */
  readonly name: string
  /** Of the thing, such as 第3号联名提名表. */
  readonly title: string
  /** The page it belongs to, below the pages of nomination, and what that page is called. */
  readonly page: string
  readonly pageTitle: string
  readonly mayKeep: (role: Role | undefined) => boolean
}

const isOneOf =
  (...roles: readonly Role[]) =>
  (role: Role | undefined) =>
    role !== undefined && roles.includes(role)

const isDesk = isOneOf('electionOfficer', 'rollClerk')

/** The owner that an address names, with the rights of those who record such a thing. Throws NotFound. */
export async function getScanOwner(db: Db, electionId: number, kind: ScanKind, id: number): Promise<ScanOwner> {
  const owner = await finders[kind](db, electionId, id)
  if (!owner) throw new NotFound('没有这份材料所属的事项。')
  return { kind, id, ...owner }
}

type Found = Omit<ScanOwner, 'kind' | 'id'> | undefined

const finders: Readonly<Record<ScanKind, (db: Db, electionId: number, id: number) => Promise<Found>>> = {
  paper: findPaper,
  consent: findConsent,
  opinion: findOpinion,
  'drop-out': findDropOut,
}

function nominees(db: Db, electionId: number) {
  return db
    .selectFrom('nominee')
    .innerJoin('voter', 'voter.id', 'nominee.voterId')
    .select(['nominee.id as nomineeId', 'voter.name'])
    .where('nominee.electionId', '=', electionId)
}

async function findPaper(db: Db, electionId: number, id: number): Promise<Found> {
  const row = await nominees(db, electionId)
    .innerJoin('nominationPaper', 'nominationPaper.nomineeId', 'nominee.id')
    .select(['nominationPaper.number', 'nominationPaper.kind'])
    .where('nominationPaper.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { nomineeId, name, number, kind } = row
  const title = `第${number}号提名表（${nominationKindText[kind]}）`
  return { nomineeId, name, title, page: `nominees/${nomineeId}`, pageTitle: name, mayKeep: isDesk }
}

async function findConsent(db: Db, electionId: number, id: number): Promise<Found> {
  const row = await nominees(db, electionId).where('nominee.id', '=', id).executeTakeFirst()
  return row && { ...row, title: scanText.consent, page: `nominees/${id}`, pageTitle: row.name, mayKeep: isDesk }
}

async function findOpinion(db: Db, electionId: number, id: number): Promise<Found> {
  const row = await nominees(db, electionId)
    .innerJoin('vettingOpinion', 'vettingOpinion.nomineeId', 'nominee.id')
    .select(['vettingOpinion.body', 'vettingOpinion.department'])
    .where('vettingOpinion.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { nomineeId, name, ...place } = row
  const title = `${vettingPlaceText(place)}的审查意见`
  return {
    nomineeId,
    name,
    title,
    page: `nominees/${nomineeId}/vet-nominee`,
    pageTitle: `资格审查：${name}`,
    mayKeep: (role) => mayWrite(role, place),
  }
}

async function findDropOut(db: Db, electionId: number, id: number): Promise<Found> {
  const row = await db
    .selectFrom('candidateDropOut')
    .innerJoin('candidate', 'candidate.id', 'candidateDropOut.candidateId')
    .innerJoin('votingRound', 'votingRound.id', 'candidate.roundId')
    .select(['candidate.name', 'candidateDropOut.reason'])
    .where('votingRound.electionId', '=', electionId)
    .where('candidateDropOut.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { name, reason } = row
  const title = `${scanText['drop-out']}（${dropOutText[reason]}）`
  return {
    nomineeId: null,
    name,
    title,
    page: 'candidates',
    pageTitle: '正式候选人',
    mayKeep: isOneOf('electionOfficer'),
  }
}
