import t, { type Test } from 'tap'
import { soughtName } from '../../src/lib/variant-characters.js'
import { countNamesakes, listNamesakes } from '../../src/roll/namesake-queries.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { startPostgres } from '../helpers/postgres.js'
import { aDesk, csv, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

t.setTimeout(120_000)

/** Two elections: two pairs in the first roll (birthday; telephone), one person of it perhaps in the second as well. */
async function namesakes(app: TestApp) {
  const house = await aHouse(app, '2027-04-20')
  const here = await anElection(app, house, { until: 'registerImported', voters: 8 })
  const there = await anElection(app, house, {
    until: 'registerImported',
    voters: 4,
    communityId: house.communityIds[2],
  })
  const set = async (id: number | undefined, name: string, birthDate: string, telephoneHash: string | null) =>
    await app.db
      .updateTable('voter')
      .set({ name, searchName: soughtName(name), birthDate: birthDate as '1960-01-01', telephoneHash })
      .where('id', '=', id as number)
      .execute()
  await set(here.voterIds[0], '王同名', '1960-01-01', null)
  await set(here.voterIds[1], '王同名', '1960-01-01', null)
  await set(here.voterIds[2], '李同号', '1961-01-01', 'the same')
  await set(here.voterIds[3], '李同号', '1962-01-01', 'the same')
  await set(here.voterIds[4], '另一人', '1962-01-01', 'the same')
  await set(there.voterIds[0], '王同名', '1960-01-01', null)
  return { house, here, there, scope: { id: here.id, seasonId: house.seasonId } }
}

async function eachPairOnce(t: Test, app: TestApp) {
  const { here, there, scope, house } = await namesakes(app)
  const found = await listNamesakes(app.db, scope, { isRuled: false, page: 1, perPage: 50 })
  const [a, b, c, d] = here.voterIds
  t.strictSame(
    found.map(({ ownId, otherId, shared }) => [ownId, otherId, shared]),
    [
      [a, b, 'birth'],
      [a, there.voterIds[0], 'birth'],
      [b, there.voterIds[0], 'birth'],
      [c, d, 'telephone'],
    ],
  )
  const other = { id: there.id, seasonId: house.seasonId }
  t.strictSame(await countNamesakes(app.db, other, false), 2, 'the other community sees its own side')
}

t.test('every pair that may be one person is listed once, here and across the season', async (t) => {
  await eachPairOnce(t, await testApp(t))
})

t.test('and on PostgreSQL', async (t) => {
  await eachPairOnce(t, await testApp(t, await startPostgres(t)))
})

t.test('somebody looks, says what they found, and the pair is listed no more', async (t) => {
  const app = await testApp(t)
  const { here, there } = await namesakes(app)
  const page = `/elections/${here.id}/roll/likely-same`
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(page)
  let text = textOf(clerk.html)
  t.match(text, '待核对 4 对，已核对 0 对')
  t.match(text, '武岭社区')
  t.match(text, '1960年**月', 'of somebody elsewhere no more than is needed')
  t.notMatch(clerk.html, `/elections/${there.id}/`)
  const [a, b, c] = here.voterIds.map(String)
  const pair = { ownId: a as string, otherId: b as string }
  await clerk.submit({ ...pair, ruling: 'different', note: '两兄弟' }, page)
  t.match(textOf(clerk.html), '已记为不是同一人')
  t.match((await lastEvents(app, 1))[0], { type: 'namesakesRuled', facts: { ruling: 'different', note: '两兄弟' } })
  t.match(textOf(clerk.html), '待核对 3 对，已核对 1 对')
  await clerk.submit({ ...pair, ruling: 'same', note: '' }, page)
  t.match(textOf(clerk.html), '请删除其中一条登记', 'who looked again may say otherwise')
  t.equal((await app.db.selectFrom('namesakeRuling').selectAll().execute()).length, 1)
  await clerk.submit({ ownId: a as string, otherId: c as string, ruling: 'same', note: '' }, page)
  t.equal(clerk.status, 422)
  t.match(textOf(clerk.html), '不再疑似同一人')
  await clerk.submit({ ...pair, ruling: 'x', note: '' }, page)
  t.equal(clerk.status, 422)
  await clerk.open(`${page}?show=ruled`)
  t.match(textOf(clerk.html), '是同一人')

  const auditor = await app.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(page)
  t.notMatch(auditor.html, '是同一人</button>')
  const observer = await app.visitor().signIn('observer', testPassword)
  await observer.open(page)
  t.equal(observer.status, 403)
  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  await other.open(page)
  t.equal(other.status, 404)
  text = textOf(other.html)
  t.notMatch(text, '王同名')
})

t.test('telephones are compared by their digits, however they were typed', async (t) => {
  const { app } = await aDesk(t, [madeNumber('1960-03-01', 1), madeNumber('1961-03-01', 2)])
  const rows = await app.db.selectFrom('voter').select('telephoneHash').execute()
  t.equal(rows.length, 2)
  t.equal(rows[0]?.telephoneHash, rows[1]?.telephoneHash)
  t.match(rows[0]?.telephoneHash, /^[0-9a-f]{64}$/)
})

t.test(
  'a telephone that a second register changes is compared from then on, and no more when it is taken back',
  async (t) => {
    const { app, clerk, base } = await aDesk(t, [])
    const id = Number(base.split('/')[2])
    const numbers = [madeNumber('1960-03-01', 1), madeNumber('1961-03-01', 2)]
    const upload = async (...phones: string[]) => {
      const lines = phones.map((phone, n) => `王同号,${numbers[n]},1,${n + 1},${phone}`)
      return await uploadRegister(clerk, id, '名册.csv', csv('姓名,公民身份号码,居民小组,户号,联系电话', ...lines))
    }
    const commit = async (review: string) => {
      await clerk.open(review)
      await clerk.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
    }
    const { seasonId } = await app.db.selectFrom('election').select('seasonId').executeTakeFirstOrThrow()
    const pairs = async () =>
      (await listNamesakes(app.db, { id, seasonId }, { isRuled: false, page: 1, perPage: 9 })).map(
        ({ shared }) => shared,
      )
    await commit(await upload('13800000001', '13800000002'))
    t.strictSame(await pairs(), [])
    const second = await upload('13800000001', '138 0000 0001')
    await clerk.open(`${second}?show=changed`)
    await clerk.submit({ all: 'accept' }, `${second}/decide`)
    await commit(second)
    t.strictSame(await pairs(), ['telephone'])
    await clerk.open(`${second}/undo`)
    await clerk.submit({}, `${second}/undo`)
    t.strictSame(await pairs(), [])
  },
)
