import t from 'tap'
import { listSeals } from '../../src/tally/queries.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { fieldOf, seal } from '../helpers/seals.js'
import { aPolledElection, eventsOf, signedIn } from '../helpers/tally.js'

t.test('after the count two people seal the ballots package by package, never more than there are', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const { base } = election
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/seal-ballots`)
  t.equal(fieldOf(officer, 'valid'), '48', 'what the count found is offered')
  t.equal(fieldOf(officer, 'keptUntil'), '2032-05-20', 'for five years')
  for (const [change, because] of [
    [{ secondName: '林美芳' }, '封存人和监封人应当是两个人'],
    [{ valid: '49' }, '有效票共48张，已封存0张，这一包最多48张'],
    [{ valid: '' }, '请填写整数'],
    [{ valid: '0' }, '一张选票也没有'],
    [{ keptUntil: '2032-05-19' }, '选票至少保管5年'],
    [{ sealedOn: '2027-05-21' }, '封存日期还没有到'],
    [{ package: '' }, '请填写箱、袋号'],
    [{ sealNumbers: '' }, '请填写封条号'],
    [{ keeper: '' }, '请填写姓名'],
  ] as const) {
    await seal(officer, base, change)
    t.equal(officer.status, 422, because)
    t.match(officer.html, because)
  }
  t.equal(fieldOf(officer, 'package'), '1号箱', 'what was typed is kept')

  await seal(officer, base, { valid: '30', bundles: '第1至3捆' })
  t.match(officer.html, '已登记封存单第1号')
  t.match(officer.html, /有效票<\/th><td class="num">48<\/td><td class="num">30<\/td><td class="num">18<\/td>/)
  t.equal(fieldOf(officer, 'valid'), '18', 'what is left is offered next')
  t.equal(fieldOf(officer, 'firstName'), '林美芳', 'and the same people')
  await seal(officer, base, { package: '2号箱', sealNumbers: 'F0003' })
  t.match(officer.html, '已经全部封存')
  t.notMatch(officer.html, '登记封存</button>')
  const seals = await listSeals(house.db, election.roundId)
  t.match(seals, [
    { number: 1, valid: 30, package: '1号箱', bundles: '第1至3捆', recount: 0 },
    { number: 2, valid: 18, package: '2号箱' },
  ])
  t.match(await eventsOf(house, election.id, 'ballotsSealed'), [
    { number: 1, valid: 30, sealNumbers: 'F0001、F0002', keptUntil: '2032-05-20', witnesses: '林美芳、吴桂英' },
    { number: 2, valid: 18 },
  ])
  await t.rejects(house.db.updateTable('ballotSeal').set({ valid: 1 }).execute(), 'what was recorded stays')
  await t.rejects(house.db.deleteFrom('ballotSeal').execute())
})

t.test('nothing is sealed before the count is done', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/seal-ballots`)
  t.match(officer.html, '计完以后再封存')
  t.notMatch(officer.html, '登记封存</button>')
  await seal(officer, election.base, {
    valid: '1',
    invalid: '0',
    unused: '0',
    spoiled: '0',
    sealedOn: '2027-05-20',
    keptUntil: '2032-05-20',
  })
  t.equal(officer.status, 409)
})

t.test('the officer seals; those who may see figures before the declaration look on, nobody else', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  for (const [name, seen, sealed] of [
    ['electionOfficer', 200, 422],
    ['tallyClerk', 200, 403],
    ['townshipOfficer', 200, 403],
    ['bureauAuditor', 200, 403],
    ['observer', 403, 403],
    ['rollClerk', 403, 403],
    ['administrator', 403, 403],
    ['electionOfficer-other', 404, 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${election.base}/seal-ballots`)
    t.equal(visitor.status, seen, `${name} sees`)
    await visitor.submit({}, `${election.base}/seal-ballots`)
    t.equal(visitor.status, sealed, `${name} seals`)
  }
})
