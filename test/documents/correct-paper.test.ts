import t from 'tap'
import { eventsOf } from '../helpers/tally.js'
import { anElectionUntil, issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'

const telephone = async ({ db }: Awaited<ReturnType<typeof anElectionUntil>>['made'], contactTelephone: string) =>
  await db.updateTable('election').set({ contactTelephone }).execute()

t.test('what a notice says that is no longer so is listed, and corrected with a number behind its own', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  const home = `/elections/${election.id}/documents`
  await issue(officer, election.id, 'committee-members')
  await issue(officer, election.id, 'election-day')
  await officer.open(home)
  t.notMatch(officer.html, '与资料不符')

  await telephone(made, '0574-11111111')
  await officer.open(home)
  const listed = textOf(officer.html)
  t.match(listed, '与资料不符 第2号 选举日和选举方式公告')
  t.match(listed, /联系电话：0574-00000000。 联系电话：0574-11111111。/)

  await officer.open(`${home}/issued/2/correct`)
  t.match(officer.html, '关于更正第2号公告的公告')
  t.match(officer.html, '印发为第2-1号')
  await officer.submit({})
  t.equal(officer.status, 200)
  t.match(textOf(officer.html), '已印发《奉中社区更正公告（第2-1号）》')
  t.match(textOf(officer.html), '有第2-1号更正')
  const [, , correction] = await issuedPapers(made, election.id)
  t.match(correction, { key: 'correction-notice', noticeNumber: null, supplements: 2, supplementNumber: 1 })
  const text = allText(await readPdf(Buffer.from(correction?.content ?? '')))
  t.match(text, '（第2-1号）')
  t.match(text, '0574-11111111')
  t.match((await eventsOf(made, election.id, 'paperIssued')).at(-1), { supplements: 2, supplementNumber: 1 })

  await officer.open(home)
  t.notMatch(officer.html, `issued/2/correct`, 'told, and so no longer untrue')
  t.match(textOf(officer.html), /选举日和选举方式公告 《城市居民委员会组织法》第十四条 5月5日 已印发 第2号/)
  await officer.open(`${home}/issued/2/correct`)
  t.match(officer.html, '没有需要更正的内容')
  await telephone(made, '0574-00000000')
  await officer.open(`${home}/issued/2/correct`)
  t.match(officer.html, '印发为第2-2号', 'changed back: then the correction is what is untrue')
  await officer.submit({})
  t.match((await issuedPapers(made, election.id)).at(-1), { supplementNumber: 2 })
  const check = await made.app.inject(`/check/${(await issuedPapers(made, election.id))[1]?.code}`)
  t.match(textOf(check.body), '第2-1号更正公告')
})

t.test('a correction is issued once, as it was looked at', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  const page = `/elections/${election.id}/documents/issued/1/correct`
  await issue(officer, election.id, 'election-day')
  await telephone(made, '0574-11111111')
  const other = await signedIn(made, 'townshipOfficer')
  await other.open(page)
  await officer.open(page)
  await telephone(made, '0574-22222222')
  await officer.submit({}, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '文书的内容有了变化')
  await officer.submit({}, page)
  t.equal(officer.status, 200)
  await other.submit({}, page)
  t.equal(other.status, 422, 'the other desk is told')
  t.equal((await issuedPapers(made, election.id)).length, 2)
})

t.test('only notices with a number, and only by those who issue', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  await issue(officer, election.id, 'election-day')
  const page = `/elections/${election.id}/documents/issued/1/correct`
  for (const role of ['rollClerk', 'observer', 'bureauAuditor']) {
    const browser = await signedIn(made, role)
    await browser.open(page)
    t.equal(browser.status, 403, role)
  }
  await officer.open(`/elections/${election.id}/documents/issued/x/correct`)
  t.equal(officer.status, 404)
  await officer.open(`/elections/${election.id}/documents/correction-notice/preview`)
  t.equal(officer.status, 404, 'a correction is of a paper: it has no page without one')
})
