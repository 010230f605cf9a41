import t from 'tap'
import { passVetting } from '../../scripts/walk/nominate.js'
import type { Browser } from '../helpers/browser.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand, removeVoter, signed } from '../helpers/nomination.js'

/** A row of the review form as it is typed, with 公安 failing somebody for a conviction. */
const failing = {
  row: 'department 公安',
  opinion: 'failed',
  bar: 'convicted',
  note: '2019年判决',
  givenBy: '周明',
  givenOn: '2027-05-05',
}

async function write(by: Browser, address: string, typed: Record<string, string>): Promise<Browser> {
  await by.open(`${address}/vet-nominee?row=${encodeURIComponent(typed['row'] ?? '')}`)
  return await by.submit(typed, `${address}/vet-nominee`)
}

t.test('consent, review and withdrawal are recorded with day and reason', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  const { officer, clerk, township } = desk
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  await officer.open(address)
  t.match(officer.html, '未表态')
  t.match(officer.html, /第1号.*联名人现计 <span class="num">10<\/span> 名/s)
  t.match(officer.html, '登记第1号提名表：选民联名提名，主任，计10名')

  await clerk.open(`${address}/record-consent`)
  await clerk.submit({ decision: 'accept', on: '2027-05-06' }, `${address}/record-consent`)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '日期不能在今天之后')
  await clerk.submit({ decision: 'accept', on: '2027-05-03' }, `${address}/record-consent`)
  t.match(clerk.html, '提名表2027年5月4日才收到')
  await clerk.submit({ decision: 'accept', on: '2027-05-04' }, `${address}/record-consent`)
  t.match(clerk.html, '已登记王伟接受提名')
  t.match(await eventsOf(db, 'nomineeConsented'), [{ on: '2027-05-04' }])

  await write(township, address, failing)
  t.match(township.html, '已登记公安对王伟的意见：不合格')
  t.match(township.html, '公安：因犯罪受过刑事处罚，2019年判决（《城市居民委员会组织法》第十八条）')
  t.match(await eventsOf(db, 'vettingOpinionGiven'), [{ department: '公安', opinion: 'failed', bar: 'convicted' }])
  t.match(await eventsOf(db, 'nomineeVetted'), [{ vetting: 'failed', bars: ['convicted'] }])
  t.match(await db.selectFrom('nominee').selectAll().executeTakeFirstOrThrow(), {
    vetting: 'failed',
    statutoryBars: '["convicted"]',
    vettedOn: '2027-05-05',
  })
  await hand(desk, { nominee: '1', nominators: signed(11, 20) })
  t.match(desk.clerk.html, '王伟资格审查不合格（2027年5月5日），不能再登记提名')

  const turned = { ...failing, opinion: 'passed', bar: '', note: '' }
  await write(township, address, turned)
  t.match(township.html, '改变原来的意见，请写明原因')
  await write(township, address, { ...turned, changeReason: '同名同姓，查错了人' })
  t.match(township.html, '还缺：组织、纪检监察、法院、检察院、司法行政、信访、社区党组织、街道（镇）、区（市）主管部门')
  t.equal((await db.selectFrom('nominee').select('vetting').executeTakeFirstOrThrow()).vetting, 'open')
  await passVetting(desk, desk.election.id, '2027-05-05')
  t.match(await db.selectFrom('nominee').selectAll().executeTakeFirstOrThrow(), {
    vetting: 'passed',
    statutoryBars: '[]',
    vettingReason: null,
    vettedOn: '2027-05-05',
  })
  await officer.open(address)
  t.match(officer.html, '审查意见：公安，合格，更改原因：同名同姓，查错了人', 'it stands in the history')

  await clerk.open(`${address}/record-consent`)
  await clerk.submit({ decision: 'withdraw', on: '2027-05-05' }, `${address}/record-consent`)
  t.match(clerk.html, '请填写放弃的原因')
  await clerk.submit({ decision: 'withdraw', on: '2027-05-05', reason: '工作调动' }, `${address}/record-consent`)
  t.match(clerk.html, '已登记王伟放弃提名')
  t.match(clerk.html, '本人书面放弃提名，原因：工作调动')
  t.match(await eventsOf(db, 'nomineeWithdrew'), [{ reason: '工作调动' }])
  await township.open('/change-password')
  await township.submit({ ...failing, version: '1' }, `${address}/vet-nominee`)
  t.match(township.html, '王伟已书面放弃，不用再审查')
  await clerk.open(`${address}/record-consent`)
  await clerk.submit({ decision: 'accept', on: '2027-05-05' }, `${address}/record-consent`)
  const state = await db.selectFrom('nominee').select('vetting').executeTakeFirstOrThrow()
  t.equal(state.vetting, 'passed', 'entered by mistake: taken back, and the review stands as it did')
})

t.test('nobody fails without a reason and an article', async (t) => {
  const desk = await aNominationDesk(t)
  const { township, clerk } = desk
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  for (const [typed, said] of [
    [{ opinion: '' }, '请选择意见'],
    [{ note: '' }, '不合格的，请写明理由'],
    [{ bar: '' }, '不属于法定情形的，请写明依据的条款'],
    [{ opinion: 'passed' }, '因犯罪受过刑事处罚的，不得确定为候选人，意见应为不合格'],
    [{ bar: 'anything' }, '没有这种法定情形'],
    [{ opinion: 'remark', bar: '', note: '' }, '请写明要说明的情况'],
    [{ givenOn: '2027-05-01' }, '审查日期不能早于收到提名表的日期'],
    [{ givenOn: '2027-05-06' }, '审查日期不能在今天之后'],
    [{ givenBy: '' }, '请填写经办人'],
  ] as const) {
    await write(township, address, { ...failing, ...typed })
    t.equal(township.status, 422, said)
    t.match(township.html, said)
    t.match(township.html, '的意见</h2>', 'the row stays open')
  }
  await write(township, address, { ...failing, row: 'township', opinion: 'remark', bar: '' })
  t.match(township.html, '结论只能是合格或者不合格')
  t.same(await eventsOf(desk.made.db, 'vettingOpinionGiven'), [])
  await write(township, address, { ...failing, bar: '', basis: '本社区选举办法第九条', note: '拖欠集体款项' })
  t.match(township.html, '公安：拖欠集体款项（本社区选举办法第九条）')
})

t.test('the post is chosen with the consent where papers propose two', async (t) => {
  const desk = await aNominationDesk(t)
  const { clerk, election } = desk
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  await hand(desk, { post: 1, nominee: '1', chosenPostId: election.postIds[0] ?? 0 })
  await clerk.open(`${address}/record-consent`)
  t.match(clerk.html, '本人选定的职务')
  await clerk.submit(
    { decision: 'accept', on: '2027-05-05', postId: election.postIds[2] ?? 0 },
    `${address}/record-consent`,
  )
  t.match(clerk.html, '只能选定有人提名的职务')
  await clerk.submit(
    { decision: 'accept', on: '2027-05-05', postId: election.postIds[1] ?? 0 },
    `${address}/record-consent`,
  )
  t.match(clerk.html, '职务由“主任”改为“副主任”')
  const nominee = await desk.made.db.selectFrom('nominee').selectAll().executeTakeFirstOrThrow()
  t.match(nominee, { postId: election.postIds[1], consentedOn: '2027-05-05' })
})

t.test('a stale form changes nothing', async (t) => {
  const desk = await aNominationDesk(t)
  const { township, officer, clerk } = desk
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  await officer.open(`${address}/correct-nominee`)
  await clerk.open(`${address}/correct-nominee`)
  await clerk.submit({ occupation: '' }, `${address}/correct-nominee`)
  t.match(clerk.html, '请填写现职业或者职务')
  const facts = { occupation: '退休教师', politicalStatus: '中共党员', education: '本科' }
  await clerk.submit({ ...facts, 'resume-1-employer': '桃源小学' }, `${address}/correct-nominee`)
  t.match(clerk.html, '简历第1行请填写起止年月')
  const resume = { 'resume-1-span': '1990年至2020年', 'resume-1-employer': '桃源小学', 'resume-1-duty': '教师' }
  await clerk.submit({ ...facts, ...resume, pledge: '办好老年食堂' }, `${address}/correct-nominee`)
  t.match(clerk.html, '现职业或者职务由“社区工作者”改为“退休教师”')
  t.match(clerk.html, '个人简历由“空白”改为“1990年至2020年　桃源小学　教师”')
  await officer.submit(facts, `${address}/correct-nominee`)
  t.equal(officer.status, 409)
  t.match(officer.html, '刚刚被别人改过')

  const second = await desk.made.visitor().signIn('townshipOfficer-2', testPassword)
  const open = `${address}/vet-nominee?row=${encodeURIComponent(failing.row)}`
  await second.open(open)
  await write(township, address, failing)
  await second.submit({ ...failing, note: '2018年判决' }, `${address}/vet-nominee`)
  t.equal(second.status, 409, 'the row was blank when the form was opened')
  await second.open(open)
  await write(township, address, { ...failing, note: '2018年判决' })
  await second.submit({ ...failing, note: '2017年判决' }, `${address}/vet-nominee`)
  t.equal(second.status, 409)
  t.match(await desk.made.db.selectFrom('vettingOpinion').select('note').execute(), [{ note: '2018年判决' }])
})

t.test('a signer removed from the roll no longer counts', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  const address = desk.clerk.url
  await removeVoter(desk.made.db, desk.election, 21)
  await desk.officer.open(address)
  t.match(desk.officer.html, '王伟：联名提名须有10名以上选民：签名10个，去掉重复的和不在选民名单上的，计9名，差1名')
  t.match(desk.officer.html, '已不在选民名单')
  await hand(desk, { nominee: '1', nominators: signed(31, 40) })
  await desk.officer.open(address)
  t.notMatch(desk.officer.html, '差1名', 'a second paper makes up for it')
})

t.test('show-nominee: what a review found is seen by those who need it', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  const address = desk.clerk.url
  const pages = ['', '/record-consent', '/correct-nominee', '/vet-nominee']
  for (const [name, statuses] of [
    ['bureauAuditor', [200, 403, 403, 200]],
    ['townshipOfficer', [200, 403, 403, 200]],
    ['rollClerk', [200, 200, 200, 200]],
    ['electionOfficer', [200, 200, 200, 200]],
    ['observer', [403, 403, 403, 403]],
    ['tallyClerk', [403, 403, 403, 403]],
    ['checkInClerk', [403, 403, 403, 403]],
    ['electionOfficer-other', [404, 404, 404, 404]],
    ['townshipOfficer-other', [404, 403, 403, 404]],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    for (const [index, page] of pages.entries()) {
      await visitor.open(`${address}${page}`)
      t.equal(visitor.status, statuses[index], `${name} ${page}`)
    }
  }
  for (const [name, row, status] of [
    ['rollClerk', 'partyOrganisation', 403],
    ['observer', 'township', 403],
    ['electionOfficer', 'department 公安', 403],
    ['electionOfficer', 'township', 403],
    ['townshipOfficer', 'bureau', 403],
    ['townshipOfficer', 'partyOrganisation', 403],
    ['bureauAuditor', 'township', 403],
    ['townshipOfficer', 'department 消防', 404],
    ['townshipOfficer', 'somebody', 404],
    ['electionOfficer-other', 'partyOrganisation', 404],
    ['townshipOfficer-other', 'township', 404],
    ['electionOfficer', 'partyOrganisation', 200],
    ['townshipOfficer', 'township', 200],
    ['bureauAuditor', 'bureau', 200],
    ['bureauAuditor', 'department 公安', 200],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    await visitor.open('/change-password')
    const typed = { opinion: 'passed', givenBy: '周明', givenOn: '2027-05-05' }
    await visitor.submit({ ...typed, row }, `${address}/vet-nominee`)
    t.equal(visitor.status, status, `${name} writing ${row}`)
  }
  await desk.officer.open(`${desk.home}/nominees/9999`)
  t.equal(desk.officer.status, 404)
  t.match(desk.officer.html, '没有这位被提名人')
})
