import { createHash } from 'node:crypto'
import { canonicalJson } from '../lib/canonical-json.js'
import { type ElectionForm, electionFormText } from '../rules/election-form.js'
import { type EvidencePiece, type EvidenceStanding, evidenceStandingText, standingOf } from '../rules/rate-evidence.js'
import { type ClaimState, claimStateOf, claimStateText } from '../rules/rate-verdict.js'
import type { Milestone } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { type ClaimedElection, evidenceOf } from './community-evidence.js'
import { listCommunityElections, listVoidElections, milestonesByElection } from './queries.js'
import { participationOf } from './season-rate.js'
import { givenVerdict, listVerdicts, type VerdictRow } from './verdict-queries.js'

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]

/** A community's claim to have elected in its form: what proves it, and what the bureau found of it. */
export interface Claim {
  readonly row: Row
  readonly electionId: number
  readonly form: ElectionForm
  readonly isHeld: boolean
  readonly pieces: readonly EvidencePiece[]
  readonly standing: EvidenceStanding
  readonly verdicts: readonly VerdictRow[]
  readonly state: ClaimState
  /** The evidence is no longer what it was when the last verdict was given. */
  readonly hasChanged: boolean
}

/** The claims of every community an account may see whose election is opened. */
export async function listClaims(db: Db, seasonId: number, account: Account): Promise<Claim[]> {
  const rows = await listCommunityElections(db, seasonId, account)
  const milestones = await milestonesByElection(db, seasonId)
  const voided = await listVoidElections(db, seasonId)
  return await claimsOf(db, rows, milestones, voided)
}

/** The claim of one community; undefined where it is out of sight or no election is opened. */
export async function findClaim(db: Db, seasonId: number, account: Account, communityId: number) {
  const rows = (await listCommunityElections(db, seasonId, account)).filter(({ id }) => id === communityId)
  const milestones = await milestonesByElection(db, seasonId)
  const [claim] = await claimsOf(db, rows, milestones, await listVoidElections(db, seasonId))
  return claim
}

async function claimsOf(
  db: Db,
  rows: readonly Row[],
  milestones: ReadonlyMap<number, readonly Milestone[]>,
  voided: ReadonlySet<number>,
): Promise<Claim[]> {
  const opened = rows.flatMap((row) => {
    const election = claimedElection(row)
    return election ? [{ row, election }] : []
  })
  const elections = opened.map(({ election }) => election)
  const evidence = await evidenceOf(db, elections, milestones)
  const verdicts = await listVerdicts(
    db,
    elections.map(({ electionId }) => electionId),
  )
  return opened.map(({ row, election: { electionId, form } }) => {
    const pieces = evidence.get(electionId) ?? []
    const own = verdicts.filter((verdict) => verdict.electionId === electionId)
    const last = own.at(-1)
    return {
      row,
      electionId,
      form,
      isHeld: participationOf(row, milestones.get(electionId) ?? [], voided) === 'held',
      pieces,
      standing: standingOf(pieces),
      verdicts: own,
      state: claimStateOf(givenVerdict(last)),
      hasChanged: last !== undefined && last.evidenceHash !== sealEvidence(pieces).hash,
    }
  })
}

function claimedElection({ electionId, form, electionDay, ruleSetId, settings }: Row): ClaimedElection | undefined {
  if (electionId === null || !form || !electionDay || !ruleSetId || settings === null) return undefined
  return { electionId, form, electionDay, ruleSetId, settings }
}

/** The evidence as it is kept with a verdict, and its SHA-256. */
export function sealEvidence(pieces: readonly EvidencePiece[]): { readonly content: string; readonly hash: string } {
  const content = canonicalJson(pieces)
  return { content, hash: createHash('sha256').update(content).digest('hex') }
}

/** For cells of a table. */
export const shortFormText: Readonly<Record<ElectionForm, string>> = {
  allVoters: '居民直选',
  households: '户代表',
  representatives: '居民代表',
}

const standingLook: Readonly<Record<EvidenceStanding, string>> = {
  complete: 'done',
  underWay: 'current',
  missing: 'warn',
  contradictory: 'wrong',
}

const stateLook: Readonly<Record<ClaimState, string>> = {
  unexamined: '',
  proposed: 'current',
  refused: 'warn',
  confirmed: 'done',
  doubtful: 'warn',
  sentBack: 'warn',
  answered: 'current',
}

/** The words and looks of a claim that every page of the rate shows. */
export function claimWords({ form, standing, state, verdicts, hasChanged }: Claim) {
  const last = verdicts.at(-1)
  const isOther = state === 'confirmed' && last?.form !== form && last?.form !== null && last?.form !== undefined
  return {
    form: electionFormText[form],
    shortForm: shortFormText[form],
    standing: evidenceStandingText[standing],
    standingLook: standingLook[standing],
    state: claimStateText[state],
    stateLook: stateLook[state],
    confirmedAs: isOther && last.form ? electionFormText[last.form] : '',
    hasChanged: hasChanged && (state === 'confirmed' || state === 'doubtful' || state === 'proposed'),
  }
}
