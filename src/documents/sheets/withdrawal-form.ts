import { longDate } from '../../lib/chinese-text.js'
import { lastWithdrawalDay } from '../../rules/candidate-withdrawal.js'
import { listCandidates } from '../../nomination/queries.js'
import { findVoterByNumber } from '../../roll/queries.js'
import { listRoundPosts } from '../../timetable/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Facts {
  /** Blank to be filled in by hand. */
  readonly name: string
  readonly post: string
  readonly last: string
  readonly count: number
}

/** 放弃候选人资格申请: handed in by the candidate, signed, until the term (ZJ villages art. 19; forms.md A4). */
export const withdrawalForm = defineSheet<Facts>({
  key: 'withdrawal-form',
  title: '放弃候选人资格申请',
  use: '候选人书面放弃时用。填选民证号印某一候选人，不填印一张空白表。',
  roles: ['electionOfficer', 'rollClerk'],
  after: ['candidatesConfirmed'],
  options: ['voterNumber'],
  page: { orientation: 'portrait', margins: 'official' },
  load: async ({ db }, { election, round, ruleSet }, { voterNumber }) => {
    const last = longDate(lastWithdrawalDay(round.votingDay, ruleSet))
    if (voterNumber === undefined) return { name: '', post: '', last, count: 1 }
    const voter = await findVoterByNumber(db, election.id, voterNumber)
    const candidates = await listCandidates(db, round.id)
    const found = voter && candidates.find(({ voterId }) => voterId === voter.id)
    if (!found) return { name: '', post: '', last, count: 0 }
    const posts = await listRoundPosts(db, round.id)
    const post = posts.find(({ id }) => id === String(found.postId))?.title ?? ''
    return { name: found.name, post, last, count: 1 }
  },
  count: ({ count }) => count,
  blocks: ({ election, electionCommittee, electionDay, name, post, last }) => [
    { kind: 'title', lines: [election, '放弃候选人资格申请'] },
    { kind: 'addressee', text: `${electionCommittee}：` },
    {
      kind: 'paragraph',
      text: `本人${name || '＿＿＿＿＿＿'}，已被确定为${post || '＿＿＿＿＿＿'}正式候选人，选举日为${electionDay}。`,
    },
    { kind: 'paragraph', text: '现自愿放弃候选人资格，请予办理。' },
    { kind: 'paragraph', text: '放弃的原因：' },
    {
      kind: 'form',
      columns: 1,
      rows: [{ cells: [{ text: '', span: 1 }], lines: 4 }],
    },
    { kind: 'paragraph', text: '本人知道：提出以后候选人名单即作变动并重新公布，不能撤回。' },
    { kind: 'signers', labels: ['本人签名', '日期', '收件人', '收到日期'] },
    { kind: 'note', text: `书面提出，最迟${last}` },
  ],
  sample: { name: '欧阳玥', post: '主任', last: '2027年5月17日', count: 1 },
})
