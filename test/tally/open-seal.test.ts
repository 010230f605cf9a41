import t from 'tap'
import { listSeals } from '../../src/tally/queries.js'
import { clearVotes, aDeclaredElection } from '../helpers/declared.js'
import { listSheets } from '../../src/tally/queries.js'
import { aClient } from '../helpers/client.js'
import { afterFirstVote, openNext } from '../helpers/later-vote.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aPackage, fieldOf, seal } from '../helpers/seals.js'
import { contestsOf, eventsOf, sheetFields, signedIn, typeSheet } from '../helpers/tally.js'

const decision = {
  orderedBy: 'townshipGroup',
  document: '关于复核选举结果的决定（奉中选〔2027〕3号）',
  decidedOn: '2027-05-20',
  reason: '候选人对委员得票提出异议',
}

/** The chair is left to a run-off. */
const runoffVotes = [
  [20, 18],
  [40, 5],
  [40, 39, 38, 3],
]

const opening = {
  openedOn: '2027-05-20',
  place: '文化礼堂',
  seal: 'whole',
  note: '',
  firstName: '陈国强',
  secondName: '郑志明',
}

t.test('a seal is opened for a recount before two people, once; what is sealed anew has a new number', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const { base, roundId } = election
  const officer = await signedIn(house, 'electionOfficer')
  await seal(officer, base)
  const [first] = await listSeals(house.db, roundId)
  const page = `${base}/seals/${first?.id}/open-seal`
  await officer.open(page)
  t.match(officer.html, '现在没有正在进行的复核')
  await officer.submit(opening, page)
  t.equal(officer.status, 422, 'nobody opens a seal without a recount or a decision')
  t.match(officer.html, '没有复核，启封要有书面决定')
  t.match(officer.html, '请写明启封的原因')

  await officer.open(`${base}/open-recount`)
  await officer.submit(decision, `${base}/open-recount`)
  await officer.open(`${base}/seal-ballots`)
  t.match(officer.html, '正在复核')
  t.match(officer.html, page, 'the opening is offered')
  await officer.open(page)
  t.match(officer.html, '<title>（未公布）')
  for (const [change, because] of [
    [{ secondName: '陈国强' }, '启封人和监封人应当是两个人'],
    [{ seal: '' }, '请选择封条是否完好'],
    [{ seal: 'broken' }, '封条不完好的，请写明情况'],
    [{ openedOn: '2027-05-21' }, '不晚于今天'],
    [{ openedOn: '2027-05-19' }, '启封日期应在封存的2027年5月20日以后'],
    [{ place: '' }, '请填写启封地点'],
  ] as const) {
    await officer.submit({ ...opening, ...change }, page)
    t.equal(officer.status, 422, because)
    t.match(officer.html, because)
  }
  const second = await signedIn(house, 'electionOfficer')
  await second.open(page)
  await officer.submit({ ...opening, seal: 'broken', note: '封条一角翘起' }, page)
  t.match(officer.html, '已登记启封')
  t.match(officer.html, '封条不完好：封条一角翘起')
  await second.submit(opening, page)
  t.equal(second.status, 409, 'once')
  t.match(await eventsOf(house, election.id, 'sealOpened'), [
    { number: 1, recount: 1, isSealWhole: false, note: '封条一角翘起', witnesses: '陈国强、郑志明' },
  ])
  await t.rejects(house.db.deleteFrom('sealOpening').execute(), 'what was recorded stays')

  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    const clerk = await signedIn(house, name)
    for (const { id } of await listSheets(house.db, roundId)) {
      await typeSheet(clerk, base, id, sheetFields(contestsOf(election), { returned: 48, votes: clearVotes }))
    }
  }
  await seal(officer, base, { package: '1号箱（复核后）', sealNumbers: 'F0009' })
  t.match(officer.html, '已登记封存单第2号')
  t.match(await listSeals(house.db, roundId), [
    { number: 1, opening: { recount: 1, isSealWhole: false } },
    { number: 2, recount: 1, opening: undefined },
  ])
})

t.test('ballots of the first vote are sealed and, on a decision, opened while a run-off is open', async (t) => {
  const { house, election, page } = await afterFirstVote(t, { returned: 48, votes: runoffVotes })
  const { base, roundId } = election
  await openNext(house, page, '2027-05-28')
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/seal-ballots`)
  t.match(officer.html, '计完以后再封存', 'of the run-off nothing is counted yet')
  await officer.open(`${base}/seal-ballots?round=1`)
  const figures = ['valid', 'invalid', 'unused', 'spoiled', 'sealedOn', 'keptUntil']
  const offered = Object.fromEntries(figures.map((name) => [name, fieldOf(officer, name)]))
  t.match(offered, { valid: '48', sealedOn: '2027-05-20', keptUntil: '2032-05-20' })
  await officer.submit({ ...offered, ...aPackage }, `${base}/seal-ballots?round=1`)
  t.match(officer.html, '已登记封存单第1号')
  t.match(officer.html, '这一轮的选票已经全部封存')
  const [first] = await listSeals(house.db, roundId)
  t.match(first, { number: 1, valid: 48 })

  const opened = `${base}/seals/${first?.id}/open-seal`
  await officer.open(opened)
  t.match(officer.html, '启封要有书面决定')
  const decided = {
    ...{ ...opening, orderedBy: 'townshipGroup', document: '奉中选〔2027〕5号', reason: '核对捆数' },
    decidedOn: '2027-05-20',
  }
  for (const [change, because] of [
    [{ orderedBy: '' }, '请选择由谁决定'],
    [{ document: '' }, '请写明决定的文件名称和文号'],
    [{ reason: '' }, '请写明启封的原因'],
    [{ decidedOn: '' }, '请填写作出决定的日期'],
    [{ decidedOn: '2027-05-21' }, '作出决定的日期晚于启封日期'],
  ] as const) {
    await officer.submit({ ...decided, ...change }, opened)
    t.equal(officer.status, 422, because)
    t.match(officer.html, because)
  }
  await officer.submit(decided, opened)
  t.match(officer.html, '已登记启封')
  t.match(officer.html, '因街道（镇）选举工作指导组2027年5月20日决定（奉中选〔2027〕5号）启封')
  t.match(await eventsOf(house, election.id, 'sealOpened'), [
    { roundId, recount: 0, orderedBy: 'townshipGroup', reason: '核对捆数', decidedOn: '2027-05-20' },
  ])
  t.equal(fieldOf(officer, 'valid'), '48', 'to be sealed again')
  const client = await aClient(house, 'electionofficer')
  const sheet = await client.post(`/elections/${election.id}/documents/sheets/ballot-seals/print`)
  const text = allText(await readPdf(sheet.rawPayload)).replaceAll('\n', '')
  t.match(text, '第一次投票第1号')
  t.match(text, '奉中选〔2027〕5号')
})

t.test('only the officer of the community opens a seal', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const officer = await signedIn(house, 'electionOfficer')
  await seal(officer, election.base)
  const [first] = await listSeals(house.db, election.roundId)
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['townshipOfficer', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${election.base}/seals/${first?.id}/open-seal`)
    t.equal(visitor.status, status, `${name} sees`)
    await visitor.submit(opening, `${election.base}/seals/${first?.id}/open-seal`)
    t.equal(visitor.status, status, `${name} opens`)
  }
  await officer.open(`${election.base}/seals/999/open-seal`)
  t.equal(officer.status, 404)
})
