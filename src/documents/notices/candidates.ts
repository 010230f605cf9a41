import { longDate } from '../../lib/chinese-text.js'
import { addDays } from '../../lib/plain-date.js'
import { compareByStrokes, type StrokeKey } from '../../rules/name-order.js'
import { readStrokeKey } from '../../organisation/queries.js'
import { listCandidates } from '../../nomination/queries.js'
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
  load: async (db, { round, ruleSet }) => {
    const posts = await listRoundPosts(db, round.id)
    const people = await listCandidates(db, round.id)
    return {
      electionDay: dayText(round.votingDay),
      candidates: people.length,
      seats: posts.reduce((sum, { seats }) => sum + seats, 0),
      seatsByPost: seatsText(posts),
      isByStrokes: areByStrokes(people, await readStrokeKey(db)),
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
    posts: samplePeople,
    withdrawBy: '2027年5月17日',
  },
})

function areByStrokes(
  people: readonly { readonly postId: number; readonly name: string }[],
  strokeKey: StrokeKey,
): boolean {
  const compare = compareByStrokes(strokeKey)
  return people.every((person, index) => {
    const next = people[index + 1]
    return next === undefined || next.postId !== person.postId || compare(person.name, next.name) <= 0
  })
}
