import { longDate } from '../lib/chinese-text.js'
import { kebabCase } from '../lib/text-case.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'
import { findMilestone, isRecountOpen, type Milestone, type MilestoneName, milestoneText } from './stages.js'

interface Window {
  /** The act in Chinese, as a verb phrase. */
  readonly title: string
  readonly after: readonly MilestoneName[]
  readonly before: readonly MilestoneName[]
  /** The article of the 2025 law that it belongs to. */
  readonly article?: number
}

/**
 * What may be done when: after every milestone of `after` and before every one of `before`, of the vote that is
 * under way. Polling, counting and declaring are thereby the same for a run-off as for the first vote, and nothing is
 * handed over while one is open. While a declared result is counted again (复核) it bars neither typing nor declaring,
 * and nothing is built upon it.
 */
const windows = {
  setElectionDay: { title: '确定选举日', after: ['electionOpened'], before: ['pollOpened'] },
  setForm: { title: '确定选举方式', after: ['electionOpened'], before: ['rollPosted'], article: 14 },
  setSeats: {
    title: '确定应选职数',
    after: ['electionOpened'],
    before: ['candidatesConfirmed'],
    article: 8,
  },
  formElectionCommittee: {
    title: '登记居民选举委员会',
    after: ['electionOpened'],
    before: ['handedOver'],
    article: 15,
  },
  importRegister: { title: '导入登记名册', after: ['electionOpened'], before: ['rollPosted'], article: 16 },
  undoImport: { title: '撤销导入', after: ['registerImported'], before: ['rollPosted'], article: 16 },
  registerVoter: { title: '登记选民', after: ['electionOpened'], before: ['rollPosted'], article: 16 },
  chooseElectors: {
    title: '确定户代表、居民代表',
    after: ['electionOpened'],
    before: ['rollPosted'],
    article: 17,
  },
  nameRepresentatives: {
    title: '登记居民代表、居民小组长',
    after: ['registerImported'],
    before: ['handedOver'],
    article: 13,
  },
  postRoll: {
    title: '公布选民名单',
    after: ['electionCommitteeFormed', 'registerImported'],
    before: ['rollPosted'],
    article: 17,
  },
  raiseObjection: { title: '受理名单异议', after: ['rollPosted'], before: ['rollClosed'], article: 17 },
  decideObjection: { title: '处理名单异议', after: ['rollPosted'], before: ['rollClosed'], article: 17 },
  closeRoll: { title: '确定选民名单', after: ['rollPosted'], before: ['rollClosed'], article: 17 },
  correctRoll: { title: '更正选民名单', after: ['rollPosted'], before: ['pollOpened'], article: 17 },
  recordNomination: {
    title: '登记提名',
    after: ['rollPosted'],
    before: ['candidatesConfirmed'],
    article: 18,
  },
  vetNominee: {
    title: '审查候选人资格',
    after: ['rollPosted'],
    before: ['candidatesConfirmed'],
    article: 18,
  },
  postNominees: {
    title: '公布初步候选人名单',
    after: ['rollPosted'],
    before: ['nomineesPosted', 'candidatesConfirmed'],
    article: 18,
  },
  holdPrimary: {
    title: '举行预选',
    after: ['rollClosed', 'nomineesPosted'],
    before: ['candidatesConfirmed'],
    article: 18,
  },
  confirmCandidates: {
    title: '确定正式候选人',
    after: ['rollClosed'],
    before: ['candidatesConfirmed'],
    article: 18,
  },
  recordDropOut: {
    title: '登记候选人退出',
    after: ['candidatesConfirmed'],
    before: ['pollClosed'],
    article: 18,
  },
  setUpStations: { title: '设置投票站', after: ['electionOpened'], before: ['pollOpened'], article: 19 },
  approveProxy: { title: '办理委托投票', after: ['rollPosted'], before: ['pollOpened'], article: 19 },
  designBallot: { title: '设计选票', after: ['candidatesConfirmed'], before: ['pollOpened'], article: 19 },
  designPrimaryBallot: { title: '设计预选选票', after: ['rollClosed'], before: ['candidatesConfirmed'], article: 18 },
  accountBallots: {
    title: '登记选票领取',
    after: ['candidatesConfirmed'],
    before: ['pollClosed'],
    article: 19,
  },
  openPoll: {
    title: '开始投票',
    after: ['rollClosed', 'candidatesConfirmed'],
    before: ['pollOpened'],
    article: 19,
  },
  checkIn: { title: '验证发票', after: ['pollOpened'], before: ['pollClosed'], article: 19 },
  closePoll: { title: '结束投票', after: ['pollOpened'], before: ['pollClosed'], article: 19 },
  enterTally: {
    title: '录入计票单',
    after: ['pollClosed'],
    before: ['resultDeclared'],
    article: 19,
  },
  declareResult: { title: '宣布选举结果', after: ['pollClosed'], before: ['resultDeclared'], article: 19 },
  openLaterVote: { title: '组织另行选举', after: ['resultDeclared'], before: ['handedOver'], article: 19 },
  openRecount: { title: '组织复核', after: ['resultDeclared'], before: ['handedOver', 'recountOpened'], article: 19 },
  handOver: { title: '登记工作移交', after: ['resultDeclared'], before: ['handedOver'], article: 25 },
} as const satisfies Record<string, Window>

/** What people do in an election that has its time. */
export type ElectionAction = keyof typeof windows

export const electionActions = Object.keys(windows) as readonly ElectionAction[]

/**
 * Whether an act is in time; no findings means it may be done. Codes are `not-yet-…` and `already-…` with the
 * milestone in kebab-case, or `recount-open`.
 */
export function may(action: ElectionAction, milestones: readonly Milestone[], ruleSet: RuleSet): Finding[] {
  const window: Window = windows[action]
  const finding = (code: string, message: string): Finding => ({
    code,
    severity: 'error',
    fields: [],
    message,
    ...(window.article === undefined ? {} : { article: articleIn(ruleSet, window.article) }),
  })
  const isRecounting = isRecountOpen(milestones)
  const restsOnRecount = isRecounting && window.after.includes('resultDeclared') && action !== 'openRecount'
  const recounting = restsOnRecount
    ? [finding('recount-open', `选举结果正在复核，复核结果宣布以后才能${window.title}。`)]
    : []
  const missing = window.after
    .filter((name) => findMilestone(milestones, name) === undefined)
    .map((name) => {
      const { what, verb } = milestoneText[name]
      return finding(`not-yet-${kebabCase(name)}`, `${what}尚未${verb}，还不能${window.title}。`)
    })
  const past = window.before.flatMap((name) => {
    const reached = findMilestone(milestones, name)
    if (reached === undefined || (isRecounting && name === 'resultDeclared')) return []
    const { what, verb } = milestoneText[name]
    return finding(`already-${kebabCase(name)}`, `${what}已于${longDate(reached.on)}${verb}，不能再${window.title}。`)
  })
  return [...missing, ...recounting, ...past]
}
