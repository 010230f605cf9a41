import t from 'tap'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { ballotsEvidence, countEvidence, turnoutEvidence } from '../../src/rules/vote-evidence.js'

const station = {
  name: '中心投票站',
  isClosed: true,
  received: 536,
  issued: 444,
  spoiled: 0,
  unused: 92,
  isExplained: false,
}
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
const sheet = { isDefinitive: true, hasTwoTypists: true, returned: 444 }

t.test('the ballots come out at every station, and no more came back than went out', async (t) => {
  for (const { stations, of, isPollClosed, state, says } of [
    {
      stations: [station],
      of: vote,
      isPollClosed: true,
      state: 'consistent',
      says: '1个投票站（票箱）发出选票444张，收回444张',
    },
    { stations: [station], of: undefined, isPollClosed: true, state: 'consistent', says: '发出选票444张；领用536张' },
    { stations: [station], of: undefined, isPollClosed: false, state: 'notDue', says: '投票还没有结束' },
    {
      stations: [{ ...station, isClosed: false }],
      of: vote,
      isPollClosed: true,
      state: 'missing',
      says: '中心投票站没有结账',
    },
    {
      stations: [{ ...station, unused: 90 }],
      of: vote,
      isPollClosed: true,
      state: 'contradictory',
      says: '发出444＋污损0＋剩余90＝534，相差的没有说明',
    },
    {
      stations: [{ ...station, unused: 90, isExplained: true }],
      of: vote,
      isPollClosed: true,
      state: 'consistent',
      says: '剩余90张',
    },
    {
      stations: [station],
      of: { ...vote, issued: 440 },
      isPollClosed: true,
      state: 'contradictory',
      says: '按发出选票440张计算，发票记录是444张',
    },
    {
      stations: [station],
      of: { ...vote, returned: 445 },
      isPollClosed: true,
      state: 'contradictory',
      says: '收回选票445张，多于发出的444张',
    },
  ] as const) {
    const piece = ballotsEvidence(stations, of, isPollClosed)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})

t.test('the turnout is reached, of those on the closed roll', async (t) => {
  for (const { of, electors, state, says } of [
    { of: vote, electors: 517, state: 'consistent', says: '参选率85.88%，超过半数（444×2＝888＞517）' },
    { of: vote, electors: undefined, state: 'consistent', says: '选民517人' },
    { of: undefined, electors: 517, state: 'notDue', says: '还没有宣布结果' },
    { of: vote, electors: 520, state: 'contradictory', says: '参选率按选民517人计算，确定的名单上是520人' },
    { of: { ...vote, returned: 258 }, electors: 517, state: 'contradictory', says: '没有超过半数' },
    { of: { ...vote, isValid: false }, electors: 517, state: 'contradictory', says: '这次投票无效' },
  ] as const) {
    const piece = turnoutEvidence(of, electors, zhejiang2026)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})

t.test('the sheets were typed by two and give the result, and two people signed for it', async (t) => {
  for (const { sheets, of, state, says } of [
    { sheets: [sheet], of: vote, state: 'consistent', says: '有效438＋无效4＋空白2＝444' },
    { sheets: [], of: undefined, state: 'notDue', says: '还没有计票' },
    { sheets: [sheet], of: undefined, state: 'notDue', says: '计票单1张，核对完成1张，还没有宣布结果' },
    { sheets: [], of: vote, state: 'contradictory', says: '没有全部核对完成' },
    {
      sheets: [sheet, { ...sheet, isDefinitive: false, returned: 0 }],
      of: vote,
      state: 'contradictory',
      says: '没有全部核对完成',
    },
    { sheets: [{ ...sheet, hasTwoTypists: false }], of: vote, state: 'contradictory', says: '有1张计票单不是两个人' },
    {
      sheets: [{ ...sheet, returned: 440 }],
      of: vote,
      state: 'contradictory',
      says: '计票单合计440张，宣布的结果是444张',
    },
    { sheets: [sheet], of: { ...vote, invalid: 5 }, state: 'contradictory', says: '合计与收回选票数不等' },
    { sheets: [sheet], of: { ...vote, hasTwoSigners: false }, state: 'contradictory', says: '同一个人' },
  ] as const) {
    const piece = countEvidence(sheets, of)
    t.equal(piece.state, state, says)
    t.match(piece.sentences.join(''), says)
  }
})
