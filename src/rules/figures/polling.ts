import type { ElectionForm } from '../election-form.js'
import { choice, choices, flag, number, numbers } from './figure.js'
import { atLeast, atMost, before, formText } from './wording.js'

/** Staff of a polling station, and scrutineers among them. */
export interface StationStaff {
  readonly min: number
  readonly scrutineersMin: number
}

/** Places, staff, proxies and mobile boxes. */
export const polling = {
  /** Polling time, places and staff are posted at least so many days before election day. */
  pollingDaysBefore: number('投票时间地点公布提前天数', before, 'more'),
  stationStaff: numbers<StationStaff>(
    '投票站工作人员人数',
    { min: '至少', scrutineersMin: '其中监票人至少' },
    ({ min, scrutineersMin }) => `至少${min}人，其中监票人至少${scrutineersMin}人`,
  ),
  /** Whether close relatives of candidates may be tellers, callers or scrutineers. */
  staffRelativesBarred: flag('候选人近亲属担任监票、计票、唱票人', '不可以', '不限'),
  /** Whether a place to write in secret is required. */
  votingBooth: flag('设立秘密写票处', '应当设立', '不要求'),
  /** The forms of election in which a vote may be given by proxy. */
  proxyForms: choices<ElectionForm>('可以委托投票的选举方式', formText, 'subset'),
  /** Whom a voter may authorise. */
  proxyMayBe: choice<'anyVoter' | 'relative'>('可以接受委托的人', {
    anyVoter: '本社区其他选民',
    relative: '本社区选民中的近亲属',
  }),
  /** Principals one proxy may act for. */
  proxyMaximum: number('每人接受委托上限', atMost, 'fewer'),
  /** Whether a candidate may act as a proxy. */
  candidateAsProxy: flag('候选人接受委托', '可以', '不可以'),
  /** Whether a proxy may authorise somebody else in turn. */
  proxyPassedOn: flag('转委托', '可以', '不可以'),
  /** Last day, counted back from election day, on which a proxy may be applied for. */
  proxyDaysBefore: number('委托投票办理截止提前天数', before),
  /** Principals and proxies are posted at least so many days before election day. */
  proxyListDaysBefore: number('委托名单公布提前天数', before, 'more'),
  /** Whether a proxy that was not posted may not be used. */
  unpostedProxyVoid: flag('未公布的委托', '无效', '有效'),
  /** Whether ballot boxes are carried to voters who cannot come, with the township's approval. */
  mobileBoxes: flag('流动票箱', '经批准可以使用', '不使用'),
  /** Scrutineers who must go with a mobile box. */
  mobileBoxScrutineers: number('流动票箱监票人数', atLeast, 'more'),
}
