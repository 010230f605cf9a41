import type { Insertable } from 'kysely'
import { ballotDesignState, checkDesignInForce } from '../rules/ballot-approval.js'
import { ballotDifferences } from '../rules/ballot-changes.js'
import {
  type BallotContent,
  type BallotPerson,
  ballotRulesOf,
  type BallotVote,
  namesOf,
  writeInsOf,
} from '../rules/ballot-content.js'
import type { Finding } from '../rules/finding.js'
import type { Post } from '../rules/post.js'
import type { PlainDate } from '../lib/plain-date.js'
import { personIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { BallotDesignTable } from '../infra/db/tables/ballots.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { listCandidates, listNominees, listPrimaries, listStruckNames } from '../nomination/queries.js'
import { listRoundPosts } from '../timetable/queries.js'

export type BallotKind = BallotDesignTable['kind']

type ElectionOfBallot = Pick<
  ElectionInScope,
  'id' | 'kind' | 'communityName' | 'termNumber' | 'ruleSetId' | 'settings' | 'round'
>

/** What would stand on the ballot of the round under way if it were designed now. */
export async function loadBallotContent(
  db: Db,
  election: ElectionOfBallot,
  kind: BallotKind = 'vote',
): Promise<BallotContent> {
  const { round } = election
  const vote: BallotVote = kind === 'primary' ? 'primary' : isFirstOfByElection(election) ? 'byElection' : round.kind
  const { posts, people, votingDay } =
    kind === 'primary' ? await loadPrimary(db, election) : await loadContests(db, election.round)
  return {
    community: election.communityName,
    termNumber: election.termNumber,
    vote,
    votingDay,
    rules: ballotRulesOf(ruleSetInForce(election)),
    posts: posts.map(({ id, title, seats, reservedForWoman, seatsForWomen = 0 }) => ({
      id,
      title,
      seats,
      reservedForWoman,
      seatsForWomen,
      names: namesOf(id, people),
      writeIns: writeInsOf(vote, seats),
    })),
  }
}

function isFirstOfByElection({ kind, round }: ElectionOfBallot): boolean {
  return kind === 'byElection' && round.kind === 'first'
}

interface Contested {
  readonly posts: readonly Post[]
  readonly people: readonly BallotPerson[]
  readonly votingDay: PlainDate
}

async function loadContests(db: Db, round: RoundInScope): Promise<Contested> {
  const candidates = await listCandidates(db, round.id)
  const people = candidates.map(({ voterId, postId, name, sex, birthDate, occupation }) => ({
    id: personIdOf(voterId, name),
    postId: String(postId),
    name,
    sex,
    birthDate,
    occupation,
  }))
  return { posts: await listRoundPosts(db, round.id), people, votingDay: round.votingDay }
}

/**
 * The primary under way or else the last one held, as it was set up: with as many names to be marked as there are places
 * for candidates, in the order in which its sheet has them. No posts before there is one.
 */
async function loadPrimary(db: Db, { id, round }: ElectionOfBallot): Promise<Contested> {
  const primary = (await listPrimaries(db, id)).at(-1)
  if (!primary) return { posts: [], people: [], votingDay: round.votingDay }
  const facts = new Map((await listNominees(db, id)).map((nominee) => [nominee.id, nominee]))
  const people = primary.posts.flatMap(({ post, nominees }) =>
    nominees.map(({ nomineeId, voterId, name, sex }) => {
      const { birthDate = null, occupation = null } = facts.get(nomineeId) ?? {}
      return { id: String(voterId), postId: post.id, name, sex, birthDate, occupation }
    }),
  )
  const posts = primary.posts.map(({ post, places }) => ({ ...post, seats: places }))
  return { posts, people, votingDay: primary.heldOn }
}

/** What keeps the ballot of a primary from being designed: that there is none, or that it is over. */
export async function checkPrimaryOfBallot(db: Db, electionId: number): Promise<Finding[]> {
  const primary = (await listPrimaries(db, electionId)).at(-1)
  if (primary && !primary.decision) return []
  const message = primary
    ? `第${primary.number}次预选已经有结果，选票不再改动。`
    : '还没有组织预选。先定下预选的日期、时间和地点，再制作预选选票。'
  const code = primary ? 'primary-decided' : 'no-primary'
  return [{ code, severity: 'error', fields: ['paper'], message }]
}

export interface BallotApproval {
  readonly place: number
  readonly accountId: number
  readonly name: string
  readonly approvedAt: string
}

/** A proof of the ballot without its bytes; its state follows from who has approved it. */
export type BallotDesign = Awaited<ReturnType<typeof listBallotDesigns>>[number]

function selectDesigns(db: Db) {
  return db
    .selectFrom('ballotDesign')
    .innerJoin('account', 'account.id', 'ballotDesign.madeBy')
    .select(['ballotDesign.id', 'ballotDesign.roundId', 'ballotDesign.kind', 'ballotDesign.number'])
    .select(['ballotDesign.content', 'ballotDesign.layout', 'ballotDesign.fingerprint', 'ballotDesign.pages'])
    .select(['ballotDesign.printSha256', 'ballotDesign.madeAt', 'account.displayName as madeByName'])
}

/** Every proof made for a round, the last one first. */
export async function listBallotDesigns(db: Db, roundId: number, kind: BallotKind = 'vote') {
  const rows = await selectDesigns(db)
    .where('ballotDesign.roundId', '=', roundId)
    .where('ballotDesign.kind', '=', kind)
    .orderBy('ballotDesign.number', 'desc')
    .execute()
  const approvals = await listApprovals(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ content, ...row }) => {
    const own = approvals.get(row.id) ?? []
    return { ...row, content: JSON.parse(content) as BallotContent, approvals: own, state: ballotDesignState(own) }
  })
}

async function listApprovals(db: Db, designIds: readonly number[]): Promise<Map<number, BallotApproval[]>> {
  const found = new Map<number, BallotApproval[]>()
  if (designIds.length === 0) return found
  const rows = await db
    .selectFrom('ballotApproval')
    .innerJoin('account', 'account.id', 'ballotApproval.accountId')
    .select(['ballotApproval.designId', 'ballotApproval.place', 'ballotApproval.accountId'])
    .select(['ballotApproval.approvedAt', 'account.displayName as name'])
    .where('ballotApproval.designId', 'in', designIds)
    .orderBy('ballotApproval.place')
    .execute()
  for (const { designId, ...approval } of rows) found.set(designId, [...(found.get(designId) ?? []), approval])
  return found
}

/** One proof of a round. Throws NotFound. */
export async function getBallotDesign(db: Db, roundId: number, designId: number): Promise<BallotDesign> {
  for (const kind of ['vote', 'primary'] as const) {
    const design = (await listBallotDesigns(db, roundId, kind)).find(({ id }) => id === designId)
    if (design) return design
  }
  throw new NotFound('没有这份选票设计。')
}

/** The bytes of a proof and the places of its boxes. Throws NotFound. */
export async function getBallotFiles(db: Db, designId: number) {
  const row = await db
    .selectFrom('ballotDesign')
    .select(['samplePdf', 'printPdf', 'geometry'])
    .where('id', '=', designId)
    .executeTakeFirst()
  if (!row) throw new NotFound('没有这份选票设计。')
  return row
}

/** Keeps a proof for ever. A number taken twice is a unique violation. */
export async function insertBallotDesign(trx: Trx, design: Insertable<BallotDesignTable>): Promise<number> {
  const { id } = await trx.insertInto('ballotDesign').values(design).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Puts an approval beside a proof. The same place or the same person twice is a unique violation. */
export async function insertBallotApproval(
  trx: Trx,
  approval: {
    readonly designId: number
    readonly place: number
    readonly accountId: number
    readonly approvedAt: string
  },
): Promise<void> {
  await trx.insertInto('ballotApproval').values(approval).execute()
}

/** Who stands on the printed ballots of the round under way and dropped out since: no reason to print them anew. */
export async function struckIds(db: Db, election: ElectionOfBallot): Promise<ReadonlySet<string>> {
  return new Set((await listStruckNames(db, election)).map(({ id }) => id))
}

/** What keeps the ballots of the round under way from being used: no design, not frozen, or no longer true. */
export async function checkBallotDesign(db: Db, election: ElectionOfBallot): Promise<Finding[]> {
  const [design] = await listBallotDesigns(db, election.round.id)
  if (!design) return checkDesignInForce(undefined)
  const struck = await struckIds(db, election)
  const differences = ballotDifferences(design.content, await loadBallotContent(db, election), struck)
  return checkDesignInForce({ ...design, differences })
}
