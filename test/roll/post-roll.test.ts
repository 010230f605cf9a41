import t from 'tap'
import { listPostedVoters } from '../../src/roll/queries.js'
import { hashOfRoll } from '../../src/roll/roll-hash.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { eventsSince, lastSequence, textOf } from '../helpers/roll.js'

t.test('the roll is posted in time', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-27')
  const { id, voterIds } = await anElection(app, house, {
    until: 'registerImported',
    voters: 30,
    electionDay: '2027-05-20',
  })
  const page = `/elections/${id}/roll/post-roll`
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await app.db
    .updateTable('voter')
    .set({ birthDate: '2010-01-01' })
    .where('id', '=', voterIds[4] as number)
    .execute()
  await officer.open(page)
  t.match(
    textOf(officer.html),
    '有 1 人在选举日2027年5月20日不满 18 周岁，请先从名单上删除：选民号 5',
    'election day was moved forward',
  )
  t.notMatch(officer.html, '人的选民名单</button>')
  await app.db
    .updateTable('voter')
    .set({ birthDate: '1990-01-01' })
    .where('id', '=', voterIds[4] as number)
    .execute()
  await app.db
    .updateTable('voter')
    .set({ isElector: 0 })
    .where('id', '=', voterIds[5] as number)
    .execute()

  await officer.open(page)
  const text = textOf(officer.html)
  t.match(text, '选民 30 人')
  t.match(text, '2027年4月27日（星期二）；最迟2027年4月30日（星期五）')
  t.match(text, '到2027年5月2日（星期日）为止')
  t.match(text, '最晚到2027年5月5日')
  await app.db
    .updateTable('voter')
    .set({ name: '改名' })
    .where('id', '=', voterIds[6] as number)
    .execute()
  await officer.submit({}, page)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '名单刚刚有改动')
  const sequence = await lastSequence(app)
  await officer.submit({}, page)
  t.match(textOf(officer.html), '选民名单已公布')
  t.strictSame(await eventsSince(app, sequence), ['rollPosted', 'milestoneReached'])
  const version = await app.db.selectFrom('rollVersion').selectAll().executeTakeFirstOrThrow()
  t.match(version, { number: 1, kind: 'posted', madeOn: '2027-04-27', voters: 30, electors: 30 }, 'all voters elect')
  t.equal(version.hash, hashOfRoll(await listPostedVoters(app.db, id)), 'the hash can be worked out again')
  t.match(await app.db.selectFrom('milestone').selectAll().where('name', '=', 'rollPosted').executeTakeFirst(), {
    reachedOn: '2027-04-27',
  })
  await officer.open(page)
  t.match(textOf(officer.html), '选民名单已于2027年4月27日公布，不能再公布选民名单')
  await officer.submit({ rollHash: version.hash }, page)
  t.equal(officer.status, 422)
})

t.test('a roll posted late is a breach that is neither hidden nor undone', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-05-02')
  const { id } = await anElection(app, house, { until: 'registerImported', voters: 30, electionDay: '2027-05-20' })
  const page = `/elections/${id}/roll/post-roll`
  await app.db.updateTable('voter').set({ residentsGroup: 0 }).where('voterNumber', '<', 3).execute()
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await officer.open(page)
  const text = textOf(officer.html)
  t.match(text, '不符 选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；拟于5月2日公布，迟2日。')
  t.match(text, '选举日最早是2027年5月22日')
  t.match(text, '有 2 人没有分到居民小组')
  await officer.submit({ acknowledged: 'roll-posted-late' }, page)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '有 1 处需要改正')
  t.match(officer.html, 'value="roll-posted-late" checked')
  await officer.submit({ acknowledged: ['roll-posted-late', 'voters-without-group'] }, page)
  t.match(textOf(officer.html), '选民名单已公布')
  const event = await app.db
    .selectFrom('auditEvent')
    .select('content')
    .where('type', '=', 'rollPosted')
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(event.content), { acknowledged: ['roll-posted-late', 'voters-without-group'] })
})

t.test('who may post, and what else is needed', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-20')
  const { id } = await anElection(app, house, { until: 'electionOpened' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(`/elections/${id}/roll/post-roll`)
  t.equal(clerk.status, 403)
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await officer.open(`/elections/${id}/roll/post-roll`)
  t.match(textOf(officer.html), '居民选举委员会尚未产生')
  t.match(textOf(officer.html), '登记名册尚未导入')
})
