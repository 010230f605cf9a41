import t from 'tap'
import {
  articleIn,
  hainanVillageArticle,
  laterLawArticle,
  lawArticle,
  residentsCommitteesLaw,
  residentsCommitteesLaw2018,
  sichuanArticle,
  sichuanRegulationArticle,
  statuteText,
  zhejiangRulesArticle,
  zhejiangVillageArticle,
} from '../../src/rules/citation.js'
import { ruleSets } from '../../src/rules/rule-sets.js'

t.test('articles are cited as papers cite them', async (t) => {
  t.equal(lawArticle(17), '《城市居民委员会组织法》第十七条')
  t.equal(zhejiangVillageArticle(29), '参照《浙江省村民委员会选举办法》第二十九条', 'a sibling rule only by analogy')
  t.equal(sichuanArticle(36), '参照《四川省城市居民委员会选举条例》第三十六条')
  t.equal(hainanVillageArticle(29), '参照《海南省村民委员会选举办法》第二十九条')
  t.equal(sichuanRegulationArticle(36), '《四川省城市居民委员会选举条例》第三十六条', 'in Sichuan it binds')
  t.equal(laterLawArticle(19), '参照2025年修订的《城市居民委员会组织法》第十九条', 'not yet law on the day')
  t.equal(zhejiangRulesArticle(2012, 3), '《浙江省城市社区居民委员会选举规程（试行）》（2012年）第三条')
  t.equal(zhejiangRulesArticle(2020, 2), '《浙江省城市社区居民委员会选举规程（试行）》（2020年）第二条')
  t.match(residentsCommitteesLaw, /2025年/)
  t.match(residentsCommitteesLaw2018, /2018年/)
})

t.test('the law of 2025 binds an election of its time, and is only compared with for an earlier one', async (t) => {
  const cited = ruleSets.map((ruleSet) => [ruleSet.id, articleIn(ruleSet, 19)])
  t.same(cited, [
    ['national-2026', lawArticle(19)],
    ['zhejiang-2026', lawArticle(19)],
    ['sichuan-2026', lawArticle(19)],
    ['zhejiang-2020', laterLawArticle(19)],
    ['zhejiang-2012', laterLawArticle(19)],
  ])
})

t.test('a notice names the articles of the law in force, and an older law alone', async (t) => {
  t.same(
    ruleSets.map((ruleSet) => statuteText(ruleSet, [16, 17])),
    [
      '《中华人民共和国城市居民委员会组织法》（2025年修订）第十六条、第十七条',
      '《中华人民共和国城市居民委员会组织法》（2025年修订）第十六条、第十七条',
      '《中华人民共和国城市居民委员会组织法》（2025年修订）第十六条、第十七条',
      '《中华人民共和国城市居民委员会组织法》（2018年修正）',
      '《中华人民共和国城市居民委员会组织法》',
    ],
  )
})
