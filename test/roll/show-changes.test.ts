import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { deskPerson, madeNumber, textOf } from '../helpers/roll.js'

t.test('after posting only the officer changes the roll, and says why', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-05-01')
  const { id, voterIds } = await anElection(app, house, {
    until: 'rollPosted',
    voters: 9,
    form: 'households',
    electionDay: '2027-05-20',
  })
  await app.db
    .insertInto('rollVersion')
    .values({
      electionId: id,
      number: 1,
      kind: 'posted',
      madeOn: '2027-04-25',
      voters: 9,
      electors: 3,
      hash: 'x',
      madeBy: null,
    })
    .execute()
  const base = `/elections/${id}/roll`
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  for (const page of ['register-voter', `voters/${voterIds[0]}/change`, `voters/${voterIds[0]}/remove`]) {
    await clerk.open(`${base}/${page}`)
    t.equal(clerk.status, 403, page)
    t.match(textOf(clerk.html), '由选举委员会负责人办理')
  }
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await officer.open(`${base}/register-voter`)
  await officer.submit({ ...deskPerson, identityNumber: madeNumber('1960-03-01', 1) }, `${base}/register-voter`)
  t.match(textOf(officer.html), '请选择原因')
  await officer.submit(
    {
      ...deskPerson,
      identityNumber: madeNumber('1960-03-01', 1),
      reason: 'movedIn',
      note: '五月迁入',
      document: '户口簿',
    },
    `${base}/register-voter`,
  )
  t.match(textOf(officer.html), '选民号 10')

  const change = `${base}/voters/${voterIds[1]}/change`
  await officer.open(change)
  const kept = { ...deskPerson, name: '李改', residentsGroup: '1', householdNumber: '00001', identityNumber: '' }
  await officer.submit({ ...kept, reason: 'misprint', isElector: 'yes', document: '身份证' }, change)
  t.match(textOf(officer.html), '每户只派一名代表', 'the household has its representative')
  await officer.submit({ ...kept, reason: 'misprint', document: '身份证' }, change)
  t.match(textOf(officer.html), '修改已保存')
  const remove = `${base}/voters/${voterIds[0]}/remove`
  await officer.open(remove)
  await officer.submit({ reason: 'died', note: '', document: '死亡证明' }, remove)
  await officer.open(change)
  await officer.submit({ ...kept, telephone: '13900000000', reason: 'factsChanged', document: '身份证' }, change)
  t.equal(
    (await app.db.selectFrom('rollChange').select('id').execute()).length,
    3,
    'a telephone is no correction of the list',
  )
  await officer.open(change)
  await officer.submit({ ...kept, reason: 'electorChanged', isElector: 'yes', document: '推选记录' }, change)
  t.match(textOf(officer.html), '修改已保存', 'the household names another')

  await officer.open(`${base}/changes`)
  const text = textOf(officer.html)
  t.match(text, '新增 1 人，取消 1 人，更正 2 人')
  t.match(text, '新迁入，有选民资格 ：五月迁入'.replace(' ：', '：'))
  t.match(text, '投票资格：不是 → 是户代表或居民代表')
  t.match(text, '姓名：')
  await officer.open(`${base}/voters/${voterIds[0]}`)
  t.match(textOf(officer.html), '死亡')
})
