import { electorText } from '../../rules/electors.js'
import { primaryShare } from '../../rules/primary.js'
import { countElectors } from '../../roll/queries.js'
import { listPrimaries, type Primary } from '../../nomination/queries.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, moreThanText } from '../words.js'

interface PrimaryPostFacts {
  readonly post: string
  readonly seats: number
  readonly places: number
  /** In the order of the ballot. */
  readonly people: string
  readonly count: number
}

interface Facts {
  readonly day: string
  readonly opens: string
  readonly closes: string
  readonly place: string
  readonly electors: number
  readonly electorText: string
  /** 过半数 */
  readonly quorum: string
  /** Among those with equal votes, for the places left. */
  readonly isAgain: boolean
  readonly allOfEqualVotesGoOn: boolean
  readonly posts: readonly PrimaryPostFacts[]
}

/** 预选办法: when and where, who votes on whom for how many places, the quorum and what becomes of a tie (forms.md N8a). */
export const primary = defineNotice<Facts>({
  key: 'primary',
  title: '预选办法公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [18] },
  after: ['nomineesPosted'],
  before: ['candidatesConfirmed'],
  again: 'replaces',
  check: async (db, { election }) =>
    lastOf(await listPrimaries(db, election.id)) ? [] : [obstacle('no-primary', '还没有组织预选。')],
  load: async (db, { election, ruleSet }) => {
    const last = lastOf(await listPrimaries(db, election.id))
    const { heldOn = election.electionDay, opens = '', closes = '', place = '', posts = [] } = last ?? {}
    return {
      ...{ day: dayText(heldOn), opens, closes, place },
      electors: await countElectors(db, election.id),
      electorText: electorText[election.form],
      quorum: moreThanText(primaryShare(election.form, ruleSet)),
      isAgain: last?.kind === 'again',
      allOfEqualVotesGoOn: ruleSet.primaryTie === 'allGoOn',
      posts: posts.map(({ post, places, nominees }) => ({
        ...{ post: post.title, seats: post.seats, places, count: nominees.length },
        people: nominees.map(({ name }) => name).join('、'),
      })),
    }
  },
  sample: {
    ...{ day: '2027年5月8日（星期六）', opens: '08:00', closes: '16:00', place: '桃源里社区服务中心二楼会议室' },
    ...{ electors: 3400, electorText: '选民', quorum: '过半数', isAgain: false, allOfEqualVotesGoOn: true },
    posts: [
      { post: '主任', seats: 1, places: 2, count: 3, people: '王伟、郑𬱖、欧阳玥' },
      {
        post: '委员',
        seats: 3,
        places: 6,
        count: 7,
        people: '马骉、王秀英、吴桂英、周建平、阿依努尔·买买提、诸葛志强、黄敏',
      },
    ],
  },
})

/** The primary that is open, or else the last. */
function lastOf(primaries: readonly Primary[]): Primary | undefined {
  return primaries.at(-1)
}
