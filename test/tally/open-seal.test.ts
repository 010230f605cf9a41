import t from 'tap'
import { listSeals } from '../../src/tally/queries.js'
import { clearVotes, aDeclaredElection } from '../helpers/declared.js'
import { listSheets } from '../../src/tally/queries.js'
import { seal } from '../helpers/seals.js'
import { contestsOf, eventsOf, sheetFields, signedIn, typeSheet } from '../helpers/tally.js'

const decision = {
  orderedBy: 'townshipGroup',
  document: '关于复核选举结果的决定（奉中选〔2027〕3号）',
  decidedOn: '2027-05-20',
  reason: '候选人对委员得票提出异议',
}

const opening = {
  openedOn: '2027-05-20',
  place: '文化礼堂',
  seal: 'whole',
  note: '',
  firstName: '陈国强',
  secondName: '郑志明',
}

t.test(
  'a seal is opened for a recount alone, before two people, once; what is sealed anew has a new number',
  async (t) => {
    const { house, election } = await aDeclaredElection(t)
    const { base, roundId } = election
    const officer = await signedIn(house, 'electionOfficer')
    await seal(officer, base)
    const [first] = await listSeals(house.db, roundId)
    const page = `${base}/seals/${first?.id}/open-seal`
    await officer.open(page)
    t.match(officer.html, '现在没有正在进行的复核')
    await officer.submit(opening, page)
    t.equal(officer.status, 409, 'nobody opens a seal without a recount')

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
  },
)

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
