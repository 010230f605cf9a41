import { longDate } from '../../lib/chinese-text.js'
import { assemblyText } from '../../rules/assemblies.js'
import type { Finding } from '../../rules/finding.js'
import { positionTitle } from '../../rules/post.js'
import type { Db } from '../../infra/db/database.js'
import {
  type CommitteeChangeRow,
  type ElectionCommitteeMember,
  findElectionCommittee,
  listCommitteeChanges,
  listEverybodyWhoSat,
} from '../../timetable/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'

interface Facts {
  /** The last change that it tells of; what was recorded later is for the next one. */
  readonly upTo: number
  readonly leavings: readonly { readonly on: string; readonly name: string; readonly reason: string }[]
  readonly hasSeats: boolean
  readonly seats: readonly {
    readonly left: string
    readonly successor: string
    readonly votes: string
    readonly position: string
  }[]
  readonly chairs: readonly { readonly on: string; readonly assembly: string; readonly name: string }[]
  readonly size: number
  /** 主任林美芳、副主任周建平、委员吴桂英 … */
  readonly members: string
}

const key = 'committee-change'

/** Who left the election committee and who came in (art. 15; forms.md A1, N1a). */
export const committeeChange = defineNotice<Facts>({
  key,
  title: '居民选举委员会成员变动公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [15] },
  after: ['electionCommitteeFormed'],
  before: ['handedOver'],
  again: 'adds',
  check: checkNews,
  load: async (db, context) => {
    const everybody = await listEverybodyWhoSat(db, context.election.id)
    const news = await changesSince(db, context)
    const sitting = (await findElectionCommittee(db, context.election.id))?.members ?? []
    return {
      upTo: news.at(-1)?.id ?? 0,
      leavings: news.filter(({ kind }) => kind === 'left').map((change) => leavingOf(change, everybody)),
      ...seatsOf(news, everybody),
      chairs: news
        .filter(({ kind }) => kind === 'chair')
        .map(({ onDay, chosenBy, memberId }) => {
          const assembly = chosenBy ? assemblyText[chosenBy] : ''
          return { on: longDate(onDay), assembly, name: nameOf(everybody, memberId) }
        }),
      size: sitting.length,
      members: sitting.map(({ position, name }) => `${positionTitle[position]}${name}`).join('、'),
    }
  },
  sample: {
    upTo: 2,
    leavings: [{ on: '2027年5月5日', name: '周建平', reason: '近亲属被提名为候选人' }],
    hasSeats: true,
    seats: [{ left: '周建平', successor: '诸葛志强', votes: '21', position: '委员' }],
    chairs: [],
    size: 7,
    members: '主任欧阳玥、副主任王伟、委员吴桂英、委员郑𬱖、委员阿依努尔·买买提、委员马骉、委员诸葛志强',
  },
})

/** The changes that no issued notice has told of. */
async function changesSince(db: Db, { election }: PaperContext): Promise<CommitteeChangeRow[]> {
  const last = await findLastIssued(db, election.id, key, null)
  const upTo = last ? (JSON.parse(last.facts) as Facts).upTo : 0
  return (await listCommitteeChanges(db, election.id)).filter(({ id }) => id > upTo)
}

async function checkNews(db: Db, context: PaperContext): Promise<Finding[]> {
  const news = await changesSince(db, context)
  if (news.length === 0) return [obstacle('no-committee-change', '没有登记还没有公告的成员变动。')]
  const open = news.filter(
    ({ kind, memberId }) => kind === 'left' && news.every(({ insteadOf }) => insteadOf !== memberId),
  )
  if (open.length === 0) return []
  const message = `有${open.length}个缺额还没有补上，公告中写明另行递补。`
  return [{ code: 'committee-place-open', severity: 'warning', fields: [], message }]
}

const nameOf = (everybody: readonly ElectionCommitteeMember[], id: number | null) =>
  everybody.find((member) => member.id === id)?.name ?? ''

/** Why, as far as it concerns the public: that somebody stands, or that it is for another reason. */
function leavingOf({ onDay, memberId, reason }: CommitteeChangeRow, everybody: readonly ElectionCommitteeMember[]) {
  const text =
    reason === 'nominated'
      ? '本人被提名为候选人'
      : reason === 'relativeNominated'
        ? '近亲属被提名为候选人'
        : reason === 'resigned'
          ? '本人辞去'
          : '其他原因'
  return { on: longDate(onDay), name: nameOf(everybody, memberId), reason: text }
}

function seatsOf(news: readonly CommitteeChangeRow[], everybody: readonly ElectionCommitteeMember[]) {
  const left = news.filter(({ kind }) => kind === 'left').map(({ memberId }) => memberId)
  const filled = news.flatMap(({ insteadOf }) => (insteadOf === null ? [] : [insteadOf]))
  const seats = [...new Set([...left, ...filled])].map((memberId) => {
    const filling = news.find(({ insteadOf }) => insteadOf === memberId)
    const member = everybody.find(({ id }) => id === filling?.memberId)
    return {
      left: nameOf(everybody, memberId),
      successor: member?.name ?? '另行递补',
      votes: member ? String(member.votes) : '—',
      position: member ? positionTitle[member.position] : '—',
    }
  })
  return { hasSeats: seats.length > 0, seats }
}
