import { longDate } from '../../lib/chinese-text.js'
import type { Db } from '../../infra/db/database.js'
import type { Finding } from '../../rules/finding.js'
import { actingChair } from '../../rules/succession.js'
import { causeText, type OfficeEndRow, listOfficeEnds, listSuccessions, standingCommittee } from '../../term/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'

const key = 'member-change'

interface Facts {
  /** The last end and the last succession that the notice tells of. */
  readonly upToEnd: number
  readonly upToSuccession: number
  readonly ends: readonly {
    readonly post: string
    readonly name: string
    readonly on: string
    readonly cause: string
    readonly explanation: string
  }[]
  readonly hasSuccessors: boolean
  readonly successors: readonly {
    readonly post: string
    readonly name: string
    readonly votes: string
    readonly since: string
  }[]
  readonly hasNoChair: boolean
  readonly acting: string
  readonly size: number
  readonly members: string
  /** Nothing is left to be voted on of the election itself. */
  readonly hasFormed: boolean
  readonly hasVacancies: boolean
  readonly vacancies: string
}

/** Members who left the residents' committee during its term, who followed, and which seats are empty (arts. 21 and 23). */
export const memberChange = defineNotice<Facts>({
  key,
  title: '居民委员会成员变动公告',
  issuer: 'residentsCommittee',
  isNumbered: true,
  rule: { articles: [21, 23] },
  after: ['resultDeclared'],
  before: [],
  again: 'adds',
  check: checkNews,
  load: async (db, context) => {
    const { ends, successions } = await newsOf(db, context)
    const standing = await standingCommittee(db, context.election.id, context.ruleSet)
    const members = standing.sitting.map((member) => ({ ...member, id: member.key }))
    const hasNoChair =
      standing.hasFormed && standing.posts.some(({ position, vacant }) => position === 'chair' && vacant > 0)
    const vacant = standing.posts.filter((post) => post.vacant > 0)
    return {
      upToEnd: ends.at(-1)?.id ?? 0,
      upToSuccession: successions.at(-1)?.id ?? 0,
      ends: ends.map(toldEnd),
      hasSuccessors: successions.length > 0,
      successors: successions.map(({ postTitle, name, votes, since }) => {
        return { post: postTitle, name, votes: String(votes), since: longDate(since) }
      }),
      hasNoChair,
      acting: hasNoChair ? actingChair(members, context.ruleSet).sentence : '',
      size: members.length,
      members: members.map(({ postTitle, name }) => `${postTitle}${name}`).join('、'),
      hasFormed: standing.hasFormed,
      hasVacancies: vacant.length > 0,
      vacancies: vacant.map((post) => `${post.title}${post.vacant}名`).join('、'),
    }
  },
  sample: {
    upToEnd: 1,
    upToSuccession: 0,
    ends: [
      {
        post: '委员',
        name: '马骉',
        on: '2028年3月12日',
        cause: '辞职',
        explanation:
          '居民代表会议于2028年3月12日同意马骉辞职：同意36人，超过到会40人的半数（36×2＝72＞40），自当日起生效（《城市居民委员会组织法》第二十一条）。',
      },
    ],
    hasSuccessors: false,
    successors: [],
    hasNoChair: false,
    acting: '',
    size: 4,
    members: '主任王伟、副主任郑𬱖、委员吴桂英、委员诸葛志强',
    hasFormed: true,
    hasVacancies: true,
    vacancies: '委员1名',
  },
})

/** A health matter or a sentence is nobody's concern beyond the fact that the post has ended. */
function toldEnd({ postTitle, name, onDay, cause, explanation }: OfficeEndRow): Facts['ends'][number] {
  const isPrivate = cause === 'lostCapacity' || cause === 'sentenced' || cause === 'died'
  const on = longDate(onDay)
  const told = isPrivate && cause !== 'died' ? `${name}的职务自${on}起依法终止。` : explanation
  return { post: postTitle, name, on, cause: isPrivate ? '职务终止' : causeText[cause], explanation: told }
}

/** What no issued notice has told of. */
async function newsOf(db: Db, { election }: PaperContext) {
  const last = await findLastIssued(db, election.id, key, null)
  const told = last ? (JSON.parse(last.facts) as Facts) : { upToEnd: 0, upToSuccession: 0 }
  const ends = await listOfficeEnds(db, election.id)
  const successions = await listSuccessions(db, election.id)
  return {
    ends: ends.filter(({ id }) => id > told.upToEnd),
    successions: successions.filter(({ id }) => id > told.upToSuccession),
  }
}

async function checkNews(db: Db, context: PaperContext): Promise<Finding[]> {
  const { ends, successions } = await newsOf(db, context)
  if (ends.length + successions.length > 0) return []
  return [obstacle('no-member-change', '没有登记还没有公告的居民委员会成员变动。')]
}
