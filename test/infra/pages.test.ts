import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient, aStranger } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'

t.test('every page forbids scripts and styles that are not ours, and is kept nowhere', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  const officer = await aClient(house, 'electionOfficer')
  const stranger = await aStranger(house)
  const answers = [
    await stranger.get('/sign-in'),
    await stranger.get('/nowhere'),
    await stranger.get('/accounts'),
    await officer.get('/accounts'),
    await officer.get(`/elections/${id}`),
    await officer.get(`/elections/${id}/timetable`),
    await officer.post(`/elections/${id}/plan`),
    await officer.post(`/elections/${id}/plan`, {}, 'made-up'),
    await house.app.inject('/assets/app.css'),
  ]
  for (const answer of answers) {
    const policy = String(answer.headers['content-security-policy'])
    const name = `${answer.statusCode} ${String(answer.headers['content-type'])}`
    t.match(policy, "default-src 'none'", name)
    t.match(policy, "script-src 'self';", name)
    t.match(policy, "style-src 'self';", name)
    t.match(policy, "frame-ancestors 'none'", name)
    t.match(policy, "form-action 'self'", name)
    t.notMatch(policy, /unsafe|\*/, name)
    t.equal(answer.headers['x-content-type-options'], 'nosniff', name)
    t.equal(answer.headers['referrer-policy'], 'same-origin', name)
    t.notOk('x-powered-by' in answer.headers)
  }
  for (const answer of answers.slice(0, -1)) {
    t.equal(answer.headers['cache-control'], 'no-store')
    t.notMatch(answer.body, /<script(?![^>]*src=)|<style|style="|\son\w+="|javascript:/, 'nothing inline')
  }
})

t.test('what is not there is said in Chinese, on a page of the house', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const stranger = await aStranger(house)
  for (const answer of [
    await stranger.get('/nowhere'),
    await stranger.get('/assets/nothing.css'),
    await stranger.get('/assets/..%2fapp.ts'),
    await stranger.get('/nowhere?x=<script>alert(1)</script>'),
    await house.app.inject({ method: 'PUT', url: '/sign-in' }),
    await house.app.inject({ method: 'POST', url: '/nowhere', payload: 'a=b' }),
  ]) {
    t.equal(answer.statusCode, 404)
    t.match(answer.headers['content-type'], 'text/html; charset=utf-8')
    t.match(answer.body, '<html lang="zh-CN">')
    t.match(answer.body, '找不到页面')
    t.notMatch(answer.body, /alert\(1\)<|Error|node_modules/)
  }
})

t.test('an address or a body that cannot be read is refused in Chinese', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const { cookie } = await aClient(house, 'rollclerk')
  const send = (contentType: string, payload: string, url = '/change-password') =>
    house.app.inject({ method: 'POST', url, payload, headers: { cookie, 'content-type': contentType } })
  for (const { answer, status, because } of [
    { answer: await house.app.inject('/elections/%E0%A4%A'), status: 400, because: 'not UTF-8' },
    { answer: await house.app.inject(`/elections/${'9'.repeat(200)}`), status: 400, because: 'far too long' },
    { answer: await send('application/json', '{"a":'), status: 400, because: 'half a JSON' },
    { answer: await send('application/json', '[1]'), status: 403, because: 'no token in a list' },
    { answer: await send('application/json', 'null'), status: 403, because: 'no token in nothing' },
    { answer: await send('text/plain', 'x'), status: 403, because: 'no token in a text' },
    { answer: await send('application/xml', '<x/>'), status: 415, because: 'no kind that is read here' },
    { answer: await send('multipart/form-data', 'x'), status: 400, because: 'parts without a boundary' },
    { answer: await send('multipart/form-data; boundary=x', 'x'), status: 400, because: 'parts cut off' },
    {
      answer: await send('multipart/form-data; boundary=x', 'x', '/sign-in'),
      status: 415,
      because: 'no files at the door',
    },
    {
      answer: await send('application/x-www-form-urlencoded', `a=${'x'.repeat(5_000_000)}`),
      status: 413,
      because: 'five million letters',
    },
  ]) {
    t.equal(answer.statusCode, status, because)
    t.match(answer.headers['content-type'], 'text/html; charset=utf-8', because)
    t.match(answer.headers['content-security-policy'], "default-src 'none'", because)
    t.match(answer.body, /<h1>[\u4e00-\u9fff]+<\/h1>/, because)
    t.notMatch(answer.body, /Error|FST_|at .*\.js/, because)
  }
})

t.test('fields that no page of ours sends break nothing', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const administrator = await aClient(house, 'administrator')
  const auditor = await aClient(house, 'bureauAuditor')
  const stranger = await aStranger(house)
  for (const answer of [
    await administrator.get('/accounts?search=a&search=b'),
    await administrator.get('/accounts?search=%25&page=-1'),
    await administrator.get('/accounts?page=99999'),
    await administrator.get('/accounts?__proto__=1&constructor=2'),
    await auditor.get('/?town=a&town=b&stage=c'),
    await auditor.get('/audit-log?account=a&account=b&type=x&type=y&before=z&election=1&election=2'),
    await auditor.get('/audit-log?election=99999999999999999999&before=-1'),
    await stranger.get('/sign-in?next=a&next=b'),
  ]) {
    t.equal(answer.statusCode, 200)
  }
})

t.test('a fault of ours is owned up to without its insides, even when the database is gone', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const client = await aClient(house, 'bureauAuditor')
  await house.db.deleteFrom('seasonTownship').execute()
  await house.db.schema.dropTable('seasonTownship').execute()
  const broken = await client.get('/direct-election-rate')
  t.equal(broken.statusCode, 500)
  t.match(broken.body, '系统出错')
  t.match(broken.body, /编号：<code>req-/, 'a number to tell the administrator')
  t.match(broken.body, '退出', 'in the frame of the house')
  t.notMatch(broken.body, /no such table|SqliteError|\.js:|node_modules/)

  await house.db.schema.alterTable('season').renameTo('elsewhere').execute()
  const gone = await client.get('/')
  t.equal(gone.statusCode, 500)
  t.match(gone.headers['content-type'], 'text/html; charset=utf-8')
  t.match(gone.body, '系统出错')
  t.notMatch(gone.body, /no such table|SqliteError|\.js:|node_modules/)
})

t.test('a message is shown on the next page, once', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', 'test password one')
  await administrator.open('/season')
  await administrator.submit({ today: '2027-05-21' }, '/season/today')
  t.match(administrator.html, '<p class="flash" role="status">演练的“今天”已调整。</p>')
  await administrator.open('/season')
  t.notMatch(administrator.html, 'class="flash"')
  t.match(administrator.html, '今天 2027年5月21日 星期五')
})
