import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand, removeVoter, signed } from '../helpers/nomination.js'

t.test('consent, review and withdrawal are recorded with day and reason', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  const { officer, clerk } = desk
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

  const vetting = `${address}/vet-nominee`
  await officer.open(vetting)
  t.notMatch(officer.html, /name="verdict" value="passed" checked/, 'the verdict is not made beforehand')
  await officer.submit({ verdict: 'passed', bars: ['convicted'], vettedOn: '2027-05-05' }, vetting)
  t.equal(officer.status, 422)
  t.match(officer.html, '因犯罪受过刑事处罚，不得确定为候选人')
  t.match(officer.html, 'value="convicted" checked', 'what was ticked is kept')
  await officer.submit({ verdict: 'failed', vettedOn: '2027-05-05' }, vetting)
  t.match(officer.html, '不合格的，请选明法定情形或者写明理由')
  await officer.submit({ verdict: 'passed', vettedOn: '2027-05-01' }, vetting)
  t.match(officer.html, '审查日期不能早于收到提名表的日期')
  await officer.submit({ verdict: 'passed', bars: ['anything'], vettedOn: '2027-05-05' }, vetting)
  t.match(officer.html, '没有这种法定情形')
  await officer.submit({ verdict: 'failed', bars: ['convicted', 'gangActivity'], vettedOn: '2027-05-05' }, vetting)
  t.match(officer.html, '已登记王伟的资格审查：不合格')
  t.match(officer.html, '因犯罪受过刑事处罚、有依仗黑恶势力的违法行为')
  t.match(await eventsOf(db, 'nomineeVetted'), [{ vetting: 'failed', bars: ['convicted', 'gangActivity'] }])

  await hand(desk, { nominee: '1', nominators: signed(11, 20) })
  t.match(desk.clerk.html, '王伟资格审查不合格（2027年5月5日），不能再登记提名')

  await officer.open(vetting)
  await officer.submit({ verdict: 'passed', bars: [], vettedOn: '2027-05-05' }, vetting)
  t.match(officer.html, '改变原来的审查结果，请写明理由')
  await officer.submit({ verdict: 'passed', bars: [], vettedOn: '2027-05-05', reason: '同名同姓，查错了人' }, vetting)
  const row = await db.selectFrom('nominee').selectAll().executeTakeFirstOrThrow()
  t.match(row, { vetting: 'passed', statutoryBars: '[]', vettingReason: '同名同姓，查错了人', vettedOn: '2027-05-05' })

  await clerk.open(`${address}/record-consent`)
  await clerk.submit({ decision: 'withdraw', on: '2027-05-05' }, `${address}/record-consent`)
  t.match(clerk.html, '请填写放弃的原因')
  await clerk.submit({ decision: 'withdraw', on: '2027-05-05', reason: '工作调动' }, `${address}/record-consent`)
  t.match(clerk.html, '已登记王伟放弃提名')
  t.match(clerk.html, '本人书面放弃提名，原因：工作调动', 'it stands in the history')
  t.match(await eventsOf(db, 'nomineeWithdrew'), [{ reason: '工作调动' }])
  await officer.open(vetting)
  await officer.submit({ verdict: 'passed', vettedOn: '2027-05-05' }, vetting)
  t.match(officer.html, '王伟已书面放弃，不用再审查')
  await clerk.open(`${address}/record-consent`)
  await clerk.submit({ decision: 'accept', on: '2027-05-05' }, `${address}/record-consent`)
  t.equal(
    (await db.selectFrom('nominee').select('vetting').executeTakeFirstOrThrow()).vetting,
    'open',
    'entered by mistake: taken back, reviewed again',
  )
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
  const { officer, clerk } = desk
  await hand(desk, { nominee: '1' })
  const address = clerk.url
  await officer.open(`${address}/vet-nominee`)
  await clerk.open(`${address}/correct-nominee`)
  await clerk.submit({ occupation: '' }, `${address}/correct-nominee`)
  t.match(clerk.html, '请填写现职业或者职务')
  await clerk.submit(
    { occupation: '退休教师', politicalStatus: '中共党员', education: '本科' },
    `${address}/correct-nominee`,
  )
  t.match(clerk.html, '现职业或者职务由“社区工作者”改为“退休教师”')
  await officer.submit({ verdict: 'passed', vettedOn: '2027-05-05' }, `${address}/vet-nominee`)
  t.equal(officer.status, 409)
  t.match(officer.html, '刚刚被别人改过')
  t.equal((await eventsOf(desk.made.db, 'nomineeVetted')).length, 0)
  t.match(await desk.made.db.selectFrom('nominee').selectAll().executeTakeFirstOrThrow(), {
    vetting: 'open',
    occupation: '退休教师',
  })
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
    ['bureauAuditor', [200, 403, 403, 403]],
    ['townshipOfficer', [200, 403, 403, 403]],
    ['rollClerk', [200, 200, 200, 403]],
    ['electionOfficer', [200, 200, 200, 200]],
    ['observer', [403, 403, 403, 403]],
    ['tallyClerk', [403, 403, 403, 403]],
    ['checkInClerk', [403, 403, 403, 403]],
    ['electionOfficer-other', [404, 404, 404, 404]],
    ['townshipOfficer-other', [404, 403, 403, 403]],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    for (const [index, page] of pages.entries()) {
      await visitor.open(`${address}${page}`)
      t.equal(visitor.status, statuses[index], `${name} ${page}`)
    }
  }
  for (const [name, status] of [
    ['rollClerk', 403],
    ['bureauAuditor', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    await visitor.open('/change-password')
    await visitor.submit({ verdict: 'passed', vettedOn: '2027-05-05', version: 1 }, `${address}/vet-nominee`)
    t.equal(visitor.status, status, `${name} posting`)
  }
  await desk.officer.open(`${desk.home}/nominees/9999`)
  t.equal(desk.officer.status, 404)
  t.match(desk.officer.html, '没有这位被提名人')
})
