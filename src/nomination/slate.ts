import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { checkCandidates, type Nominee } from '../rules/candidate-vetting.js'
import { checkByElectionNominee } from '../rules/by-election-nominee.js'
import type { Finding } from '../rules/finding.js'
import { checkPapersTogether } from '../rules/nomination-papers.js'
import type { NominationPaper } from '../rules/nomination.js'
import type { Post } from '../rules/post.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Milestone } from '../rules/stages.js'
import { findElectionCommittee, listMilestones, listPosts } from '../timetable/queries.js'
import { bystanderFindings, type KinFacts, relativesInOffice, relativesStanding } from './kin-findings.js'
import {
  listDropOuts,
  listKinships,
  listNominatorCounts,
  listNominees,
  listPrimaries,
  listSignatures,
  listStaff,
  type NominatorCount,
  type NomineeRow,
} from './queries.js'
import { choicesOf, type PostChoice } from './primary-choice.js'
import type { Primary } from './primary-queries.js'
import { listMembersInOffice, listTiesToCommittee } from './sitting-queries.js'

/** Everything from which it is decided who stands in the first vote. */
export interface Slate extends KinFacts {
  readonly milestones: readonly Milestone[]
  readonly posts: readonly Post[]
  readonly nominees: readonly NomineeRow[]
  readonly counts: ReadonlyMap<number, NominatorCount>
  readonly signatures: Awaited<ReturnType<typeof listSignatures>>
  readonly primaries: readonly Primary[]
  /** Voters who stood on a list of the first vote and dropped out. */
  readonly dropped: ReadonlySet<number>
  /** In a by-election: by voter, what nominees have to do with the committee whose seats it fills. */
  readonly ties: Awaited<ReturnType<typeof listTiesToCommittee>>
}

export async function readSlate(db: Db, election: ElectionInScope): Promise<Slate> {
  const counts = await listNominatorCounts(db, election.id)
  const nominees = await listNominees(db, election.id)
  return {
    ruleSet: ruleSetInForce(election),
    milestones: await listMilestones(db, election.id),
    posts: await listPosts(db, election.id),
    nominees,
    counts: new Map(counts.map((count) => [count.nomineeId, count])),
    signatures: await listSignatures(db, election.id),
    committee: (await findElectionCommittee(db, election.id))?.members ?? [],
    relations: await listKinships(db, election.id),
    staff: await listStaff(db, election.id),
    inOffice: await listMembersInOffice(db, election.id),
    primaries: await listPrimaries(db, election.id),
    dropped: new Set((await listDropOuts(db, election.id)).flatMap(({ voterId }) => voterId ?? [])),
    ties: await listTiesToCommittee(
      db,
      election.id,
      nominees.map(({ voterId }) => voterId),
    ),
  }
}

/** Those who can still become candidates. */
export function standing({ nominees, dropped }: Pick<Slate, 'nominees' | 'dropped'>): NomineeRow[] {
  return nominees.filter(
    ({ vetting, voterId }) => (vetting === 'open' || vetting === 'passed') && !dropped.has(voterId),
  )
}

/** Those who become candidates if the list is confirmed now. */
export function candidatesOf(slate: Slate): NomineeRow[] {
  const ids = new Set(choicesOf(slate).flatMap(({ chosen }) => chosen.map(({ id }) => id)))
  return slate.nominees.filter(({ id }) => ids.has(id))
}

/**
 * What stands in the way of confirming the candidates (art. 18), and what has to be known when doing it. Papers
 * are checked against the roll as it is today (law.md 4), all papers of a nominee together.
 */
export function slateFindings(slate: Slate): Finding[] {
  const choices = choicesOf(slate)
  const leftOut = new Set(choices.flatMap(({ passedOver }) => passedOver.map(({ id }) => id)))
  const still = slate.nominees.filter(({ id, voterId }) => !leftOut.has(id) && !slate.dropped.has(voterId))
  const inPlay = standing(slate).filter(({ id }) => !leftOut.has(id))
  return [
    ...checkCandidates(still.map(toRule), slate.posts, slate.ruleSet).map((finding) => afterPrimary(finding, choices)),
    ...openPrimaryFindings(slate),
    ...standing(slate).flatMap((nominee) => paperFindings(slate, nominee)),
    ...inPlay.flatMap((nominee) => tieFindings(slate, nominee)),
    ...relativesStanding(inPlay, slate),
    ...relativesInOffice(inPlay, slate),
    ...bystanderFindings(inPlay, slate),
  ]
}

/** Too many candidates mean that a primary is due, or that one ended in a tie of which all go on. */
function afterPrimary(finding: Finding, choices: readonly PostChoice[]): Finding {
  if (finding.code !== 'too-many-candidates') return finding
  const choice = choices.find(({ post }) => finding.fields.includes(post.id))
  if (choice?.due) return { ...finding, code: 'primary-due', message: choice.due.sentence, article: '' }
  const tie = choice?.votes ? choice.sentences.at(-1) : undefined
  return tie === undefined ? finding : { ...finding, code: 'primary-tie', message: tie }
}

function openPrimaryFindings({ primaries }: Slate): Finding[] {
  if (primaries.every(({ decision }) => decision !== undefined)) return []
  return [{ code: 'primary-open', severity: 'error', fields: [], message: '预选已经组织，还没有定出结果。' }]
}

/** A member who stands, or whom a recall was demanded of, since the paper came in (arts. 20 and 24). */
export function tieFindings(
  { ties, posts, ruleSet }: Pick<Slate, 'ties' | 'posts' | 'ruleSet'>,
  { voterId, name, postId }: NomineeRow,
): Finding[] {
  const own = ties.get(voterId)
  const post = posts.find(({ id }) => Number(id) === postId)
  return own && post ? checkByElectionNominee({ ...own, name }, post, ruleSet) : []
}

function toRule(nominee: NomineeRow): Nominee {
  const { voterId: id, name, sex, vetting } = nominee
  return { id, name, sex, vetting, postId: String(nominee.postId), hasConsented: nominee.consentedOn !== null }
}

/** Whether what was handed in for a nominee still nominates him; what was only remarkable was acknowledged then. */
export function paperFindings(slate: Pick<Slate, 'ruleSet' | 'counts' | 'signatures'>, nominee: NomineeRow): Finding[] {
  const signatures = slate.signatures.filter(({ nomineeId, counts }) => counts && nomineeId === nominee.id)
  const onRoll = new Set(signatures.filter(({ isOnRoll }) => isOnRoll).map(({ voterId }) => voterId))
  if (nominee.isOnRoll) onRoll.add(nominee.voterId)
  const person = { id: nominee.voterId, name: nominee.name }
  const papers: NominationPaper[] = [
    { kind: 'joint', nominee: person, nominators: signatures.map(({ voterId }) => voterId) },
    ...(slate.counts.get(nominee.id)?.isByParty ? [{ kind: 'party' as const, nominee: person, nominators: [] }] : []),
    ...(slate.counts.get(nominee.id)?.isBySelf ? [{ kind: 'self' as const, nominee: person, nominators: [] }] : []),
  ]
  return checkPapersTogether(papers, (id) => onRoll.has(Number(id)), slate.ruleSet)
    .filter(({ severity }) => severity === 'error')
    .map((finding) => ({ ...finding, message: `${nominee.name}：${finding.message}` }))
}
