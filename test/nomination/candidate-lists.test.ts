import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { contentOf, hashOfContent, type ListContent } from '../../src/nomination/candidate-content.js'
import {
  getCandidateList,
  insertCandidates,
  listCandidateLists,
  listCandidates,
  listChangedLists,
} from '../../src/nomination/queries.js'
import { liftAppendOnly } from '../helpers/append-only.js'
import { aNominationDesk, aReadyNominee, eventsOf } from '../helpers/nomination.js'

const chair = { id: '1', title: '主任', position: 'chair', seats: 1, reservedForWoman: false } as const
const person = { id: 1, voterId: 7, name: '王伟', sex: 'male', previousVotes: null } as const
const other = { ...person, id: 2, voterId: 8, name: '李娜', sex: 'female' } as const

const list: ListContent = {
  electionId: 3,
  round: { number: 1, kind: 'first' },
  posts: [{ post: chair, candidates: [person, other] }],
}

t.test('a list hashes alike whoever writes it, and otherwise once anything on it is changed', async (t) => {
  const hash = (content: ListContent) => hashOfContent(contentOf(content))
  const withPost = (post: object, candidates: readonly object[] = [person, other]) =>
    ({ ...list, posts: [{ post: { ...chair, ...post }, candidates }] }) as ListContent
  t.equal(hash(list), hash(structuredClone(list)))
  t.equal(hash(list), hash(withPost({ seatsForWomen: 0 })), 'no seat kept for women is none said')
  const changed = [
    { ...list, electionId: 4 },
    { ...list, round: { number: 2, kind: 'first' } },
    { ...list, round: { number: 1, kind: 'rerun' } },
    { ...list, posts: [] },
    withPost({ id: '2' }),
    withPost({ title: '副主任' }),
    withPost({ seats: 2 }),
    withPost({ seatsForWomen: 1 }),
    withPost({ reservedForWoman: true }),
    withPost({}, [other, person]),
    withPost({}, [person]),
    withPost({}, [{ ...person, id: 9 }, other]),
    withPost({}, [{ ...person, voterId: 9 }, other]),
    withPost({}, [{ ...person, name: '王炜' }, other]),
    withPost({}, [{ ...person, sex: 'female' }, other]),
    withPost({}, [{ ...person, previousVotes: 5 }, other]),
  ]
  t.equal(new Set([list, ...changed].map(hash)).size, changed.length + 1, 'each a hash of its own')
})

async function aConfirmedList(t: Test) {
  const desk = await aNominationDesk(t, { posts: [{ ...chair }] })
  await aReadyNominee(desk, 0, 7)
  await aReadyNominee(desk, 0, 8)
  const action = `${desk.home}/confirm-candidates`
  await desk.officer.open(action)
  await desk.officer.submit({ step: 'review', acknowledged: 'yes' }, action)
  await desk.officer.submit({ step: 'confirm' }, action)
  return desk
}

t.test('the list confirmed is frozen; its hash stands in the audit log', async (t) => {
  const { made, election } = await aConfirmedList(t)
  const { db } = made
  const frozen = await getCandidateList(db, election.roundId)
  t.match(frozen, { version: 1, hash: /^[0-9a-f]{64}$/, posts: [{ post: { title: '主任', seats: 1 } }] })
  t.equal(frozen?.posts[0]?.candidates.length, 2)
  t.match(await eventsOf(db, 'candidatesConfirmed'), [{ list: { version: 1, hash: frozen?.hash } }])
  t.strictSame(await listChangedLists(db, election.roundId), [])
  t.equal(await getCandidateList(db, election.roundId, 2), undefined)
  for (const change of [
    db.updateTable('candidate').set({ name: '别人' }),
    db.deleteFrom('candidate'),
    db.updateTable('candidateList').set({ version: 2 }),
    db.deleteFrom('candidateList'),
    db.updateTable('candidateListPlace').set({ ballotOrder: 9 }),
    db.deleteFrom('candidateListPlace'),
  ]) {
    const made: Promise<unknown> = change.execute()
    await t.rejects(made, /append-only/)
  }
})

t.test('a list changed past the database’s refusal is found', async (t) => {
  for (const { tampers, because } of [
    { tampers: "update candidate set name = '别人' where id = 1", because: 'another name' },
    { tampers: 'update candidate_list_place set ballot_order = ballot_order + 5', because: 'gaps are no change' },
    {
      tampers: 'update candidate_list_place set ballot_order = 9 where ballot_order = 1',
      because: 'another order',
    },
    { tampers: 'update round_post set seats = 2', because: 'other seats' },
    { tampers: 'delete from candidate_list_place where ballot_order = 2', because: 'one missing' },
    { tampers: "update candidate_list set hash = replace(hash, substr(hash, 1, 1), 'x')", because: 'another hash' },
    { tampers: "update candidate_list set content = content || ' '", because: 'another content' },
  ]) {
    const { made, election } = await aConfirmedList(t)
    await dropTriggers(made.db)
    await sql.raw(tampers).execute(made.db)
    const wanted = because === 'gaps are no change' ? [] : [{ electionId: election.id, round: 1, version: 1 }]
    t.strictSame(await listChangedLists(made.db), wanted, because)
  }
})

t.test('a list that nobody made through the pages is found, however right its hash is', async (t) => {
  const { made, election } = await aConfirmedList(t)
  const { db } = made
  const standing = await listCandidates(db, election.roundId)
  await inTransaction(db, async (trx) => {
    const reversed = standing.map((one, index) => ({ ...one, ballotOrder: standing.length - index }))
    return ok(await insertCandidates(trx, election.roundId, reversed, systemActor('2027-05-06T00:00:00.000Z')))
  })
  t.strictSame(
    (await listCandidates(db, election.roundId)).map(({ id }) => id),
    standing.map(({ id }) => id).reverse(),
    'the same two people, the other way round',
  )
  t.equal((await listCandidateLists(db, election.roundId)).length, 2)
  t.strictSame(await listChangedLists(db, election.roundId), [{ electionId: election.id, round: 1, version: 2 }])
})

async function dropTriggers(db: Db): Promise<void> {
  for (const table of ['candidate', 'candidate_list', 'candidate_list_place']) await liftAppendOnly(db, table)
}
