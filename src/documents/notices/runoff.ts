import { electorText } from '../../rules/electors.js'
import { shareText } from '../../rules/arithmetic.js'
import { defineNotice } from '../define-notice.js'
import { dayText, seatsText, voteName } from '../words.js'
import { reasonsVoid } from './counted-result.js'
import { type LaterPost, listLaterPosts, previousVote } from './later-vote.js'
import { listRoundPosts } from '../../timetable/queries.js'

interface Facts {
  readonly vote: string
  /** 另行选举; false for a vote between those of equal votes. */
  readonly isRunoff: boolean
  readonly votingDay: string
  readonly elector: string
  readonly previous: string
  /** The vote before was one of its own kind and void: it is held again with the same people. */
  readonly isHeldAgain: boolean
  readonly reasons: readonly string[]
  readonly seats: number
  readonly seatsByPost: string
  readonly minimum: string
  readonly posts: readonly LaterPost[]
}

/** Who stands again for the seats left, when, and what it takes (art. 19). */
export const runoff = defineNotice<Facts>({
  key: 'runoff',
  title: '另行选举公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19] },
  after: ['candidatesConfirmed'],
  before: ['pollOpened'],
  rounds: ['runoff', 'tieBreak'],
  again: 'replaces',
  load: async (db, context) => {
    const { election, round, ruleSet } = context
    const posts = await listRoundPosts(db, round.id)
    const { name, result } = await previousVote(db, context)
    const reasons = result ? reasonsVoid(result.counted.outcome) : []
    return {
      vote: voteName(election, round),
      isRunoff: round.kind === 'runoff',
      votingDay: dayText(round.votingDay),
      elector: electorText[election.form],
      previous: name,
      isHeldAgain: reasons.length > 0,
      reasons,
      seats: posts.reduce((sum, { seats }) => sum + seats, 0),
      seatsByPost: seatsText(posts),
      minimum: shareText(ruleSet.runoffMinimum),
      posts: await listLaterPosts(db, round.id),
    }
  },
  sample: {
    vote: '另行选举',
    isRunoff: true,
    votingDay: '2027年5月30日（星期日）',
    elector: '选民',
    previous: '2027年5月20日换届选举',
    isHeldAgain: false,
    reasons: [],
    seats: 1,
    seatsByPost: '委员1名',
    minimum: '三分之一',
    posts: [
      {
        post: '委员',
        seats: 1,
        isForWoman: false,
        people: [
          { name: '诸葛志强', sex: '男', votes: '1498' },
          { name: '马骉', sex: '男', votes: '1377' },
        ],
      },
    ],
  },
})
