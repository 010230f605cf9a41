import t from 'tap'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertNominee } from '../../src/nomination/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aBox, aBoxDesk, boxFields, decide, list, submitBox } from '../helpers/mobile-boxes.js'
import { aPoll, eventsOf, witnesses } from '../helpers/polling.js'
import { aProxyDesk, register } from '../helpers/proxies.js'

t.test('where the rules know no mobile boxes there are none', async (t) => {
  const { officer, url, made } = await aProxyDesk(t)
  await officer.open(`${url}/mobile-boxes`)
  t.match(officer.html, '不使用流动票箱')
  await officer.open(`${url}/edit-mobile-box`)
  await officer.submit(boxFields, `${url}/edit-mobile-box`)
  t.equal(officer.status, 422)
  t.equal((await made.db.selectFrom('pollingStation').select('id').execute()).length, 0)
})

t.test('a box is planned, its voters listed, sent to the township, approved', async (t) => {
  const desk = await aBoxDesk(t)
  const { made, election, officer, township, url } = desk
  const box = await aBox(desk)
  t.match(officer.html, '流动票箱1已保存')
  t.match(officer.html, '流动票箱1没有经街道（镇）批准')
  t.match(officer.html, '还没有登记投票人员')
  await list(desk, box, 5)
  t.match(officer.html, '陈伟（5 号）已列入')
  await list(desk, box, 'xing')
  t.equal(officer.status, 422, 'nobody is taken by pinyin alone')
  t.match(officer.html, '是哪一位')
  await list(desk, box, 5)
  t.match(officer.html, '陈伟已经列入流动票箱1的名单')
  await list(desk, box, 7)

  await submitBox(desk, box)
  t.match(officer.html, '流动票箱1已报街道（镇）批准')
  await list(desk, box, 8)
  t.equal(officer.status, 409, 'what was sent stands as it was sent')

  await township.open(`${url}/mobile-boxes`)
  t.match(township.html, '审批', 'show-mobile-boxes says what waits')
  await township.open(`${url}/approve-mobile-box/${box}`)
  await township.submit({ decision: '', reason: '', document: '', decidedOn: '' }, `${url}/approve-mobile-box/${box}`)
  t.equal(township.status, 422)
  for (const words of ['请选择批准还是不批准', '请写明理由或者意见', '请填写批复文件']) t.match(township.html, words)
  await decide(desk, box, 'approved')
  t.match(township.html, '流动票箱1：已批准')
  await officer.open(`${url}/mobile-boxes/${box}`)
  t.match(officer.html, /锦屏街道批复〔2027〕5号：情况属实/)
  t.match(officer.html, '名单没有公布，应在选举日之前公布')

  const rows = await made.db.selectFrom('mobileBoxUser').selectAll().execute()
  t.equal(rows.length, 2)
  t.notMatch(JSON.stringify(rows), '残疾', 'the reason is sealed')
  const events = await eventsOf(made, election.id)
  t.notMatch(JSON.stringify(events), '残疾', 'and in no event')
  t.same(
    events.map(({ type }) => type),
    [
      ...['stationSetUp', 'stationStaffed', 'mobileBoxPlanned', 'mobileBoxUserListed', 'mobileBoxUserListed'],
      ...['mobileBoxSubmitted', 'mobileBoxApproved'],
    ],
  )
})

t.test('why somebody needs the box is shown to those who decide, with a trace', async (t) => {
  const desk = await aBoxDesk(t)
  const { made, election, township, url } = desk
  const box = await aBox(desk)
  await list(desk, box, 5)
  await township.open(`${url}/mobile-boxes/${box}`)
  t.notMatch(township.html, '残疾', 'show-mobile-box does not tell')
  await township.open(`${url}/mobile-boxes/${box}/reasons`)
  t.match(township.html, '肢体残疾，行动不便', 'show-box-reasons does')
  t.match((await eventsOf(made, election.id)).at(-1), { type: 'mobileBoxReasonsSeen', entries: 1 })
  for (const role of ['rollClerk', 'checkInClerk', 'tallyClerk', 'observer', 'bureauAuditor']) {
    const other = await made.visitor().signIn(role, testPassword)
    await other.open(`${url}/mobile-boxes/${box}/reasons`)
    t.equal(other.status, 403, role)
  }
  const elsewhere = await made.visitor().signIn('townshipOfficer-other', testPassword)
  await elsewhere.open(`${url}/approve-mobile-box/${box}`)
  t.equal(elsewhere.status, 404)
  await desk.officer.open(`${url}/approve-mobile-box/${box}`)
  t.equal(desk.officer.status, 403, 'nobody approves the own box')
})

t.test('a box that was refused is changed and sent again; a stale decision decides nothing', async (t) => {
  const desk = await aBoxDesk(t)
  const { officer, township, url, made } = desk
  const box = await aBox(desk, { scrutineers: '林美芳' })
  await list(desk, box, 5)
  t.match(officer.html, '监票人应不少于3人：现有1人')
  await submitBox(desk, box)
  const second = await made.visitor().signIn('townshipOfficer-2', testPassword)
  await second.open(`${url}/approve-mobile-box/${box}`)
  await decide(desk, box, 'refused')
  t.match(township.html, '没有批准')
  const late = { decision: 'approved', reason: '同意', document: '批复', decidedOn: '2027-05-10' }
  await second.submit(late, `${url}/approve-mobile-box/${box}`)
  t.equal(second.status, 409)

  await officer.open(`${url}/edit-mobile-box/${box}`)
  t.match(officer.html, 'value="林美芳"')
  const other = await made.visitor().signIn('electionOfficer-2', testPassword)
  await other.open(`${url}/edit-mobile-box/${box}`)
  await officer.submit({ ...boxFields, closes: '12:00' }, `${url}/edit-mobile-box/${box}`)
  t.match(officer.html, '流动票箱1已保存')
  await other.submit(boxFields, `${url}/edit-mobile-box/${box}`)
  t.equal(other.status, 409, 'a stale form')
  await submitBox(desk, box)
  await decide(desk, box, 'approved')

  await list(desk, box, 8)
  t.match(officer.html, '未报批', 'one more voter is to be approved anew')
  await officer.open(`${url}/mobile-boxes/${box}`)
  const voter = await made.db.selectFrom('mobileBoxUser').select('voterId').executeTakeFirstOrThrow()
  await officer.submit({}, `${url}/mobile-boxes/${box}/users/${voter.voterId}/remove`)
  t.match(officer.html, '已从名单中去掉')
})

t.test('who goes along with a box is looked up in the roll, and candidates and relatives are barred', async (t) => {
  const desk = await aBoxDesk(t)
  const { made, election, officer, url } = desk
  const page = `${url}/edit-mobile-box`
  const tries: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ scrutineers: '999号' }, /“999号”：选民名单上没有999号/],
    [{ escorts: '5号' }, /护送人员请填写两人/],
    [{ escorts: '5号、陈伟' }, /护送人员请填写两人/],
  ]
  for (const [wrong, message] of tries) {
    await officer.open(page)
    await officer.submit({ ...boxFields, ...wrong }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, message)
    t.match(officer.html, `value="${Object.values(wrong)[0]}"`, 'what was typed is kept')
  }
  const people = { scrutineers: '陈伟5号、6号、林美芳（街道）', escorts: '吴桂英、7号' }
  const box = await aBox(desk, people)
  const rows = await made.db.selectFrom('stationStaff').select(['name', 'voterId', 'note']).orderBy('id').execute()
  t.match(rows, [
    { name: '陈伟', voterId: election.voterIds[4] },
    { name: '杨伟', voterId: election.voterIds[5] },
    { name: '林美芳', voterId: null, note: '街道' },
    { name: '吴桂英', voterId: null },
    { voterId: election.voterIds[6] },
  ])
  await officer.open(`${page}/${box}`)
  t.match(officer.html, 'value="陈伟5号、杨伟6号、林美芳（街道）"')

  const nominee = { postId: election.postIds[0] ?? 0, voterId: election.voterIds[7] ?? 0 }
  await inTransaction<unknown, never>(made.db, async (trx) =>
    ok(await insertNominee(trx, election.id, { ...nominee, occupation: '', politicalStatus: '', education: '' })),
  )
  await officer.submit({ ...boxFields, ...people, escorts: '8号、7号' }, `${page}/${box}`)
  t.equal(officer.status, 422)
  t.match(officer.html, '被提名人，不能担任流动票箱1的工作人员')
  const staffReason = '报名以前已经安排，确定候选人后调整'
  await officer.submit({ ...boxFields, ...people, escorts: '8号、7号', staffReason }, `${page}/${box}`)
  t.match(officer.html, '流动票箱1已保存')
  const staffed = (await eventsOf(made, election.id)).filter(({ type }) => type === 'stationStaffed')
  t.match(staffed.at(-1), { acknowledged: ['candidate-among-staff'], reason: staffReason })
})

t.test('a box that must hold more ballots than it has voters says so when it is closed', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house))
  const [station = 0] = poll.stationIds
  await house.db.updateTable('pollingStation').set({ kind: 'mobile' }).where('id', '=', station).execute()
  const page = `${poll.url}/close-station/${station}`
  await poll.officer.open(page)
  const account = { spoiled: '0', unused: '29', signatures: '1', proxyBallots: '0', ...witnesses }
  await poll.officer.submit(account, page)
  t.equal(poll.officer.status, 422)
  t.match(poll.officer.html, '箱内应有选票1张，多于名单上的0人，多1张')
  const explanation = '有一名选民没有列入名单，已另行记录'
  await poll.officer.submit({ ...account, explanation }, page)
  t.equal(poll.officer.status, 200)
  t.match(await house.db.selectFrom('pollingStation').select('differenceExplained').execute(), [
    { differenceExplained: explanation },
  ])
})

t.test('a vote is cast in one place: at the box, by a proxy, or at the station', async (t) => {
  const desk = await aBoxDesk(t)
  const { officer, clerk } = desk
  const box = await aBox(desk)
  await register(desk, clerk, 5, 6)
  await list(desk, box, 5)
  t.match(officer.html, '陈伟已经委托杨伟投票（第 1 号），须先取消委托')
  await list(desk, box, 9)
  await register(desk, clerk, 9, 6)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '周伟已列入流动票箱1的名单')
})

t.test('what is wrong with the form of a box is told, and what was typed is kept', async (t) => {
  const desk = await aBoxDesk(t)
  const { officer, url } = desk
  await aBox(desk, { escorts: '吴桂英', closes: '8:00' })
  t.equal(officer.status, 422)
  t.match(officer.html, '护送人员请填写两人')
  t.match(officer.html, 'value="长岭路1—20号逐户上门"')
  const box = await aBox(desk)
  await aBox(desk)
  t.match(officer.html, '已经有同名的投票站或者票箱')
  await officer.open(`${url}/edit-station/${box}`)
  t.match(officer.url, `${url}/mobile-boxes/${box}`, 'a box has a form of its own')
  const { version } = await desk.made.db.selectFrom('pollingStation').select('version').executeTakeFirstOrThrow()
  await officer.submit({ version }, `${url}/edit-station/${box}/remove`)
  t.equal((await desk.made.db.selectFrom('mobileBox').select('stationId').execute()).length, 0)
})
