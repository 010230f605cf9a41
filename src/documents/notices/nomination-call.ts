import { longDate } from '../../lib/chinese-text.js'
import { lastNominationDay } from '../../rules/nomination.js'
import type { RuleSet } from '../../rules/rule-set.js'
import type { Post } from '../../rules/post.js'
import { listPosts } from '../../timetable/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText } from '../words.js'
import { candidatePlaces } from './candidate-places.js'

interface SeatRow {
  readonly post: string
  readonly seats: number
  /** 2名以上、4名以下 */
  readonly candidates: string
}

interface Facts {
  readonly electionDay: string
  readonly seats: readonly SeatRow[]
  readonly hasWomansSeat: boolean
  readonly nominatorsMinimum: number
  readonly byParty: boolean
  readonly bySelf: boolean
  readonly onePost: boolean
  /** Last day for papers of voters and of the Party organisation. */
  readonly until: string
  readonly selfUntil: string
}

/** 候选人提名公告 (N7): seats, who may stand, how one is nominated, until when and where (art. 18). */
export const nominationCall = defineNotice<Facts>({
  key: 'nomination-call',
  title: '候选人提名公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [18] },
  after: ['rollPosted'],
  before: ['nomineesPosted', 'candidatesConfirmed'],
  again: 'replaces',
  load: async (db, { election, ruleSet }) => {
    const posts = await listPosts(db, election.id)
    return {
      electionDay: dayText(election.electionDay),
      seats: posts.map((post) => seatRow(post, ruleSet)),
      hasWomansSeat: posts.some(({ reservedForWoman }) => reservedForWoman),
      nominatorsMinimum: ruleSet.nominatorsMinimum,
      byParty: ruleSet.partyNomination,
      bySelf: ruleSet.selfNomination,
      onePost: ruleSet.onePostPerPerson,
      until: longDate(lastNominationDay('joint', election.electionDay, ruleSet)),
      selfUntil: longDate(lastNominationDay('self', election.electionDay, ruleSet)),
    }
  },
  sample: {
    electionDay: '2027年5月20日（星期四）',
    seats: [
      { post: '主任', seats: 1, candidates: '2名' },
      { post: '副主任', seats: 1, candidates: '2名' },
      { post: '委员', seats: 3, candidates: '4名至6名' },
      { post: '委员（妇女名额）', seats: 1, candidates: '2名至4名' },
    ],
    hasWomansSeat: true,
    nominatorsMinimum: 10,
    byParty: true,
    bySelf: false,
    onePost: true,
    until: '2027年5月4日',
    selfUntil: '2027年5月10日',
  },
})

function seatRow(post: Post, ruleSet: RuleSet): SeatRow {
  return {
    post: post.reservedForWoman ? `${post.title}（妇女名额）` : post.title,
    seats: post.seats,
    candidates: candidatePlaces(post, ruleSet),
  }
}
