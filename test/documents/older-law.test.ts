import t from 'tap'
import { catalogue } from '../../src/documents/catalogue.js'
import { wordPaper } from '../../src/documents/render-paper.js'
import { statuteText } from '../../src/rules/citation.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { plainPaper, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

/** An article of the law of 2025 as binding: without 参照2025年修订的 before it, or the statute with that year. */
const asBinding = /(?<!参照2025年修订的)《城市居民委员会组织法》第|(?<!参照)2025年修订/

t.test('no wording holds an article of its own', async (t) => {
  const { law } = zhejiang2012
  for (const paper of catalogue) {
    const facts = { ...paper.sample, law, statute: statuteText(zhejiang2012, paper.rule.articles) }
    const words = plainPaper(wordPaper(paper, facts, { number: 1, on: '2019-05-01' }).blocks)
    // The sentences of a result come with the facts, as its own rule set made them.
    const own = words.split('\n').filter((line) => !/选举(有效|无效)|当选|辞职|罢免|终止|的半数（/.test(line))
    t.notMatch(own.join('\n'), /组织法》[^的]*第[一二三四五六七八九十]+条/, paper.key)
  }
})

t.test('an election of 2019 prints no article of the law of 2025 as binding', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, {
    electionDay: '2019-05-20',
    until: 'candidatesConfirmed',
    voters: 40,
  })
  await made.db.updateTable('election').set({ ruleSetId: 'zhejiang-2012' }).where('id', '=', election.id).execute()
  const officer = await signedIn(made, 'electionOfficer')
  await officer.open(`/elections/${election.id}/documents`)
  t.match(textOf(officer.html), '参照2025年修订的《城市居民委员会组织法》第十七条')
  t.notMatch(officer.html, asBinding, 'the list of papers')
  for (const key of ['committee-members', 'posted-voter-list', 'candidates', 'election-day']) {
    await officer.open(`/elections/${election.id}/documents/${key}/preview`)
    t.equal(officer.status, 200, key)
    t.match(textOf(officer.html), '根据《中华人民共和国城市居民委员会组织法》的规定', key)
    t.notMatch(officer.html, asBinding, key)
  }
})
