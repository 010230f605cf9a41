import type { Fraction } from '../lib/fraction.js'
import { type ElectionForm, electionForms } from './election-form.js'
import type { Figures, Quorum } from './rule-set.js'

interface Range {
  readonly min: number
  readonly max: number
}

const formText: Readonly<Record<ElectionForm, string>> = {
  allVoters: '居民直选',
  households: '户代表选举',
  representatives: '居民代表选举',
}

const overvoteText: Readonly<Record<Figures['overvoteScope'], string>> = {
  ballot: '整张选票无效',
  post: '只有该职务的票无效',
}

const multiPostText: Readonly<Record<Figures['multiPost'], string>> = {
  invalid: '选票无效',
  carryDown: '高职务的票计入低职务',
  highestOnly: '只计最高职务',
}

const womanSeatText: Readonly<Record<Figures['womanSeat'], string>> = {
  separateLine: '选票上单列妇女名额',
  ranking: '过半数的妇女中得票最多的优先当选',
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 三分之二; figures beyond ten are written with digits. */
function fractionText({ num, den }: Fraction): string {
  const numeral = (n: number) => numerals[n - 1] ?? String(n)
  return `${numeral(den)}分之${numeral(num)}`
}

/** Strictly more than the share: the law says 过半数 of a half and 超过 of any other. */
function moreThanText(share: Fraction): string {
  return share.num * 2 === share.den ? '过半数' : `超过${fractionText(share)}`
}

function quorumText({ share, reachedBy }: Quorum): string {
  return reachedBy === 'moreThan' ? moreThanText(share) : `${fractionText(share)}以上`
}

const rangeText = ({ min, max }: Range) => (min === max ? `${min}人` : `${min}至${max}人`)
const years = (n: number) => `${n}年`
const days = (n: number) => `${n}日`
const within = (n: number) => (n === 0 ? '当日' : `${n}日内`)
const before = (n: number) => `选举日${n}日前`
const atLeast = (n: number) => `至少${n}人`

/** How the value of each figure is said in Chinese. */
const wording: { readonly [K in keyof Figures]: (value: Figures[K]) => string } = {
  termYears: years,
  committeeSize: rangeText,
  womenMinimum: atLeast,
  residentsAssemblyQuorum: quorumText,
  representativesAssemblyQuorum: quorumText,
  electionCommitteeSize: rangeText,
  electionCommitteeDaysBefore: before,
  announcementDaysBefore: before,
  registrationDaysBefore: ({ opens, closes }) => `选举日前第${opens}日至第${closes}日`,
  votingAge: (n) => `年满${n}周岁`,
  communityWorkerMonths: (n) => `满${n}个月`,
  rollDaysBefore: before,
  objectionDays: days,
  residentsDeadlineSkipsHolidays: (moves) => (moves ? '顺延' : '不顺延'),
  decisionDays: days,
  nominatorsMinimum: (n) => `${n}人以上`,
  selfNomination: (isOpen) => (isOpen ? '可以' : '不可以'),
  nominationDaysBefore: before,
  surplusMinimum: (n) => `比应选名额至少多${n}人`,
  nomineesDaysBefore: before,
  candidatesDaysBefore: before,
  pollingDaysBefore: before,
  withdrawalDaysBefore: before,
  proxyDaysBefore: before,
  proxyListDaysBefore: before,
  proxyMaximum: (n) => `不超过${n}人`,
  stationStaff: ({ min, scrutineersMin }) => `至少${min}人，其中监票人至少${scrutineersMin}人`,
  turnout: (shares) => electionForms.map((form) => `${formText[form]}：${moreThanText(shares[form])}`).join('；'),
  winningShare: moreThanText,
  runoffMinimum: (share) => `不少于${fractionText(share)}`,
  runoffDays: within,
  seatsMayStayEmptyFrom: (n) => `已选出${n}人`,
  resultNoticeDays: within,
  handoverDays: within,
  overvoteScope: (scope) => overvoteText[scope],
  multiPost: (treatment) => multiPostText[treatment],
  womanSeat: (technique) => womanSeatText[technique],
  writeInMustBeVoter: (must) => (must ? '须为本社区选民' : '本社区居民即可'),
  directForms: (forms) => forms.map((form) => formText[form]).join('、'),
}

/** The value of a figure in Chinese words, with its unit: 选举日20日前, 过半数, 5至9人. */
export function figureValueText<K extends keyof Figures>(figure: K, value: Figures[K]): string {
  return wording[figure](value)
}
