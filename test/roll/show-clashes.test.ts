import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { csv, deskPerson, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const sealer = sealerFor(testSecrets.dataKey)
const number = madeNumber('1960-03-01', 7)
const person = { ...deskPerson, identityNumber: number }

/** An election registering in the first community, and one in another where somebody stands on the roll already. */
async function twoCommunities(
  t: Parameters<typeof testApp>[0],
  holderIndex: 1 | 2,
  until: 'registerImported' | 'rollPosted',
) {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-27')
  const claimant = await anElection(app, house, { until: 'registerImported', voters: 3 })
  const communityId = house.communityIds[holderIndex]
  const holder = await anElection(app, house, { until, voters: 5, communityId })
  if (until === 'rollPosted') {
    const version = { electionId: holder.id, madeOn: '2027-04-25', voters: 5, electors: 5, hash: 'x' } as const
    await app.db
      .insertInto('rollVersion')
      .values({ ...version, number: 1, kind: 'posted' })
      .execute()
  }
  const held = holder.voterIds[2] as number
  const identity = { identityHash: sealer.fingerprint(number), sealedIdentityNumber: sealer.sealText(number) }
  await app.db.updateTable('voter').set(identity).where('id', '=', held).execute()
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const desk = `/elections/${claimant.id}/roll/register-voter`
  const raise = async () => {
    await clerk.open(desk)
    await clerk.submit(person, desk)
    await clerk.submit(person, `${desk}/raise-clash`)
  }
  return { app, claimant, holder, held, clerk, desk, raise }
}

const stateOf = async ({ db }: TestApp, voterId: number) =>
  (await db.selectFrom('voter').select('state').where('id', '=', voterId).executeTakeFirstOrThrow()).state

t.test('somebody on another roll is refused at the desk, put before both, and settled by the township', async (t) => {
  const { app, claimant, holder, held, clerk, desk, raise } = await twoCommunities(t, 1, 'rollPosted')
  await clerk.open(desk)
  t.notMatch(clerk.html, '提出核对</button>')
  await clerk.submit({ ...person, identityNumber: madeNumber('1961-03-01', 9) }, `${desk}/raise-clash`)
  t.match(textOf(clerk.html), '没有在别的社区登记，不用提出核对')
  await clerk.open(desk)
  await clerk.submit(person, desk)
  t.equal(clerk.status, 422)
  t.match(textOf(clerk.html), '锦山社区')
  t.match(clerk.html, '提出核对</button>')
  t.match(clerk.html, 'value="欧阳　𬱖"', 'what was typed is kept')
  await clerk.submit(person, `${desk}/raise-clash`)
  t.match(textOf(clerk.html), '重复登记的情况已提出')
  t.match((await lastEvents(app, 1))[0], { type: 'registrationClashesRaised', facts: { source: 'desk', people: 1 } })
  await raise()
  const clashes = await app.db.selectFrom('registrationClash').selectAll().execute()
  t.equal(clashes.length, 1, 'asked for twice, put before them once')
  const [clash] = clashes
  t.match(clash, { claimantElectionId: claimant.id, holderElectionId: holder.id, state: 'open' })
  const page = `/settle-clash/${clash?.id}`
  const text = textOf(clerk.html)
  t.match(text, '1960年**月01日')
  t.notMatch(clerk.html, number)
  t.notMatch(clerk.html, number.slice(6, 14), 'nor the birthday in full')
  await clerk.open(page)
  t.match(textOf(clerk.html), '由街道（镇）决定')
  t.notMatch(clerk.html, '作出决定</button>')
  await clerk.submit({ kept: 'claimant', reason: '我要', undertaking: '1' }, page)
  t.equal(clerk.status, 403)
  const foreign = await app.visitor().signIn('townshipOfficer-other', testPassword)
  await foreign.open(page)
  t.equal(foreign.status, 404)
  await foreign.open('/registration-clashes')
  t.match(textOf(foreign.html), '待决定 0 件')
  for (const role of ['observer', 'tallyClerk', 'administrator']) {
    const other = await app.visitor().signIn(role, testPassword)
    await other.open('/registration-clashes')
    t.equal(other.status, 403, role)
  }

  const township = await app.visitor().signIn('townshipOfficer', testPassword)
  const second = await app.visitor().signIn('townshipOfficer-2', testPassword)
  await township.open('/registration-clashes')
  t.match(township.html, '作出决定')
  await township.open(page)
  await second.open(page)
  await township.submit({ kept: '', reason: '', undertaking: '' }, page)
  t.equal(township.status, 422)
  for (const said of ['请选择由哪个社区登记', '请写明理由', '不在他处登记承诺书']) t.match(textOf(township.html), said)
  const decision = { kept: 'claimant', reason: '本人选定常住地', undertaking: '承诺书第3号' }
  await township.submit(decision, page)
  t.match(textOf(township.html), '并从原名单上取消')
  t.equal(await stateOf(app, held), 'removed')
  t.match(await app.db.selectFrom('rollChange').selectAll().executeTakeFirstOrThrow(), {
    electionId: holder.id,
    voterId: held,
    kind: 'removed',
    reason: 'registeredElsewhere',
    document: '承诺书第3号',
  })
  const events = await lastEvents(app, 3)
  t.strictSame(events.map(({ type }) => type).sort(), [
    'registrationClashSettled',
    'registrationClashSettled',
    'voterRemoved',
  ])
  await second.submit({ ...decision, kept: 'holder' }, page)
  t.equal(second.status, 409, 'the other officer was faster')
  await clerk.open(desk)
  await clerk.submit(person, desk)
  t.match(textOf(clerk.html), '已登记，选民号 4')
  await clerk.open('/registration-clashes?state=settled')
  t.match(textOf(clerk.html), '由奉中社区登记')
})

t.test('between two townships the bureau decides, and may leave everything as it is', async (t) => {
  const { app, held, raise } = await twoCommunities(t, 2, 'registerImported')
  await raise()
  const [clash] = await app.db.selectFrom('registrationClash').selectAll().execute()
  const page = `/settle-clash/${clash?.id}`
  const township = await app.visitor().signIn('townshipOfficer', testPassword)
  await township.open(page)
  t.match(textOf(township.html), '由民政局决定')
  await township.submit({ kept: 'claimant', reason: '试', undertaking: '1', version: '1' }, page)
  t.equal(township.status, 403)
  const holders = await app.visitor().signIn('rollClerk-other', testPassword)
  await holders.open('/registration-clashes')
  t.match(textOf(holders.html), '待决定 1 件', 'shown to the other side')
  const bureau = await app.visitor().signIn('bureauAuditor', testPassword)
  await bureau.open(page)
  await bureau.submit({ kept: 'holder', reason: '户籍在武岭', undertaking: '承诺书第4号' }, page)
  t.match(textOf(bureau.html), '已记下决定')
  t.equal(await stateOf(app, held), 'registered')
  t.equal((await app.db.selectFrom('rollChange').selectAll().execute()).length, 0)
})

t.test('nobody is moved once a vote has begun', async (t) => {
  const { app, holder, held, raise } = await twoCommunities(t, 1, 'rollPosted')
  await raise()
  const opened = { electionId: holder.id, name: 'pollOpened', reachedOn: '2027-04-26', round: 1 } as const
  await app.db.insertInto('milestone').values(opened).execute()
  const [clash] = await app.db.selectFrom('registrationClash').selectAll().execute()
  const page = `/settle-clash/${clash?.id}`
  const township = await app.visitor().signIn('townshipOfficer', testPassword)
  await township.open(page)
  await township.submit({ kept: 'claimant', reason: '试', undertaking: '1' }, page)
  t.equal(township.status, 422)
  t.match(textOf(township.html), '锦山社区：')
  t.equal(await stateOf(app, held), 'registered')
})

t.test('a register that names somebody of another roll leaves them out and puts them before both', async (t) => {
  const { app, claimant, clerk } = await twoCommunities(t, 1, 'registerImported')
  const lines = [`新登记,女,${madeNumber('1970-02-02', 20)},1,77`, `重登记,男,${number},1,78`]
  const review = await uploadRegister(clerk, claimant.id, '名册.csv', csv('姓名,性别,身份证号,居民小组,户号', ...lines))
  t.match(textOf(clerk.html), '重复登记')
  await clerk.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
  const clashes = await app.db.selectFrom('registrationClash').selectAll().execute()
  t.match(clashes, [{ name: '重登记', source: 'import', birthDate: '1960-03-01', state: 'open' }])
  t.equal((await app.db.selectFrom('voter').select('id').where('name', '=', '新登记').execute()).length, 1)
})
