import type { Finding } from '../rules/finding.js'
import type { SheetFindingCode } from '../rules/sheet-checks.js'

interface Advice {
  /** Short number that the reference of codes prints: E an error, W a warning. */
  readonly number: string
  /** What is the matter, in a few words. */
  readonly title: string
  /** What to do, for the one who types: look at the paper again, and say what stands on it. */
  readonly typist: string
  /** The paper itself may be wrong: it is then handed in as written, for the officer to decide. */
  readonly mayStandOnPaper?: true
  /** What to do, for the one who decides with the paper in hand: who is asked, and who corrects what. */
  readonly officer: string
}

/** What a typist does whose paper says what cannot be. */
const asWritten = '纸质单上就是这样写的，不要自己改：勾选“照单提交”，交负责人核对。'
const signed = '由计票人、监票人在单上更正并签名，再退回重录'

/** What to do about a finding, for the one who types and the one who decides. */
const adviceByCode: Readonly<Record<SheetFindingCode, Advice>> = {
  'ballots-do-not-add-up': {
    number: 'E01',
    title: '收回与有效、无效、空白合计不等',
    typist: '对照单上的四个数再看一遍。',
    mayStandOnPaper: true,
    officer: `请投票站重新清点收回、有效、无效、空白各几张，${signed}。`,
  },
  'candidate-votes-exceed-valid': {
    number: 'E02',
    title: '一名候选人三项合计多于有效票',
    typist: '对照这一行的赞成、反对、弃权，再看有效票。',
    mayStandOnPaper: true,
    officer: `请重新数这一行的“正”字；有效票数错了的一并查。查清后${signed}。`,
  },
  'candidate-votes-short-of-valid': {
    number: 'E03',
    title: '一名候选人三项合计少于有效票',
    typist: '对照这一行的赞成、反对、弃权，弃权没有写的补上。',
    mayStandOnPaper: true,
    officer: `多半是弃权没有记满：弃权＝有效票－赞成－反对。查清后${signed}。`,
  },
  'votes-exceed-seats': {
    number: 'E04',
    title: '赞成合计多于有效票乘应选名额',
    typist: '对照这个职务的赞成栏和另选人票数。',
    mayStandOnPaper: true,
    officer: `查有没有把多选的票（该职无效）计了进去，或者“正”字多数了。查清后${signed}。`,
  },
  'write-in-without-name': {
    number: 'E05',
    title: '另选人没有姓名',
    typist: '补上姓名，或者清空这一行。',
    mayStandOnPaper: true,
    officer: `请找出这几张选票看写的是谁；没有写姓名的不计票。查清后${signed}。`,
  },
  'write-in-without-votes': {
    number: 'E06',
    title: '另选人没有票数',
    typist: '补上票数，或者清空这一行。',
    mayStandOnPaper: true,
    officer: `请数清这位另选人的票数；没有票的划去这一行。查清后${signed}。`,
  },
  'write-in-twice': {
    number: 'E07',
    title: '另选人重复',
    typist: '同一个人合并成一行，票数相加；同名的两个人，姓名后照单注明。',
    officer: `请查明是一个人还是同名的两个人；两个人的在姓名后注明区别，${signed}。`,
  },
  'write-in-names-candidate': {
    number: 'E08',
    title: '另选人与本职务候选人同名',
    typist: '对照单上的姓名。',
    mayStandOnPaper: true,
    officer: `写的就是候选人的，票数并入他的赞成票；是同名的另一人，在姓名后注明区别。查清后${signed}。`,
  },
  'write-in-exceeds-valid': {
    number: 'E09',
    title: '另选人得票多于有效票',
    typist: '对照这一行的票数和有效票。',
    mayStandOnPaper: true,
    officer: `请重新数这位另选人的“正”字。查清后${signed}。`,
  },
  'figure-not-whole': {
    number: 'E10',
    title: '不是整数',
    typist: '只填数字；没有票填 0，不要空着。',
    officer: `单上没有写清的数，请投票站补写，${signed}。`,
  },
  'sheet-differs-from-ballot': {
    number: 'E11',
    title: '与选票上的职务、候选人不一致',
    typist: '请刷新页面后重新录入；还是这样的，告诉负责人。',
    officer: '候选人名单在录入后变过：请退回重录；印错的计票单停用，换印新的。',
  },
  'more-ballots-than-issued': {
    number: 'W01',
    title: '收回多于发出',
    typist: '再看收回的张数。没有录错的，写明单上的原因，没有的写“单上无说明”。',
    officer:
      '请投票站重新清点收回的选票，核对领票登记册签名数。属实的，影响选举（或者这个票箱）是否有效，先报选举委员会。',
  },
  'issued-differs-from-account': {
    number: 'W02',
    title: '单上的发出数与投票站登记不一致',
    typist: '再看单上的发出数。没有录错的，写明单上写的就是这个数。',
    officer: '请核对投票站的选票结算和领票登记册：登记错的改登记，单上错的请站上更正签名。',
  },
  'many-ballots-missing': {
    number: 'W03',
    title: '未收回的选票较多',
    typist: '再看发出和收回的张数。没有录错的，写明单上写的原因。',
    officer: '请投票站说明领了票没有投的去向：带走、撕毁、还没有开的票箱；漏开票箱的先开箱计票。',
  },
  'no-ballots-returned': {
    number: 'W04',
    title: '没有收回选票',
    typist: '看是不是漏录。这一捆确实没有选票的，写明原因。',
    officer: '请确认这一捆确实没有选票；多生成的计票单，退回后删去。',
  },
  'many-invalid': {
    number: 'W05',
    title: '无效票较多',
    typist: '再看无效票的张数。没有录错的，写明无效的主要原因和各几张。',
    officer: '请抽看无效票，认定口径与选票认定办法不一致的，请站上重新认定；一致的，说明会印在报告单上。',
  },
  'many-blank': {
    number: 'W06',
    title: '空白票较多',
    typist: '再看空白票的张数，看是不是把无效票写成了空白。没有录错的，写明情况。',
    officer: '请抽看空白票：画了、写了任何符号的不是空白票；都是空白的，说明会印在报告单上。',
  },
  'post-partly-void': {
    number: 'W07',
    title: '三项合计少于有效票（部分无效）',
    typist: '对照这一行再看一遍；没有录错的，写明部分无效的选票有几张、为什么。',
    officer: '请看录入员写的张数和原因，与疑难票认定记录对得上才核定；对不上的，请投票站查明。',
  },
  'post-without-votes': {
    number: 'W08',
    title: '一个职务没有一张赞成票',
    typist: '看是不是漏录了赞成栏。没有录错的，写明单上就是这样。',
    officer: '请调出选票抽看这个职务；唱票漏了的重新唱票。',
  },
  'write-in-names-other-candidate': {
    number: 'W09',
    title: '另选人是其他职务的候选人',
    typist: '对照单上的姓名和职务。没有录错的，写明就是这样写的。',
    officer: '是候选人本人的，按“只保留较高职务”计；是同名的另一人，请站上在姓名后注明区别，退回重录。',
  },
}

/** Findings as a page shows them, those of one code together: its number, the sentences, what the reader is to do. */
export function adviseOn(findings: readonly Finding[], reader: 'typist' | 'officer') {
  const codes = [...new Set(findings.map(({ code }) => code))]
  return codes.map((code) => {
    const alike = findings.filter((finding) => finding.code === code)
    const severity = alike.some((finding) => finding.severity === 'error') ? ('error' as const) : ('warning' as const)
    const { number, mayStandOnPaper, [reader]: told } = adviceOn(code)
    const advice = reader === 'typist' && mayStandOnPaper ? `${told}${asWritten}` : told
    const sentences = alike.map(({ message, article = '', fields }) => ({ message, article, field: fields[0] ?? '' }))
    return { code, severity, number, advice, sentences }
  })
}

function adviceOn(code: string): Advice {
  const known: Readonly<Record<string, Advice>> = adviceByCode
  return known[code] ?? { number: '', title: code, typist: '', officer: '' }
}

/** W05 无效票较多: what a paper calls a finding. */
export function findingName(code: string): string {
  const { number, title } = adviceOn(code)
  return `${number} ${title}`.trim()
}

const general: readonly Advice[] = [
  {
    number: 'E',
    title: '不符：改好才能核定',
    typist: '先看有没有录错；纸质单上就是这样写的，不要自己改，勾选“照单提交”。',
    officer: '单上错的，请站上更正并签名，再退回重录；这里不能改数字。',
  },
  {
    number: 'W',
    title: '提醒：写明原因才能提交',
    typist: '先看有没有录错；没有录错的写明原因，说明会印在报告单上。',
    officer: '看录入员写的说明；与实际不符的请投票站查明，再退回重录。',
  },
]

/** Every code with what the reader is to do, in the order of their numbers; first what E and W mean at all. */
export function codeReference(reader: 'typist' | 'officer') {
  return [...general, ...Object.values(adviceByCode)].map(({ number, title, [reader]: advice }) => ({
    number,
    title,
    advice,
  }))
}
