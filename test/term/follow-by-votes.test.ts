import t from 'tap'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk, resigns } from '../helpers/term.js'

t.test('who had more than half and no seat follows while the committee is not complete', async (t) => {
  // The chair is still to be voted on; four have more than half for three seats.
  const desk = await aTermDesk(t, [
    [20, 20],
    [40, 5],
    [36, 35, 34, 30],
  ])
  const { officer, house, election, term } = desk
  await resigns(desk, 3)
  await officer.open(`${term}/follow-by-votes`)
  const next = election.candidates[2]?.[3]?.name ?? '?'
  t.match(officer.html, next)
  t.match(officer.html, '得30票，超过收回选票48张的半数')
  await officer.submit({}, `${term}/follow-by-votes`)
  t.match(officer.html, `${next}递补为居民委员会成员`)
  t.match(officer.html, '递补')
  const [event] = await eventsOf(house, election.id, 'successorSeated')
  t.match(event, { name: next, votes: 30, postTitle: '委员' })
  await officer.submit({ postId: String(election.postIds[2]) }, `${term}/follow-by-votes`)
  t.equal(officer.status, 422, 'nobody follows twice')
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.submit({ postId: '1' }, `${term}/follow-by-votes`)
  t.equal(clerk.status, 403)
})

t.test('a close relative of a member in office follows nobody: the next does', async (t) => {
  const desk = await aTermDesk(t, [
    [20, 20],
    [40, 5],
    [36, 35, 34, 30],
  ])
  const { officer, house, election, term } = desk
  const [viceChair] = election.candidates[1] ?? []
  const next = election.candidates[2]?.[3]
  const [onePerson = '', otherPerson = ''] = [viceChair?.id ?? '', next?.id ?? ''].sort()
  const { id: declaredBy } = await house.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  await resigns(desk, 3)
  await house.db
    .insertInto('declaredKinship')
    .values({
      ...{ electionId: election.id, onePerson, otherPerson, relation: 'sibling', elder: null },
      ...{ note: '户口簿', declaredBy, declaredAt: '2027-06-10T08:00:00Z' },
    })
    .execute()
  await officer.open(`${term}/follow-by-votes`)
  t.match(officer.html, `${next?.name}是在任成员${viceChair?.name}的近亲属，近亲属不能同时任职，不递补`)
  t.notMatch(officer.html, '登记递补</button>')
  t.match(officer.html, '由补选产生')
  await officer.submit({ postId: String(election.postIds[2]) }, `${term}/follow-by-votes`)
  t.equal(officer.status, 422)
})

t.test('once the committee sits nobody follows', async (t) => {
  const desk = await aTermDesk(t, [
    [40, 5],
    [40, 5],
    [36, 35, 34, 30],
  ])
  await resigns(desk, 3)
  await desk.officer.open(`${desk.term}/follow-by-votes`)
  t.match(desk.officer.html, '空缺不再递补')
  await desk.officer.submit({ postId: String(desk.election.postIds[2]) }, `${desk.term}/follow-by-votes`)
  t.equal(desk.officer.status, 422)
})
