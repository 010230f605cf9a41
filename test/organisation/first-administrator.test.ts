import t from 'tap'
import { testApp } from '../helpers/app.js'
import { lastEvents } from '../helpers/events.js'

const first = {
  bureauName: '奉化市民政局',
  kind: 'real',
  displayName: '林　美芳',
  signInName: 'ＬinMF',
  password: '一句容易记住的长话呀',
  again: '一句容易记住的长话呀',
}

t.test('an empty house asks for its first administrator, once', async (t) => {
  const house = await testApp(t)
  const visitor = house.visitor()
  await visitor.open('/')
  t.equal(visitor.url, '/first-administrator', 'whoever comes first is led here')
  t.match(visitor.html, '初次使用：设立系统管理员')

  await visitor.submit(first, '/first-administrator')
  t.match(visitor.html, '管理员账号已建立，请登录')
  t.equal(visitor.url, '/sign-in')
  t.match(await house.db.selectFrom('installation').selectAll().execute(), [
    { kind: 'real', bureauName: '奉化市民政局' },
  ])
  t.match(await house.db.selectFrom('account').selectAll().execute(), [
    { signInName: 'linmf', displayName: '林美芳', role: 'administrator', isActive: 1, mustChangePassword: 0 },
  ])
  const account = await house.db.selectFrom('account').select('passwordHash').executeTakeFirstOrThrow()
  t.match(account.passwordHash, /^\$argon2id\$/)
  t.match(await lastEvents(house, 2), [
    { type: 'installed', by: '未登录', facts: { kind: 'real', bureauName: '奉化市民政局' } },
    { type: 'accountCreated', facts: { signInName: 'linmf', role: 'administrator' } },
  ])

  await visitor.signIn('LinMF', first.password)
  t.equal(visitor.url, '/season', 'there is no season yet: that is the first thing to do')
  t.match(visitor.html, '还没有设立换届')

  const late = house.visitor()
  await late.open('/first-administrator')
  t.equal(late.status, 404, 'the page is gone')
  await late.open('/sign-in')
  await late.submit({ ...first, signInName: 'second' }, '/first-administrator')
  t.equal(late.status, 404, 'and so is what it did')
  t.equal((await house.db.selectFrom('account').select('id').execute()).length, 1)
})

t.test('two at the same moment: one of them is the first', async (t) => {
  const house = await testApp(t)
  const visitors = [house.visitor(), house.visitor()]
  for (const visitor of visitors) await visitor.open('/first-administrator')
  await Promise.all(
    visitors.map((visitor, n) => visitor.submit({ ...first, signInName: `person${n}` }, '/first-administrator')),
  )
  t.strictSame(visitors.map(({ status }) => status).sort(), [200, 404])
  t.equal((await house.db.selectFrom('account').select('id').execute()).length, 1)
})

t.test('what is missing or wrong is said beside its field, and what was typed is kept', async (t) => {
  const house = await testApp(t)
  const visitor = house.visitor()
  await visitor.open('/first-administrator')
  await visitor.submit(
    { ...first, bureauName: ' ', kind: '', signInName: '林', password: 'short', again: 'other' },
    '/first-administrator',
  )
  t.equal(visitor.status, 422)
  t.match(visitor.html, '<title>有误：初次使用')
  for (const [field, message] of [
    ['bureauName', '请填写民政局全称'],
    ['kind', '请选择这套系统的用途'],
    ['signInName', '登录账号用字母或数字，3 到 40 位'],
    ['password', '新密码至少 10 个字符'],
  ] as const) {
    t.match(visitor.html, new RegExp(`<a href="#${field}">${message}`), 'in the summary, with a link')
    t.match(visitor.html, new RegExp(`<p class="field-error"[^>]*>${message}`), 'and beside the field')
  }
  t.match(visitor.html, 'value="林　美芳"', 'kept')
  t.notMatch(visitor.html, 'value="short"', 'a password is never sent back')
  await visitor.submit({ ...first, again: '另一句' }, '/first-administrator')
  t.match(visitor.html, /<a href="#again">两次填写的密码不一样/)
  t.strictSame(await house.db.selectFrom('account').select('id').execute(), [])
})
