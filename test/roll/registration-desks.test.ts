import t from 'tap'
import { testApp } from '../helpers/app.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

const central = {
  name: '中心登记站',
  place: '社区服务中心一楼大厅',
  serves: '第一至第四居民小组',
  hours: '4月10日至24日，每天8:30—17:00',
  clerks: '吴桂英、黄喆',
  telephone: '０574-00000000',
}

async function anElectionToRegisterFor(
  t: Parameters<typeof testApp>[0],
  until: 'electionCommitteeFormed' | 'rollPosted',
) {
  const made = await testApp(t)
  const election = await anElection(made, await aHouse(made), { electionDay: '2027-06-25', until })
  return { made, election, page: `/elections/${election.id}/roll/registration-desks` }
}

t.test('desks are set up, changed and taken away, and stand on the notice', async (t) => {
  const { made, election, page } = await anElectionToRegisterFor(t, 'electionCommitteeFormed')
  const officer = await signedIn(made, 'electionOfficer')
  const preview = `/elections/${election.id}/documents/voter-registration/preview`
  await officer.open(preview)
  t.match(textOf(officer.html), '三、登记地点。')
  t.notMatch(textOf(officer.html), '登记员')

  await officer.open(page)
  t.match(textOf(officer.html), '还没有登记站')
  await officer.submit(central, page)
  t.match(officer.html, '已登记中心登记站')
  t.match(await lastEvents(made, 1), [
    { type: 'registrationDeskSaved', facts: { desk: '中心登记站', place: '社区服务中心一楼大厅' } },
  ])
  await officer.submit({ ...central, name: '南门登记站', serves: '', telephone: '' }, page)
  await officer.open(preview)
  const text = textOf(officer.html)
  t.match(
    text,
    '中心登记站 社区服务中心一楼大厅 第一至第四居民小组 4月10日至24日，每天8:30—17:00 吴桂英、黄喆 0574-00000000',
  )
  t.match(
    text,
    /南门登记站 社区服务中心一楼大厅 全部居民小组 .*吴桂英、黄喆 0574-\d+/u,
    'the telephone of the committee',
  )
  await issue(officer, election.id, 'voter-registration')

  const [first, second] = await made.db.selectFrom('registrationDesk').selectAll().orderBy('id').execute()
  await officer.open(`${page}?desk=${first?.id}`)
  t.match(officer.html, 'value="第一至第四居民小组"')
  t.match(officer.html, '改写</button>')
  await officer.submit({ ...central, place: '文化礼堂' }, page)
  t.match(officer.html, '已改写中心登记站')
  await officer.open(`/elections/${election.id}/documents`)
  t.match(textOf(officer.html), '文化礼堂', 'the posted notice is no longer true, and a correction is ready')
  await officer.open(page)
  await officer.submit({}, `${page}/${second?.id}/remove`)
  t.match(officer.html, '已去掉南门登记站')
  t.match(await lastEvents(made, 1), [{ type: 'registrationDeskRemoved', facts: { desk: '南门登记站' } }])
  t.equal((await made.db.selectFrom('registrationDesk').selectAll().execute()).length, 1)
  await officer.open(page)
  await officer.submit({}, `${page}/${second?.id}/remove`)
  t.equal(officer.status, 404)
  t.match((await issuedPapers(made, election.id))[0]?.facts, '"name":"南门登记站"', 'what was issued stays as it was')
})

t.test('refused beside the field, with what was typed; nothing is written', async (t) => {
  const { made, page } = await anElectionToRegisterFor(t, 'electionCommitteeFormed')
  const clerk = await signedIn(made, 'rollClerk')
  const events = await countEvents(made)
  for (const { wrong, message } of [
    { wrong: { name: '' }, message: '请填写登记站的名称' },
    { wrong: { place: ' ' }, message: '请填写地点' },
    { wrong: { hours: '' }, message: '请填写登记的日期和时间' },
    { wrong: { clerks: '' }, message: '请填写登记员' },
    { wrong: { telephone: '打门卫电话' }, message: '电话只填数字' },
    { wrong: { name: '登'.repeat(17) }, message: '16' },
  ]) {
    await clerk.open(page)
    await clerk.submit({ ...central, ...wrong }, page)
    t.equal(clerk.status, 422, message)
    t.match(textOf(clerk.html), message)
    t.match(clerk.html, '第一至第四居民小组', 'what was typed stays')
  }
  t.equal(await countEvents(made), events)
  for (let n = 1; n <= 13; n += 1) {
    await clerk.open(page)
    await clerk.submit({ ...central, name: `${n}号登记站` }, page)
  }
  t.equal(clerk.status, 422)
  t.match(clerk.html, '最多登记12个登记站')
  await clerk.submit({ ...central, name: '12号登记站', place: '门卫室' }, page)
  t.match(clerk.html, '已改写12号登记站', 'one of them may still be changed')
})

t.test('only until the roll is posted, only by those who register, only of their community', async (t) => {
  const late = await anElectionToRegisterFor(t, 'rollPosted')
  const officer = await signedIn(late.made, 'electionOfficer')
  await officer.open(late.page)
  t.notMatch(officer.html, '<form class="panel"')
  await officer.open(`/elections/${late.election.id}/roll`)
  await officer.submit(central, late.page)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '选民名单已于')

  const { made, election, page } = await anElectionToRegisterFor(t, 'electionCommitteeFormed')
  const observer = await signedIn(made, 'observer')
  await observer.open(page)
  t.equal(observer.status, 403)
  const township = await signedIn(made, 'townshipOfficer')
  await township.open(page)
  t.equal(township.status, 200)
  t.notMatch(township.html, '<form class="panel"')
  t.equal((await township.post(page, central)).statusCode, 403)
  t.equal((await township.post(`${page}/1/remove`, {})).statusCode, 403)
  const other = await signedIn(made, 'electionOfficer-other')
  await other.open(page)
  t.equal(other.status, 404)
  t.equal((await other.post(page, central)).statusCode, 404)
  await township.open(`/elections/${election.id + 99}/roll/registration-desks`)
  t.equal(township.status, 404)
})
