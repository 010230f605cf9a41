import t from 'tap'
import { lawArticle, residentsCommitteesLaw, sichuanArticle, zhejiangVillageArticle } from '../../src/rules/citation.js'

t.test('articles are cited as papers cite them', async (t) => {
  t.equal(lawArticle(17), '《城市居民委员会组织法》第十七条')
  t.equal(zhejiangVillageArticle(29), '参照《浙江省村民委员会选举办法》第二十九条', 'a sibling rule only by analogy')
  t.equal(sichuanArticle(36), '参照《四川省城市居民委员会选举条例》第三十六条')
  t.match(residentsCommitteesLaw, /2025年/)
})
