import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { listElectedMembers } from '../../src/tally/queries.js'
import { aPolledElection, contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

/** A tally in which the chair is written in with 30 of 48, and the members are clear. */
async function aTally(t: Parameters<typeof testApp>[0], chairVotes: readonly number[] = [10, 5]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const voter = await house.db
    .selectFrom('voter')
    .select(['id', 'name'])
    .where('id', '=', election.voterIds[40] ?? 0)
    .executeTakeFirstOrThrow()
  const writeIns = chairVotes[0] === 10 ? [{ post: 0, name: voter.name, votes: 30 }] : []
  const votes = [chairVotes, [40, 5], [40, 39, 38, 26]]
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes, writeIns })])
  const officer = await signedIn(house, 'electionOfficer')
  return { house, election, voter, officer, page: `${election.base}/check-winners` }
}

t.test('a winner who was written in is checked before the result can be proposed', async (t) => {
  const { house, election, voter, officer, page } = await aTally(t)
  const match = `${election.base}/match-write-in`
  await officer.open(page)
  t.match(officer.html, '名另选人没有认定是哪一位，先认定再核对')
  t.notMatch(officer.html, '都已核对')
  t.match(officer.html, `match-write-in?name=${encodeURIComponent(voter.name)}`)
  await officer.submit({ person: `writeIn:${voter.name}`, verdict: 'eligible', note: '联审意见' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请先认定这名另选人是哪一位选民', 'nothing is noted of a name alone')
  await officer.open(`${match}?name=${encodeURIComponent(voter.name)}`)
  await officer.submit({ person: `voter-${voter.id}` }, match)
  t.match(officer.html, '核对资格后才能提出结果')
  await officer.submit({}, `${election.base}/result/propose`)
  t.equal(officer.status, 422)
  t.match(officer.html, `${voter.name}得票可以当选主任，但不是经审查的候选人`)

  await officer.open(page)
  t.match(officer.html, '未核对')
  await officer.submit({ person: String(voter.id), verdict: 'eligible', note: '' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请写明核对了什么材料')
  await officer.submit({ person: '999999', verdict: 'eligible', note: '联审意见' }, page)
  t.equal(officer.status, 422)
  await officer.open(page)
  await officer.submit({ person: String(voter.id), verdict: 'eligible', note: '街道联审意见' }, page)
  t.match(officer.html, '需要核对的人都已核对')
  t.match(await eventsOf(house, election.id, 'winnerChecked'), [{ name: voter.name, verdict: 'eligible' }])
  await declared(house, election.base)
  const [chair] = await listElectedMembers(house.db, election.id)
  t.match(chair, { postTitle: '主任', voterId: voter.id })
  await officer.open(page)
  t.match(officer.html, '结果已经宣布，不能再改动')
})

t.test('somebody not eligible leaves the seat, and the result says why', async (t) => {
  const { election, voter, officer, page } = await aTally(t)
  const match = `${election.base}/match-write-in`
  await officer.open(`${match}?name=${encodeURIComponent(voter.name)}`)
  await officer.submit({ person: `voter-${voter.id}` }, match)
  await officer.open(page)
  await officer.submit({ person: String(voter.id), verdict: 'declined', note: '书面声明' }, page)
  t.match(officer.html, '本人书面表示不担任')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '不符合当选条件')
  t.match(officer.html, '本人书面表示不担任，未当选主任')
  t.notMatch(officer.html, '书面声明', 'what was looked at is not for everybody')
  t.match(officer.html, '另行选举：主任1名')
})

t.test('declared relatives do not sit together; the result counts again and says so', async (t) => {
  const { house, election, officer, page } = await aTally(t, [40, 5])
  const chair = election.candidates[0]?.[0]
  const member = election.candidates[2]?.[0]
  const next = election.candidates[2]?.[3]
  const kin = { one: chair?.id ?? '', other: member?.id ?? '', relation: 'spouse', evidence: '户口簿' }
  await officer.open(page)
  t.match(officer.html, '没有登记近亲属关系')
  for (const [wrong, said] of [
    [{ ...kin, other: kin.one }, '请选择两个不同的人'],
    [{ ...kin, relation: '' }, '请选择关系'],
    [{ ...kin, evidence: '' }, '请写明依据'],
  ] as const) {
    await officer.submit(wrong, `${page}/kinship`)
    t.equal(officer.status, 422)
    t.match(officer.html, said)
    await officer.open(page)
  }
  await officer.submit(kin, `${page}/kinship`)
  t.match(officer.html, '夫妻关系')
  t.match(await eventsOf(house, election.id, 'kinshipDeclared'), [{ relation: 'spouse', note: '户口簿' }])
  await officer.submit(kin, `${page}/kinship`)
  t.equal(officer.status, 409, 'once')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, `${member?.name}得赞成票40张，达到当选所需票数，但与当选主任的${chair?.name}是夫妻关系`)
  t.match(officer.html, '近亲属回避')

  await officer.open(page)
  const kinship = await house.db.selectFrom('declaredKinship').select('id').executeTakeFirstOrThrow()
  const withdraw = `${page}/withdraw-kinship`
  await officer.submit({ kinshipId: String(kinship.id), reason: '' }, withdraw)
  t.equal(officer.status, 422)
  await officer.open(page)
  await officer.submit({ kinshipId: String(kinship.id), reason: '登记错了' }, withdraw)
  t.match(officer.html, '没有登记近亲属关系')
  t.match(await eventsOf(house, election.id, 'kinshipWithdrawn'), [{ reason: '登记错了' }])
  await officer.submit(kin, `${page}/kinship`)

  await declared(house, election.base)
  const members = await listElectedMembers(house.db, election.id)
  t.notOk(members.some(({ voterId }) => voterId === member?.voterId))
  t.ok(
    members.some(({ voterId }) => voterId === next?.voterId),
    'the next above half has the seat',
  )
})

t.test('not under a proposed result, and only by those who count', async (t) => {
  const { house, election, officer, page } = await aTally(t, [40, 5])
  const chair = election.candidates[0]?.[0]
  await officer.open(`${election.base}/result`)
  await officer.submit({}, `${election.base}/result/propose`)
  await officer.open(page)
  t.match(officer.html, '结果已经提出，要改动请先撤回')
  await officer.submit({ person: chair?.id ?? '', verdict: 'declined', note: '书面声明' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请先撤回这个结果')
  t.same(await eventsOf(house, election.id, 'winnerChecked'), [])
  for (const [name, status] of [
    ['observer', 403],
    ['checkInClerk', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    t.equal((await visitor.open(page)).status, status, name)
    await visitor.submit({ person: 'x', verdict: 'eligible', note: 'x' }, page)
    t.equal(visitor.status, status, name)
  }
})
