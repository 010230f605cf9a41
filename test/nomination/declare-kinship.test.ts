import t from 'tap'
import { listKinships } from '../../src/nomination/queries.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand, renameVoter, signed } from '../helpers/nomination.js'

const kin = { relative: '3', relationship: 'parent', evidence: '本人申报' }

async function aNominee(t: Parameters<typeof aNominationDesk>[0]) {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  const address = desk.clerk.url
  return { ...desk, db: desk.made.db, address, page: `${address}/declare-kinship` }
}

t.test('declare-kinship: a relative is found on the roll, declared once, and withdrawn with a reason', async (t) => {
  const { db, clerk, election, address, page } = await aNominee(t)
  await renameVoter(db, election, 9, '王伟')
  for (const [typed, said] of [
    [{ relative: '' }, '请填写亲属的姓名或者选民证号'],
    [{ relationship: '' }, '请选择关系'],
    [{ evidence: '' }, '请写明依据'],
    [{ relative: '查无此人' }, '不是本社区选民的，请勾选'],
    [{ relative: '王伟' }, '有2名同名选民，请选定是哪一位'],
    [{ relative: '1' }, '请填写另一个人'],
    [{ relative: '12', notOnRoll: 'yes' }, '请填写姓名'],
  ] as const) {
    await clerk.open(page)
    await clerk.submit({ ...kin, ...typed }, page)
    t.equal(clerk.status, 422, said)
    t.match(clerk.html, said)
  }
  await clerk.open(page)
  await clerk.submit(kin, page)
  t.match(clerk.html, '父亲或者母亲')
  const [own, parent] = [election.voterIds[0], election.voterIds[2]].map(String)
  t.match(await listKinships(db, election.id), [
    { elder: { personId: parent }, younger: { personId: own }, relation: 'parentChild' },
  ])
  t.match(await eventsOf(db, 'kinshipDeclared'), [{ between: [parent, own], relation: 'parentChild' }])
  await clerk.submit({ ...kin, relationship: 'spouse' }, page)
  t.equal(clerk.status, 409, 'two people have one relation')
  await clerk.open(page)
  await clerk.submit(
    { ...kin, relative: '王伟', relativeId: String(election.voterIds[8]), relationship: 'child' },
    page,
  )
  await clerk.submit({ ...kin, relative: '钱 不在', notOnRoll: 'yes', relationship: 'spouse' }, page)
  t.match(await listKinships(db, election.id), [{}, { elder: { personId: own } }, { younger: { name: '钱不在' } }])
  await clerk.open(address)
  t.match(clerk.html, /王伟<\/span>（子女）/)

  const withdraw = `${address}/withdraw-kinship`
  await clerk.open(page)
  const kinshipId = /name="kinshipId" value="(\d+)"/.exec(clerk.html)?.[1] ?? ''
  await clerk.submit({ kinshipId, reason: '' }, withdraw)
  t.equal(clerk.status, 422)
  await clerk.open(page)
  await clerk.submit({ kinshipId, reason: '登记错了' }, withdraw)
  t.match(await eventsOf(db, 'kinshipWithdrawn'), [{ between: [parent, own], reason: '登记错了' }])
  await clerk.submit({ kinshipId, reason: '登记错了' }, withdraw)
  t.equal(clerk.status, 409)
})

t.test('relatives are flagged where they matter, each with its article', async (t) => {
  const { db, clerk, officer, election, home, address, page, ...desk } = await aNominee(t)
  await hand({ ...desk, db, clerk, officer, election, home } as never, {
    post: 2,
    nominee: '3',
    nominators: signed(11, 20),
  })
  await clerk.open(page)
  await clerk.submit(kin, page)
  await officer.open(address)
  t.match(officer.html, /是近亲属（父母子女），不能同时担任居民委员会成员.*第八条/s)
  await officer.open(home)
  t.match(officer.html, '有近亲属被提名')

  // A sibling of the nominee sits on the election committee, through the parent whom both have.
  const sibling = { voterId: election.voterIds[4] ?? 0 }
  await db.updateTable('electionCommitteeMember').set(sibling).where('name', '=', '林美芳').execute()
  const station = { roundId: election.roundId, number: 1, kind: 'central', name: '中心投票站', place: '礼堂' } as const
  const hours = { residentsGroups: '[]', opens: '07:30', closes: '14:30', hasVotingBooth: 1 }
  const { id: stationId } = await db
    .insertInto('pollingStation')
    .values({ ...station, ...hours })
    .returning('id')
    .executeTakeFirstOrThrow()
  const teller = { stationId, function: 'voteCounter', name: '郑志明', voterId: election.voterIds[4] ?? 0 } as const
  await db.insertInto('stationStaff').values(teller).execute()
  await clerk.open(page)
  await clerk.submit({ ...kin, relative: '5', relationship: 'sibling' }, page)
  await officer.open(address)
  t.match(
    officer.html,
    /林美芳的近亲属王伟（兄弟姐妹）被提名为候选人，应当.*退出居民选举委员会|一经接受，林美芳应当退出/s,
  )
  t.match(officer.html, '第十五条')
  t.match(officer.html, /王伟确定为候选人后，须更换工作人员.*郑志明是候选人王伟的近亲属（兄弟姐妹）/)
  await officer.open(`${home}/confirm-candidates`)
  t.match(officer.html, '是近亲属（父母子女），不能同时担任居民委员会成员')
  await officer.open(home)
  t.match(officer.html, '涉选举委员会')
  t.match(officer.html, '涉工作人员')
})

t.test('not after the poll, and only by the desk of this community', async (t) => {
  const { db, clerk, made, election, page } = await aNominee(t)
  for (const [name, status] of [
    ['electionOfficer', 200],
    ['townshipOfficer', 403],
    ['observer', 403],
    ['rollClerk-other', 404],
  ] as const) {
    const visitor = await made.visitor().signIn(name, testPassword)
    t.equal((await visitor.open(page)).status, status, name)
  }
  await clerk.open(page)
  const closed = { electionId: election.id, name: 'pollClosed', round: 1, reachedOn: '2027-05-05' } as const
  await db.insertInto('milestone').values(closed).execute()
  await clerk.submit(kin, page)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '当选人资格核对')
  t.same(await listKinships(db, election.id), [])
})
