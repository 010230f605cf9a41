import t from 'tap'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk, resignation, resigns } from '../helpers/term.js'

t.test('a resignation that the meeting approved empties the seat from that day on', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await officer.open(term)
  t.match(officer.html, '在任 <span class="num">5</span> 人')
  t.match(officer.html, '任期到2032年5月20日届满')
  await resigns(desk, 3)
  t.match(officer.html, '辞职已登记')
  t.match(officer.html, '在任 <span class="num">4</span> 人，空缺 <span class="num">1</span> 人')
  t.match(officer.html, '委员 <span class="num">1</span> 名')
  t.match(officer.html, '成员不足 <span class="num">5</span> 人，最迟2027年9月10日补选')
  t.match(officer.html, '36×2＝72＞40')
  t.match(officer.html, '离任成员，共 <span class="num">1</span> 人')
  const [event] = await eventsOf(house, election.id, 'officeEnded')
  t.match(event, { cause: 'resigned', on: '2027-06-10', postTitle: '委员', document: '辞职书、会议记录' })
  const page = `${term}/members/${await desk.key(3)}/record-resignation`
  await officer.open(page)
  t.equal(officer.status, 404, 'who has left cannot resign again')
})

t.test('what the meeting did not approve, or could not, changes nothing', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await desk.moveTo('2027-06-10')
  const page = `${term}/members/${await desk.key(1)}/record-resignation`
  for (const [values, because] of [
    [{ inFavour: '20' }, /未超过到会40人的半数/],
    [{ present: '20', inFavour: '15' }, /不足法定人数/],
    [{ on: '2027-05-31' }, /早于提出辞职之日/],
    [{ on: '2027-06-11' }, /会议还没有召开/],
    [{ appliedOn: '2027-05-01' }, /早于任职之日/],
    [{ present: '43' }, /多于应到42人/],
    [{ inFavour: '' }, /请填写整数/],
    [{ document: '' }, /请写明辞职书和会议记录/],
  ] as const) {
    await officer.open(page)
    await officer.submit({ ...resignation, ...values }, page)
    t.equal(officer.status, 422, JSON.stringify(values))
    t.match(officer.html, because)
    const [[name, value] = ['', '']] = Object.entries(values)
    t.match(officer.html, `name="${name}" type="text" value="${value}"`, 'what was typed is kept')
  }
  t.same(await eventsOf(house, election.id, 'officeEnded'), [])
})

t.test('a meeting that came late is recorded with the officer knowing it', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  await desk.moveTo('2027-12-01')
  const page = `${term}/members/${await desk.key(1)}/record-resignation`
  await officer.open(page)
  await officer.submit({ ...resignation, on: '2027-11-20' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '已知道会议迟于期限')
  await officer.submit({ ...resignation, on: '2027-11-20', acknowledged: 'yes' }, page)
  t.match(officer.html, '主任出缺，由副主任', 'and the page says who leads meanwhile')
  t.equal((await eventsOf(house, election.id, 'officeEnded')).length, 1)
})

t.test('only by the officers of the place, and once', async (t) => {
  const desk = await aTermDesk(t)
  await desk.moveTo('2027-06-10')
  const page = `${desk.term}/members/${await desk.key(2)}/record-resignation`
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['bureauAuditor', 403],
    ['electionOfficer-other', 404],
    ['townshipOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(desk.house, name)
    await visitor.submit(resignation, page)
    t.equal(visitor.status, status, name)
  }
  const observer = await signedIn(desk.house, 'observer')
  await observer.open(desk.term)
  t.equal(observer.status, 200)
  t.notMatch(observer.html, 'record-resignation', 'who only reads is offered nothing')
  await desk.officer.open(page)
  const form = desk.officer.html
  await desk.officer.submit(resignation, page)
  const formId = /name="formId" value="([^"]+)"/.exec(form)?.[1] ?? ''
  await desk.officer.submit({ ...resignation, formId }, page)
  t.equal((await eventsOf(desk.house, desk.election.id, 'officeEnded')).length, 1, 'a double click')
})
