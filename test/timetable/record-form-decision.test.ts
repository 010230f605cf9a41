import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

const minutes = {
  decidedBy: 'representativesAssembly',
  form: 'allVoters',
  decidedOn: '2027-04-06',
  entitled: '42',
  present: '39',
  inFavour: '36',
  document: '居民代表会议记录〔2027〕1号',
}

async function anOpenElection(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-10')
  const { id } = await anElection(house, made, { electionDay: '2027-05-25' })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const url = `/elections/${id}/form-decision`
  await officer.open(url)
  return { house, id, officer, url }
}

t.test('the meeting that decided on the form is recorded, and corrected without losing what was there', async (t) => {
  const { house, id, officer, url } = await anOpenElection(t)
  t.match(officer.html, '还没有登记')
  await officer.submit(minutes, url)
  t.match(
    officer.html,
    '2027年4月6日居民代表会议应到42人，实到39人，赞成36人，决定采用全体有选举权的居民选举（居民直选）',
  )
  t.match(await lastEvents(house, 1), [
    { type: 'formDecided', electionId: id, facts: { number: 1, form: 'allVoters', inFavour: 36, on: '2027-04-06' } },
  ])
  const before = await house.db.selectFrom('formDecision').selectAll().execute()
  await officer.submit({ ...minutes, form: 'households' }, url)
  t.match(officer.html, '会议决定的方式与选举方案不同')
  t.match(officer.html, /第2次.*第1次/s, 'the newer first')
  const after = await house.db.selectFrom('formDecision').selectAll().orderBy('number').execute()
  t.strictSame(after[0], before[0])
  await t.rejects(house.db.deleteFrom('formDecision').execute(), /append-only/)
})

t.test('what is no decision is refused beside its field, and what was typed stays', async (t) => {
  const { house, officer, url } = await anOpenElection(t)
  const events = await countEvents(house)
  for (const [change, says] of [
    [{ inFavour: '19' }, '没有超过实到39人的半数'],
    [{ present: '20', inFavour: '20' }, '不足法定人数'],
    [{ present: '50' }, '实到50人，多于应到42人'],
    [{ decidedOn: '2027-05-01' }, '会议的日子还没有到'],
    [{ document: '' }, '请写明会议记录的名称或编号'],
    [{ entitled: '' }, '请填写整数'],
  ] as const) {
    await officer.submit({ ...minutes, ...change }, url)
    t.equal(officer.status, 422, says)
    t.match(officer.html, says)
    t.match(officer.html, 'value="2027', 'the day stays')
  }
  t.equal(await countEvents(house), events)
  t.equal((await house.db.selectFrom('formDecision').selectAll().execute()).length, 0)
})

t.test('a stale form is noticed, a double click does nothing, and only planners may record', async (t) => {
  const { house, id, officer, url } = await anOpenElection(t)
  const stale = await house.visitor().signIn('townshipOfficer', testPassword)
  await stale.open(url)
  await officer.submit(minutes, url)
  await stale.submit(minutes, url)
  t.equal(stale.status, 409)
  const observer = await aClient(house, 'observer')
  t.equal((await observer.get(url)).statusCode, 200)
  t.equal((await observer.post(url, minutes)).statusCode, 403)
  const other = await aClient(house, 'electionOfficer-other')
  t.equal((await other.get(`/elections/${id}/form-decision`)).statusCode, 404)
})
