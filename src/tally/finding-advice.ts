import type { Finding } from '../rules/finding.js'

interface Advice {
  /** Short number that the reference of codes prints: E an error, W a warning. */
  readonly number: string
  readonly typist: string
  readonly officer: string
}

const lookAgain = '对照计票单再看一遍这几格；纸质单上就是这样写的，勾选“照单提交”，交负责人核对。'
const askStation = '请调出计票单；单上写错的，请投票站的计票人、监票人当场更正并签名，再退回重录。'
const explain = '对照计票单再看一遍；没有录错的，写明原因。'
const readExplanation = '请看录入员写的说明；与实际不符的，请投票站查明。'

/** What to do about a finding, for the one who types and the one who decides. */
const adviceByCode: Readonly<Record<string, Advice>> = {
  'ballots-do-not-add-up': { number: 'E01', typist: lookAgain, officer: askStation },
  'candidate-votes-exceed-valid': { number: 'E02', typist: lookAgain, officer: askStation },
  'candidate-votes-short-of-valid': { number: 'E03', typist: lookAgain, officer: askStation },
  'votes-exceed-seats': { number: 'E04', typist: lookAgain, officer: askStation },
  'write-in-without-name': { number: 'E05', typist: '补上姓名，或者清空这一行。', officer: askStation },
  'write-in-without-votes': { number: 'E06', typist: '补上票数，或者清空这一行。', officer: askStation },
  'write-in-twice': { number: 'E07', typist: '同一个人合并成一行，票数相加。', officer: askStation },
  'write-in-names-candidate': { number: 'E08', typist: lookAgain, officer: askStation },
  'write-in-exceeds-valid': { number: 'E09', typist: lookAgain, officer: askStation },
  'figure-not-whole': { number: 'E10', typist: '只填数字，没有填 0。', officer: askStation },
  'sheet-differs-from-ballot': { number: 'E11', typist: '请刷新页面后重新录入。', officer: '请作废后重新录入。' },
  'more-ballots-than-issued': { number: 'W01', typist: explain, officer: readExplanation },
  'issued-differs-from-account': { number: 'W02', typist: explain, officer: readExplanation },
  'many-ballots-missing': { number: 'W03', typist: explain, officer: readExplanation },
  'no-ballots-returned': { number: 'W04', typist: explain, officer: readExplanation },
  'many-invalid': { number: 'W05', typist: explain, officer: readExplanation },
  'many-blank': { number: 'W06', typist: explain, officer: readExplanation },
  'post-partly-void': { number: 'W07', typist: explain, officer: readExplanation },
  'post-without-votes': { number: 'W08', typist: explain, officer: readExplanation },
  'write-in-names-other-candidate': { number: 'W09', typist: explain, officer: readExplanation },
}

/** A finding as a page shows it: its number, the sentence, and what the reader is to do. */
export function adviseOn({ code, severity, message, article }: Finding, reader: 'typist' | 'officer') {
  const advice = adviceByCode[code] ?? {
    number: severity === 'error' ? 'E00' : 'W00',
    typist: lookAgain,
    officer: askStation,
  }
  return { code, severity, message, article: article ?? '', number: advice.number, advice: advice[reader] }
}

/** Every code with what to do, for the reference below the sheet. */
export function codeReference() {
  return Object.values(adviceByCode).map(({ number, typist }) => ({ number, typist }))
}
