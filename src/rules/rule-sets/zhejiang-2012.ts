import { binding, buildRuleSet, limit } from '../build-rule-set.js'
import { zhejiangRulesArticle } from '../citation.js'
import { zhejiangUnread } from './zhejiang-2020.js'

/**
 * Zhejiang's rules of 2012, replaced by those of 2020, for rounds of the past. Like those they rest on the law
 * before its revision and are built on their own, not laid over national-2026. Only articles 1 to 3 could be
 * read; of the first day the year alone is known. The rules outlived an amendment of the law (2018-12-29: five
 * years instead of three), so the statute is named without its year.
 */
export const zhejiang2012 = buildRuleSet(
  {
    id: 'zhejiang-2012',
    version: 1,
    title: '浙江省城市社区居民委员会选举规则（2012年，暂定）',
    shortTitle: '浙江规则2012',
    law: '《中华人民共和国城市居民委员会组织法》',
    isProvisional: true,
    inForceFrom: '2012-01-01',
    inForceUntil: '2020-08-09',
  },
  {
    ...zhejiangUnread,
    termYears: binding(3, zhejiangRulesArticle(2012, 2)),
    committeeSize: limit({ min: 5, max: 9 }, zhejiangRulesArticle(2012, 2)),
    allowedForms: binding(['allVoters'], zhejiangRulesArticle(2012, 3)),
    surplusMinimum: limit(1, zhejiangRulesArticle(2012, 3)),
    directForms: binding(['allVoters'], zhejiangRulesArticle(2012, 3)),
  },
)
