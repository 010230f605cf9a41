import t from 'tap'
import {
  barredPeople,
  ineligibleArticle,
  type IneligibleReason,
  ineligibleReasons,
  ineligibleText,
} from '../../src/rules/eligibility.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { sichuan2026 } from '../../src/rules/rule-sets/sichuan-2026.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

t.test('not on the roll bars only where a write-in must be a voter', async (t) => {
  for (const reason of ineligibleReasons) {
    const barred = (writeInMustBeVoter: boolean) => barredPeople([{ personId: 'p', reason }], { writeInMustBeVoter })
    t.equal(barred(true).get('p')?.reason, reason)
    t.equal(barred(false).has('p'), reason !== 'not-on-roll', reason)
  }
})

t.test('every reason has words and an article', async (t) => {
  t.same(Object.keys(ineligibleText), ineligibleReasons)
  const article = (reason: IneligibleReason) => ineligibleArticle(reason, sichuan2026)
  t.equal(article('barred'), '《城市居民委员会组织法》第十八条，《四川省城市居民委员会选举条例》第三十三条')
  t.equal(article('election-void'), '《城市居民委员会组织法》第二十二条，《四川省城市居民委员会选举条例》第三十三条')
  t.equal(
    article('not-on-roll'),
    '《四川省城市居民委员会选举条例》第二十八条，《四川省城市居民委员会选举条例》第三十三条',
  )
  t.equal(article('declined'), '《四川省城市居民委员会选举条例》第三十三条')
  t.equal(ineligibleArticle('declined', zhejiang2026), '参照《浙江省村民委员会选举办法》第三十二条')
  t.equal(ineligibleArticle('not-qualified', national2026), '参照《浙江省村民委员会选举办法》第三十二条')
})

t.test('every reason has words', async (t) => {
  t.same(
    ineligibleReasons.map((reason) => ineligibleText[reason]),
    [
      '不是本社区选民',
      '不是本社区居民',
      '无法认定是哪一位',
      '有法律规定不得提名为候选人的情形',
      '本人书面表示不担任',
      '此前的当选已被依法认定无效',
      '不符合当选条件',
    ],
  )
})
