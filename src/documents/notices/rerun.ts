import { listRoundPosts } from '../../timetable/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText, seatsText } from '../words.js'
import { reasonsVoid } from './counted-result.js'
import { type LaterPost, listLaterPosts, previousVote } from './later-vote.js'

interface Facts {
  readonly votingDay: string
  readonly previous: string
  readonly reasons: readonly string[]
  readonly seats: number
  readonly seatsByPost: string
  readonly hasCandidates: boolean
  readonly posts: readonly LaterPost[]
}

/** 重新选举: the vote was void, why, and when everything is voted on again. */
export const rerun = defineNotice<Facts>({
  key: 'rerun',
  title: '重新选举公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19] },
  after: ['candidatesConfirmed'],
  before: ['pollOpened'],
  rounds: ['rerun'],
  again: 'replaces',
  load: async (db, context) => {
    const { name, result } = await previousVote(db, context)
    const posts = await listLaterPosts(db, context.round.id)
    const seats = await listRoundPosts(db, context.round.id)
    return {
      votingDay: dayText(context.round.votingDay),
      previous: name,
      reasons: result ? reasonsVoid(result.counted.outcome) : [],
      seats: seats.reduce((sum, post) => sum + post.seats, 0),
      seatsByPost: seatsText(seats),
      hasCandidates: posts.some(({ people }) => people.length > 0),
      posts,
    }
  },
  sample: {
    votingDay: '2027年6月6日（星期日）',
    previous: '2027年5月20日换届选举',
    reasons: [
      '收回选票1650张，未超过选民3400人的半数（1650×2＝3300＜3400），选举无效（《城市居民委员会组织法》第十九条）。',
    ],
    seats: 2,
    seatsByPost: '主任1名、副主任1名',
    hasCandidates: true,
    posts: [
      {
        post: '主任',
        seats: 1,
        isForWoman: false,
        people: [
          { name: '王伟', sex: '男', votes: '—' },
          { name: '欧阳玥', sex: '女', votes: '—' },
        ],
      },
      {
        post: '副主任',
        seats: 1,
        isForWoman: false,
        people: [
          { name: '周建平', sex: '男', votes: '—' },
          { name: '郑𬱖', sex: '女', votes: '—' },
        ],
      },
    ],
  },
})
