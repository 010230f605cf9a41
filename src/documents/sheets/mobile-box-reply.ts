import { longDate } from '../../lib/chinese-text.js'
import type { PlainDate } from '../../lib/plain-date.js'
import { listMobileBoxes, listMobileBoxUsers, listStations } from '../../polling/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { Block } from '../layout/blocks.js'
import { officeOf } from '../words.js'

interface Box {
  readonly name: string
  readonly route: string
  readonly hours: string
  readonly users: number
  readonly reason: string
}

interface Reply {
  /** 文号 as it was recorded with the decision; empty: left to be written by hand. */
  readonly number: string
  readonly isApproval: boolean
  readonly submittedOn: string
  readonly decidedOn: string
  readonly boxes: readonly Box[]
}

interface Facts {
  readonly office: string
  readonly bureau: string
  readonly votingDay: string
  readonly replies: readonly Reply[]
}

/**
 * The township's answer to a community that asked for mobile boxes (ZJ villages art. 24). The township is an organ of
 * state: its paper is a true 公文, with red head, number of its own and 版记 (GB/T 9704, 7.2 to 7.4).
 */
export const mobileBoxReply = defineSheet<Facts>({
  key: 'mobile-box-reply',
  title: '流动票箱批复',
  use: '街道（镇）审批流动票箱以后打印，红头、文号、版记按公文格式；盖街道（镇）章，发给社区、抄送民政部门。文号按审批时所填。',
  roles: ['townshipOfficer', 'bureauAuditor'],
  after: ['electionOpened'],
  options: [],
  page: { orientation: 'portrait', margins: 'official' },
  nothing: '还没有审批过的流动票箱。',
  load: async ({ db }, { election, round, bureau }) => {
    const stations = await listStations(db, round.id)
    const users = await listMobileBoxUsers(db, round.id)
    const decided = [...(await listMobileBoxes(db, round.id)).values()].flatMap((box) => {
      const station = stations.find(({ id }) => id === box.stationId)
      if (!station || box.decidedOn === null) return []
      return [
        {
          number: officialNumber(box.decisionDocument ?? ''),
          isApproval: box.state === 'approved',
          submittedOn: box.submittedOn ?? box.decidedOn,
          decidedOn: box.decidedOn,
          name: station.name,
          route: station.place,
          hours: `${station.opens}至${station.closes}`,
          users: users.filter(({ stationId }) => stationId === box.stationId).length,
          reason: box.decisionReason ?? '',
        },
      ]
    })
    return {
      office: officeOf(election.townshipName),
      bureau,
      votingDay: longDate(round.votingDay),
      replies: repliesOf(decided),
    }
  },
  count: ({ replies }) => replies.length,
  blocks: ({ election, electionCommittee, community, office, bureau, votingDay, replies }) =>
    replies.flatMap((reply, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'letterhead', organ: `${office}文件`, number: reply.number || '＿＿〔＿＿〕＿＿号' },
      {
        kind: 'title',
        lines: [`${office}关于${reply.isApproval ? '同意' : '不同意'}${community}居民委员会选举使用流动票箱的批复`],
      },
      { kind: 'addressee', text: `${electionCommittee}：` },
      {
        kind: 'paragraph',
        text: `你委员会${reply.submittedOn}报来的《${election}流动票箱申请表》收悉。经研究，${
          reply.isApproval ? `同意在${votingDay}投票时使用下列流动票箱：` : '不同意使用下列流动票箱：'
        }`,
      },
      ...reply.boxes.map(
        (box, n): Block => ({
          kind: 'paragraph',
          level: 3,
          text: reply.isApproval
            ? `${n + 1}．${box.name}：${box.hours}，路线为${box.route}，供名单上的${box.users}名选民使用。`
            : `${n + 1}．${box.name}：路线为${box.route}。理由：${box.reason.replace(/[。；]$/u, '')}。`,
        }),
      ),
      {
        kind: 'paragraph',
        text: reply.isApproval
          ? '请你委员会及时公布使用流动票箱的人员和监票人名单，由监票人全程在场监督，投票结束后将票箱加封，送中心投票站一并开箱计票。'
          : '请安排原拟使用流动票箱的选民到投票站投票，或者依法办理委托投票。',
      },
      { kind: 'paragraph', text: '此复。' },
      { kind: 'signature', issuer: office, date: reply.decidedOn },
      { kind: 'imprint', copies: bureau, printer: office, printedOn: reply.decidedOn },
    ]),
  sample: {
    office: '云岭街道办事处',
    bureau: '市民政局',
    votingDay: '2027年5月20日',
    replies: [
      {
        ...{ number: '云街选〔2027〕3号', isApproval: true, submittedOn: '2027年5月8日', decidedOn: '2027年5月10日' },
        boxes: [
          {
            ...{ name: '流动票箱1', route: '桃源路12弄、桃源路16弄逐户上门', hours: '9:00至11:30', users: 6 },
            reason: '',
          },
        ],
      },
    ],
  },
})

/** 云街选〔2027〕3号; that the township signed on the application itself is no number. */
function officialNumber(document: string): string {
  return /〔\d{4}〕\d+号$/u.test(document) ? document : ''
}

interface Decided extends Box {
  readonly number: string
  readonly isApproval: boolean
  readonly submittedOn: PlainDate
  readonly decidedOn: PlainDate
}

/** One paper for the boxes that were decided together: same number, same day, same answer. */
function repliesOf(decided: readonly Decided[]): Reply[] {
  const replies = new Map<string, Reply & { readonly boxes: Box[] }>()
  for (const { number, isApproval, submittedOn, decidedOn, ...box } of decided) {
    const key = JSON.stringify([number, isApproval, submittedOn, decidedOn])
    const days = { submittedOn: longDate(submittedOn), decidedOn: longDate(decidedOn) }
    const reply = replies.get(key) ?? { number, isApproval, ...days, boxes: [] }
    reply.boxes.push(box)
    replies.set(key, reply)
  }
  return [...replies.values()]
}
