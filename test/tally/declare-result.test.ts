import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { findResult, listElectedMembers, listResults, listSheets } from '../../src/tally/queries.js'
import { aPolledElection, contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

const clear = [
  [40, 5],
  [40, 5],
  [40, 39, 38, 3],
]

async function aProposal(t: Parameters<typeof testApp>[0], proposer: 'tallyClerk' | 'electionOfficer' = 'tallyClerk') {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes: clear })])
  const first = await signedIn(house, proposer)
  await first.open(`${election.base}/result`)
  await first.submit({}, `${election.base}/result/propose`)
  return { house, election, first, page: `${election.base}/declare-result` }
}

t.test('another person declares the result, and it can never be changed', async (t) => {
  const { house, election, page } = await aProposal(t)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '核对并宣布')
  await officer.open(page)
  await officer.submit({}, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '请与纸质计票单核对后勾选')
  await officer.submit({ checked: 'yes' }, page)
  t.match(officer.html, '选举结果已宣布')
  t.match(officer.html, '2027年5月20日由electionOfficer宣布（tallyClerk提出）')

  const result = await findResult(house.db, election.roundId)
  t.match(result, { declaredOn: '2027-05-20', declaredByName: 'electionOfficer' })
  const members = await listElectedMembers(house.db, election.id)
  const [chair, vice, plain] = election.candidates
  t.same(
    members.map(({ voterId, votes, postTitle }) => [voterId, votes, postTitle]),
    [
      [chair?.[0]?.voterId, 40, '主任'],
      [vice?.[0]?.voterId, 40, '副主任'],
      [plain?.[0]?.voterId, 40, '委员'],
      [plain?.[1]?.voterId, 39, '委员'],
      [plain?.[2]?.voterId, 38, '委员'],
    ],
  )
  t.equal((await listResults(house.db, election.id)).length, 1)
  t.match(await eventsOf(house, election.id, 'resultDeclared'), [{ hash: result?.hash, followUp: 'none' }])
  const milestones = await eventsOf(house, election.id, 'milestoneReached')
  t.ok(milestones.some((event) => event['milestone'] === 'resultDeclared' && event['round'] === 1))
  t.equal(await findBrokenLink(house.db), undefined)

  await officer.open(`${election.base}/result`)
  t.notMatch(officer.html, '撤回')
  await officer.submit({ reason: 'x', version: '2' }, `${election.base}/result/withdraw`)
  t.equal(officer.status, 409)
  await officer.submit({ checked: 'yes', version: '2' }, page)
  t.not(officer.status, 500)
  t.equal((await listElectedMembers(house.db, election.id)).length, 5, 'nobody is elected twice')
  const [sheet] = await listSheets(house.db, election.roundId)
  const resolve = `${election.base}/sheets/${sheet?.id}/resolve-differences`
  await officer.open(resolve)
  await officer.submit({ resolution: 'reopen', reason: '改数', version: String(sheet?.version) }, resolve)
  t.equal(officer.status, 422)
  t.match(officer.html, '选举结果已于2027年5月20日宣布')
  const observer = await signedIn(house, 'observer')
  await observer.open(`${election.base}/result`)
  t.match(observer.html, '当选', 'now it is for everybody')
})

t.test('nobody declares what they proposed', async (t) => {
  const { house, election, first, page } = await aProposal(t, 'electionOfficer')
  await first.open(page)
  t.match(first.html, '要由另一位选举委员会负责人宣布')
  await first.submit({ checked: 'yes', version: '1' }, page)
  t.equal(first.status, 422)
  t.match(first.html, '结果是您提出的')
  t.equal((await findResult(house.db, election.roundId))?.declaredOn, null)
  await t.rejects(
    house.db
      .updateTable('result')
      .set((eb) => ({ declaredBy: eb.ref('proposedBy'), declaredAt: 'x', declaredOn: '2027-05-20' }))
      .execute(),
    'the database itself refuses it',
  )
  const second = await signedIn(house, 'electionOfficer-2')
  await second.open(page)
  await second.submit({ checked: 'yes' }, page)
  t.match(second.html, '选举结果已宣布')
})

t.test('figures that changed under a proposal keep it from being declared', async (t) => {
  const { house, election, page } = await aProposal(t)
  await house.db
    .updateTable('voter')
    .set({ isElector: 0 })
    .where('id', '=', election.voterIds[59] ?? 0)
    .execute()
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  await officer.submit({ checked: 'yes' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '重新计算的结果与提出的不同')
  t.same(await listElectedMembers(house.db, election.id), [])
})

t.test('only officers of the community declare; a double click declares once', async (t) => {
  const { house, election, page } = await aProposal(t)
  for (const [name, status] of [
    ['tallyClerk-2', 403],
    ['bureauAuditor', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(page)
    t.equal(visitor.status, status, name)
    await visitor.submit({ checked: 'yes', version: '1' }, page)
    t.equal(visitor.status, status, name)
  }
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(page)
  const form = officer.html.slice(officer.html.indexOf(`action="${page}"`))
  const formId = /name="formId" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const once = { checked: 'yes', version: '1', formId }
  await officer.submit(once, page)
  await officer.submit(once, page)
  t.equal(officer.status, 200)
  t.equal((await eventsOf(house, election.id, 'resultDeclared')).length, 1)
  t.match((await (await signedIn(house, 'electionOfficer')).open(page)).url, /result$/, 'the page is gone')
})

t.test('a tie at the last seat elects nobody of the tied', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [
    sheetFields(contestsOf(election), {
      returned: 48,
      votes: [
        [40, 5],
        [40, 5],
        [40, 39, 30, 30],
      ],
    }),
  ])
  const officer = await declared(house, election.base)
  t.match(officer.html, '得票相等，待再次投票')
  t.match(officer.html, '组织下一轮投票')
  t.equal((await listElectedMembers(house.db, election.id)).length, 4)
})
