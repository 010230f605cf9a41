import t from 'tap'
import { testApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aHouse } from '../helpers/factories.js'
import { listElectedMembers, listWriteInDecisions } from '../../src/tally/queries.js'
import { aPolledElection, contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

/** A tally in which a person written in as chair has more than half. */
async function aWriteInWinner(t: Parameters<typeof testApp>[0], name?: string) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const voter = await house.db
    .selectFrom('voter')
    .select(['id', 'name', 'voterNumber'])
    .where('id', '=', election.voterIds[40] ?? 0)
    .executeTakeFirstOrThrow()
  const written = name ?? voter.name
  await tallied(house, election, [
    sheetFields(contestsOf(election), {
      returned: 48,
      votes: [
        [10, 5],
        [40, 5],
        [40, 39, 38, 3],
      ],
      writeIns: [{ post: 0, name: written, votes: 30 }],
    }),
  ])
  const page = `${election.base}/match-write-in`
  return { house, election, voter, written, page, address: `${page}?name=${encodeURIComponent(written)}` }
}

/** Finds the person written in eligible. */
async function checked(officer: Browser, base: string, voterId: number) {
  await officer.open(`${base}/check-winners`)
  await officer.submit({ person: String(voterId), verdict: 'eligible', note: '街道联审意见' }, `${base}/check-winners`)
}

t.test('a write-in winner is looked up before the result can be proposed', async (t) => {
  const { house, election, voter, written, page, address } = await aWriteInWinner(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${election.base}/result`)
  t.match(clerk.html, '要由选举委员会负责人核对身份和条件')
  await clerk.submit({}, `${election.base}/result/propose`)
  t.equal(clerk.status, 422)
  t.match(clerk.html, `另选人${written}还没有核对`)

  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, `核对${written}`)
  await officer.open(address)
  t.match(officer.html, `value="voter-${voter.id}"`, 'the voter of that name is offered')
  await officer.submit({ person: '' }, page)
  t.equal(officer.status, 422)
  await officer.open(address)
  await officer.submit({ person: `voter-${voter.id}` }, page)
  t.match(officer.html, '已核对')
  t.match(await eventsOf(house, election.id, 'writeInDecided'), [
    { name: written, verdict: 'voter', voterId: voter.id },
  ])

  await checked(officer, election.base, voter.id)
  const after = await declared(house, election.base)
  t.match(after.html, '选举结果已宣布')
  const chair = (await listElectedMembers(house.db, election.id)).find(({ postTitle }) => postTitle === '主任')
  t.match(chair, { voterId: voter.id, name: written, votes: 30 })
  await officer.open(address)
  await officer.submit({ person: 'ineligible', reason: '改主意' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '选举结果已经宣布，不能再改动')
})

t.test('somebody ineligible is left out, with the reason in the result', async (t) => {
  const { house, election, page, address, written } = await aWriteInWinner(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(address)
  await officer.submit({ person: 'ineligible' }, page)
  t.equal(officer.status, 422, 'not without a reason')
  await officer.open(address)
  await officer.submit({ person: 'ineligible', reason: '因犯罪受过刑事处罚' }, page)
  await officer.open(`${election.base}/result`)
  t.match(officer.html, `${written}得赞成票30张，达到当选所需票数，但不符合当选条件（因犯罪受过刑事处罚）`)
  t.match(officer.html, '另行选举：主任1名')
  t.match(officer.html, '提出这个结果')
  await officer.open(address)
  t.equal(officer.status, 200, 'the decision can still be looked at and changed')
})

t.test(
  'by the rules in force a write-in is a voter; one voter is not two write-ins, nor a candidate of that post',
  async (t) => {
    const { house, election, page, address, written } = await aWriteInWinner(t, '名单外的人')
    const officer = await signedIn(house, 'electionOfficer')
    await officer.open(address)
    t.match(officer.html, '没有找到')
    t.notMatch(officer.html, 'value="resident"')
    await officer.submit({ person: 'resident', reason: '住在本社区', sex: 'male' }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, '必须是本社区选民')
    await officer.open(address)
    await officer.submit({ person: `voter-${election.candidates[0]?.[1]?.voterId}` }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, '这位选民就是主任候选人')
    await officer.open(address)
    await officer.submit({ person: 'voter-99999' }, page)
    t.equal(officer.status, 404)
    t.same(await listWriteInDecisions(house.db, election.roundId), [])
    await officer.open(`${page}?name=${encodeURIComponent('没有得票的人')}`)
    t.equal(officer.status, 404)
    for (const [name, status] of [
      ['tallyClerk', 403],
      ['observer', 403],
      ['electionOfficer-other', 404],
    ] as const) {
      const visitor = await signedIn(house, name)
      t.equal((await visitor.open(address)).status, status, name)
      await visitor.submit({ name: written, person: 'ineligible', reason: 'x' }, page)
      t.equal(visitor.status, status, name)
    }
  },
)

t.test('not under a proposed result', async (t) => {
  const { house, election, voter, page, address } = await aWriteInWinner(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(address)
  await officer.submit({ person: `voter-${voter.id}` }, page)
  await checked(officer, election.base, voter.id)
  await officer.open(`${election.base}/result`)
  await officer.submit({}, `${election.base}/result/propose`)
  await officer.open(address)
  await officer.submit({ person: 'ineligible', reason: '改主意' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请先撤回这个结果')
})
