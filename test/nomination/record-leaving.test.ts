import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aCommitteeDesk, declareRelatives, linkEverybody, recordLeaving } from '../helpers/committee.js'
import { aReadyNominee, eventsOf } from '../helpers/nomination.js'

t.test('a member whose brother accepts a nomination is shown, and leaves', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home, memberIds, election } = desk
  const { db } = desk.made
  await linkEverybody(desk)
  await declareRelatives(desk, 13, 3, 'sibling')
  await officer.open(`${home}/committee-changes`)
  t.match(officer.html, '现在没有需要退出的成员')
  await aReadyNominee(desk, 0, 3)
  await officer.open(`${home}/committee-changes`)
  t.match(officer.html, '有1名成员应当退出')
  t.match(officer.html, /周建平的近亲属[^（]+（兄弟姐妹）被提名为候选人，应当自2027年5月4日起退出居民选举委员会/)
  t.match(officer.html, /周建平　<span class="status status-wrong">应当退出/)
  t.match(officer.html, '《城市居民委员会组织法》第十五条')

  await officer.open(`${home}/record-leaving/${memberIds[2]}`)
  t.match(officer.html, '<option value="relativeNominated" selected>', 'the reason is known')
  await recordLeaving(officer, desk, memberIds[2])
  t.match(officer.html, '已登记周建平退出')
  t.match(officer.html, '周建平的缺额（2027年5月5日退出）')
  t.match(officer.html, '马国良，推选时得20票')
  t.match(officer.html, '居民选举委员会人数宜为单数')
  t.match(await eventsOf(db, 'committeeMemberLeft'), [
    { name: '周建平', on: '2027-05-05', reason: 'relativeNominated', document: '本人书面声明' },
  ])
  t.match(await db.selectFrom('electionCommitteeChange').selectAll().execute(), [
    { kind: 'left', memberId: memberIds[2], becauseVoterId: election.voterIds[2] },
  ])
  await officer.open(`/elections/${election.id}/election-committee`)
  t.notMatch(officer.html, /<th scope="row" class="name">周建平/, 'the committee of today')
  t.match(officer.html, '推选结果不再更正')
})

t.test('confirming the candidates points at who still sits, by who they are and not by name', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home } = desk
  await declareRelatives(desk, 13, 3, 'parentChild')
  await aReadyNominee(desk, 0, 3)
  await officer.open(`${home}/confirm-candidates`)
  t.notMatch(officer.html, '退出居民选举委员会', 'nobody knows yet which voter the member is')
  await linkEverybody(desk)
  await officer.open(`${home}/confirm-candidates`)
  t.match(officer.html, /finding-warning[^]*周建平的近亲属[^]*应当退出|finding-warning[^]*周建平的近亲属/)
  t.match(officer.html, /nomination\/committee-changes">到“成员变动”登记退出和递补/)
})

t.test('what cannot be is said beside the field', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home, memberIds } = desk
  await linkEverybody(desk)
  for (const { typed, message } of [
    { typed: { reason: 'nominated' }, message: '没有登记林美芳或者其近亲属被提名' },
    { typed: { reason: '' }, message: '请选择原因' },
    { typed: { reason: 'resigned', document: '' }, message: '请写明依据的材料' },
    { typed: { reason: 'resigned', on: '2027-05-06' }, message: '退出的日期不能在今天之后' },
    { typed: { reason: 'resigned', on: '2027-04-01' }, message: '2027年4月2日才成为成员' },
  ]) {
    await recordLeaving(officer, desk, memberIds[1], typed)
    t.equal(officer.status, 422, message)
    t.match(officer.html, message)
  }
  await aReadyNominee(desk, 0, 12)
  await recordLeaving(officer, desk, memberIds[1], { reason: 'relativeNominated' })
  t.match(officer.html, '登记的情况是“本人被提名为候选人”')
  await recordLeaving(officer, desk, memberIds[1], { reason: 'nominated' })
  t.match(officer.html, '已登记林美芳退出')
  await officer.open(`${home}/record-leaving/${memberIds[1]}`)
  t.equal(officer.status, 404, 'nobody leaves twice')
})

t.test('two officers, a double click, the wrong role and the wrong place', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home, memberIds } = desk
  const page = `${home}/record-leaving/${memberIds[3]}`
  const township = await desk.made.visitor().signIn('townshipOfficer', testPassword)
  await township.open(`${home}/record-leaving/${memberIds[4]}`)
  await officer.open(page)
  const formId = new RegExp(`action="${page}".*?name="formId" value="([^"]+)"`, 's').exec(officer.html)?.[1] ?? ''
  const version = /name="version" value="(\d+)"/.exec(officer.html)?.[1] ?? ''
  const form = { formId, version, on: '2027-05-05', reason: 'died', document: '死亡证明' }
  for (const click of [1, 2]) t.equal((await officer.post(page, form)).statusCode, 303, `click ${click}`)
  t.equal((await eventsOf(desk.made.db, 'committeeMemberLeft')).length, 1)
  await township.submit(
    { on: '2027-05-05', reason: 'resigned', document: '书面辞去' },
    `${home}/record-leaving/${memberIds[4]}`,
  )
  t.equal(township.status, 409, 'the committee was another one')
  for (const name of ['rollClerk', 'observer', 'bureauAuditor']) {
    const other = await desk.made.visitor().signIn(name, testPassword)
    await other.open(page)
    t.equal(other.status, 403, name)
  }
  const elsewhere = await desk.made.visitor().signIn('electionOfficer-other', testPassword)
  await elsewhere.open(page)
  t.equal(elsewhere.status, 404)
})
