import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { demoSeason } from '../helpers/season.js'

t.test('rate-questions: what a comparison raises, with figures, place and a way to narrow it down', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/rate-questions')
  // The nine votes of this season all have the same three ballots.
  t.match(auditor.html, '比较 <span class="num">9</span> 个社区已宣布的选举，有 <span class="num">9</span> 个疑问')
  t.match(auditor.html, /奉中社区.*发出3、收回3、有效3、无效0，与[^。]*江口社区[^。]*完全相同/s)
  t.match(auditor.html, /href="\/elections\/\d+\/tally\/result">选举结果/)
  t.match(auditor.html, '一个发票台一分钟超过12人，或者十分钟超过80人', 'how questions come about')
  for (const { query, shown } of [
    { query: '?show=answered', shown: 0 },
    { query: '?show=open', shown: 9 },
    { query: '?kind=turnout-far', shown: 0 },
    { query: '?kind=identical-figures&show=open', shown: 9 },
  ]) {
    await auditor.open(`/rate-questions${query}`)
    t.match(auditor.html, `显示 <span class="num">${shown}</span> 个`, query)
  }
})

t.test('a township sees the questions of its own, compared with everybody; nobody else any', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const township = (await (await aClient(test, 'townshipOfficer')).get('/rate-questions')).body
  t.match(township, '比较 <span class="num">9</span> 个社区已宣布的选举，有 <span class="num">4</span> 个疑问')
  t.notMatch(township, '<th scope="row" class="nowrap">民主社区')
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(test, role)).get('/rate-questions')).statusCode, 403, role)
  }
})

t.test('a season without a vote raises none', async (t) => {
  const test = await testApp(t)
  await aHouse(test)
  const page = (await (await aClient(test, 'bureauAuditor')).get('/rate-questions')).body
  t.match(page, '没有这样的疑问')
})
