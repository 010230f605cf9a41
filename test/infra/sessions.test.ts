import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient, aStranger, cookieOf } from '../helpers/client.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const minutes = 60_000
const hours = 60 * minutes

/** Moves the clock that the application sees. */
function pass({ clock }: TestApp, milliseconds: number): void {
  clock.now = new Date(clock.now.getTime() + milliseconds)
}

t.test('signing in gives a new session; one that was planted before is worth nothing', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const planted = await aStranger(house)
  const page = await planted.post('/sign-in', { signInName: 'rollclerk', password: testPassword })
  t.equal(page.statusCode, 303)
  t.not(cookieOf(page), '', 'a new session id')
  t.not(cookieOf(page), planted.cookie)
  const withOld = await planted.get('/change-password')
  t.match(withOld.headers.location, /^\/sign-in/, 'the old id opens nothing')
  const cookie = page.cookies.find(({ name }) => name === 'juxuan')
  t.match(cookie, { httpOnly: true, sameSite: 'Lax', path: '/' })
  const rows = await house.db.selectFrom('session').select(['idHash', 'content']).execute()
  t.ok(rows.length > 0)
  for (const { idHash } of rows) t.match(idHash, /^[0-9a-f]{64}$/, 'only the hash of an id is kept')
  t.notOk(rows.some(({ content }) => content.includes(String(cookie?.value).split('.')[0] ?? '?')))
})

t.test('a desk left alone for an hour has to sign in again', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const client = await aClient(house, 'rollclerk')
  pass(house, 59 * minutes)
  t.equal((await client.get('/change-password')).statusCode, 200, 'still there')
  pass(house, 59 * minutes)
  t.equal((await client.get('/change-password')).statusCode, 200, 'the look before counted')
  pass(house, 61 * minutes)
  t.equal((await client.get('/change-password')).statusCode, 303, 'an hour and a minute')
})

t.test('a session ends after twelve hours, however busy', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const client = await aClient(house, 'rollclerk')
  for (let half = 0; half < 23; half += 1) {
    pass(house, 0.5 * hours)
    t.equal((await client.get('/change-password')).statusCode, 200, `${(half + 1) / 2} hours`)
  }
  pass(house, 0.5 * hours + minutes)
  t.equal((await client.get('/change-password')).statusCode, 303, 'twelve hours and a minute')
})

t.test('signing out ends the session in the database too', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const client = await aClient(house, 'rollclerk')
  const answer = await client.post('/sign-out')
  t.equal(answer.headers.location, '/sign-in')
  t.equal(answer.headers['clear-site-data'], '"cache"')
  t.equal((await client.get('/change-password')).statusCode, 303)
  const left = await house.db.selectFrom('session').select('idHash').where('accountId', 'is not', null).execute()
  t.strictSame(left, [])
})

t.test('an account that is stopped is out at its next click', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const client = await aClient(house, 'rollclerk')
  await house.db.updateTable('account').set({ isActive: 0 }).where('signInName', '=', 'rollclerk').execute()
  t.equal((await client.get('/change-password')).statusCode, 303)
  const again = await (await aStranger(house)).post('/sign-in', { signInName: 'rollclerk', password: testPassword })
  t.equal(again.statusCode, 422, 'and does not come in again')
  t.match(again.body, '账号或密码不对', 'with the words of a wrong password')
})

t.test('after five wrong passwords a name is locked, each time twice as long, over a restart too', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'juxuan-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const house = await testApp(t, join(folder, 'election.db'))
  await aHouse(house)
  const stranger = await aStranger(house)
  const attempt = (password: string) => stranger.post('/sign-in', { signInName: 'tallyclerk', password })
  for (let n = 1; n <= 5; n += 1) t.match((await attempt('wrong')).body, '账号或密码不对', `try ${n}`)
  t.match((await attempt(testPassword)).body, '请过30 秒再试', 'locked, even for the right password')
  pass(house, 29_000)
  t.match((await attempt(testPassword)).body, '请过1 秒再试', 'a try while locked does not prolong it')
  for (const [seconds, wait] of [
    [60, '60 秒'],
    [120, '2 分钟'],
    [240, '4 分钟'],
    [480, '8 分钟'],
    [960, '16 分钟'],
    [1920, '32 分钟'],
    [3600, '60 分钟'],
    [3600, '60 分钟'],
  ] as const) {
    pass(house, 3_600_001)
    t.match((await attempt('wrong')).body, '账号或密码不对', `unlocked, then locked for ${seconds} s`)
    t.match((await attempt('wrong')).body, `请过${wait}再试`)
  }

  const restarted = await testApp(t, join(folder, 'election.db'))
  restarted.clock.now = house.clock.now
  const after = await aStranger(restarted)
  const locked = await after.post('/sign-in', { signInName: 'tallyclerk', password: testPassword })
  t.match(locked.body, '请过60 分钟再试', 'a restart is no way round it')
  pass(restarted, 3_600_001)
  const inside = await after.post('/sign-in', { signInName: 'tallyclerk', password: testPassword })
  t.equal(inside.statusCode, 303, 'the right password opens once the time is over')
  t.strictSame(await restarted.db.selectFrom('signInFailure').selectAll().execute(), [], 'and the tries are forgotten')
})

t.test('tries at the same time are no more tries than one after another', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const stranger = await aStranger(house)
  const tries = Array.from({ length: 12 }, () => stranger.post('/sign-in', { signInName: 'tallyclerk', password: 'x' }))
  const bodies = (await Promise.all(tries)).map(({ body }) => body)
  t.equal(bodies.filter((body) => body.includes('账号或密码不对')).length, 5)
  t.equal(bodies.filter((body) => body.includes('暂停登录')).length, 7)
})

t.test('a name that no account has is treated as one with a wrong password', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const stranger = await aStranger(house)
  for (let n = 1; n <= 5; n += 1) {
    t.match((await stranger.post('/sign-in', { signInName: 'nobody', password: 'x' })).body, '账号或密码不对')
  }
  t.match((await stranger.post('/sign-in', { signInName: 'nobody', password: 'x' })).body, '暂停登录')
  const events = await house.db.selectFrom('auditEvent').select(['type', 'content']).execute()
  t.strictSame(
    events.map(({ type, content }) => [type, (JSON.parse(content) as { reason: string }).reason]),
    [...Array.from({ length: 5 }, () => ['signInRefused', 'unknown']), ['signInRefused', 'locked']],
  )
})

t.test('a forced change of password comes before everything else', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  await house.db
    .updateTable('account')
    .set({ mustChangePassword: 1 })
    .where('signInName', '=', 'electionofficer')
    .execute()
  const client = await aClient(house, 'electionOfficer')
  for (const url of ['/', '/accounts', '/elections/1']) {
    t.equal((await client.get(url)).headers.location, '/change-password', url)
  }
  t.equal((await client.post('/elections/1/plan')).headers.location, '/change-password')
  t.match((await client.get('/change-password')).body, '这是您第一次登录')
})

t.test('after signing in one is led back, but never away', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  for (const { next, to } of [
    { next: '/elections/1/timetable?x=1', to: '/elections/1/timetable?x=1' },
    { next: '//elsewhere.example', to: '/' },
    { next: '/\\elsewhere.example', to: '/' },
    { next: '/\t/elsewhere.example', to: '/' },
    { next: 'https://elsewhere.example', to: '/' },
    { next: '', to: '/' },
  ]) {
    const stranger = await aStranger(house)
    const page = await stranger.post('/sign-in', { signInName: 'observer', password: testPassword, next })
    t.equal(page.headers.location, to, JSON.stringify(next))
  }
  const asked = await (await aStranger(house)).get('/elections/1/timetable?page=2')
  t.equal(asked.headers.location, `/sign-in?next=${encodeURIComponent('/elections/1/timetable?page=2')}`)
})
