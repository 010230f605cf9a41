import t from 'tap'
import { issue } from '../../scripts/walk/papers.js'
import { aClient } from '../helpers/client.js'
import { aDeclaredElection, clearVotes } from '../helpers/declared.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { holdRound, openNext } from '../helpers/later-vote.js'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk, resigns } from '../helpers/term.js'

const asked = { checked: 'yes', acknowledged: 'not-yet-filed' }

t.test('issued in order of the posts under numbers without gaps, printed, withdrawn, issued anew', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const township = await signedIn(house, 'townshipOfficer')
  const page = `${home}/certificates/issue-certificates`
  await township.open(page)
  t.match(township.html, '选举结果还没有备案')
  await township.submit({ acknowledged: 'not-yet-filed' }, page)
  t.equal(township.status, 422)
  t.match(township.html, '请核对姓名、职务后打勾')
  await township.submit({ checked: 'yes' }, page)
  t.match(township.html, '请先确认：选举结果还没有备案')
  await township.submit(asked, page)
  t.match(township.html, '已颁发当选证书 5 份')
  const events = await eventsOf(house, election.id, 'certificateIssued')
  t.strictSame(
    events.map(({ number, post }) => `${String(number)} ${String(post)}`),
    ['1 主任', '2 副主任', '3 委员', '4 委员', '5 委员'],
  )
  await township.open(page)
  t.match(township.html, '当选人都已有证书')

  const printer = await aClient(house, 'electionofficer')
  const sheet = `/elections/${election.id}/documents/sheets/certificates/print`
  const all = await readPdf((await printer.post(sheet)).rawPayload)
  t.equal(all.pages.length, 5, 'one page each')
  const one = await printer.post(sheet, { 'certificates-certificate': '2' })
  t.match(allText(await readPdf(one.rawPayload)), '第2号')
  const acts = await house.db.selectFrom('certificateAct').select(['kind', 'certificateId']).execute()
  t.strictSame(
    acts.map(({ kind }) => kind),
    ['printed', 'printed', 'printed', 'printed', 'printed', 'reprinted'],
  )

  const register = `${home}/certificates`
  await township.open(register)
  await township.submit({ certificateId: '', ground: '', reason: '' }, `${register}/withdraw`)
  t.equal(township.status, 422)
  t.match(township.html, '请选择收回的缘由')
  const withdrawal = { certificateId: 5, ground: 'error', reason: '姓名写错，本人退回。' }
  await township.submit(withdrawal, `${register}/withdraw`)
  t.match(township.html, '证书已登记收回')
  await township.submit(withdrawal, `${register}/withdraw`)
  t.equal(township.status, 409, 'once')
  await township.open(page)
  t.match(township.html, '第6号', 'a number is never given twice')
  await township.submit(asked, page)
  t.match(township.html, '已颁发当选证书 1 份')
  t.match(await eventsOf(house, election.id, 'certificateWithdrawn'), [{ number: 5, ground: 'error' }])
})

t.test('a certificate of somebody who lost the seat is shown as untrue and stands in the way', async (t) => {
  const { house, home } = await aDeclaredElection(t)
  const township = await signedIn(house, 'townshipOfficer')
  const page = `${home}/certificates/issue-certificates`
  await township.open(page)
  await township.submit(asked, page)
  await house.db.updateTable('electedMember').set({ voterId: null, name: '复核当选人' }).where('id', '=', 1).execute()
  await township.open(home)
  t.match(township.html, '有证书与当选人不符')
  await township.open(page)
  t.match(township.html, '第1号证书与现在的当选人不符，请先收回')
  await township.submit(asked, page)
  t.equal(township.status, 422)
})

t.test('whoever left office has a certificate to give back and none to get', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const township = await signedIn(house, 'townshipOfficer')
  await township.open(`${home}/certificates/issue-certificates`)
  await township.submit(asked, `${home}/certificates/issue-certificates`)
  const member = await house.db.selectFrom('electedMember').selectAll().orderBy('id').limit(1).executeTakeFirstOrThrow()
  const account = await house.db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  await house.db
    .insertInto('officeEnd')
    .values({
      ...{ electionId: election.id, electedMemberId: member.id, successionId: null, postId: member.postId },
      ...{ name: member.name, cause: 'resigned', onDay: '2027-05-20', explanation: '辞职', document: '会议记录' },
      ...{ facts: '{}', recordedBy: account.id, recordedAt: '2027-05-20T02:00:00Z' },
    })
    .execute()
  await township.open(`${home}/certificates`)
  t.match(township.html, '与当选人不符，请收回')
  await township.submit({ certificateId: 1, ground: 'resigned', reason: '辞职生效。' }, `${home}/certificates/withdraw`)
  t.notMatch(township.html, '与当选人不符，请收回')
  t.notMatch(township.html, '没有证书', 'and nobody is due one')
})

t.test('by the issuer that the rules name, and not while a vote is due', async (t) => {
  const { house, election, home } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${home}/certificates/issue-certificates`)
  t.equal(officer.status, 403, 'the township issues them here')
  const settings = JSON.stringify({ certificateIssuer: 'electionCommittee' })
  await house.db.updateTable('election').set({ settings }).where('id', '=', election.id).execute()
  const township = await signedIn(house, 'townshipOfficer')
  await township.submit(asked, `${home}/certificates/issue-certificates`)
  t.equal(township.status, 403)
  await officer.open(`${home}/certificates/issue-certificates`)
  await officer.submit(asked, `${home}/certificates/issue-certificates`)
  t.match(officer.html, '已颁发当选证书 5 份')
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${home}/certificates`)
    t.equal(visitor.status, status, name)
  }
  const open = await aDeclaredElection(t, [[20, 20], ...clearVotes.slice(1)])
  const waiting = await signedIn(open.house, 'townshipOfficer')
  await waiting.submit(asked, `${open.home}/certificates/issue-certificates`)
  t.equal(waiting.status, 422)
})

t.test('who followed by votes is described like those elected and has a certificate that says how', async (t) => {
  // The chair is still to be voted on; four have more than half for three seats.
  const desk = await aTermDesk(t, [
    [20, 20],
    [40, 5],
    [36, 35, 34, 30],
  ])
  const { house, election, officer, term } = desk
  await resigns(desk, 3)
  const follow = `${term}/follow-by-votes`
  await officer.open(follow)
  await officer.submit({ postId: String(election.postIds[2]) }, follow)
  await desk.moveTo('2027-06-12')
  await openNext(house, `${election.base}/open-runoff`, '2027-06-13')
  await issue(officer, election.id, ['member-change'])
  t.match(officer.html, '成员变动公告', 'who left and who followed is told while the run-off is under way')
  await desk.moveTo('2027-06-13')
  await holdRound(house, election, { returned: 30, votes: [[20, 10]] }, 40)

  const name = election.candidates[2]?.[3]?.name ?? '?'
  const home = `/elections/${election.id}/handover`
  await officer.open(`${home}/members`)
  t.match(officer.html, '委员（递补）')
  const [, page = ''] = new RegExp(`href="([^"]*record-member)">${name}<`).exec(officer.html) ?? []
  t.match(page, '/members/s1/')
  await officer.open(page)
  t.equal(officer.status, 200)
  const township = await signedIn(house, 'townshipOfficer')
  const certificates = `${home}/certificates/issue-certificates`
  await township.open(certificates)
  await township.submit(asked, certificates)
  t.match(township.html, '已颁发当选证书 5 份', 'the one who left has none, the one who followed has')
  const printer = await aClient(house, 'electionofficer')
  const sheet = `/elections/${election.id}/documents/sheets/certificates/print`
  const text = allText(await readPdf((await printer.post(sheet)).rawPayload)).replaceAll('\n', '')
  t.match(text, `${name}同志：经依法选举，因委员出缺，您按得票顺序递补为`)
  t.equal(text.split('您当选为').length, 5, 'and four elected')
})
