import t from 'tap'
import { aDeclaredElection } from '../helpers/declared.js'
import { listSheets } from '../../src/tally/queries.js'
import { contestsOf, declared, sheetFields, signedIn, typeSheet } from '../helpers/tally.js'

const decision = {
  orderedBy: 'townshipGroup',
  document: '关于复核选举结果的决定（奉中选〔2027〕3号）',
  decidedOn: '2027-05-20',
  reason: '候选人对委员得票提出异议',
}

t.test('each declared count keeps its sheets, to be read from the page of its result', async (t) => {
  const { house, election } = await aDeclaredElection(t)
  const { base, roundId } = election
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/open-recount`)
  await officer.submit(decision, `${base}/open-recount`)
  await officer.open(`${base}/sheets?count=1`)
  t.equal(officer.status, 404, 'nothing of a count whose result is not declared')
  const votes = [
    [39, 5],
    [40, 5],
    [40, 39, 38, 3],
  ]
  for (const name of ['tallyClerk', 'tallyClerk-2']) {
    const clerk = await signedIn(house, name)
    for (const { id } of await listSheets(house.db, roundId)) {
      await typeSheet(clerk, base, id, sheetFields(contestsOf(election), { returned: 48, votes }))
    }
  }
  await declared(house, base)
  const chair = election.candidates[0]?.[0]?.name ?? ''
  await officer.open(`${base}/result?count=0`)
  t.match(officer.html, `${base}/sheets?round=1&amp;count=0`, 'the page of the old result leads to its sheets')
  const figure = (count: number) => new RegExp(`主任　${chair}　赞成</th><td class="num">${count}</td>`)
  await officer.open(`${base}/sheets?count=0`)
  t.match(officer.html, figure(40))
  t.match(officer.html, '仅供查对')
  await officer.open(`${base}/sheets?count=1`)
  t.match(officer.html, figure(39))
  t.notMatch(officer.html, '仅供查对')
  const main = officer.html.slice(officer.html.indexOf('<main'), officer.html.indexOf('</main>'))
  t.notMatch(main, /<(form|input|button|select|textarea)/, 'there is nothing to fill in')
  await officer.open(`${base}/sheets`)
  t.match(officer.html, figure(39), 'the count in force, if none is named')
  for (const [name, status] of [
    ['townshipOfficer', 200],
    ['bureauAuditor', 200],
    ['tallyClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${base}/sheets?count=0`)
    t.equal(visitor.status, status, name)
  }
})
