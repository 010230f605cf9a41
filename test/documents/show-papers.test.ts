import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'

t.test('every paper with what has become of it, and the next one to issue', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 40 })
  const home = `/elections/${election.id}/documents`
  const officer = await signedIn(made, 'electionOfficer')
  await officer.open(home)
  t.match(textOf(officer.html), '已印发 0 份，现在可以印发 5 份')
  t.match(officer.html, '下一步：印发《居民选举委员会成员名单公告》')
  t.match(textOf(officer.html), /选民登记公告 《城市居民委员会组织法》第十六条 没有印发 选民名单已于2027年5月20日公布/)
  t.match(textOf(officer.html), /选举结果公告 《城市居民委员会组织法》第十九条 6月15日 还不能印发 选举结果尚未宣布/)
  t.match(textOf(officer.html), '公布的名单没有变动，不用补正。')

  await issue(officer, election.id, 'committee-members')
  t.match(textOf(officer.html), '已印发 1 份，现在可以印发 4 份')
  t.match(officer.html, '下一步：印发《选举日和选举方式公告》')
  t.match(textOf(officer.html), /第1号 5月20日， 2 页 [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)

  const auditor = await signedIn(made, 'bureauAuditor')
  await auditor.open(home)
  t.match(auditor.html, '/issued/')
  t.notMatch(auditor.html, 'issue-paper', 'whoever may not issue is offered none')
})

t.test('observers see how far things are, and no list of voters', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 40 })
  const home = `/elections/${election.id}/documents`
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'posted-voter-list')
  await issue(officer, election.id, 'committee-members')
  const [list, members] = await issuedPapers(made, election.id)
  const observer = await signedIn(made, 'observer')
  await observer.open(home)
  t.equal(observer.status, 200)
  t.match(observer.html, `/issued/${members?.id}`)
  t.notMatch(observer.html, `/issued/${list?.id}`)
  t.notMatch(observer.html, 'posted-voter-list/preview')
  for (const page of [
    `issued/${list?.id}`,
    'posted-voter-list/preview',
    'posted-voter-list/draft',
    'roll-correction/preview',
  ]) {
    await observer.open(`${home}/${page}`)
    t.equal(observer.status, 403, page)
  }
  await observer.open(`${home}/issued/${members?.id}`)
  t.equal(observer.status, 200)
})

t.test('a paper of another election is not there', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted' })
  const other = await anElection(made, house, { communityId: house.communityIds[2] })
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'election-day')
  const [paper] = await issuedPapers(made, election.id)
  const stranger = await signedIn(made, 'electionOfficer-other')
  for (const page of [
    `/elections/${other.id}/documents/issued/${paper?.id}`,
    `/elections/${election.id}/documents/issued/${paper?.id}`,
    `/elections/${election.id}/documents`,
    `/elections/${other.id}/documents/issued/0`,
    `/elections/${other.id}/documents/issued/x`,
  ]) {
    await stranger.open(page)
    t.equal(stranger.status, 404, page)
  }
  const administrator = await signedIn(made, 'administrator')
  await administrator.open(`/elections/${election.id}/documents`)
  t.equal(administrator.status, 403)
})

t.test('the preview is the wording with the facts of this moment, marked as not issued', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 40 })
  const page = `/elections/${election.id}/documents/posted-voter-list`
  await made.db.updateTable('voter').set({ name: '<b>&"' }).where('voterNumber', '=', 3).execute()
  const officer = await signedIn(made, 'electionOfficer')
  await officer.open(`${page}/preview`)
  t.match(officer.html, '未发布')
  t.match(officer.html, '关于公布选民名单的公告')
  t.match(officer.html, '（第　号）', 'no number yet')
  t.match(textOf(officer.html), /第一居民小组（共14人）/)
  t.match(officer.html, '&lt;b&gt;&amp;&quot;', 'no fact can bring markup of its own')
  t.match(officer.html, '印发这份文书')
  await officer.open(`${page}/draft`)
  t.equal(officer.response.headers['content-type'], 'application/pdf')
  const draft = await readPdf(officer.response.rawPayload)
  t.ok(
    draft.pages.every(({ items }) => items.some(({ text }) => text.includes('样'))),
    'a 样张 on every page',
  )
  t.equal((await issuedPapers(made, election.id)).length, 0)

  await issue(officer, election.id, 'posted-voter-list')
  await officer.open(`${page}/preview`)
  t.match(textOf(officer.html), /这份文书已于 2027年5月20日 印发（ ?第1号 ?）/)
  await officer.open(`/elections/${election.id}/documents/candidates/preview`)
  t.match(officer.html, '正式候选人尚未确定')
  await officer.open(`/elections/${election.id}/documents/candidates/draft`)
  t.equal(officer.status, 409)
  const clerk = await signedIn(made, 'rollClerk')
  await clerk.open(`${page}/preview`)
  t.notMatch(clerk.html, '印发这份文书')
})
