import { listPrimaries } from '../../nomination/queries.js'
import { electorText } from '../../rules/electors.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText } from '../words.js'
import { decidedPrimary, outcomeRows, type PostOfPrimary, samplePrimaryPosts } from './primary-outcome.js'

interface Facts {
  readonly day: string
  readonly electors: number
  readonly electorText: string
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  readonly isValid: boolean
  /** Each decision with its sum. */
  readonly sentences: readonly string[]
  readonly posts: readonly PostOfPrimary[]
}

/** 预选结果: the votes of every nominee and what followed from them (forms.md N8b); a void one says so. */
export const primaryResult = defineNotice<Facts>({
  key: 'primary-result',
  title: '预选结果公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [18] },
  after: ['nomineesPosted'],
  before: ['pollOpened'],
  again: 'replaces',
  check: async (db, { election }) =>
    decidedPrimary(await listPrimaries(db, election.id)) ? [] : [obstacle('no-primary-result', '预选还没有结果。')],
  load: async (db, { election, ruleSet }) => {
    const primary = decidedPrimary(await listPrimaries(db, election.id))
    const { decision } = primary ?? {}
    return {
      day: dayText(primary?.heldOn ?? election.electionDay),
      electorText: electorText[election.form],
      electors: decision?.electors ?? 0,
      issued: decision?.ballotsIssued ?? 0,
      returned: decision?.ballotsReturned ?? 0,
      valid: decision?.validBallots ?? 0,
      invalid: decision?.invalidBallots ?? 0,
      isValid: decision?.isValid ?? false,
      sentences: decision?.explanation ?? [],
      posts: primary ? outcomeRows(primary, election.form, ruleSet) : [],
    }
  },
  sample: {
    ...{ day: '2027年5月8日（星期六）', electorText: '选民', electors: 3400, issued: 2105, returned: 2098 },
    ...{ valid: 2080, invalid: 18, isValid: true },
    sentences: [
      '预选收回选票2098张，超过选民3400人的半数（2098×2＝4196＞3400），预选有效。',
      '主任正式候选人应选1名＋最多差额1名＝2名，按预选得票多少为：王伟1604票、欧阳玥1321票。',
      '未列入的按得票多少为：郑𬱖730票，有人放弃时依次递补。',
    ],
    posts: samplePrimaryPosts,
  },
})
