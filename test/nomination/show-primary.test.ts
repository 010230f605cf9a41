import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { listCandidates } from '../../src/nomination/queries.js'
import { testPassword } from '../helpers/factories.js'
import { eventsOf } from '../helpers/nomination.js'
import { aCrowdedField, confirm, decide, onDay, plan, setUp, sheet, type } from '../helpers/primary.js'

t.test('a primary from too many nominees to candidates in order of its votes', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, home, anna, ben, made } = primary
  const { db } = made
  await officer.open(home)
  t.match(officer.html, '主任应选1名，正式候选人最多1＋1＝2名，提名4名，须经预选')
  t.match(officer.html, '过多，须预选')
  await officer.open(`${home}/primary`)
  t.match(officer.html, '收回选票超过40人的半数，预选有效')
  await setUp(primary, { closes: '7:00' })
  t.equal(officer.status, 422)
  t.match(officer.html, '结束时间应晚于开始时间')
  for (const { heldOn, words } of [
    { heldOn: '2027-05-04', words: '预选日不能早于初步候选人名单公布的日期' },
    { heldOn: '2027-05-20', words: '预选应在选举日（2027年5月20日）之前举行' },
  ]) {
    await setUp(primary, { heldOn })
    t.equal(officer.status, 422)
    t.match(officer.html, words)
    t.match(officer.html, heldOn, 'what was typed is kept')
  }
  await setUp(primary)
  t.match(officer.html, '预选安排已保存')
  t.match(officer.html, '陈刚')
  t.match(await eventsOf(db, 'primarySetUp'), [{ number: 1, kind: 'regular', opens: '08:00' }])
  await officer.open(`${home}/confirm-candidates`)
  t.match(officer.html, '预选已经组织，还没有定出结果')

  await anna.open(`${home}/primary/enter-primary`)
  t.match(anna.html, '预选还没有举行')
  await onDay(primary, '2027-05-06')
  await type(anna, primary, sheet([6, 20, 25, 5]))
  t.match(anna.html, '第一次录入已提交')
  await anna.open(`${home}/primary/enter-primary`)
  t.match(anna.html, '另一次录入是您做的')
  await type(ben, primary, sheet([6, 20, 25, 5]))
  t.match(ben.html, '两次录入一致')
  await officer.open(`${home}/primary`)
  t.match(officer.html, '确定预选结果')
  await decide(primary)
  t.match(officer.html, '预选结果已确定')
  t.match(officer.html, '主任正式候选人应选1名＋最多差额1名＝2名，按预选得票多少为：李娜25票、张敏20票')
  t.match(await eventsOf(db, 'primaryDecided'), [{ isValid: true, electors: 40, returned: 30 }])
  t.match(await db.selectFrom('recordedStep').selectAll().execute(), [{ step: 'primary', doneOn: '2027-05-06' }])

  await officer.open(`${home}/confirm-candidates`)
  t.match(officer.html, '按预选得票多少排列')
  t.match(officer.html, '应选1名，差额1名，候选人2名；按预选得票多少排列')
  await confirm(primary)
  t.match(officer.html, '正式候选人已经确定')
  t.same(
    (await listCandidates(db, primary.election.roundId)).slice(0, 2).map(({ name }) => name),
    ['李娜', '张敏'],
  )
  t.equal(await findBrokenLink(db), undefined)
  await setUp(primary)
  t.equal(officer.status, 422)
  t.match(officer.html, '正式候选人已于2027年5月6日确定，不能再举行预选')
})

t.test('set up once, changed until it is typed, taken back with a reason', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, home, made, anna } = primary
  const action = `${home}/primary/set-up-primary`
  await officer.open(action)
  const page = officer.html
  const formId = /name="formId" value="([^"]*)"/.exec(page.slice(page.indexOf('<main')))?.[1] ?? ''
  await officer.submit({ ...plan, formId }, action)
  await officer.open(action)
  await officer.submit({ ...plan, formId }, action)
  t.equal((await eventsOf(made.db, 'primarySetUp')).length, 1, 'a double click sets up once')
  t.equal((await eventsOf(made.db, 'primaryChanged')).length, 0)
  await officer.open(action)
  await officer.submit({ ...plan, place: '文化礼堂', version: '9' }, action)
  t.equal(officer.status, 409, 'a stale form')
  await officer.open(action)
  await officer.submit({ ...plan, place: '文化礼堂' }, action)
  t.match(officer.html, '文化礼堂')
  await officer.open(action)
  await officer.submit({ reason: '' }, `${home}/primary/cancel-primary`)
  t.match(officer.html, '请写明原因')
  await officer.submit({ reason: '一人书面退出' }, `${home}/primary/cancel-primary`)
  t.match(officer.html, '预选已经撤销')
  t.match(await eventsOf(made.db, 'primaryCancelled'), [{ reason: '一人书面退出' }])
  await anna.open(`${home}/primary/enter-primary`)
  t.equal(anna.status, 404)
  await setUp(primary)
  await onDay(primary, '2027-05-06')
  await anna.open(`${home}/primary/enter-primary`)
  await anna.submit({}, `${home}/primary/enter-primary/start`)
  await officer.open(action)
  t.match(officer.html, '预选计票单已经开始录入，安排不能再改')
  await anna.submit({}, `${home}/primary/enter-primary/give-up`)
  t.match(anna.html, '这次录入已放弃')
})

t.test('who may look, set up, type and decide', async (t) => {
  const primary = await aCrowdedField(t)
  const { home, made } = primary
  await setUp(primary)
  for (const [name, look, set, typing] of [
    ['observer', 200, 403, 403],
    ['townshipOfficer', 200, 403, 403],
    ['rollClerk', 200, 403, 403],
    ['tallyClerk', 200, 403, 200],
    ['electionOfficer', 200, 200, 403],
    ['electionOfficer-other', 404, 404, 403],
    ['tallyClerk-other', 404, 403, 404],
  ] as const) {
    const visitor = await made.visitor().signIn(name, testPassword)
    await visitor.open(`${home}/primary`)
    t.equal(visitor.status, look, name)
    await visitor.open(`${home}/primary/set-up-primary`)
    t.equal(visitor.status, set, `${name} sets up`)
    await visitor.open(`${home}/primary/enter-primary`)
    t.equal(visitor.status, typing, `${name} types`)
  }
})
