import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import {
  findDeclaredResult,
  findResult,
  listElectedMembers,
  listRecounts,
  listSheets,
} from '../../src/tally/queries.js'
import { findRecord } from '../../src/tally/record-queries.js'
import { testApp } from '../helpers/app.js'
import type { Browser } from '../helpers/browser.js'
import { aHouse } from '../helpers/factories.js'
import {
  aPolledElection,
  type CountedElection,
  contestsOf,
  declared,
  eventsOf,
  sheetFields,
  signedIn,
  tallied,
  typeSheet,
} from '../helpers/tally.js'

const decision = {
  orderedBy: 'townshipGroup',
  document: '关于复核选举结果的决定（奉中选〔2027〕3号）',
  decidedOn: '2027-05-20',
  reason: '候选人对委员得票提出异议',
}

const original = [
  [40, 5],
  [40, 5],
  [40, 39, 30, 29],
]

async function aDeclaredVote(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes: original })])
  const officer = await declared(house, election.base)
  return { house, election, officer, page: `${election.base}/open-recount` }
}

/** Types the sheets of the open recount alike by both clerks. */
async function typeAgain(house: Parameters<typeof tallied>[0], election: CountedElection, votes: typeof original) {
  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    const clerk = await signedIn(house, name)
    for (const { id } of await listSheets(house.db, election.roundId)) {
      await typeSheet(clerk, election.base, id, sheetFields(contestsOf(election), { returned: 48, votes }))
    }
  }
}

async function open(officer: Browser, page: string, typed: Readonly<Record<string, string>> = decision) {
  await officer.open(page)
  return await officer.submit(typed, page)
}

t.test('a recount changes a winner: the old result stays, and the new one says what changed', async (t) => {
  const { house, election, officer, page } = await aDeclaredVote(t)
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '复核选举结果')
  await open(officer, page)
  t.match(officer.html, '第1次复核已经开始')
  t.match(officer.html, '请照重新唱票、计票的纸录入')
  t.match(await eventsOf(house, election.id, 'recountOpened'), [{ recount: 1, ...decision }])
  const sheets = await listSheets(house.db, election.roundId)
  t.match(sheets, [{ recount: 1, number: 1, entry: { status: 'empty' } }], 'an empty sheet in the place of each')
  const before = await listSheets(house.db, election.roundId, 0)
  t.match(before, [{ recount: 0, entry: { status: 'definitive' } }], 'and the old one is as it was')
  t.equal((await findDeclaredResult(house.db, election.roundId))?.recount, 0, 'the old result is in force')

  const observer = await signedIn(house, 'observer')
  await observer.open(`${election.base}/result`)
  t.match(observer.html, '这个结果正在复核')
  t.match(observer.html, '当选')
  await officer.open(`/elections/${election.id}/handover/hand-over`)
  t.match(officer.html, '选举结果正在复核')

  // The fourth has two more than was read out, the third two fewer.
  await typeAgain(house, election, [original[0] ?? [], original[1] ?? [], [40, 39, 28, 31]])
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '（未公布）')
  t.match(officer.html, '与原计票相比')
  const finished = await declared(house, election.base)
  t.match(finished.html, '选举结果已宣布')
  const [, , people = []] = election.candidates
  t.match(finished.html, `不再当选：${people[2]?.name}（委员）。`)
  t.match(finished.html, `改为当选：${people[3]?.name}（委员）。`)
  t.match(finished.html, `委员：${people[3]?.name}赞成由29改为31。`)
  t.strictSame(
    (await listElectedMembers(house.db, election.id))
      .filter(({ postTitle }) => postTitle === '委员')
      .map((one) => one.voterId),
    [people[0]?.voterId, people[1]?.voterId, people[3]?.voterId],
    'the members are those of the recount',
  )
  t.match(await listRecounts(house.db, election.roundId), [{ number: 1, state: 'declared' }])

  await officer.open(`${election.base}/result?count=0`)
  t.match(officer.html, '已由后来的复核结果代替')
  t.match(officer.html, `${people[2]?.name}</th>`)
  t.notMatch(officer.html, '提出这个结果')
  const [first, second] = await Promise.all([0, 1].map((count) => findRecord(house.db, election.roundId, count)))
  t.ok(first && second && first.fingerprint !== second.fingerprint, 'each count has its record')
  t.equal((await findRecord(house.db, election.roundId))?.fingerprint, second?.fingerprint, 'the newest is handed out')
  await observer.open(`${election.base}/result`)
  t.match(observer.html, '不再当选')
  t.equal(await findBrokenLink(house.db), undefined)
})

t.test('a recount is decided by somebody, in writing, on a day that can be', async (t) => {
  const { house, election, officer, page } = await aDeclaredVote(t)
  await open(officer, page, { ...decision, orderedBy: '', document: ' ', reason: '', decidedOn: '2027-05-19' })
  t.equal(officer.status, 422)
  for (const message of ['请选择由谁决定', '请写明决定的文件名称和文号', '请写明复核的原因'])
    t.match(officer.html, message)
  t.match(officer.html, 'value="2027-05-19"', 'what was typed is kept')
  for (const [decidedOn, message] of [
    ['2027-05-19', '早于宣布结果的2027年5月20日'],
    ['2027-05-21', '作出决定的日期还没有到'],
  ] as const) {
    await open(officer, page, { ...decision, decidedOn })
    t.equal(officer.status, 422)
    t.match(officer.html, message)
    t.match(officer.html, decision.document)
  }
  t.strictSame(await listRecounts(house.db, election.roundId), [])
})

t.test('only the election officer of the community opens one, once; not before a result is declared', async (t) => {
  const { house, election, officer, page } = await aDeclaredVote(t)
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['townshipOfficer', 403],
    ['bureauAuditor', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    for (const address of [page, `${page}/abandon`]) {
      await visitor.open(page)
      t.equal(visitor.status, status, name)
      await visitor.submit(decision, address)
      t.equal(visitor.status, status, `${name} ${address}`)
    }
  }
  await officer.open(page)
  const form = officer.html.slice(officer.html.indexOf(`action="${page}"`))
  const formId = /name="formId" value="([^"]+)"/.exec(form)?.[1] ?? ''
  await officer.submit({ ...decision, formId }, page)
  await officer.submit({ ...decision, formId }, page)
  t.equal((await eventsOf(house, election.id, 'recountOpened')).length, 1, 'a double click opens one')
  const second = await signedIn(house, 'electionOfficer-2')
  await second.open(page)
  t.match(second.html, '正在复核')
  await second.submit(decision, page)
  t.equal(second.status, 422)
  t.match(second.html, '选举结果复核已于')
  await t.rejects(
    house.db
      .insertInto('recount')
      .values({
        ...{ roundId: election.roundId, number: 2, orderedBy: 'bureau', document: 'x', decidedOn: '2027-05-20' },
        ...{ reason: 'x', openedBy: 1, openedAt: 'x', openedOn: '2027-05-20', state: 'open' },
        ...{ closedAt: null, abandonedBecause: null },
      })
      .execute(),
    'the database itself allows one at a time',
  )
})

t.test('before a declaration there is nothing to count again', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  const page = `${election.base}/open-recount`
  await officer.open(page)
  t.match(officer.html, '选举结果尚未宣布')
  await officer.submit(decision, page)
  t.equal(officer.status, 422)
})

t.test('a recount opened in error is ended with a reason, and the result before it stands', async (t) => {
  const { house, election, officer, page } = await aDeclaredVote(t)
  await open(officer, page)
  await officer.open(page)
  await officer.submit({ reason: '' }, `${page}/abandon`)
  t.equal(officer.status, 422)
  t.match(officer.html, '请写明终止的原因')
  await typeAgain(house, election, original)
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${election.base}/result`)
  await clerk.submit({}, `${election.base}/result/propose`)
  await officer.submit({ reason: '误开' }, `${page}/abandon`)
  t.equal(officer.status, 422)
  t.match(officer.html, '请先撤回')
  await officer.open(`${election.base}/result`)
  await officer.submit({ reason: '误开' }, `${election.base}/result/withdraw`)
  await officer.open(page)
  await officer.submit({ reason: '误开' }, `${page}/abandon`)
  t.match(officer.html, '复核已终止')
  t.match(await eventsOf(house, election.id, 'recountAbandoned'), [{ recount: 1, reason: '误开' }])
  t.match(await findResult(house.db, election.roundId), { recount: 0, declaredByName: 'electionOfficer' })
  await officer.submit({ reason: '误开' }, `${page}/abandon`)
  t.equal(officer.status, 409, 'there is none any more')
  await open(officer, page)
  t.match(officer.html, '第2次复核已经开始', 'a number is never used twice')
})
