import t from 'tap'
import { aClient } from '../helpers/client.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aPostedRoll, textOf } from '../helpers/roll.js'

t.test('a household loses its representative by a ruling, and one who is gone already', async (t) => {
  const { app, officer, base, today, voterIds } = await aPostedRoll(t, 'households')
  await today('2027-04-26')
  for (const [voterNumber, subject] of [
    ['1', 'notEntitled'],
    ['1', 'wrongDetails'],
    ['2', 'wrongDetails'],
  ] as const) {
    await officer.open(`${base}/objections`)
    await officer.submit(
      { receivedOn: '2027-04-26', objector: '甲', subject, voterNumber, personName: '', grounds: '不住' },
      `${base}/objections`,
    )
  }
  const rule = async (n: number, values: Record<string, string>) => {
    await officer.open(`${base}/objections/${n}`)
    await officer.submit(
      { outcome: 'upheld', decidedOn: '2027-04-26', ruling: '属实', ...values },
      `${base}/objections/${n}`,
    )
  }
  await rule(1, { reason: 'died' })
  await officer.open(`${base}/objections/2`)
  t.match(textOf(officer.html), '已经不在名单上')
  await rule(2, {})
  t.match(textOf(officer.html), '处理决定已记下')
  await rule(3, {
    name: '王代',
    residentsGroup: '1',
    householdNumber: '00001',
    identityNumber: '',
    reason: 'electorChanged',
    isElector: 'yes',
  })
  t.match(textOf(officer.html), '处理决定已记下')
  const now = await app.db
    .selectFrom('voter')
    .select(['id', 'isElector', 'state'])
    .where('id', 'in', voterIds.slice(0, 2))
    .orderBy('id')
    .execute()
  t.strictSame(
    now.map(({ isElector, state }) => [isElector, state]),
    [
      [0, 'removed'],
      [1, 'registered'],
    ],
  )
  await officer.open(`${base}/changes`)
  t.match(textOf(officer.html), '更换户代表、居民代表：第3号异议')
})

t.test('the docket: how it was brought, what came late, what was brought again, and the letter', async (t) => {
  const { app, officer, base, today, id } = await aPostedRoll(t)
  const docket = `${base}/objections`
  const blank = {
    objector: '李秀英',
    subject: 'notEntitled',
    voterNumber: '3',
    personName: '',
    grounds: '不住在本社区',
  }
  const receive = async (values: Record<string, string>) => {
    await officer.open(docket)
    await officer.submit({ receivedOn: '2027-04-26', ...blank, ...values }, docket)
  }
  await today('2027-04-26')
  await receive({ manner: 'onBehalf', agent: '' })
  t.match(textOf(officer.html), '请填写代为提出的人')
  await receive({ manner: 'onBehalf', agent: '王小明', contact: '13800000000', attachments: '房产证复印件' })
  t.match(textOf(officer.html), '王小明代为提出')
  await receive({ objector: '又一人' })
  t.equal(officer.status, 422, 'the same matter is pending')
  t.match(textOf(officer.html), '已作为第1号异议受理')
  const decide = async (n: number, values: Record<string, string>) => {
    await officer.open(`${docket}/${n}`)
    await officer.submit({ decidedOn: '2027-04-26', ruling: '经核对，属实', reason: '', ...values }, `${docket}/${n}`)
  }
  await officer.open(`${docket}/1`)
  for (const said of ['由王小明代为提出', '13800000000', '房产证复印件']) t.match(textOf(officer.html), said)
  t.notMatch(officer.html, 'value="notHeard"', 'what came in time must be heard')
  await decide(1, { outcome: 'notHeard' })
  t.match(textOf(officer.html), '应当受理')
  await decide(1, { outcome: 'withdrawn', ruling: '本人书面撤回' })
  t.notMatch(officer.html, '打印处理决定</button>', 'what was withdrawn has no ruling')

  await receive({})
  t.equal(officer.status, 200, 'what was withdrawn may be brought again')
  t.match(textOf(officer.html), '与第 1 号为同一事项')
  await decide(2, { outcome: 'upheld', reason: 'notEntitled' })
  t.match(textOf(officer.html), '《城市居民委员会组织法》第十七条')
  t.match(officer.html, '打印处理决定</button>')
  await officer.submit({}, `/elections/${id}/documents/sheets/objection-ruling/print`)
  t.equal(officer.status, 200)
  await officer.open(docket)
  t.match(textOf(officer.html), '名单有 1 处改动还没有印发公告')

  await today('2027-05-03')
  await receive({ receivedOn: '2027-05-01', subject: 'missing', voterNumber: '', personName: '迟某' })
  t.match(textOf(officer.html), '迟于异议期')
  await today('2027-05-06')
  await officer.open(`${docket}?show=overdue`)
  t.match(textOf(officer.html), '有 1 件超过期限没有处理')
  t.match(textOf(officer.html), '共 1 件')
  await decide(3, { outcome: 'notHeard', decidedOn: '2027-05-06', ruling: '逾期' })
  t.match(textOf(officer.html), '逾期，不予受理')
  const rows = await app.db.selectFrom('objection').selectAll().orderBy('number').execute()
  t.match(rows, [
    { state: 'withdrawn', manner: 'onBehalf', agent: '王小明', repeats: null },
    { state: 'upheld', repeats: rows[0]?.id },
    { state: 'notHeard' },
  ])

  const printer = await aClient(app, 'electionofficer')
  const print = async (objection: string) =>
    await printer.post(`/elections/${id}/documents/sheets/objection-ruling/print`, {
      'objection-ruling-objection': objection,
    })
  const text = allText(await readPdf((await print('2')).rawPayload))
  for (const said of ['李秀英：', '已将该人从选民名单上取消', '第十七条', '（第2号异议）', '2027年4月26日'])
    t.match(text, said)
  for (const none of ['1', '9', '']) t.equal((await print(none)).statusCode, 422, `no letter for ${none}`)
})
