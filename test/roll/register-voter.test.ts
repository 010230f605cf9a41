import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { eventsSince, lastSequence, madeNumber, textOf } from '../helpers/roll.js'

const person = {
  name: '欧阳　𬱖',
  residentsGroup: '三组',
  householdNumber: '12',
  relationship: '户主',
  address: '长岭路8号',
  nationality: '汉族',
  politicalStatus: '',
  education: '',
  telephone: '１３８００００００００',
  registrationClass: 'household',
  declaredTakingPart: 'yes',
  hasPoliticalRights: 'yes',
  workingSince: '',
}

t.test('a person comes to the desk', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20' })
  const neighbour = await anElection(app, house, { communityId: house.communityIds[2] })
  const page = `/elections/${id}/roll/register-voter`
  const number = madeNumber('1960-03-01', 1)
  const clerk = await app.visitor().signIn('rollClerk', testPassword)

  await clerk.open(page)
  for (const [wrong, said] of [
    [{ identityNumber: '' }, '请填写公民身份号码'],
    [{ identityNumber: `${number.slice(0, 17)}${number.endsWith('X') ? '1' : 'X'}` }, '最后一位与前 17 位对不上'],
    [{ identityNumber: '330299' }, '应为 18 位'],
    [{ identityNumber: madeNumber('2009-05-21', 1) }, '选民应在选举日年满18周岁'],
    [{ identityNumber: number, declaredTakingPart: '' }, '还没有本人参加选举的表示'],
    [{ identityNumber: number, hasPoliticalRights: '' }, '被剥夺政治权利的人没有选举权'],
    [{ identityNumber: number, residentsGroup: '东片' }, '没有这个居民小组'],
    [{ identityNumber: number, registrationClass: 'communityWorker' }, '须经居民选举委员会确认'],
    [
      {
        identityNumber: number,
        registrationClass: 'communityWorker',
        workingSince: '2027-01-10',
        appliedInPerson: 'yes',
        confirmedByElectionCommittee: 'yes',
      },
      '工作满6个月',
    ],
  ] as const) {
    await clerk.submit({ ...person, ...wrong }, page)
    t.equal(clerk.status, 422, said)
    t.match(textOf(clerk.html), said)
    t.match(clerk.html, 'value="长岭路8号"', 'what was typed is kept')
  }
  const sequence = await lastSequence(app)
  const formId = /name="formId" value="([^"]+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ ...person, identityNumber: ` ${number.toLowerCase()} `, formId }, page)
  t.match(textOf(clerk.html), '欧阳𬱖已登记，选民号 1')
  await clerk.open(page)
  await clerk.submit({ ...person, identityNumber: number, formId }, page)
  t.equal(clerk.status, 200, 'the same form again does nothing')
  t.strictSame(await eventsSince(app, sequence), ['voterAdded'])
  const voter = await app.db.selectFrom('voter').selectAll().executeTakeFirstOrThrow()
  const sealer = sealerFor(testSecrets.dataKey)
  t.match(voter, {
    name: '欧阳𬱖',
    pinyin: 'ouyangdi',
    residentsGroup: 3,
    birthDate: '1960-03-01',
    sex: 'male',
    isElector: 1,
  })
  t.equal(sealer.unsealText(voter.sealedIdentityNumber), number)
  t.equal(sealer.unsealText(voter.sealedTelephone as string), '13800000000')
  await clerk.open(page)
  await clerk.submit({ ...person, identityNumber: number }, page)
  t.match(textOf(clerk.html), '已在本社区名单上，选民号 1')

  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  const there = `/elections/${neighbour.id}/roll/register-voter`
  await other.open(there)
  await other.submit({ ...person, identityNumber: number }, there)
  t.match(textOf(other.html), '已在奉中社区登记，不能在两个社区重复登记')
  t.notMatch(textOf(other.html), '选民号 1', 'nothing else of the other community is shown')
  await other.open(page)
  t.equal(other.status, 404)
  const worker = {
    registrationClass: 'communityWorker',
    workingSince: '2026.5.1',
    appliedInPerson: 'yes',
    confirmedByElectionCommittee: 'yes',
  }
  await other.open(there)
  await other.submit({ ...person, ...worker, identityNumber: madeNumber('1990-01-01', 2) }, there)
  t.match(textOf(other.html), '选民号 1。', "numbers are each election's own")
})

t.test('somebody on the roll is changed and removed', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const page = `/elections/${id}/roll/register-voter`
  const numbers = [1, 2, 3].map((n) => madeNumber('1960-03-01', n))
  for (const identityNumber of numbers.slice(0, 2)) {
    await clerk.open(page)
    await clerk.submit({ ...person, identityNumber }, page)
  }
  const [first, second] = (await app.db.selectFrom('voter').select('id').orderBy('id').execute()).map((row) => row.id)
  const address = `/elections/${id}/roll/voters/${first}`

  await clerk.open(address)
  t.notMatch(clerk.html, numbers[0])
  t.match(clerk.html, '330299********')
  let sequence = await lastSequence(app)
  await clerk.submit({}, `${address}/identity-number`)
  t.match(clerk.html, numbers[0])
  t.strictSame(await eventsSince(app, sequence), ['identityNumberSeen'])
  const reader = await app.visitor().signIn('bureauAuditor', testPassword)
  await reader.open(address)
  t.equal(reader.status, 200)
  t.notMatch(reader.html, '查看完整身份号码')
  t.notMatch(reader.html, '13800000000', 'readers do not see telephones')
  await reader.submit({}, `${address}/identity-number`)
  t.equal(reader.status, 403)
  const observer = await app.visitor().signIn('observer', testPassword)
  await observer.open(address)
  t.equal(observer.status, 403)

  await clerk.open(`${address}/change`)
  t.notMatch(clerk.html, numbers[0], 'the number stays out of the form')
  t.match(clerk.html, 'value="13800000000"')
  const stale = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ ...person, name: '欧阳伟', identityNumber: numbers[1] as string }, `${address}/change`)
  t.match(textOf(clerk.html), '已在本社区名单上，选民号 2', "another's number")
  await clerk.submit({ ...person, name: '欧阳伟', identityNumber: madeNumber('2010-01-01', 5) }, `${address}/change`)
  t.match(textOf(clerk.html), '选举日不满 18 周岁')
  sequence = await lastSequence(app)
  await clerk.submit(
    { ...person, name: '欧阳伟', identityNumber: numbers[2] as string, residentsGroup: '0' },
    `${address}/change`,
  )
  t.match(textOf(clerk.html), '修改已保存')
  t.match(
    await app.db
      .selectFrom('voter')
      .selectAll()
      .where('id', '=', first as number)
      .executeTakeFirstOrThrow(),
    {
      name: '欧阳伟',
      initials: 'oyw',
      residentsGroup: 0,
      identityTail: (numbers[2] as string).slice(-4),
      version: 2,
    },
  )
  t.strictSame(await eventsSince(app, sequence), ['voterChanged'])
  await clerk.open(`${address}/change`)
  await clerk.submit({ ...person, identityNumber: '', version: stale }, `${address}/change`)
  t.equal(clerk.status, 409, 'a stale form')

  const remove = `/elections/${id}/roll/voters/${second}/remove`
  await clerk.open(remove)
  await clerk.submit({ reason: '', note: '' }, remove)
  t.match(textOf(clerk.html), '请选择原因')
  sequence = await lastSequence(app)
  await clerk.submit({ reason: 'died', note: '死亡证明' }, remove)
  t.match(textOf(clerk.html), '已从名单上删除')
  t.strictSame(await eventsSince(app, sequence), ['voterRemoved'])
  t.equal(
    (await app.db.selectFrom('rollChange').select('id').execute()).length,
    0,
    'before posting nothing is corrected',
  )
  await clerk.open(remove)
  t.notMatch(clerk.html, 'btn-danger')
  await clerk.open(`/elections/${id}/roll/voters/99`)
  t.equal(clerk.status, 404)
  await clerk.open(`/elections/${id}/roll/voters/x`)
  t.equal(clerk.status, 404)
})

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
    .values({ electionId: id, number: 1, kind: 'posted', madeOn: '2027-04-25', voters: 9, electors: 3, hash: 'x' })
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
  await officer.submit({ ...person, identityNumber: madeNumber('1960-03-01', 1) }, `${base}/register-voter`)
  t.match(textOf(officer.html), '请选择原因')
  await officer.submit(
    { ...person, identityNumber: madeNumber('1960-03-01', 1), reason: 'movedIn', note: '五月迁入' },
    `${base}/register-voter`,
  )
  t.match(textOf(officer.html), '选民号 10')

  const change = `${base}/voters/${voterIds[1]}/change`
  await officer.open(change)
  const kept = { ...person, name: '李改', residentsGroup: '1', householdNumber: '00001', identityNumber: '' }
  await officer.submit({ ...kept, reason: 'misprint', isElector: 'yes' }, change)
  t.match(textOf(officer.html), '每户只派一名代表', 'the household has its representative')
  await officer.submit({ ...kept, reason: 'misprint' }, change)
  t.match(textOf(officer.html), '修改已保存')
  const remove = `${base}/voters/${voterIds[0]}/remove`
  await officer.open(remove)
  await officer.submit({ reason: 'died', note: '' }, remove)
  await officer.open(change)
  await officer.submit({ ...kept, telephone: '13900000000', reason: 'factsChanged' }, change)
  t.equal(
    (await app.db.selectFrom('rollChange').select('id').execute()).length,
    3,
    'a telephone is no correction of the list',
  )
  await officer.open(change)
  await officer.submit({ ...kept, reason: 'electorChanged', isElector: 'yes' }, change)
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
