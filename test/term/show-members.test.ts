import t from 'tap'
import { issue } from '../../scripts/walk/papers.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { signedIn } from '../helpers/tally.js'
import { aTermDesk, resigns } from '../helpers/term.js'

t.test('before a result there is no committee yet', async (t) => {
  const house = await testApp(t)
  const election = await anElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`/elections/${election.id}/term`)
  t.match(officer.html, '选举结果还没有宣布')
})

t.test('every change has its notice, once, and the next tells only what is new', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, election } = desk
  const paper = `/elections/${election.id}/documents/member-change`
  await officer.open(`${paper}/issue-paper`)
  t.match(officer.html, '没有登记还没有公告的居民委员会成员变动')
  await resigns(desk, 3)
  await officer.open(`${paper}/issue-paper`)
  await issue(officer, election.id, ['member-change'])
  await officer.open(`${paper}/issue-paper`)
  t.match(officer.html, '没有登记还没有公告的居民委员会成员变动')
  const { facts } = await desk.house.db
    .selectFrom('issuedPaper')
    .select('facts')
    .where('key', '=', 'member-change')
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(facts), { size: 4, vacancies: '委员1名', issuer: '奉中社区居民委员会' }, facts)
})
