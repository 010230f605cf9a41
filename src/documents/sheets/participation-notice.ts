import { longDate } from '../../lib/chinese-text.js'
import { addDays } from '../../lib/plain-date.js'
import { defineSheet } from '../define-sheet.js'
import type { FormCell } from '../layout/blocks.js'

interface Facts {
  readonly votingAge: number
  readonly closesOn: string
  readonly contactPlace: string
  readonly contactTelephone: string
}

/**
 * 参加选举通知书 with its reply slip: delivered to every household, the slip comes back as somebody's word that they take
 * part (art. 16; forms.md A3). Names are written by hand, so that nobody's data lies in a letter box.
 */
export const participationNotice = defineSheet<Facts>({
  key: 'participation-notice',
  title: '参加选举通知书（附回执）',
  use: '投递到每户信箱；收回的回执作为本人表示参加选举的凭据，登记方式选“交回回执”。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: [],
  options: [],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async (_source, { election, ruleSet }) =>
    await Promise.resolve({
      votingAge: ruleSet.votingAge,
      closesOn: longDate(addDays(election.electionDay, -ruleSet.registrationDaysBefore.closes)),
      contactPlace: election.contactPlace,
      contactTelephone: election.contactTelephone,
    }),
  count: () => 1,
  blocks: ({
    election,
    electionCommittee,
    electionDay,
    printedOn,
    votingAge,
    closesOn,
    contactPlace,
    contactTelephone,
  }) => [
    { kind: 'title', lines: [election, '参加选举通知书'] },
    { kind: 'addressee', text: '＿＿＿＿＿＿＿＿户：' },
    {
      kind: 'paragraph',
      text: `${election}定于${electionDay}投票。选举日年满${votingAge}周岁的居民愿意参加选举的，请由本人填写下面的回执，于${closesOn}以前交到${contactPlace}，也可以携带身份证件到场登记。没有表示参加选举的，不列入选民名单。`,
    },
    { kind: 'paragraph', text: `联系电话：${contactTelephone}。` },
    { kind: 'signature', issuer: electionCommittee, date: printedOn, seal: false },
    { kind: 'cutLine', text: '沿此线剪下，交回下半张' },
    { kind: 'title', lines: ['回　执'] },
    {
      kind: 'form',
      columns: 12,
      rows: [
        { cells: [label('姓名'), field(''), label('性别'), field('')] },
        { cells: [label('公民身份号码', 3), field('', 9)] },
        { cells: [label('现居住地址', 3), field('', 9)] },
        { cells: [label('联系电话', 3), field('', 9)] },
        { cells: [label('是否参加', 3), field('□参加本届居民委员会选举　　□不参加', 9)] },
      ],
    },
    { kind: 'signers', labels: ['本人签名', '日期'] },
  ],
  sample: {
    votingAge: 18,
    closesOn: '2027年4月24日',
    contactPlace: '桃源里社区服务中心一楼大厅',
    contactTelephone: '0574-00000000',
  },
})

const label = (text: string, span = 2): FormCell => ({ text, span, isLabel: true })
const field = (text: string, span = 4): FormCell => ({ text, span })
