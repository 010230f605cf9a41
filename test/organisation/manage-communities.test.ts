import t from 'tap'
import { testApp } from '../helpers/app.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'

t.test('townships and communities are added, with an event each', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/communities')
  t.match(administrator.html, /共 <span class="num">2<\/span> 个街道（镇），<span class="num">3<\/span> 个社区/)
  await administrator.submit({ townshipName: '岳林街道', townshipCode: '００２', kind: 'subdistrict' }, '/townships')
  t.match(administrator.html, '已增加岳林街道')
  const township = await house.db.selectFrom('township').selectAll().where('code', '=', '002').executeTakeFirstOrThrow()
  t.match(township, { name: '岳林街道', kind: 'subdistrict' })
  t.match(await lastEvents(house, 1), [
    { type: 'townshipAdded', by: 'administrator', facts: { townshipId: township.id, name: '岳林街道' } },
  ])

  const community = { townshipId: township.id, communityName: '岳林社区', communityCode: '002001' }
  await administrator.submit(community, '/communities')
  t.match(administrator.html, '已增加岳林社区')
  const saved = await house.db.selectFrom('community').selectAll().where('code', '=', '002001').execute()
  t.match(saved, [{ name: '岳林社区', townshipId: township.id }])
  t.match(await lastEvents(house, 1), [{ type: 'communityAdded', facts: { name: '岳林社区' } }])
})

t.test('manage-communities: what is there already, or wrong, is said beside its field', async (t) => {
  const house = await testApp(t)
  const { townshipIds } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/communities')
  const before = await countEvents(house)
  const township = { townshipName: '岳林街道', townshipCode: '002', kind: 'subdistrict' }
  const community = { townshipId: townshipIds[0], communityName: '岳林社区', communityCode: '002001' }
  for (const { action, form, field, message } of [
    {
      action: '/townships',
      form: { ...township, townshipName: '锦屏街道' },
      field: 'townshipName',
      message: '“锦屏街道”或它的代码已经有了',
    },
    { action: '/townships', form: { ...township, townshipCode: '001' }, field: 'townshipName', message: '已经有了' },
    {
      action: '/townships',
      form: { ...township, townshipCode: 'A' },
      field: 'townshipCode',
      message: '代码是 3 到 12 位数字',
    },
    { action: '/townships', form: { ...township, townshipName: '' }, field: 'townshipName', message: '请填写街道' },
    { action: '/townships', form: { ...township, kind: '' }, field: 'kind', message: '请选择类别' },
    {
      action: '/communities',
      form: { ...community, communityName: '奉中社区' },
      field: 'communityName',
      message: '已经有了',
    },
    {
      action: '/communities',
      form: { ...community, communityCode: '001001' },
      field: 'communityName',
      message: '已经有了',
    },
    { action: '/communities', form: { ...community, townshipId: '' }, field: 'townshipId', message: '请选择' },
    { action: '/communities', form: { ...community, townshipId: 99 }, field: 'townshipId', message: '请选择所属街道' },
  ]) {
    await administrator.submit(form, action)
    t.equal(administrator.status, 422, `${field} ${message}`)
    t.match(administrator.html, new RegExp(`<a href="#${field}">[^<]*${message}`))
    t.match(administrator.html, new RegExp(`class="field-error"[^>]*>[^<]*${message}`))
  }
  t.match(administrator.html, 'value="岳林社区"', 'what was typed is kept')
  t.equal(await countEvents(house), before)
  await administrator.submit({ ...community, townshipId: townshipIds[1], communityName: '奉中社区' }, '/communities')
  t.match(administrator.html, '已增加奉中社区', 'two townships may have communities of one name')
})

t.test('a double click adds one community', async (t) => {
  const house = await testApp(t)
  const { townshipIds } = await aHouse(house)
  const administrator = await house.visitor().signIn('administrator', testPassword)
  await administrator.open('/communities')
  const formId = /name="formId" value="([^"]+)"/.exec(administrator.html)?.[1] ?? ''
  const form = { townshipId: townshipIds[0], communityName: '岳林社区', communityCode: '002001', formId }
  for (const time of ['first', 'second']) {
    t.equal((await administrator.post('/communities', form)).statusCode, 303, time)
  }
  t.equal((await house.db.selectFrom('community').select('id').execute()).length, 4)
})
