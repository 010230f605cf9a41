import t, { type Test } from 'tap'
import { lastEvents } from '../helpers/events.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { anElectionUntil } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

async function anIssuedPaper(t: Test) {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  await issue(officer, election.id, 'election-day')
  const [paper] = await issuedPapers(made, election.id)
  const home = `/elections/${election.id}/documents`
  return { made, election, officer, home, page: `${home}/issued/${paper?.id}/withdraw` }
}

t.test('a paper is withdrawn with a reason, and its number stays used', async (t) => {
  const { made, election, officer, home, page } = await anIssuedPaper(t)
  await officer.open(page)
  t.match(officer.html, '仍然占用')
  await officer.submit({ reason: ' ' })
  t.equal(officer.status, 422)
  t.match(officer.html, '请写明为什么撤回')
  await officer.submit({ reason: '选举日写错' })
  t.equal(officer.status, 200)
  const text = textOf(officer.html)
  t.match(text, '已撤回《奉中社区选举日和选举方式公告（第1号）》')
  t.match(text, '已撤回 选举日写错')
  const [event] = await lastEvents(made, 1)
  t.match(event, {
    type: 'paperWithdrawn',
    by: 'electionOfficer',
    facts: { noticeNumber: '第1号', reason: '选举日写错' },
  })

  await officer.open(page)
  t.match(officer.html, '这份文书已经撤回')
  await officer.open(home)
  t.match(textOf(officer.html), '可以印发', 'unchanged as it is, it may be issued again')
  await issue(officer, election.id, 'election-day')
  t.match((await issuedPapers(made, election.id))[1], { noticeNumber: 2, replaces: null })
  await t.rejects(made.db.deleteFrom('paperWithdrawal').execute(), 'append-only')
})

t.test('once: a second click changes nothing, another desk is told', async (t) => {
  const { made, page } = await anIssuedPaper(t)
  const [one, other] = [await signedIn(made, 'electionOfficer'), await signedIn(made, 'townshipOfficer')]
  await one.open(page)
  const formId = /withdraw"[^]*?name="formId" value="([^"]+)"/.exec(one.html)?.[1] ?? ''
  await other.open(page)
  await one.submit({ reason: '一', formId }, page)
  await one.open(page)
  const again = await one.post(`${page}`, { reason: '一', formId })
  t.ok(again.statusCode === 303 || again.statusCode === 403, 'has its answer')
  await other.submit({ reason: '二' }, page)
  t.equal(other.status, 409)
  t.match(await made.db.selectFrom('paperWithdrawal').select('reason').execute(), [{ reason: '一' }])
})

t.test('a paper that was replaced is not withdrawn, nor one of another election', async (t) => {
  const { made, election, officer, home, page } = await anIssuedPaper(t)
  await officer.open(page)
  await made.db.updateTable('election').set({ contactTelephone: '0574-11111111' }).execute()
  const other = await signedIn(made, 'townshipOfficer')
  await issue(other, election.id, 'election-day')
  await officer.submit({ reason: '一' }, page)
  t.equal(officer.status, 409)
  await officer.open(page)
  t.match(officer.html, '已被新的一份替换')
  await officer.open(`${home}/issued/999/withdraw`)
  t.equal(officer.status, 404)
  for (const role of ['rollClerk', 'bureauAuditor', 'observer']) {
    const browser = await signedIn(made, role)
    await browser.open(page)
    t.equal(browser.status, 403, role)
  }
})
