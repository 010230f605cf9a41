import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import type { FormValues } from '../helpers/browser.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

interface MemberRow {
  readonly name?: string
  readonly position?: string
  readonly sex?: string
  readonly group?: string
  readonly votes?: string
}

const five: readonly MemberRow[] = ['陈国强', '林美芳', '周建平', '吴桂英', '郑志明'].map((name, index) => ({
  name,
  position: index === 0 ? 'chair' : 'member',
  sex: index % 2 === 0 ? 'male' : 'female',
  group: String(index + 1),
  votes: String(36 - index),
}))

function memberRows(members: readonly MemberRow[]): FormValues {
  const fields: Record<string, string> = {}
  for (let n = 1; n <= 9; n += 1) {
    const { name = '', position = 'member', sex = '', group = '', votes = '' } = members[n - 1] ?? {}
    Object.assign(fields, { [`member-${n}-name`]: name, [`member-${n}-position`]: position, [`member-${n}-sex`]: sex })
    Object.assign(fields, { [`member-${n}-group`]: group, [`member-${n}-votes`]: votes })
  }
  return fields
}

const selection = { selectedBy: 'representativesAssembly', selectedOn: '2027-04-06', entitled: '42', present: '36' }
const whole: FormValues = { ...selection, ...memberRows(five) }

async function aSelection(t: Test) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-10')
  const { id } = await anElection(house, made, { electionDay: '2027-05-25' })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  const url = `/elections/${id}/election-committee`
  await officer.open(url)
  return { house, id, officer, url }
}

t.test('the selection is recorded with its members, its event and its milestone', async (t) => {
  const { house, id, officer, url } = await aSelection(t)
  t.match(officer.html, '登记推选结果')
  const blankBetween = [five[0] ?? {}, {}, ...five.slice(1)]
  await officer.submit({ ...whole, ...memberRows(blankBetween), 'member-1-name': '陈 国强' }, url)
  t.match(officer.html, '居民选举委员会已登记')
  t.match(
    officer.html,
    '2027年4月6日，居民代表会议；应到 <span class="num">42</span> 人，实到 <span class="num">36</span> 人',
  )
  t.match(officer.html, '第3居民小组')
  t.match(await house.db.selectFrom('electionCommittee').selectAll().execute(), [
    { electionId: id, entitled: 42, version: 1 },
  ])
  const members = await house.db
    .selectFrom('electionCommitteeMember')
    .select(['rank', 'name', 'position', 'votes'])
    .orderBy('rank')
    .execute()
  t.match(members, [
    { rank: 1, name: '陈国强', position: 'chair', votes: 36 },
    { rank: 2, name: '林美芳', votes: 35 },
    { rank: 3 },
    { rank: 4 },
    { rank: 5, name: '郑志明', votes: 32 },
  ])
  t.match(await lastEvents(house, 2), [
    { type: 'electionCommitteeFormed', by: 'electionOfficer', electionId: id, facts: { selectedOn: '2027-04-06' } },
    { type: 'milestoneReached', facts: { milestone: 'electionCommitteeFormed', on: '2027-04-06' } },
  ])
})

t.test('a meeting without its quorum selects nobody (arts. 27 and 29)', async (t) => {
  const { house, officer, url } = await aSelection(t)
  for (const { selectedBy, entitled, present, reached } of [
    { selectedBy: 'residentsAssembly', entitled: '100', present: '50', reached: false },
    { selectedBy: 'representativesAssembly', entitled: '42', present: '27', reached: false },
    { selectedBy: 'representativesAssembly', entitled: '42', present: '28', reached: true },
    { selectedBy: 'residentsAssembly', entitled: '100', present: '51', reached: true },
  ]) {
    const before = await countEvents(house)
    await officer.open(url)
    await officer.submit({ ...whole, selectedBy, entitled, present }, url)
    const name = `${present} of ${entitled} at the ${selectedBy}`
    if (reached) {
      t.match(officer.html, '居民选举委员会已登记', name)
      continue
    }
    t.equal(officer.status, 422, name)
    t.match(
      officer.html,
      new RegExp(`<a href="#present">[^<]*不足法定人数。（《城市居民委员会组织法》第二十[七九]条）`),
      name,
    )
    t.match(officer.html, new RegExp(`id="present-error">[^<]*实到${present}人`), 'beside the field')
    t.match(officer.html, 'value="陈国强"', 'what was typed is kept')
    t.equal(await countEvents(house), before)
  }
})

t.test('what is wrong in a row is said in that row', async (t) => {
  const { house, officer, url } = await aSelection(t)
  const rows = (change: MemberRow, at: number) =>
    memberRows(five.map((member, index) => (index === at ? { ...member, ...change } : member)))
  for (const { change, field, message } of [
    { change: rows({ name: '' }, 2), field: 'member-3-name', message: '第 3 行：请填写姓名' },
    { change: rows({ sex: '' }, 1), field: 'member-2-sex', message: '第 2 行：请选择性别' },
    { change: rows({ votes: '' }, 4), field: 'member-5-votes', message: '第 5 行：请填写整数' },
    { change: rows({ group: '东' }, 0), field: 'member-1-group', message: '第 1 行：居民小组填数字' },
    { change: memberRows([...five, {}, { votes: '20' }]), field: 'member-7-name', message: '第 7 行：请填写姓名' },
  ]) {
    await officer.submit({ ...whole, ...change }, url)
    t.equal(officer.status, 422, message)
    t.match(officer.html, `<a href="#${field}">${message}`, 'in the summary')
    const row = new RegExp(`<tr class="row-wrong">(?:(?!</tr>)[^])*id="${field}"`).exec(officer.html)?.[0] ?? ''
    t.match(row, message, 'in its row')
    t.match(officer.html, `id="${field}"`, 'where the summary leads to')
  }
  for (const { change, field, message } of [
    { change: memberRows([]), field: 'members', message: '请填写成员' },
    { change: { selectedBy: '' }, field: 'selectedBy', message: '请选择由哪个会议推选' },
    { change: { present: '43' }, field: 'present', message: '到会人数不能多于应到人数' },
    { change: { selectedOn: '2027-04-11' }, field: 'selectedOn', message: '推选日期还没有到' },
    { change: rows({ position: 'member' }, 0), field: 'members', message: '设主任1名：现有0名' },
    { change: rows({ name: '陈国强' }, 3), field: 'members', message: '陈国强在名单中出现两次以上' },
  ]) {
    await officer.submit({ ...whole, ...change }, url)
    t.equal(officer.status, 422, message)
    t.match(officer.html, new RegExp(`<a href="#${field}">[^<]*${message}`))
    t.match(officer.html, new RegExp(`class="field-error"[^>]*>[^<]*${message}`), `beside the field: ${message}`)
  }
  t.strictSame(await house.db.selectFrom('electionCommittee').selectAll().execute(), [])
})

t.test('an even number, or fewer than usual, is let through with a reminder', async (t) => {
  const { officer, url } = await aSelection(t)
  await officer.submit({ ...whole, ...memberRows(five.slice(0, 4)) }, url)
  t.match(officer.html, '居民选举委员会已登记')
  t.match(officer.html, /finding-warning.*一般由5至9人组成：现有4人/)
  t.match(officer.html, /finding-warning.*宜为单数/)
})

t.test('a correction replaces what was recorded, and the milestone follows its day', async (t) => {
  const { house, id, officer, url } = await aSelection(t)
  await officer.submit(whole, url)
  const township = await house.visitor().signIn('townshipOfficer', testPassword)
  await township.open(url)
  t.match(township.html, 'value="2027-04-06"', 'the form shows what is recorded')
  await officer.open(url)
  await officer.submit({ ...whole, selectedOn: '2027-04-05', 'member-2-name': '林美芬' }, url)
  t.match(officer.html, '林美芬')
  t.notMatch(officer.html, '林美芳')
  const milestones = await house.db
    .selectFrom('milestone')
    .select(['name', 'reachedOn'])
    .where('electionId', '=', id)
    .orderBy('id')
    .execute()
  t.match(milestones, [{ name: 'electionOpened' }, { name: 'electionCommitteeFormed', reachedOn: '2027-04-05' }])
  t.match(await lastEvents(house, 1), [{ type: 'electionCommitteeFormed', facts: { selectedOn: '2027-04-05' } }])
  await township.submit(whole, url)
  t.equal(township.status, 409, 'the second officer had the old list before them')
  t.match(await house.db.selectFrom('electionCommittee').select('version').execute(), [{ version: 2 }])
})

t.test('a double click records once', async (t) => {
  const { house, officer, url } = await aSelection(t)
  const formId = /name="formId" value="([^"]+)"[^]*member-1-name/.exec(officer.html)?.[1] ?? ''
  const form = { ...whole, formId, version: '0' }
  for (const click of [1, 2]) t.equal((await officer.post(url, form)).statusCode, 303, `click ${click}`)
  t.match(await house.db.selectFrom('electionCommittee').select('version').execute(), [{ version: 1 }])
})

t.test('readers see the members and no form', async (t) => {
  const { house, officer, url } = await aSelection(t)
  await officer.submit(whole, url)
  for (const role of ['rollClerk', 'observer', 'bureauAuditor']) {
    const client = await aClient(house, role)
    const page = await client.get(url)
    t.match(page.body, '陈国强', role)
    t.notMatch(page.body, '更正登记', role)
    t.equal((await client.post(url)).statusCode, 403, role)
  }
})

t.test('the votes of those not selected are kept, for they follow when a member leaves', async (t) => {
  const { house, officer, url } = await aSelection(t)
  const reserves = {
    'reserve-1-name': '马国良',
    'reserve-1-sex': 'male',
    'reserve-1-group': '2',
    'reserve-1-votes': '20',
    'reserve-3-name': '高秀兰',
    'reserve-3-sex': 'female',
    'reserve-3-votes': '18',
  }
  await officer.submit({ ...whole, ...reserves, 'reserve-3-votes': '' }, url)
  t.match(officer.html, '<a href="#reserve-3-votes">第 3 行：请填写整数', 'what is wrong stands in its row')
  await officer.submit({ ...whole, ...reserves, 'reserve-1-name': '陈国强' }, url)
  t.match(officer.html, '<a href="#reserves">陈国强在名单中出现两次以上')
  await officer.submit({ ...whole, ...reserves }, url)
  t.match(officer.html, /其他得票人，成员退出时依次递补：.*马国良.*20.*高秀兰.*18/)
  t.match(await house.db.selectFrom('electionCommitteeReserve').selectAll().orderBy('rank').execute(), [
    { rank: 1, name: '马国良', residentsGroup: 2, votes: 20, memberId: null },
    { rank: 2, name: '高秀兰', residentsGroup: null, votes: 18 },
  ])
  t.match(await lastEvents(house, 2), [{ facts: { reserves: [{ name: '马国良' }, { name: '高秀兰' }] } }, {}])
  const members = await house.db.selectFrom('electionCommitteeMember').select('id').orderBy('rank').execute()
  await officer.open(url)
  const leave = `${url.replace('election-committee', 'nomination/record-leaving')}/${members[4]?.id}`
  await officer.open(leave)
  await officer.submit({ on: '2027-04-10', reason: 'resigned', document: '书面辞去' }, leave)
  await officer.open(url)
  t.notMatch(officer.html, '更正登记', 'what changed since rests on what was recorded')
  await officer.submit({ ...whole, version: '2' }, url)
  t.equal(officer.status, 422)
  t.match(officer.html, '推选结果不能再更正')
})
