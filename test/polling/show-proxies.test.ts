import t from 'tap'
import { removeVoter } from '../helpers/nomination.js'
import { eventsOf } from '../helpers/polling.js'
import { aProxyDesk, register } from '../helpers/proxies.js'

t.test('the register is narrowed by state and group, and searched', async (t) => {
  const desk = await aProxyDesk(t)
  const { clerk, url } = desk
  await register(desk, clerk, 1, 2)
  await register(desk, clerk, 3, 4)
  await register(desk, clerk, 5, 6)
  await clerk.open(`${url}/proxies`)
  t.match(clerk.html, '现有有效委托 <span class="num">3</span> 件')
  t.match(clerk.html, '最迟 2027年5月19日 公布委托人和受委托人名单，没有公布的不能使用')
  const rows = () => [...clerk.html.matchAll(/<th scope="row"><a class="name"[^>]*>([^<]+)/g)].map(([, name]) => name)
  t.same(rows(), ['王伟', '张伟', '陈伟'])
  for (const [query, expected] of [
    ['q=4', ['张伟']],
    ['q=李伟', ['王伟']],
    ['q=%20', ['王伟', '张伟', '陈伟']],
    ['group=3', ['张伟']],
    ['show=posted', []],
    ['show=unposted&group=1', ['王伟']],
    ['show=made-up&group=x', []],
  ] as const) {
    await clerk.open(`${url}/proxies?${query}`)
    t.same(rows(), expected, query)
  }
})

t.test('a grant is cancelled with a reason; a stale form and one come twice change nothing', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, election, clerk, officer, url } = desk
  await register(desk, clerk, 1, 2)
  const { id } = await made.db.selectFrom('proxyGrant').select('id').executeTakeFirstOrThrow()
  await clerk.open(`${url}/proxies/${id}`)
  await officer.open(`${url}/proxies/${id}`)
  await clerk.submit({ reason: '' }, `${url}/proxies/${id}/cancel`)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '请写明是谁、为什么要求取消')
  await clerk.submit({ reason: '本人回来投票' }, `${url}/proxies/${id}/cancel`)
  t.match(clerk.html, '第 1 号委托已取消')
  await officer.submit({ reason: '再取消一次' }, `${url}/proxies/${id}/cancel`)
  t.equal(officer.status, 409)
  await clerk.open(`${url}/proxies/${id}`)
  t.match(clerk.html, '本人回来投票', 'show-proxy keeps why')
  t.notMatch(clerk.html, '取消这件委托')
  t.match((await eventsOf(made, election.id)).at(-1), { type: 'proxyGrantEnded', state: 'cancelled', number: 1 })
  await register(desk, clerk, 1, 3)
  t.match(clerk.html, '已登记', 'and the vote may be given to another')
})

t.test('a scan is kept sealed, once, and every look at it is recorded', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, election, clerk, url } = desk
  await register(desk, clerk, 1, 2)
  const { id } = await made.db.selectFrom('proxyGrant').select('id').executeTakeFirstOrThrow()
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await clerk.open(`${url}/proxies/${id}`)
  await clerk.upload(
    { field: 'file', fileName: '委托书.png', bytes: Buffer.from('文字') },
    {},
    `${url}/proxies/${id}/scan`,
  )
  t.equal(clerk.status, 422)
  t.match(clerk.html, '只能存 JPG、PNG 照片或者 PDF')
  await clerk.upload({ field: 'file', fileName: '委托书.jpg', bytes: png }, {}, `${url}/proxies/${id}/scan`)
  t.match(clerk.html, '委托书扫描件已存入')
  const { sealedContent } = await made.db.selectFrom('proxyScan').select('sealedContent').executeTakeFirstOrThrow()
  t.notOk(Buffer.from(sealedContent).includes(png))
  await clerk.open(`${url}/proxies/${id}/scan`)
  t.equal(clerk.status, 200)
  t.match(
    (await eventsOf(made, election.id)).map(({ type }) => type),
    ['proxyGranted', 'proxyScanAdded', 'proxyScanSeen'],
  )
})

t.test('a grant that no longer holds is listed, and lapses once a person has confirmed it', async (t) => {
  const desk = await aProxyDesk(t)
  const { made, election, clerk, officer, url } = desk
  await register(desk, clerk, 1, 2)
  await register(desk, clerk, 3, 4)
  await officer.open(`${url}/lapse-proxies`)
  t.match(officer.html, '所有委托都符合规定')
  await removeVoter(made.db, election, 2)
  await officer.open(`${url}/proxies`)
  t.match(officer.html, '有 <strong class="num">1</strong> 件委托因选民名单或者候选人变动，已不符合规定')
  await officer.open(`${url}/lapse-proxies`)
  t.match(officer.html, '李伟不在选民名单上，只能委托本社区其他选民')
  await officer.submit({ grants: [] }, `${url}/lapse-proxies`)
  t.equal(officer.status, 422)
  t.match(officer.html, '请勾选要确认失效的委托')
  const grants = /name="grants" value="([^"]+)"/.exec(officer.html)?.[1] ?? ''
  await officer.submit({ grants: '999-1' }, `${url}/lapse-proxies`)
  t.equal(officer.status, 409)
  await officer.open(`${url}/lapse-proxies`)
  await officer.submit({ grants }, `${url}/lapse-proxies`)
  t.match(officer.html, '已确认 1 件委托失效')
  t.match(await made.db.selectFrom('proxyGrant').select(['state', 'endedReason']).orderBy('number').execute(), [
    { state: 'lapsed', endedReason: '李伟不在选民名单上，只能委托本社区其他选民。' },
    { state: 'registered', endedReason: null },
  ])
  t.match((await eventsOf(made, election.id)).at(-1), { type: 'proxyGrantEnded', state: 'lapsed' })
})
