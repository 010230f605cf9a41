import { termText } from '../../lib/chinese-text.js'
import { handoverCategories, handoverCategoryText } from '../../rules/handover.js'
import { findHandover, type HandoverItem, listHandoverItems } from '../../handover/queries.js'
import { defineNotice } from '../define-notice.js'
import { dayText } from '../words.js'

interface Facts {
  /** 上一届居民委员会, or after a by-election 居民委员会原任成员. */
  readonly from: string
  readonly to: string
  readonly day: string
  readonly place: string
  readonly chairedBy: string
  readonly rows: readonly { readonly category: string; readonly what: string }[]
  readonly handedOverBy: string
  readonly receivedBy: string
  readonly supervisedBy: string
}

/** 工作移交情况 (forms.md N19): what was handed over, by whom, to whom, before whom (art. 25). No sums: those are on the list. */
export const handover = defineNotice<Facts>({
  key: 'handover',
  title: '工作移交情况公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [25] },
  after: ['handedOver'],
  before: [],
  again: 'replaces',
  load: async (db, { election }) => {
    const done = await findHandover(db, election.id)
    const isByElection = election.kind === 'byElection'
    const committee = `${termText(election.termNumber)}居民委员会`
    return {
      from: isByElection ? `${committee}原任成员` : '上一届居民委员会',
      to: isByElection ? '补选当选的成员' : committee,
      day: done ? dayText(done.handedOn) : '',
      place: done?.place ?? '',
      chairedBy: done?.chairedBy ?? '',
      rows: rowsOf(await listHandoverItems(db, election.id)),
      handedOverBy: done?.handedOverBy ?? '',
      receivedBy: done?.receivedBy ?? '',
      supervisedBy: done?.supervisedBy ?? '',
    }
  },
  sample: {
    ...{ from: '上一届居民委员会', to: '第九届居民委员会' },
    ...{ day: '2027年5月28日（星期五）', place: '桃源里社区会议室', chairedBy: '陈国强' },
    rows: [
      { category: '印章', what: '2项' },
      { category: '证照', what: '1项' },
      { category: '财务账目及现金存款', what: '3项' },
      { category: '固定资产', what: '12项' },
      { category: '债权债务', what: '没有' },
      { category: '合同', what: '2项' },
      { category: '档案资料', what: '4项' },
      { category: '未办事项', what: '没有' },
    ],
    ...{ handedOverBy: '何长根', receivedBy: '王伟', supervisedBy: '街道办事处周建平' },
  },
})

function rowsOf(items: readonly HandoverItem[]) {
  return handoverCategories.map((category) => {
    const own = items.filter((item) => item.category === category)
    const count = own.filter(({ isNone }) => isNone === 0).length
    return { category: handoverCategoryText[category], what: count > 0 ? `${count}项` : own.length > 0 ? '没有' : '—' }
  })
}
