import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import { ok } from '../../src/lib/result.js'
import { codeText } from '../../src/documents/paper-code.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { findElectionCommittee, saveElectionCommittee } from '../../src/timetable/queries.js'
import { testApp, type TestApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { eventsOf } from '../helpers/tally.js'

/** Posted on the day of the test, so that the list is in time. */
async function postedElection(t: Test) {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 40 })
  return { made, house, election, home: `/elections/${election.id}/documents` }
}

async function nameAnotherChair({ db }: TestApp, electionId: number, name: string): Promise<void> {
  const committee = await findElectionCommittee(db, electionId)
  if (!committee) throw new Error('no committee')
  const { selectedBy, selectedOn, entitled, present, members } = committee
  await inTransaction(db, async (trx) => {
    const renamed = members.map((member, index) => (index === 0 ? { ...member, name } : member))
    return ok(await saveElectionCommittee(trx, { electionId, selectedBy, selectedOn, entitled, present }, renamed))
  })
}

t.test('a paper is issued once, numbered, stored, and every reprint is the same bytes', async (t) => {
  const { made, election, home } = await postedElection(t)
  const officer = await signedIn(made, 'electionOfficer')
  await officer.open(`${home}/posted-voter-list/issue-paper`)
  t.match(officer.html, '第1号')
  t.match(officer.html, '奉中社区第九届居民选举委员会')
  t.match(officer.html, '印发以后不能更改')
  await officer.submit({})
  t.equal(officer.status, 200)
  t.match(officer.html, '已印发《奉中社区选民名单公告（第1号）》')

  const [paper] = await issuedPapers(made, election.id)
  t.match(paper, { key: 'posted-voter-list', noticeNumber: 1, issuedOn: '2027-05-20', roundId: null, replaces: null })
  const bytes = Buffer.from(paper?.content ?? '')
  t.equal(createHash('sha256').update(bytes).digest('hex'), paper?.sha256)
  t.match(officer.html, codeText(paper?.code ?? '?'), 'the code that is printed on it')
  const events = await eventsOf(made, election.id, 'paperIssued')
  t.match(events, [{ paperId: paper?.id, noticeNumber: 1, sha256: paper?.sha256, acknowledged: [] }])

  const pdf = await readPdf(bytes)
  const text = allText(pdf)
  t.match(text, '（第1号）')
  t.match(text, '2027年5月25日', 'the last day for objections by the rule')
  t.match(text, '样张', 'a drill')
  const voters = await made.db.selectFrom('voter').select(['name', 'birthDate']).execute()
  t.ok(voters.every(({ name }) => text.replaceAll('\n', '').includes(name)))
  t.notOk(voters.some(({ birthDate }) => text.includes(birthDate)))
  t.notOk(/\d{17}/.test(text))
  t.equal(pdf.pages.length, paper?.pages)

  for (const reader of ['electionOfficer', 'rollClerk', 'bureauAuditor']) {
    const browser = await signedIn(made, reader)
    await browser.open(`${home}/issued/${paper?.id}`)
    t.ok(browser.response.rawPayload.equals(bytes), reader)
    t.equal(browser.response.headers['content-type'], 'application/pdf')
    const name = encodeURIComponent('奉中社区选民名单公告（第1号）.pdf')
    t.match(browser.response.headers['content-disposition'], `filename*=UTF-8''${name}`)
  }
  await t.rejects(made.db.updateTable('issuedPaper').set({ title: 'x' }).execute(), 'append-only')
})

t.test('a double click issues once', async (t) => {
  const { made, election, home } = await postedElection(t)
  const officer = await signedIn(made, 'electionOfficer')
  const page = `${home}/election-day/issue-paper`
  await officer.open(page)
  const formId = /action="[^"]*issue-paper"[^]*?name="formId" value="([^"]+)"/.exec(officer.html)?.[1] ?? ''
  const basis = /name="basis" value="([^"]+)"/.exec(officer.html)?.[1] ?? ''
  t.equal(formId.length, 36)
  const form = { formId, basis, acknowledged: 'yes' }
  await officer.submit(form, page)
  await officer.open(page)
  await officer.submit(form, page)
  t.equal(officer.status, 200, 'the second click lands where the first one did')
  t.equal((await issuedPapers(made, election.id)).length, 1)
  t.equal((await eventsOf(made, election.id, 'paperIssued')).length, 1)
})

t.test('numbers have no gap under simultaneous issues, and refused ones use none', async (t) => {
  const { made, election, home } = await postedElection(t)
  const keys = ['committee-members', 'election-day', 'posted-voter-list']
  const browsers = await Promise.all(keys.map(async () => await signedIn(made, 'electionOfficer')))
  for (const [index, key] of keys.entries()) await browsers[index]?.open(`${home}/${key}/issue-paper`)
  await Promise.all(browsers.map(async (browser) => await browser.submit({ acknowledged: 'yes' })))
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'candidates')
  t.equal(officer.status, 422)
  const papers = await issuedPapers(made, election.id)
  t.same(
    papers.map(({ noticeNumber }) => noticeNumber),
    [1, 2, 3],
  )
  t.same([...papers.map(({ key }) => key)].sort(), [...keys].sort())
  for (const { content, noticeNumber } of papers) {
    t.match(allText(await readPdf(content)), `（第${noticeNumber}号）`, 'the number printed is the number taken')
  }
})

t.test('the same paper issued by two people at once is issued once', async (t) => {
  const { made, election, home } = await postedElection(t)
  const page = `${home}/posted-voter-list/issue-paper`
  const both = [await signedIn(made, 'electionOfficer'), await signedIn(made, 'townshipOfficer')]
  for (const browser of both) await browser.open(page)
  await Promise.all(both.map(async (browser) => await browser.submit({}, page)))
  t.equal((await issuedPapers(made, election.id)).length, 1)
  const [done, refused] = both.map(({ status }) => status).sort()
  t.equal(done, 200)
  t.ok(refused === 409 || refused === 422, 'the other is told, before setting it or after')
  const { noticesIssued } = await made.db.selectFrom('election').select('noticesIssued').executeTakeFirstOrThrow()
  t.equal(noticesIssued, 1)
})

t.test('issued again only when something changed, and then in the place of the first', async (t) => {
  const { made, election, home } = await postedElection(t)
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'committee-members')
  await issue(officer, election.id, 'committee-members')
  t.equal(officer.status, 422)
  t.match(officer.html, '内容与已印发的第1号相同')
  await nameAnotherChair(made, election.id, '欧阳昪')
  await officer.open(home)
  t.match(officer.html, '内容有变化')
  await officer.open(`${home}/committee-members/issue-paper`)
  t.match(officer.html, '标为“已被替换”')
  await issue(officer, election.id, 'committee-members')
  const [first, second] = await issuedPapers(made, election.id)
  t.match(second, { noticeNumber: 2, replaces: first?.id })
  t.match(officer.html, '已被替换')
  await officer.open(`${home}/issued/${first?.id}`)
  t.ok(officer.response.rawPayload.equals(Buffer.from(first?.content ?? '')), 'the first is still there')
})

t.test('what was looked at is what is issued', async (t) => {
  const { made, election, home } = await postedElection(t)
  const officer = await signedIn(made, 'electionOfficer')
  const page = `${home}/committee-members/issue-paper`
  await officer.open(page)
  await nameAnotherChair(made, election.id, '欧阳昪')
  await officer.submit({ acknowledged: 'yes' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '打开本页以后，文书的内容有了变化')
  t.equal((await issuedPapers(made, election.id)).length, 0)
})

t.test('a late notice is issued all the same, once the lateness has been seen', async (t) => {
  const { made, election, home } = await postedElection(t)
  const officer = await signedIn(made, 'electionOfficer')
  const page = `${home}/election-day/issue-paper`
  await officer.open(page)
  t.match(officer.html, '选举日和选举办法宜在选举日40日前公布')
  await officer.submit({}, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请看过上面的提醒后勾选')
  await officer.submit({ acknowledged: 'yes' }, page)
  t.equal(officer.status, 200)
  t.match(await eventsOf(made, election.id, 'paperIssued'), [{ acknowledged: ['announcement-late'] }])
})

t.test('refused before its time and after it, with the reason', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const early = await anElection(made, house, { electionDay: '2027-06-28', until: 'electionOpened' })
  const late = await anElection(made, house, { communityId: house.communityIds[1], until: 'pollOpened' })
  const township = await signedIn(made, 'townshipOfficer')
  for (const [election, key, why] of [
    [early, 'committee-members', '居民选举委员会尚未产生'],
    [early, 'posted-voter-list', '选民名单尚未公布'],
    [early, 'result', '选举结果尚未宣布'],
    [early, 'polling-arrangements', '居民选举委员会尚未产生'],
    [late, 'posted-voter-list', '投票已于2027年5月20日开始，不再印发'],
    [late, 'voter-registration', '选民名单已于2027年4月25日公布，不再印发'],
  ] as const) {
    await issue(township, election.id, key)
    t.equal(township.status, 422, key)
    t.match(township.html, why)
  }
  await township.open(`/elections/${early.id}/documents/runoff/issue-paper`)
  t.equal(township.status, 404, 'a first vote has no notice of a run-off')
  await township.open(`/elections/${early.id}/documents/nothing/issue-paper`)
  t.equal(township.status, 404)
  t.equal((await issuedPapers(made, early.id)).length + (await issuedPapers(made, late.id)).length, 0)
})

t.test('before the election committee is there the guidance group signs, later the committee does', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-07-20', until: 'electionOpened' })
  const township = await signedIn(made, 'townshipOfficer')
  await issue(township, election.id, 'election-day')
  const [paper] = await issuedPapers(made, election.id)
  t.match(JSON.parse(paper?.facts ?? '{}'), { issuer: '锦屏街道社区居民委员会换届选举工作指导组' })
})

t.test('a character that no font has is refused by name and place, and no number is used', async (t) => {
  const { made, election } = await postedElection(t)
  await made.db.updateTable('voter').set({ name: '张\u{e000}' }).where('voterNumber', '=', 7).execute()
  const officer = await signedIn(made, 'electionOfficer')
  await issue(officer, election.id, 'posted-voter-list')
  t.equal(officer.status, 422)
  t.match(officer.html, '“\u{e000}”字（U+E000）没有字体可以印')
  t.match(officer.html, '张')
  t.equal((await issuedPapers(made, election.id)).length, 0)
  const { noticesIssued } = await made.db.selectFrom('election').select('noticesIssued').executeTakeFirstOrThrow()
  t.equal(noticesIssued, 0)
  await officer.open(`/elections/${election.id}/documents/posted-voter-list/draft`)
  t.equal(officer.status, 409)
  t.match(officer.html, '字体中没有这些字')
})

t.test('only the officers of the place issue', async (t) => {
  const { made, election, home } = await postedElection(t)
  for (const role of ['bureauAuditor', 'rollClerk', 'checkInClerk', 'tallyClerk', 'observer', 'administrator']) {
    const browser = await signedIn(made, role)
    await browser.open(`${home}/committee-members/issue-paper`)
    t.equal(browser.status, 403, role)
    await browser.submit({ basis: 'x', acknowledged: 'yes' }, `${home}/committee-members/issue-paper`)
    t.equal(browser.status, 403, role)
  }
  for (const stranger of ['electionOfficer-other', 'townshipOfficer-other']) {
    const browser = await signedIn(made, stranger)
    await browser.open(`${home}/committee-members/issue-paper`)
    t.equal(browser.status, 404, stranger)
  }
  t.equal((await issuedPapers(made, election.id)).length, 0)
})
