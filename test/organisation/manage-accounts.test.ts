import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const person = { displayName: '周建平', signInName: 'ZhouJP', role: 'rollClerk' }

t.test('sign-in: small or capital letters, half or full width; each with an event', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  for (const name of ['rollclerk', 'RollClerk', ' ｒｏｌｌclerk ']) {
    await house.visitor().signIn(name, testPassword)
    t.match(await lastEvents(house, 1), [{ type: 'signedIn', by: 'rollClerk' }], name)
  }
  const visitor = house.visitor()
  await visitor.open('/sign-in')
  await visitor.submit({ signInName: 'rollclerk', password: 'wrong' }, '/sign-in')
  t.equal(visitor.status, 422)
  t.match(visitor.html, '账号或密码不对')
  t.match(visitor.html, 'value="rollclerk"', 'the name is kept')
  t.notMatch(visitor.html, 'value="wrong"', 'the password is not')
  t.match(await lastEvents(house, 1), [
    { type: 'signInRefused', by: '未登录', facts: { signInName: 'rollclerk', reason: 'password' } },
  ])
  await visitor.submit({ signInName: '', password: '' }, '/sign-in')
  t.match(visitor.html, '请填写账号')
  await visitor.signIn('rollclerk', testPassword)
  await visitor.open('/sign-in')
  t.not(visitor.url, '/sign-in', 'who is in is not asked again')
})

t.test('an account is opened with a password that is shown once and must be changed', async (t) => {
  const house = await testApp(t)
  const { communityIds } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/accounts')
  await administrator.submit({ ...person, place: `community-${communityIds[1]}` }, '/accounts')
  t.match(administrator.html, '已为周建平开设账号 zhoujp')
  const password = /初始密码 (\d{4}-\d{4}-\d{4})/.exec(administrator.html)?.[1] ?? ''
  t.match(password, /^\d{4}-\d{4}-\d{4}$/)
  await administrator.open('/accounts')
  t.notMatch(administrator.html, password, 'shown once')
  const saved = await house.db.selectFrom('account').selectAll().where('signInName', '=', 'zhoujp').execute()
  t.match(saved, [
    { role: 'rollClerk', townshipId: null, communityId: communityIds[1], mustChangePassword: 1, isActive: 1 },
  ])
  const place = { townshipId: null, communityId: communityIds[1] }
  t.match(await lastEvents(house, 1), [
    { type: 'accountCreated', by: 'administrator', facts: { signInName: 'zhoujp', role: 'rollClerk', ...place } },
  ])
  t.notMatch(JSON.stringify(await lastEvents(house, 99)), password, 'a password is in no event')

  const newcomer = await house.visitor().signIn('zhoujp', password)
  t.equal(newcomer.url, '/change-password')
  const wanted = { current: password, password: 'a sentence of my own', again: 'a sentence of my own' }
  for (const { change, message, because } of [
    { change: { current: 'wrong' }, message: '现在的密码不对', because: 'somebody else at the desk' },
    { change: { current: '' }, message: '请填写现在的密码', because: 'left blank' },
    { change: { password: 'nine long', again: 'nine long' }, message: '新密码至少 10 个字符', because: 'too short' },
    { change: { again: 'another sentence' }, message: '两次填写的新密码不一样', because: 'a slip of the finger' },
    { change: { password: password, again: password }, message: '新密码不能与现在的相同', because: 'no change' },
  ]) {
    await newcomer.submit({ ...wanted, ...change }, '/change-password')
    t.equal(newcomer.status, 422, because)
    t.match(newcomer.html, message, because)
  }
  await newcomer.submit(wanted, '/change-password')
  t.match(newcomer.html, '密码已修改')
  t.match(await lastEvents(house, 1), [{ type: 'passwordChanged', by: '周建平' }])
  await newcomer.open('/')
  t.not(newcomer.url, '/change-password', 'now the house is open')
})

t.test('a change of password signs out every other desk', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const [here, there] = [await house.visitor().signIn('rollclerk', testPassword), await aClient(house, 'rollclerk')]
  const another = await aClient(house, 'tallyclerk')
  await here.open('/change-password')
  const wanted = { current: testPassword, password: 'a sentence of my own', again: 'a sentence of my own' }
  await here.submit(wanted, '/change-password')
  await here.open('/change-password')
  t.match(here.html, '修改密码', 'here one stays')
  t.equal((await there.get('/change-password')).statusCode, 303, 'there one is out')
  t.equal((await another.get('/change-password')).statusCode, 200, 'others are left alone')
})

t.test('an account is refused with the reason beside its field', async (t) => {
  const house = await testApp(t)
  const { communityIds, townshipIds } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/accounts')
  const community = `community-${communityIds[0]}`
  const before = await countEvents(house)
  for (const { change, field, message, because } of [
    { change: { displayName: '' }, field: 'displayName', message: '请填写姓名', because: 'no name' },
    { change: { displayName: '周1' }, field: 'displayName', message: '姓名里有不能识别的字符', because: 'a digit' },
    { change: { signInName: 'x' }, field: 'signInName', message: '3 到 40 位', because: 'too short' },
    { change: { signInName: 'RollClerk' }, field: 'signInName', message: '“rollclerk”已经有了', because: 'taken' },
    { change: { role: '' }, field: 'role', message: '请选择岗位', because: 'no role' },
    { change: { role: 'king' }, field: 'role', message: '请选择岗位', because: 'no such role' },
    { change: { place: '' }, field: 'place', message: '请选择所在单位', because: 'no place' },
    { change: { place: 'community-999' }, field: 'place', message: '请选择所在单位', because: 'no such place' },
    { change: { place: 'bureau' }, field: 'place', message: '应是一个社区', because: 'a clerk of the whole city' },
    { change: { role: 'townshipOfficer' }, field: 'place', message: '应是一个街道（镇）', because: 'of a community' },
    { change: { role: 'administrator' }, field: 'place', message: '应是全市', because: 'of a community' },
    {
      change: { role: 'bureauAuditor', place: `township-${townshipIds[0]}` },
      field: 'place',
      message: '应是全市',
      because: '',
    },
  ]) {
    await administrator.submit({ ...person, place: community, ...change }, '/accounts')
    t.equal(administrator.status, 422, because)
    t.match(administrator.html, new RegExp(`<a href="#${field}">[^<]*${message}`), because)
    t.match(administrator.html, new RegExp(`id="${field}-error">[^<]*${message}`), because)
  }
  t.match(administrator.html, 'value="周建平"', 'what was typed is kept')
  t.equal(await countEvents(house), before, 'nothing was recorded')
  await administrator.submit({ ...person, role: 'observer', place: 'bureau' }, '/accounts')
  t.match(administrator.html, '已为周建平开设账号', 'an observer may be of any place')
})

t.test('a double click opens one account', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/accounts')
  const formId = /name="formId" value="([^"]+)"[^]*开设账号<\/button>/.exec(administrator.html)?.[1] ?? ''
  const form = { ...person, role: 'observer', place: 'bureau', formId }
  const answers = await Promise.all([administrator.post('/accounts', form), administrator.post('/accounts', form)])
  t.strictSame(
    answers.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  t.equal((await house.db.selectFrom('account').select('id').where('signInName', '=', 'zhoujp').execute()).length, 1)
})

t.test('accounts are stopped, revived and given a new password, unless they changed meanwhile', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const { id } = await house.db
    .selectFrom('account')
    .select('id')
    .where('signInName', '=', 'rollclerk')
    .executeTakeFirstOrThrow()
  const clerk = await aClient(house, 'rollclerk')
  const administrator = await house.visitor().signIn('administrator', testPassword)
  const second = await aClient(house, 'administrator-2')
  await administrator.open('/accounts?search=rollclerk')
  await administrator.submit({ action: 'deactivate' }, `/accounts/${id}`)
  t.match(administrator.html, 'rollClerk的账号已停用')
  t.equal((await clerk.get('/change-password')).statusCode, 303, 'out at once')
  t.match(await lastEvents(house, 1), [
    { type: 'accountChanged', by: 'administrator', facts: { accountId: id, isActive: false } },
  ])

  const stale = await second.post(`/accounts/${id}`, { action: 'reset', version: '1' })
  t.equal(stale.statusCode, 409, 'the second administrator looks at an old list')
  t.match(stale.body, '刚刚被别人改过')

  await administrator.open('/accounts?search=rollclerk')
  await administrator.submit({ action: 'activate' }, `/accounts/${id}`)
  t.match(administrator.html, 'rollClerk的账号已恢复')
  await administrator.open('/accounts?search=rollclerk')
  await administrator.submit({ action: 'reset' }, `/accounts/${id}`)
  const password = /密码已重设为 (\d{4}-\d{4}-\d{4})/.exec(administrator.html)?.[1] ?? ''
  t.match(await lastEvents(house, 1), [{ type: 'passwordReset', facts: { accountId: id } }])
  const back = await house.visitor().signIn('rollclerk', password)
  t.equal(back.url, '/change-password')
})

t.test('an administrator cannot lock everybody out, nor stop what is not there', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const { id } = await house.db
    .selectFrom('account')
    .select('id')
    .where('signInName', '=', 'administrator')
    .executeTakeFirstOrThrow()
  const administrator = await aClient(house, 'administrator')
  const self = await administrator.post(`/accounts/${id}`, { action: 'deactivate', version: '1' })
  t.equal(self.statusCode, 409)
  t.match(self.body, '不能停用自己的账号')
  for (const [address, values] of [
    ['/accounts/9999', { action: 'reset', version: '1' }],
    ['/accounts/x', { action: 'reset', version: '1' }],
    [`/accounts/${id}`, { action: 'delete', version: '1' }],
    [`/accounts/${id}`, { action: 'reset' }],
  ] as const) {
    t.equal((await administrator.post(address, values)).statusCode, 404, `${address} ${JSON.stringify(values)}`)
  }
})

t.test('manage-accounts: found by name and place, fifty a page', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const accounts = Array.from({ length: 60 }, (_, n) => ({
    signInName: `more${String(n).padStart(2, '0')}`,
    displayName: '某人',
    passwordHash: '-',
    role: 'observer' as const,
    createdAt: '2027-04-01T00:00:00.000Z',
  }))
  await house.db.insertInto('account').values(accounts).execute()
  const administrator = await house.visitor().signIn('administrator', testPassword)
  const rows = () => [...administrator.html.matchAll(/action="\/accounts\/\d+"/g)].length
  await administrator.open('/accounts')
  t.equal(rows(), 50)
  t.match(
    administrator.html,
    /共 <span class="num">84<\/span> 个账号，第 <span class="num">1<\/span>／<span class="num">2/,
  )
  await administrator.open('/accounts?page=2')
  t.equal(rows(), 34)
  for (const [search, count] of [
    ['more0', 10],
    ['武岭', 5],
    ['溪口镇', 6],
    ['某人', 50],
    ['%25', 50],
    ['nobody', 0],
  ] as const) {
    await administrator.open(`/accounts?search=${encodeURIComponent(search).replace('%2525', '%25')}`)
    t.equal(rows(), count, search)
  }
})
