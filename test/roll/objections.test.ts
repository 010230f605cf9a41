import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aPostedRoll, eventsSince, lastSequence, madeNumber, textOf } from '../helpers/roll.js'

const person = {
  name: '周漏',
  residentsGroup: '2',
  householdNumber: '77',
  registrationClass: 'household',
  declaredTakingPart: 'yes',
  hasPoliticalRights: 'yes',
  workingSince: '',
}

t.test('objections come in, are ruled on, and the roll is closed', async (t) => {
  const { app, officer, base, today, id, voterIds } = await aPostedRoll(t)
  const docket = `${base}/objections`
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await today('2027-04-28')
  await clerk.open(docket)
  t.match(textOf(clerk.html), '异议受理到2027年4月30日（星期五），还有 2 天')
  const blank = { objector: '居民甲', grounds: '户口在本社区', voterNumber: '', personName: '' }
  for (const [wrong, said] of [
    [{ subject: 'missing' }, '请填写漏登的人的姓名'],
    [{ subject: 'notEntitled' }, '请填写名单上这个人的选民号'],
    [{ subject: 'notEntitled', voterNumber: '99' }, '名单上没有这个选民号'],
    [{ subject: 'wrongDetails', voterNumber: '２', receivedOn: '2027-04-24' }, '早于名单公布日'],
    [{ subject: 'wrongDetails', voterNumber: '2', receivedOn: '2027-04-29' }, '不能晚于今天'],
    [{ subject: '' }, '请选择异议的种类'],
    [{ subject: 'missing', personName: '周漏', grounds: '' }, '请填写理由'],
  ] as const) {
    await clerk.submit({ receivedOn: '2027-04-28', ...blank, ...wrong }, docket)
    t.equal(clerk.status, 422, said)
    t.match(textOf(clerk.html), said)
    t.match(clerk.html, 'value="居民甲"', 'what was typed is kept')
  }
  let sequence = await lastSequence(app)
  const receive = async (values: Record<string, string>) => {
    await clerk.open(docket)
    await clerk.submit({ receivedOn: '2027-04-28', ...blank, ...values }, docket)
    t.match(textOf(clerk.html), '异议已受理')
  }
  await receive({ subject: 'missing', personName: '周漏' })
  await receive({ subject: 'notEntitled', voterNumber: '2' })
  await receive({ subject: 'wrongDetails', voterNumber: '3' })
  await today('2027-05-01')
  await receive({ subject: 'notEntitled', voterNumber: '4', receivedOn: '2027-05-01' })
  await receive({ subject: 'missing', personName: '吴某' })
  t.strictSame(await eventsSince(app, sequence), Array(5).fill('objectionReceived'))
  const late = await app.db
    .selectFrom('auditEvent')
    .select('content')
    .where('type', '=', 'objectionReceived')
    .orderBy('sequence')
    .execute()
  t.strictSame(
    late.map(({ content }) => (JSON.parse(content) as { findings: string[] }).findings),
    [[], [], [], ['objection-late'], []],
  )
  t.match(textOf(clerk.html), '迟于异议期')
  t.match(textOf(clerk.html), '待处理，今天到期', 'received on the 28th, due on the 1st')

  const one = (n: number) => `${docket}/${n}`
  await clerk.open(one(1))
  t.match(textOf(clerk.html), '处理决定由选举委员会负责人作出')
  await clerk.submit({ outcome: 'dismissed', decidedOn: '2027-05-01', ruling: '不成立' }, one(1))
  t.equal(clerk.status, 403)
  await officer.open(`${base}/close-roll`)
  t.match(textOf(officer.html), '还有5件异议没有处理')

  sequence = await lastSequence(app)
  await officer.open(one(1))
  await officer.submit({ outcome: '', decidedOn: '2027-05-01', ruling: '' }, one(1))
  t.match(textOf(officer.html), '请选择处理结果')
  await officer.submit({ outcome: 'upheld', decidedOn: '2027-04-27', ruling: '属实' }, one(1))
  t.match(textOf(officer.html), '早于异议提出日')
  await officer.submit({ outcome: 'upheld', decidedOn: '2027-05-02', ruling: '属实' }, one(1))
  t.match(textOf(officer.html), '不能晚于今天')
  await officer.submit(
    { outcome: 'upheld', decidedOn: '2027-05-01', ruling: '属实', ...person, identityNumber: '', reason: 'missed' },
    one(1),
  )
  t.match(textOf(officer.html), '请填写公民身份号码')
  t.equal(
    (await app.db.selectFrom('objection').select('id').where('state', '=', 'open').execute()).length,
    5,
    'nothing half done',
  )
  await officer.submit(
    {
      outcome: 'upheld',
      decidedOn: '2027-05-01',
      ruling: '属实',
      ...person,
      identityNumber: madeNumber('1960-03-01', 1),
      reason: 'missed',
    },
    one(1),
  )
  t.match(textOf(officer.html), '处理决定已记下')
  await officer.open(one(2))
  await officer.submit({ outcome: 'upheld', decidedOn: '2027-05-01', ruling: '已迁出', reason: 'movedAway' }, one(2))
  t.strictSame(await eventsSince(app, sequence), ['voterAdded', 'objectionDecided', 'voterRemoved', 'objectionDecided'])

  await officer.open(one(3))
  t.match(officer.html, 'id="householdNumber" name="householdNumber" type="text" value="00001"')
  const stale = /name="version" value="(\d+)"/.exec(officer.html)?.[1] as string
  const details = {
    name: '张正',
    residentsGroup: '3',
    householdNumber: '00001',
    identityNumber: '',
    reason: 'misprint',
  }
  await officer.submit({ outcome: 'upheld', decidedOn: '2027-05-01', ruling: '更正', ...details }, one(3))
  await officer.open(one(4))
  await officer.submit({ outcome: 'withdrawn', decidedOn: '2027-05-01', ruling: '本人撤回' }, one(4))
  await officer.open(one(5))
  await officer.submit(
    { outcome: 'dismissed', decidedOn: '2027-05-01', ruling: '户籍不在本社区', version: '7' },
    one(5),
  )
  t.equal(officer.status, 409)
  await today('2027-05-06')
  await officer.open(one(5))
  await officer.submit({ outcome: 'dismissed', decidedOn: '2027-05-06', ruling: '户籍不在本社区' }, one(5))
  t.match(textOf(officer.html), '超期处理', 'a late ruling is recorded and marked')
  await officer.open(one(3))
  t.notMatch(officer.html, '作出处理决定</button>', 'decided once')
  await officer.submit({ outcome: 'dismissed', decidedOn: '2027-05-06', ruling: '又不成立', version: stale }, one(3))
  t.equal(officer.status, 409)

  t.equal(
    (
      await app.db
        .selectFrom('voter')
        .select('state')
        .where('id', '=', voterIds[1] as number)
        .executeTakeFirstOrThrow()
    ).state,
    'removed',
  )
  t.equal(
    (
      await app.db
        .selectFrom('voter')
        .select('name')
        .where('id', '=', voterIds[2] as number)
        .executeTakeFirstOrThrow()
    ).name,
    '张正',
  )
  const changes = await app.db.selectFrom('rollChange').select(['kind', 'note', 'rollVersion']).orderBy('id').execute()
  t.strictSame(
    changes.map(({ kind, note, rollVersion }) => [kind, note, rollVersion]),
    [
      ['added', '第1号异议', 1],
      ['removed', '第2号异议', 1],
      ['corrected', '第3号异议', 1],
    ],
  )

  await officer.open(docket)
  t.match(officer.html, 'close-roll">确定选民名单')
  await officer.open(`${base}/close-roll`)
  t.match(textOf(officer.html), '新增 1 人，取消 1 人，更正 1 人')
  await officer.submit({}, `${base}/close-roll`)
  t.equal(officer.status, 422, 'closed later than the days for deciding: to be acknowledged')
  sequence = await lastSequence(app)
  await officer.submit({ acknowledged: 'roll-closed-late' }, `${base}/close-roll`)
  t.match(textOf(officer.html), '选民名单已确定')
  t.strictSame(await eventsSince(app, sequence), ['rollClosed', 'milestoneReached'])
  t.match(await app.db.selectFrom('rollVersion').selectAll().where('kind', '=', 'closed').executeTakeFirst(), {
    number: 2,
    voters: 9,
    madeOn: '2027-05-06',
  })
  await clerk.open(docket)
  t.notMatch(clerk.html, '>受理</button>')
  await clerk.submit({ receivedOn: '2027-05-06', ...blank, subject: 'missing', personName: '某' }, docket)
  t.match(textOf(clerk.html), '不能再受理名单异议')
  await officer.open(`${base}/voters/${voterIds[3]}/remove`)
  await officer.submit({ reason: 'died', note: '', document: '死亡医学证明' }, `${base}/voters/${voterIds[3]}/remove`)
  t.equal(
    (await app.db.selectFrom('rollChange').select('rollVersion').orderBy('id', 'desc').executeTakeFirstOrThrow())
      .rollVersion,
    2,
  )
  t.equal(
    (
      await app.db
        .selectFrom('voter')
        .select('id')
        .where('electionId', '=', id)
        .where('state', '=', 'registered')
        .execute()
    ).length,
    8,
  )
})
