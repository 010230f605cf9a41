import type { PlainDate } from '../lib/plain-date.js'
import type { Db, Trx } from '../infra/db/database.js'
import type { NominationKind } from '../rules/nomination.js'

/** What the papers for a nominee's post amount to today. */
export interface NominatorCount {
  readonly nomineeId: number
  readonly papers: number
  readonly isByParty: boolean
  /** Put himself forward. */
  readonly isBySelf: boolean
  /** Different voters who signed and stand on the roll. */
  readonly nominators: number
}

/** For every nominee of an election, the papers that propose the post he stands for and who signed them. */
export async function listNominatorCounts(db: Db, electionId: number): Promise<NominatorCount[]> {
  const papers = await db
    .selectFrom('nominee')
    .leftJoin('nominationPaper', (join) =>
      join.onRef('nominationPaper.nomineeId', '=', 'nominee.id').onRef('nominationPaper.postId', '=', 'nominee.postId'),
    )
    .select(['nominee.id as nomineeId', 'nominationPaper.id as paperId', 'nominationPaper.kind'])
    .where('nominee.electionId', '=', electionId)
    .orderBy('nominee.id')
    .execute()
  const signatures = await listSignatures(db, electionId)
  return [...new Set(papers.map(({ nomineeId }) => nomineeId))].map((nomineeId) => {
    const own = papers.filter((paper) => paper.nomineeId === nomineeId && paper.paperId !== null)
    const voters = signatures.filter(
      (signature) => signature.nomineeId === nomineeId && signature.counts && signature.isOnRoll,
    )
    return {
      nomineeId,
      papers: own.length,
      isByParty: own.some(({ kind }) => kind === 'party'),
      isBySelf: own.some(({ kind }) => kind === 'self'),
      nominators: new Set(voters.map(({ voterId }) => voterId)).size,
    }
  })
}

/** Every signature on the papers of an election; `isOnRoll` as of today, `counts` when for the nominee's post. */
export async function listSignatures(db: Db, electionId: number) {
  const rows = await db
    .selectFrom('nominator')
    .innerJoin('nominationPaper', 'nominationPaper.id', 'nominator.paperId')
    .innerJoin('nominee', 'nominee.id', 'nominationPaper.nomineeId')
    .innerJoin('voter', 'voter.id', 'nominator.voterId')
    .select(['nominee.id as nomineeId', 'nominator.paperId', 'nominator.voterId', 'voter.state'])
    .select(['voter.voterNumber', 'voter.name', 'nominee.postId', 'nominationPaper.postId as proposedPostId'])
    .select(['nominee.voterId as nomineeVoterId', 'nominee.vetting'])
    .where('nominee.electionId', '=', electionId)
    .orderBy('nominator.paperId')
    .orderBy('voter.voterNumber')
    .execute()
  return rows.map(({ state, postId, vetting, ...row }) => ({
    ...row,
    isOnRoll: state === 'registered',
    counts: postId === row.proposedPostId,
    /** Of somebody who still stands. */
    isInUse: vetting === 'open' || vetting === 'passed',
  }))
}

/** The papers handed in for one nominee, whatever post they propose. */
export async function listPapers(db: Db, nomineeId: number) {
  return await db
    .selectFrom('nominationPaper')
    .innerJoin('post', 'post.id', 'nominationPaper.postId')
    .select(['nominationPaper.id', 'nominationPaper.number', 'nominationPaper.kind', 'nominationPaper.postId'])
    .select(['nominationPaper.partyOrganisation', 'nominationPaper.receivedOn', 'nominationPaper.nominators'])
    .select('nominationPaper.reason')
    .select('post.title as postTitle')
    .where('nominationPaper.nomineeId', '=', nomineeId)
    .orderBy('nominationPaper.number')
    .execute()
}

export interface NewPaper {
  readonly electionId: number
  readonly nomineeId: number
  readonly postId: number
  readonly kind: NominationKind
  readonly partyOrganisation: string | null
  readonly receivedOn: PlainDate
  readonly reason: string
}

/** Files a paper under the next number of the election. Two at once: one of them is a unique violation. */
export async function insertPaper(trx: Trx, paper: NewPaper, voterIds: readonly number[]) {
  const { last } = await trx
    .selectFrom('nominationPaper')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('electionId', '=', paper.electionId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  const { id } = await trx
    .insertInto('nominationPaper')
    .values({ ...paper, number, nominators: voterIds.length })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = voterIds.map((voterId) => ({ paperId: id, voterId }))
  if (rows.length > 0) await trx.insertInto('nominator').values(rows).execute()
  return { id, number }
}
