import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { csv, eventsSince, lastSequence, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const number = (n: number) => madeNumber('1960-03-01', n)
/** Headers of which only the sex says what it is. */
const strange = '谁,号,性别,哪一片,门'
const strangeFile = (...serials: number[]) =>
  csv(strange, ...serials.map((n) => `王伟${'甲乙丙丁'[n] ?? ''},${number(n)},男,3组,长岭路${n}号`))

async function aClerk(t: Parameters<typeof testApp>[0]) {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  return { app, house, id, clerk, roll: `/elections/${id}/roll` }
}

const chosen = (header: Record<string, string>) =>
  Object.fromEntries(Object.entries(header).map(([field, text]) => [`field-${field}`, text]))

t.test('a file whose headers nobody knows is told by hand, remembered, and read so the next time', async (t) => {
  const { app, house, id, clerk, roll } = await aClerk(t)
  const progress = await uploadRegister(clerk, id, '怪.csv', strangeFile(1, 2))
  const base = progress.replace('/progress', '')
  t.match(textOf(clerk.html), /没有找到居民名册的表头.*手工指定各列/)
  t.equal((await app.db.selectFrom('storedFile').select('id').execute()).length, 1, 'the file is kept')
  await clerk.open(`${base}/columns`)
  t.match(textOf(clerk.html), /表头 谁 号 性别 哪一片 门/, 'the likely heading is marked')
  t.notMatch(clerk.html, number(1), 'no whole number among the first rows')
  t.match(clerk.html, /<option value="性别" selected/, 'what is known is chosen already')

  await clerk.submit(chosen({ name: '谁' }), `${base}/columns`)
  t.equal(clerk.status, 422)
  t.match(textOf(clerk.html), '请选择哪一列是公民身份号码')
  t.match(clerk.html, /<option value="谁" selected/, 'what was chosen is kept')
  await clerk.submit(chosen({ name: '谁', identityNumber: '谁' }), `${base}/columns`)
  t.match(textOf(clerk.html), '“谁”这一列已经用作姓名，不能再用作公民身份号码')

  const sequence = await lastSequence(app)
  const stale = clerk.html
  const wish = chosen({ name: '谁', identityNumber: '号', residentsGroup: '哪一片', address: '门' })
  await clerk.submit(wish, `${base}/columns`)
  t.equal(clerk.url, base)
  t.match(textOf(clerk.html), /读出 2 行.*可以列入 2 人/)
  t.match(textOf(clerk.html), /姓名 ← 谁 （按上次的设置）/)
  t.notMatch(textOf(clerk.html), /性别 ← 性别 （按上次/)
  t.strictSame(await eventsSince(app, sequence), ['registerColumnsSet', 'registerUploaded'])
  const again = await clerk.post(`${base}/columns`, { ...fieldsOf(stale), ...wish })
  t.equal(again.statusCode, 303)
  t.strictSame(
    await eventsSince(app, sequence),
    ['registerColumnsSet', 'registerUploaded'],
    'the same form a second time does nothing',
  )

  await uploadRegister(clerk, id, '又来.csv', strangeFile(3))
  t.match(textOf(clerk.html), /读出 1 行.*姓名 ← 谁 （按上次的设置）/, 'a later file with the same headers')
  const { id: neighbour } = await anElection(app, house, { communityId: house.communityIds[2] })
  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  await uploadRegister(other, neighbour, '别处.csv', strangeFile(4))
  t.match(textOf(other.html), '没有找到居民名册的表头', 'another community has told nothing')
  await other.open(`${roll}/import-register`)
  t.equal(other.status, 404)
})

/** The hidden fields of the form of a page. */
function fieldsOf(html: string): Record<string, string> {
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([a-zA-Z]\w*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
}

t.test('columns recognised wrongly are put right, and the setting can be taken back', async (t) => {
  const { app, id, clerk } = await aClerk(t)
  const header = '姓名,公民身份号码,性别,居民小组,地址,现住的地方,备注'
  const line = (n: number) => `王伟,${number(n)},男,3,老街1号,新街${n}号,已去世`
  const review = await uploadRegister(clerk, id, '名册.csv', csv(header, line(1), line(3)))
  t.match(textOf(clerk.html), /有 2 行有疑问/)
  const row = /name="row-(\d+)"/.exec(clerk.html)?.[1]
  await clerk.submit({ [`row-${row}`]: 'accept' }, `${review}/decide`)
  await clerk.open(`${review}/columns`)
  t.match(textOf(clerk.html), '已有 1 行作过决定或改过内容')
  const another = await app.visitor().signIn('rollClerk-2', testPassword)
  await another.open(`${review}/columns`)
  const sequence = await lastSequence(app)
  const right = { address: '现住的地方', remark: '' }
  const usual = { name: '姓名', identityNumber: '公民身份号码', sex: '性别', residentsGroup: '居民小组' }
  await clerk.submit(chosen({ ...usual, ...right }), `${review}/columns`)
  t.match(textOf(clerk.html), /可以列入 2 人/, 'the remarks are not taken any more')
  t.match(textOf(clerk.html), '新街1号')
  t.strictSame(await eventsSince(app, sequence), ['registerColumnsSet', 'registerReadAgain'])
  const remembered = await app.db.selectFrom('rememberedColumn').select(['header', 'field']).execute()
  t.same(
    Object.fromEntries(remembered.map(({ header, field }) => [header, field])),
    { 现住的地方: 'address', 地址: '', 备注: '' },
    'only what the headers do not say themselves',
  )
  await another.submit(chosen({ ...usual, address: '地址' }), `${review}/columns`)
  t.equal(another.status, 409, 'a page opened before')

  await clerk.open(`${review}/columns`)
  await clerk.submit({}, `${review}/columns/reset`)
  t.match(textOf(clerk.html), /有 2 行有疑问/)
  t.match(textOf(clerk.html), '老街1号')
  t.strictSame(await app.db.selectFrom('rememberedColumn').select('header').execute(), [])
  await clerk.submit({ version: '1' }, `${review}/discard`)
  await clerk.open(`${review}/columns`)
  t.equal(clerk.status, 404)
})

t.test('the heading may be another row than the likely one; others have no business here', async (t) => {
  const { app, id, clerk } = await aClerk(t)
  const file = csv('一,二,三,四,五', '甲列,乙列,,,', `王伟,${number(1)},,,`)
  const progress = await uploadRegister(clerk, id, '怪.csv', file)
  const base = progress.replace('/progress', '')
  await clerk.open(`${base}/columns`)
  t.match(clerk.html, /<option value="五"/)
  await clerk.open(`${base}/columns?sheet=0&row=2`)
  t.match(clerk.html, /<option value="甲列"/)
  await clerk.submit(chosen({ name: '甲列', identityNumber: '乙列' }), `${base}/columns`)
  t.match(textOf(clerk.html), /可以列入 1 人/)
  for (const name of ['observer', 'townshipOfficer', 'tallyClerk']) {
    const stranger = await app.visitor().signIn(name, testPassword)
    await stranger.open(`${base}/columns`)
    t.equal(stranger.status, 403, name)
  }
})
