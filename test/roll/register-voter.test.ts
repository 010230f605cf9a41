import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { deskPerson, eventsSince, lastSequence, madeNumber, textOf } from '../helpers/roll.js'

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
    await clerk.submit({ ...deskPerson, ...wrong }, page)
    t.equal(clerk.status, 422, said)
    t.match(textOf(clerk.html), said)
    t.match(clerk.html, 'value="长岭路8号"', 'what was typed is kept')
  }
  const sequence = await lastSequence(app)
  const formId = /name="formId" value="([^"]+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ ...deskPerson, identityNumber: ` ${number.toLowerCase()} `, formId }, page)
  t.match(textOf(clerk.html), '欧阳𬱖已登记，选民号 1')
  await clerk.open(page)
  await clerk.submit({ ...deskPerson, identityNumber: number, formId }, page)
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
  await clerk.submit({ ...deskPerson, identityNumber: number }, page)
  t.match(textOf(clerk.html), '已在本社区名单上，选民号 1')

  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  const there = `/elections/${neighbour.id}/roll/register-voter`
  await other.open(there)
  await other.submit({ ...deskPerson, identityNumber: number }, there)
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
  await other.submit({ ...deskPerson, ...worker, identityNumber: madeNumber('1990-01-01', 2) }, there)
  t.match(textOf(other.html), '选民号 1。', "numbers are each election's own")
})
