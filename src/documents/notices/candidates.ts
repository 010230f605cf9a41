import { longDate } from '../../lib/chinese-text.js'
import { fingerprintGroups } from '../../lib/fingerprint.js'
import type { Db } from '../../infra/db/database.js'
import { keptTogether } from '../layout/blocks.js'
import { addDays } from '../../lib/plain-date.js'
import { compareByStrokes, type StrokeKey } from '../../rules/name-order.js'
import { readStrokeKey } from '../../organisation/queries.js'
import {
  type CandidateList,
  type CandidateRow,
  getCandidateList,
  listCandidates,
  listPrimaries,
  type Primary,
} from '../../nomination/queries.js'
import { listRoundPosts } from '../../timetable/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText, seatsText } from '../words.js'
import { peopleOfPosts, type PostWithPeople, samplePeople } from './people-of-posts.js'

interface Facts {
  readonly electionDay: string
  readonly candidates: number
  readonly seats: number
  readonly seatsByPost: string
  /** False where the committee ordered names by hand: then the notice does not claim the strokes. */
  readonly isByStrokes: boolean
  /** After a primary: its posts by votes, the others by strokes. */
  readonly isByVotes: boolean
  /** The frozen list: its version, and its fingerprint in groups of four. */
  readonly version: number
  readonly fingerprint: string
  /** Whether it replaces a list, and what became different. */
  readonly isCorrected: boolean
  readonly changes: string
  readonly posts: readonly PostWithPeople[]
  /** Last day for a candidate to withdraw in writing. */
  readonly withdrawBy: string
}

/** 正式候选人, post by post in the order of the ballot (art. 18). */
export const candidates = defineNotice<Facts>({
  key: 'candidates',
  title: '正式候选人名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [18], step: 'candidatesConfirmed' },
  after: ['candidatesConfirmed'],
  before: ['pollOpened'],
  rounds: ['first'],
  again: 'replaces',
  load: async (db, { election, round, ruleSet }) => {
    const posts = await listRoundPosts(db, round.id)
    const people = await listCandidates(db, round.id)
    const list = await getCandidateList(db, round.id)
    const strokeKey = await readStrokeKey(db)
    const votes = votesOf(await listPrimaries(db, election.id))
    const isBy = (given: ReadonlyMap<number, number>) =>
      people.every((one, index) => isInOrder(one, people[index + 1], given, strokeKey))
    const isByVotes = votes.size > 0 && ruleSet.candidateOrder === 'votesAfterPrimary' && isBy(votes)
    return {
      electionDay: dayText(round.votingDay),
      candidates: people.length,
      seats: posts.reduce((sum, { seats }) => sum + seats, 0),
      seatsByPost: seatsText(posts),
      isByStrokes: !isByVotes && isBy(new Map()),
      isByVotes,
      version: list?.version ?? 1,
      fingerprint: fingerprintGroups(list?.hash ?? ''),
      ...(await changesOf(db, round.id)),
      posts: peopleOfPosts(posts, people),
      withdrawBy: longDate(addDays(round.votingDay, -ruleSet.withdrawalDaysBefore)),
    }
  },
  sample: {
    electionDay: '2027年5月20日（星期四）',
    candidates: 8,
    seats: 5,
    seatsByPost: '主任1名、副主任1名、委员3名',
    isByStrokes: true,
    isByVotes: false,
    version: 1,
    fingerprint: fingerprintGroups('3f5a'.repeat(16)),
    isCorrected: false,
    changes: '',
    posts: samplePeople,
    withdrawBy: '2027年5月17日',
  },
})

type Person = Pick<CandidateRow, 'postId' | 'name' | 'voterId'>

/** Whether two neighbours of a post stand as the votes of a primary say, and where there are none or equal, the strokes. */
function isInOrder(
  person: Person,
  next: Person | undefined,
  votes: ReadonlyMap<number, number>,
  strokeKey: StrokeKey,
): boolean {
  if (next === undefined || next.postId !== person.postId) return true
  const before = votes.get(person.voterId ?? 0)
  const after = votes.get(next.voterId ?? 0)
  if (before !== undefined && after !== undefined && before !== after) return before > after
  return compareByStrokes(strokeKey)(person.name, next.name) <= 0
}

/** The votes of the valid primaries by voter; where some were voted on again, those of the first. */
function votesOf(primaries: readonly Primary[]): Map<number, number> {
  const counted = primaries.filter(({ kind, decision }) => kind === 'regular' && decision?.isValid)
  return new Map(
    counted.flatMap(({ posts }) =>
      posts.flatMap(({ nominees }) => nominees.map(({ voterId, votes }) => [voterId, votes ?? 0] as const)),
    ),
  )
}

/** Who is no longer on the list that was posted first, and who came onto it. */
async function changesOf(db: Db, roundId: number): Promise<Pick<Facts, 'isCorrected' | 'changes'>> {
  const first = await getCandidateList(db, roundId, 1)
  const last = await getCandidateList(db, roundId)
  if (!first || !last || first.version === last.version) return { isCorrected: false, changes: '' }
  const idsOn = (list: CandidateList) => new Set(list.posts.flatMap(({ candidates }) => candidates.map(({ id }) => id)))
  const told = (list: CandidateList, other: CandidateList, words: (name: string, title: string) => string) =>
    list.posts.flatMap(({ post, candidates }) =>
      candidates.filter(({ id }) => !idsOn(other).has(id)).map(({ name }) => words(keptTogether(name), post.title)),
    )
  const changes = [
    ...told(first, last, (name, title) => `${name}不再列为${title}候选人`),
    ...told(last, first, (name, title) => `${name}列为${title}候选人`),
  ]
  return { isCorrected: changes.length > 0, changes: changes.join('，') }
}
