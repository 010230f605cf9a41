import type { Finding } from '../rules/finding.js'

interface Advice {
  /** Short number that the reference of codes prints: E an error, W a warning. */
  readonly number: string
  /** What is the matter, in a few words. */
  readonly title: string
  readonly typist: string
  readonly officer: string
}

const lookAgain = '对照计票单再看一遍这几格；纸质单上就是这样写的，勾选“照单提交”，交负责人核对。'
const askStation = '请调出计票单；单上写错的，请投票站的计票人、监票人当场更正并签名，再退回重录。'
const explain = '对照计票单再看一遍；没有录错的，写明原因。'
const readExplanation = '请看录入员写的说明；与实际不符的，请投票站查明。'

/** What to do about a finding, for the one who types and the one who decides. */
const adviceByCode: Readonly<Record<string, Advice>> = {
  'ballots-do-not-add-up': {
    number: 'E01',
    title: '收回与有效、无效、空白合计不等',
    typist: lookAgain,
    officer: askStation,
  },
  'candidate-votes-exceed-valid': {
    number: 'E02',
    title: '一名候选人三项合计多于有效票',
    typist: lookAgain,
    officer: askStation,
  },
  'candidate-votes-short-of-valid': {
    number: 'E03',
    title: '一名候选人三项合计少于有效票',
    typist: lookAgain,
    officer: askStation,
  },
  'votes-exceed-seats': {
    number: 'E04',
    title: '赞成合计多于有效票乘应选名额',
    typist: lookAgain,
    officer: askStation,
  },
  'write-in-without-name': {
    number: 'E05',
    title: '另选人没有姓名',
    typist: '补上姓名，或者清空这一行。',
    officer: askStation,
  },
  'write-in-without-votes': {
    number: 'E06',
    title: '另选人没有票数',
    typist: '补上票数，或者清空这一行。',
    officer: askStation,
  },
  'write-in-twice': {
    number: 'E07',
    title: '另选人重复',
    typist: '同一个人合并成一行，票数相加。',
    officer: askStation,
  },
  'write-in-names-candidate': {
    number: 'E08',
    title: '另选人与本职务候选人同名',
    typist: lookAgain,
    officer: askStation,
  },
  'write-in-exceeds-valid': { number: 'E09', title: '另选人得票多于有效票', typist: lookAgain, officer: askStation },
  'figure-not-whole': { number: 'E10', title: '不是整数', typist: '只填数字，没有填 0。', officer: askStation },
  'sheet-differs-from-ballot': {
    number: 'E11',
    title: '与选票上的职务、候选人不一致',
    typist: '请刷新页面后重新录入。',
    officer: '请作废后重新录入。',
  },
  'more-ballots-than-issued': { number: 'W01', title: '收回多于发出', typist: explain, officer: readExplanation },
  'issued-differs-from-account': {
    number: 'W02',
    title: '单上的发出数与投票站登记不一致',
    typist: explain,
    officer: readExplanation,
  },
  'many-ballots-missing': { number: 'W03', title: '未收回的选票较多', typist: explain, officer: readExplanation },
  'no-ballots-returned': { number: 'W04', title: '没有收回选票', typist: explain, officer: readExplanation },
  'many-invalid': { number: 'W05', title: '无效票较多', typist: explain, officer: readExplanation },
  'many-blank': { number: 'W06', title: '空白票较多', typist: explain, officer: readExplanation },
  'post-partly-void': {
    number: 'W07',
    title: '一名候选人三项合计少于有效票（有的选票部分无效）',
    typist: '对照计票单再看一遍；没有录错的，写明部分无效的选票有几张、为什么。',
    officer: '请看录入员写的张数和原因；与疑难票认定记录不符的，请投票站查明。',
  },
  'post-without-votes': { number: 'W08', title: '一个职务没有一张赞成票', typist: explain, officer: readExplanation },
  'write-in-names-other-candidate': {
    number: 'W09',
    title: '另选人是其他职务的候选人',
    typist: explain,
    officer: readExplanation,
  },
}

/** Findings as a page shows them, those of one code together: its number, the sentences, what the reader is to do. */
export function adviseOn(findings: readonly Finding[], reader: 'typist' | 'officer') {
  const codes = [...new Set(findings.map(({ code }) => code))]
  return codes.map((code) => {
    const alike = findings.filter((finding) => finding.code === code)
    const severity = alike.some((finding) => finding.severity === 'error') ? ('error' as const) : ('warning' as const)
    const unknown = { number: severity === 'error' ? 'E00' : 'W00', typist: lookAgain, officer: askStation }
    const { number, [reader]: advice } = adviceByCode[code] ?? unknown
    const sentences = alike.map(({ message, article = '', fields }) => ({ message, article, field: fields[0] ?? '' }))
    return { code, severity, number, advice, sentences }
  })
}

/** Every code with what to do, for the reference below the sheet. */
export function codeReference() {
  return Object.values(adviceByCode).map(({ number, title, typist }) => ({ number, title, typist }))
}
