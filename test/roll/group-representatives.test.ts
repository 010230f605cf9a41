import t from 'tap'
import { aHouse, anElection } from '../helpers/factories.js'
import { testApp } from '../helpers/app.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

async function anElectionWithRoll(t: Parameters<typeof testApp>[0], more: object = {}) {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, {
    electionDay: '2027-06-14',
    until: 'registerImported',
    voters: 12,
    ...more,
  })
  const officer = await signedIn(made, 'electionOfficer')
  const voters = await made.db
    .selectFrom('voter')
    .select(['id', 'voterNumber', 'name', 'residentsGroup'])
    .orderBy('voterNumber')
    .execute()
  return { made, election, officer, voters, page: `/elections/${election.id}/roll/group-representatives` }
}

t.test('seats and meetings, people and heads, and the three notices', async (t) => {
  const { made, election, officer, voters, page } = await anElectionWithRoll(t)
  await made.db.updateTable('voter').set({ residentsGroup: 1 }).execute()
  await officer.open(page)
  t.match(textOf(officer.html), '共 0 个名额')
  const documents = `/elections/${election.id}/documents`
  await officer.open(`${documents}/representative-selection/preview`)
  t.match(textOf(officer.html), '还没有确定各居民小组的居民代表名额')

  await officer.open(page)
  await officer.submit({ 'seats-1': '２', 'place-1': '文化礼堂', 'day-1': '2027.5.22', 'time-1': '19:00' }, page)
  t.match(officer.html, '已保存，共 2 名')
  t.match(await lastEvents(made, 1), [{ type: 'groupSeatsSet', facts: { groups: 1, seats: 2 } }])
  await officer.open(`${documents}/representative-selection/preview`)
  t.match(textOf(officer.html), '第一居民小组 2 文化礼堂 2027年5月22日（星期六）19:00')
  await issue(officer, election.id, 'representative-selection')

  const name = async (index: number, leads: string) => {
    await officer.open(page)
    await officer.submit({ voterNumber: voters[index]?.voterNumber ?? 0, leads }, `${page}/name`)
  }
  await name(0, 'nothing')
  await name(1, 'head')
  t.match(officer.html, `已登记${voters[1]?.name}：组长。`)
  t.match(await lastEvents(made, 1), [
    { type: 'representativeNamed', facts: { voterId: voters[1]?.id, leads: 'head' } },
  ])
  await issue(officer, election.id, 'representatives')
  await issue(officer, election.id, 'group-heads')
  const papers = await issuedPapers(made, election.id)
  t.strictSame(
    papers.map(({ key, noticeNumber }) => [key, noticeNumber]),
    [
      ['representative-selection', 1],
      ['representatives', 2],
      ['group-heads', 3],
    ],
  )
  t.match(papers[1]?.facts, `"name":"${voters[0]?.name}"`)
  t.match(papers[2]?.facts, `"head":"${voters[1]?.name}","deputies":"—"`)

  await name(2, 'nothing')
  await officer.open(`${documents}/representatives/preview`)
  t.match(textOf(officer.html), '居民代表名额2名，已登记3名，多了1名', 'too many stand in the way')
  const { id } = await made.db
    .selectFrom('representative')
    .select('id')
    .where('voterId', '=', voters[2]?.id ?? 0)
    .executeTakeFirstOrThrow()
  await officer.open(page)
  await officer.submit({}, `${page}/${id}/remove`)
  t.match(officer.html, '已从居民代表名单上去掉')
  t.match(await lastEvents(made, 1), [{ type: 'representativeRemoved', facts: { voterId: voters[2]?.id } }])
  await officer.open(page)
  await officer.submit({}, `${page}/${id}/remove`)
  t.equal(officer.status, 404)
})

t.test('refused beside the field, with what was typed; nothing is written', async (t) => {
  const { made, officer, voters, page } = await anElectionWithRoll(t)
  await made.db.updateTable('voter').set({ residentsGroup: 1 }).execute()
  await officer.open(page)
  await officer.submit({ voterNumber: voters[0]?.voterNumber ?? 0, leads: 'head' }, `${page}/name`)
  const events = await countEvents(made)
  for (const { form, action, message } of [
    { form: { 'seats-1': '0' }, action: page, message: '名额填 1 至 99' },
    { form: { 'seats-1': '两' }, action: page, message: '名额填 1 至 99' },
    { form: { 'seats-1': '2', 'day-1': '明天' }, action: page, message: '请按 2027-05-20 的样子填写日期' },
    { form: { 'seats-1': '2', 'time-1': '19:00', 'day-1': '' }, action: page, message: '写了时间，也要写日期' },
    { form: { 'seats-1': '' }, action: page, message: '请至少填一个居民小组的名额' },
    { form: { voterNumber: '9999', leads: 'nothing' }, action: `${page}/name`, message: '名单上没有 9999 号选民' },
    { form: { voterNumber: '', leads: 'nothing' }, action: `${page}/name`, message: '请选择' },
    {
      form: { voterNumber: voters[0]?.voterNumber ?? 0, leads: 'nothing' },
      action: `${page}/name`,
      message: '已经登记过',
    },
    {
      form: { voterNumber: voters[1]?.voterNumber ?? 0, leads: 'head' },
      action: `${page}/name`,
      message: '要换人请先去掉',
    },
    {
      form: { voterNumber: voters[1]?.voterNumber ?? 0, leads: 'king' },
      action: `${page}/name`,
      message: '请选择担任什么',
    },
  ]) {
    await officer.open(page)
    await officer.submit(form, action)
    t.equal(officer.status, 422, message)
    t.match(textOf(officer.html), message)
  }
  t.equal(await countEvents(made), events)
})

t.test('where the representatives elect, they become the electors; elsewhere not', async (t) => {
  const { made, officer, voters, page } = await anElectionWithRoll(t, { form: 'representatives' })
  for (const index of [0, 3]) {
    await officer.open(page)
    await officer.submit({ voterNumber: voters[index]?.voterNumber ?? 0, leads: 'nothing' }, `${page}/name`)
  }
  await officer.open(page)
  await officer.submit({}, `${page}/electors`)
  t.match(officer.html, '已按居民代表名单确定投票人 2 人')
  const electors = await made.db.selectFrom('voter').select('id').where('isElector', '=', 1).orderBy('id').execute()
  t.strictSame(
    electors.map(({ id }) => id),
    [voters[0]?.id, voters[3]?.id],
  )
  t.match(await lastEvents(made, 1), [{ type: 'electorsChosen', facts: { rule: 'representatives', electors: 2 } }])
  const other = await anElectionWithRoll(t)
  await other.officer.open(other.page)
  t.equal((await other.officer.post(`${other.page}/electors`, {})).statusCode, 409)
})

t.test('observers and strangers to the community do not see the people', async (t) => {
  const { made, election, page } = await anElectionWithRoll(t)
  const observer = await signedIn(made, 'observer')
  await observer.open(page)
  t.equal(observer.status, 403)
  const tallyClerk = await signedIn(made, 'tallyClerk')
  await tallyClerk.open(page)
  t.equal(tallyClerk.status, 200)
  t.notMatch(tallyClerk.html, `${page}/name`)
  t.equal((await tallyClerk.post(`${page}/name`, { voterNumber: 1, leads: 'head' })).statusCode, 403)
  await tallyClerk.open(`/elections/${election.id + 99}/roll/group-representatives`)
  t.equal(tallyClerk.status, 404)
})
