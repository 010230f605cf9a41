import { longDate } from '../../lib/chinese-text.js'
import {
  listMobileBoxes,
  listMobileBoxUsers,
  listStaff,
  listStations,
  type StaffMember,
} from '../../polling/queries.js'
import { isScrutineer } from '../../rules/station-functions.js'
import { defineSheet } from '../define-sheet.js'
import type { Block, FormCell, FormRow } from '../layout/blocks.js'

interface BoxRequest {
  readonly name: string
  readonly route: string
  readonly hours: string
  readonly reason: string
  readonly scrutineers: string
  readonly escorts: string
  readonly users: string
}

interface Facts {
  readonly township: string
  readonly votingDay: string
  readonly boxes: readonly BoxRequest[]
}

const blank: BoxRequest = {
  name: '',
  route: '',
  hours: '',
  reason: '',
  scrutineers: '',
  escorts: '',
  users: '　　　人',
}

/**
 * 流动票箱申请表 (ZJ villages art. 24): what the election committee asks the township for, one a box, or empty. How many
 * vote there, and not who or why.
 */
export const mobileBoxForm = defineSheet<Facts>({
  key: 'mobile-box-form',
  title: '流动票箱申请表',
  use: '报街道（镇）批准用，每个票箱一张；还没有设票箱的，印一张空白表。只写人数，不写姓名和事由。',
  roles: ['electionOfficer', 'townshipOfficer'],
  after: [],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, round }) => {
    const boxes = await listMobileBoxes(db, round.id)
    const users = await listMobileBoxUsers(db, round.id)
    const staff = await listStaff(db, round.id)
    const stations = (await listStations(db, round.id)).filter(({ id }) => boxes.has(id))
    const requests = stations.map(({ id, name, place, opens, closes }) => ({
      ...{ name, route: place, hours: `${opens}—${closes}`, reason: boxes.get(id)?.reason ?? '' },
      scrutineers: namesOf(staff.get(id), (member) => isScrutineer(member.function)),
      escorts: namesOf(staff.get(id), (member) => member.function === 'mobileBox'),
      users: `${users.filter(({ stationId }) => stationId === id).length}人，名单另附`,
    }))
    return {
      township: election.townshipName,
      votingDay: longDate(round.votingDay),
      boxes: requests.length > 0 ? requests : [blank],
    }
  },
  count: ({ boxes }) => boxes.length,
  blocks: ({ election, community, township, votingDay, boxes }) =>
    boxes.flatMap((one, i): Block[] => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '流动票箱申请表'] },
      { kind: 'form', columns: 12, rows: rowsOf(one, community, votingDay) },
      {
        kind: 'paragraph',
        text: '票箱由监票人全程在场监督、护送人员护送，选民秘密写票；投票结束后加封，送中心投票站一并开箱计票。',
      },
      { kind: 'signers', labels: ['选举委员会主任', '申请日期'] },
      { kind: 'form', columns: 12, rows: [{ cells: [label(`${township}审批意见`, 3), field('', 9)], lines: 4 }] },
      { kind: 'signers', labels: ['审批人', '审批日期'] },
    ]),
  sample: {
    township: '云岭街道',
    votingDay: '2027年5月20日',
    boxes: [
      {
        name: '流动票箱1',
        route: '桃源路12弄、桃源路16弄逐户上门',
        hours: '09:00—11:30',
        reason: '片区内高龄、行动不便的选民较多',
        scrutineers: '周海燕、黄喆、朱翀',
        escorts: '孙桂兰、高㛃',
        users: '6人，名单另附',
      },
    ],
  },
})

function namesOf(staff: readonly StaffMember[] | undefined, isWanted: (member: StaffMember) => boolean): string {
  return (staff ?? [])
    .filter(isWanted)
    .map(({ name }) => name)
    .join('、')
}

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })

function rowsOf(one: BoxRequest, community: string, votingDay: string): FormRow[] {
  return [
    { cells: [label('社区'), field(community), label('票箱'), field(one.name)] },
    { cells: [label('投票日'), field(votingDay), label('时间'), field(one.hours)] },
    { cells: [label('路线'), field(one.route, 10)], lines: 2 },
    { cells: [label('理由'), field(one.reason, 10)], lines: 3 },
    { cells: [label('使用人'), field(one.users, 10)] },
    { cells: [label('监票人'), field(one.scrutineers, 10)] },
    { cells: [label('护送人员'), field(one.escorts, 10)] },
  ]
}
