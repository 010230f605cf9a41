import t from 'tap'
import { resultNoticeEvidence, returnEvidence } from '../../src/rules/paper-evidence.js'

const vote = {
  form: 'allVoters',
  registered: 517,
  issued: 444,
  returned: 444,
  valid: 438,
  invalid: 4,
  blank: 2,
  isValid: true,
  hasTwoSigners: true,
} as const
const figures = { registered: 517, issued: 444, returned: 444, valid: 438, invalid: 4 }
const paper = {
  number: null,
  issuedOn: '2027-05-20',
  form: 'allVoters',
  ...figures,
  isCorrected: false,
  postings: 0,
} as const
const notice = { ...paper, number: 9, form: null, postings: 1 } as const

t.test('the return says the form claimed and the figures declared', async (t) => {
  for (const { given, of, state, says } of [
    {
      given: paper,
      of: vote,
      state: 'consistent',
      says: '选举结果报告单，2027年5月20日印发：应参加投票517人、发出选票444张',
    },
    { given: paper, of: undefined, state: 'notDue', says: '还没有宣布结果' },
    { given: undefined, of: vote, state: 'missing', says: '没有印发选举结果报告单' },
    {
      given: { ...paper, form: 'households' },
      of: vote,
      state: 'contradictory',
      says: '报告单写的是户代表选举，申报的是',
    },
    { given: { ...paper, form: null }, of: vote, state: 'contradictory', says: '报告单写的是没有写明选举方式' },
    { given: { ...paper, valid: 430 }, of: vote, state: 'contradictory', says: '有效票写的是430张，宣布的结果是438张' },
    { given: { ...paper, valid: 430, isCorrected: true }, of: vote, state: 'consistent', says: '已经印发更正' },
    { given: { ...paper, isCorrected: true }, of: vote, state: 'consistent', says: '无效票4张。' },
  ] as const) {
    const piece = returnEvidence('allVoters', given, of)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})

t.test('the notice of the result says the figures declared and hangs somewhere', async (t) => {
  for (const { given, of, state, says } of [
    { given: notice, of: vote, state: 'consistent', says: '第9号公告，2027年5月20日印发' },
    { given: notice, of: undefined, state: 'notDue', says: '还没有宣布结果' },
    { given: undefined, of: vote, state: 'missing', says: '没有印发选举结果公告' },
    { given: { ...notice, postings: 0 }, of: vote, state: 'missing', says: '没有登记在哪里张贴' },
    { given: { ...notice, postings: 0, returned: 1 }, of: vote, state: 'contradictory', says: '收回选票写的是1张' },
  ] as const) {
    const piece = resultNoticeEvidence(given, of)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})
