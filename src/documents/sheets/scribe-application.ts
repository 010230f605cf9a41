import { longDate } from '../../lib/chinese-text.js'
import { listScribeRequests } from '../../polling/queries.js'
import { findVoterByNumber, listGroups } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import type { FormCell } from '../layout/blocks.js'

interface Facts {
  /** Blank to be filled in by hand. */
  readonly voter: string
  readonly voterNumber: string
  readonly group: string
  readonly scribe: string
  readonly requestedOn: string
}

const blank: Facts = { voter: '', voterNumber: '', group: '', scribe: '', requestedOn: '' }

/**
 * 代写选票申请: a voter who cannot write asks somebody to write the ballot (art. 19; forms.md A3). The reason may tell of
 * somebody's health: it is ticked on the paper and never kept in the system.
 */
export const scribeApplication = defineSheet<Facts>({
  key: 'scribe-application',
  title: '代写选票申请',
  use: '填选民证号，按登记的内容印出；不填时印一张空白表。原因在纸上勾选，不录入系统；签名后归档。',
  roles: ['electionOfficer', 'rollClerk', 'checkInClerk'],
  after: [],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, round }, { voterNumber }) => {
    const voter = voterNumber === undefined ? undefined : await findVoterByNumber(db, election.id, voterNumber)
    if (!voter) return blank
    const request = (await listScribeRequests(db, round.id)).find(({ voterId }) => voterId === voter.id)
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    return {
      voter: voter.name,
      voterNumber: String(voter.voterNumber),
      group: groups.get(voter.residentsGroup) ?? voter.groupName,
      scribe: request?.scribeName ?? '',
      requestedOn: request ? longDate(request.requestedOn) : '',
    }
  },
  count: () => 1,
  blocks: ({ election, community, electionDay, voter, voterNumber, group, scribe, requestedOn }) => [
    { kind: 'title', lines: [election, '代写选票申请'] },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('社区'), field(community), label('居民小组'), field(group)] },
        { cells: [label('申请人'), field(voter), label('选民证号'), field(voterNumber)] },
        { cells: [label('不能自己写票的原因', 3), field('□不识字　□视力　□残疾　□其他：', 9)] },
        { cells: [label('代书人'), field(scribe), label('申请日期'), field(requestedOn)] },
      ],
    },
    {
      kind: 'paragraph',
      text: `我不能自己填写选票，申请在${electionDay}投票时由上列代书人按我的意愿代写。`,
    },
    { kind: 'signers', labels: ['申请人（签名或按印）', '日期'], perRow: 1 },
    { kind: 'paragraph', text: '代书人承诺：按申请人的意愿填写选票，不向任何人透露；本人不是候选人。' },
    { kind: 'signers', labels: ['代书人', '在场监票人', '日期', '经办人'] },
  ],
  sample: {
    voter: '王秀英',
    voterNumber: '211',
    group: '第三居民小组',
    scribe: '马骉',
    requestedOn: '2027年5月10日',
  },
})

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })
