import type { Change } from '../compare-papers.js'
import { defineNotice } from '../define-notice.js'

export interface CorrectionFacts {
  readonly correctedTitle: string
  /** 第2号 */
  readonly correctedNumber: string
  readonly correctedOn: string
  readonly changes: readonly Change[]
}

/**
 * What a posted notice says that is no longer so, and what takes its place. It bears the number of the notice that it
 * corrects with a number of its own behind it: 第2-1号. Its facts come from that notice: `correct-paper`.
 */
export const correctionNotice = defineNotice<CorrectionFacts>({
  key: 'correction-notice',
  title: '更正公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19] },
  after: [],
  before: [],
  // A correction repeats names of whatever it corrects.
  namesVoters: true,
  again: 'adds',
  load: () => Promise.reject(new Error('a correction is made from the notice that it corrects')),
  sample: {
    correctedTitle: '投票时间、地点和工作人员公告',
    correctedNumber: '第2号',
    correctedOn: '2027年5月6日',
    changes: [
      { where: '一、投票时间和地点：中心投票站，投票时间', before: '7:30—14:30', after: '7:00—14:30' },
      { where: '二、工作人员：南门投票站，姓名', before: '孙桂兰、朱翀', after: '孙桂兰、欧阳𬱖' },
    ],
  },
})
