import t from 'tap'
import { signedIn } from '../helpers/tally.js'
import { aTermDesk } from '../helpers/term.js'

t.test('a recall of another community is not found', async (t) => {
  const desk = await aTermDesk(t)
  await desk.officer.open(`${desk.term}/recalls/7`)
  t.equal(desk.officer.status, 404)
  t.match(desk.officer.html, '没有这件罢免要求')
  const other = await signedIn(desk.house, 'electionOfficer-other')
  await other.open(`${desk.term}/recalls/1`)
  t.equal(other.status, 404)
})
