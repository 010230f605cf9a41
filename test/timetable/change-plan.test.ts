import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import type { Browser, FormValues } from '../helpers/browser.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { chairAnd, postRows } from '../helpers/plan.js'

/** Sends a plan, and confirms the page of consequences where election day moves. */
async function change(officer: Browser, values: FormValues, url: string): Promise<void> {
  await officer.submit(values, url)
  if (officer.html.includes('确认改到这一天')) await officer.submit({}, url)
}

/** The posts that `anElection` gives, as the form sends them. */
const samePosts = postRows(
  { title: '主任', position: 'chair', seats: 1 },
  { title: '副主任', position: 'viceChair', seats: 1 },
  { title: '委员', seats: 3 },
)
const samePlan = {
  form: 'allVoters',
  electionDay: '2027-05-20',
  contactPlace: '社区服务中心一楼',
  contactTelephone: '0574-00000000',
  ...samePosts,
}

async function aPlan(t: Test, until: 'electionOpened' | 'rollPosted' | 'candidatesConfirmed' | 'pollOpened') {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-10')
  const election = await anElection(house, made, { until, voters: 3 })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const url = `/elections/${election.id}/plan`
  await officer.open(url)
  return { house, election, officer, url }
}

t.test('form, day, posts and contact change together, with what they were', async (t) => {
  const { house, election, officer, url } = await aPlan(t, 'electionOpened')
  t.match(officer.html, '共 <span class="num">5</span> 名')
  const wish = { form: 'households', electionDay: '2027-06-20', contactPlace: '居委会二楼', ...chairAnd(6) }
  await change(officer, { ...samePlan, ...wish }, url)
  t.match(officer.html, '选举方案已修改')
  t.match(officer.html, '户代表选举')
  t.match(officer.html, '2027年6月20日 星期日')
  t.match(officer.html, '共 <span class="num">7</span> 名：主任 1 名、委员 6 名')
  const rows = await house.db.selectFrom('election').selectAll().execute()
  t.match(rows, [{ form: 'households', electionDay: '2027-06-20', contactPlace: '居委会二楼', version: 2 }])
  t.match(await house.db.selectFrom('votingRound').select('votingDay').execute(), [{ votingDay: '2027-06-20' }])
  t.strictSame(await house.db.selectFrom('post').select(['title', 'seats']).orderBy('rank').execute(), [
    { title: '主任', seats: 1 },
    { title: '委员', seats: 6 },
  ])
  t.strictSame(
    (await house.db.selectFrom('roundPost').select('seats').execute()).map(({ seats }) => seats),
    [1, 6],
  )
  t.match(await lastEvents(house, 1), [
    {
      type: 'electionChanged',
      by: 'electionOfficer',
      electionId: election.id,
      facts: {
        before: { form: 'allVoters', electionDay: '2027-05-20', posts: [{}, {}, { title: '委员', seats: 3 }] },
        after: { form: 'households', electionDay: '2027-06-20', posts: [{}, { title: '委员', seats: 6 }] },
      },
    },
  ])
})

t.test('a plan that somebody else changed meanwhile is not overwritten', async (t) => {
  const { house, officer, url } = await aPlan(t, 'electionOpened')
  const township = await house.visitor().signIn('townshipOfficer', testPassword)
  await township.open(url)
  await change(township, { ...samePlan, electionDay: '2027-06-20' }, url)
  t.match(township.html, '选举方案已修改')
  await officer.submit({ ...samePlan, electionDay: '全错' }, url)
  t.equal(officer.status, 422, 'refused for another reason first')
  await change(officer, { ...samePlan, electionDay: '2027-06-21' }, url)
  t.equal(officer.status, 409, 'the form is still the old one')
  t.match(officer.html, '刚刚被别人改过')
  t.match(await house.db.selectFrom('election').select('electionDay').execute(), [{ electionDay: '2027-06-20' }])
  const client = await aClient(house, 'electionOfficer')
  t.equal((await client.post(url, samePlan as Record<string, string>)).statusCode, 409, 'a form without a version')
})

t.test('what the stage has closed stays closed, the rest may change', async (t) => {
  for (const { until, change: wish, refusal, because } of [
    {
      until: 'rollPosted',
      change: { form: 'households' },
      refusal: '不能再确定选举方式',
      because: 'the roll is posted',
    },
    {
      until: 'rollPosted',
      change: chairAnd(5),
      refusal: '',
      because: 'posts may change until candidates are confirmed',
    },
    {
      until: 'rollPosted',
      change: { electionDay: '2027-05-25' },
      refusal: '',
      because: 'a later day leaves more time',
    },
    {
      until: 'rollPosted',
      change: { electionDay: '2027-05-15' },
      refusal: '',
      because: 'the roll posted on 25 April still hangs twenty days',
    },
    {
      until: 'rollPosted',
      change: { electionDay: '2027-05-14' },
      refusal: '选民名单应在选举日20日前公布：选举日2027年5月14日，最迟4月24日；已于4月25日公布，迟1日',
      because: 'a day short of twenty',
    },
    {
      until: 'candidatesConfirmed',
      change: chairAnd(5),
      refusal: '不能再确定应选职数',
      because: 'ballots are to be printed',
    },
    { until: 'candidatesConfirmed', change: { contactPlace: '居委会二楼' }, refusal: '', because: 'always' },
  ] as const) {
    const { house, officer, url } = await aPlan(t, until)
    const before = await countEvents(house)
    await change(officer, { ...samePlan, ...wish }, url)
    if (refusal === '') {
      t.match(officer.html, '选举方案已修改', because)
      t.equal(await countEvents(house), before + 1)
    } else {
      t.equal(officer.status, 422, because)
      t.match(officer.html, refusal, because)
      t.equal(await countEvents(house), before, 'nothing is recorded')
      t.match(await house.db.selectFrom('election').select('version').execute(), [{ version: 1 }])
    }
  }
})

t.test('once somebody is nominated the posts stay', async (t) => {
  const { house, election, officer, url } = await aPlan(t, 'rollPosted')
  await house.db
    .insertInto('nominee')
    .values({
      electionId: election.id,
      voterId: election.voterIds[0] ?? 0,
      postId: election.postIds[0] ?? 0,
      occupation: '退休教师',
      politicalStatus: '群众',
      education: '大专',
      vetting: 'open',
    })
    .execute()
  await officer.submit({ ...samePlan, ...chairAnd(5) }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '已有人被提名，职务和名额不能再改')
  await officer.submit({ ...samePlan, contactPlace: '居委会二楼' }, url)
  t.match(officer.html, '选举方案已修改')
})

t.test('after the poll opened the form is gone; readers never had one', async (t) => {
  const { house, officer, url } = await aPlan(t, 'pollOpened')
  t.notMatch(officer.html, '修改方案')
  const client = await aClient(house, 'electionOfficer')
  const late = await client.post(url, {
    ...(samePlan as Record<string, string>),
    electionDay: '2027-05-21',
    version: '1',
  })
  t.equal(late.statusCode, 422)
  t.match(late.body, '投票已于2027年5月20日开始，不能再确定选举日')
  const clerk = await aClient(house, 'tallyClerk')
  t.equal((await clerk.get(url)).statusCode, 200)
  t.notMatch((await clerk.get(url)).body, '修改方案')
  t.equal((await clerk.post(url)).statusCode, 403)
})

t.test('a plan without a line for a woman is let through with a reminder', async (t) => {
  const { officer } = await aPlan(t, 'electionOpened')
  t.match(officer.html, /finding-warning.*选票上宜单列妇女名额/)
})
