import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { renameVoter } from '../helpers/nomination.js'
import { aPoll, eventsOf } from '../helpers/polling.js'

t.test('who asks and who writes is recorded, once a voter, and withdrawn with a reason', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house), { isOpen: false })
  const { officer } = poll
  for (const [index, name] of ['陈刚', '张敏', '李娜', '李娜'].entries()) {
    await renameVoter(house.db, poll, index + 1, name)
  }
  const url = `${poll.url}/scribe-requests`
  await officer.open(url)
  for (const { typed, message } of [
    { typed: { voter: '' }, message: '请填写姓名或者选民证号' },
    { typed: { voter: '李娜' }, message: '有2名同名选民' },
    { typed: { voter: '外地人' }, message: '选民名单上查不到这个人' },
    { typed: { voter: '张敏' }, message: '代书人应当是另一个人' },
    { typed: { voter: '1号、2号' }, message: '请填写一个人' },
    { typed: { on: '2027-05-21' }, message: '日期不能在今天之后' },
  ]) {
    await officer.submit({ voter: '陈刚', scribe: '张敏', on: '2027-05-18', ...typed }, url)
    t.equal(officer.status, 422, message)
    t.match(officer.html, message)
  }
  await officer.submit({ voter: '陈刚', scribe: '张敏', on: '2027-05-18' }, url)
  t.match(officer.html, '已登记代写请求')
  await officer.submit({ voter: '陈刚1号', scribe: '李明（街道）', on: '2027-05-18' }, url)
  t.match(officer.html, '这名选民已经登记了代书人')
  const [row] = await house.db.selectFrom('scribeRequest').selectAll().execute()
  t.match(row, { voterId: poll.voterIds[0], scribeName: '张敏', scribeVoterId: poll.voterIds[1], withdrawnAt: null })
  await officer.submit({ requestId: String(row?.id), reason: '' }, `${url}/withdraw`)
  t.match(officer.html, '请写明原因')
  await officer.submit({ requestId: String(row?.id), reason: '本人自己写' }, `${url}/withdraw`)
  t.match(officer.html, '已撤销代写请求')
  await officer.submit({ requestId: String(row?.id), reason: '再撤' }, `${url}/withdraw`)
  t.equal(officer.status, 409)
  const types = (await eventsOf(house, poll.id)).map(({ type }) => type).slice(-2)
  t.same(types, ['scribeRequested', 'scribeRequestWithdrawn'])
  const observer = await house.visitor().signIn('observer', testPassword)
  await observer.open(url)
  t.equal(observer.status, 403)
})
