import { longDate } from '../../lib/chinese-text.js'
import { listMobileBoxUsers, listStations } from '../../polling/queries.js'
import { findVoterByNumber, listGroups } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { FormCell, FormRow } from '../layout/blocks.js'

interface Application {
  readonly voter: string
  readonly voterNumber: string
  readonly group: string
  readonly address: string
  readonly askedBy: string
  readonly askedOn: string
  readonly box: string
  readonly hours: string
}

interface Facts {
  readonly application: Application
  readonly votingDay: string
}

const blank: Application = {
  voter: '',
  voterNumber: '',
  group: '',
  address: '',
  askedBy: '',
  askedOn: '',
  box: '',
  hours: '',
}

/**
 * 流动票箱投票申请: one voter asks to vote at a mobile box, filled in from the list, or from the roll for somebody who
 * is not listed yet, or empty. The reason tells of somebody's health: it is kept sealed and is never printed, so it is
 * written on the paper by hand.
 */
export const mobileBoxApplication = defineSheet<Facts>({
  key: 'mobile-box-application',
  title: '流动票箱投票申请',
  use: '填选民证号，按登记的内容印出；不填时印一张空白表。事由不从系统印出，由本人填写；签名后归档。',
  roles: ['electionOfficer', 'rollClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, round }, { voterNumber }) => {
    const votingDay = longDate(round.votingDay)
    const voter = voterNumber === undefined ? undefined : await findVoterByNumber(db, election.id, voterNumber)
    if (!voter) return { application: blank, votingDay }
    const user = (await listMobileBoxUsers(db, round.id)).find(({ voterId }) => voterId === voter.id)
    const box = user && (await listStations(db, round.id)).find(({ id }) => id === user.stationId)
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    return {
      votingDay,
      application: {
        voter: voter.name,
        voterNumber: String(voter.voterNumber),
        group: groups.get(voter.residentsGroup) ?? voter.groupName,
        address: voter.address,
        askedBy: user?.askedBy ?? '',
        askedOn: user ? longDate(user.askedOn) : '',
        box: box?.name ?? '',
        hours: box ? `${box.opens}—${box.closes}` : '',
      },
    }
  },
  count: () => 1,
  blocks: ({ election, electionCommittee, community, votingDay, application }) => [
    { kind: 'title', lines: [election, '流动票箱投票申请'] },
    { kind: 'form', columns: 12, rows: rowsOf(application, community) },
    {
      kind: 'paragraph',
      text: `我因上列事由不能到投票站投票，申请在${votingDay}由工作人员携流动票箱上门，由我本人秘密写票、投票。列入流动票箱名单以后，不再到投票站领票，也不再委托他人投票。`,
    },
    { kind: 'signers', labels: ['申请人', '代为提出的人', '申请日期', '经办人'] },
    { kind: 'form', columns: 12, rows: [{ cells: [label(`${electionCommittee}意见`, 3), field('', 9)], lines: 3 }] },
    { kind: 'signers', labels: ['审核人', '审核日期'] },
  ],
  sample: {
    votingDay: '2027年5月20日',
    application: {
      voter: '陈桂芳',
      voterNumber: '211',
      group: '第三居民小组',
      address: '桃源路12弄3号',
      askedBy: '女儿周海燕',
      askedOn: '2027年5月10日',
      box: '流动票箱1',
      hours: '09:00—11:30',
    },
  },
})

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })

function rowsOf(one: Application, community: string): FormRow[] {
  return [
    { cells: [label('社区'), field(community), label('投票地点'), field(one.box === '' ? '流动票箱' : one.box)] },
    { cells: [label('申请人'), field(one.voter), label('选民证号'), field(one.voterNumber)] },
    { cells: [label('居民小组'), field(one.group), label('上门时间'), field(one.hours)] },
    { cells: [label('上门地址'), field(one.address, 10)] },
    { cells: [label('由谁提出'), field(one.askedBy), label('提出日期'), field(one.askedOn)] },
    { cells: [label('事由（本人填写）', 3), field('', 9)], lines: 3 },
  ]
}
