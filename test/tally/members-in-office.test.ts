import t from 'tap'
import { kinshipRow, listKinships, listMembersInOffice } from '../../src/nomination/queries.js'
import { listElectedMembers, listResults } from '../../src/tally/queries.js'
import { aPolledByElection } from '../helpers/by-election.js'
import { contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'
import { aTermDesk, resigns, type TermDesk } from '../helpers/term.js'

/** At the regular election somebody declared that two people are siblings, known by their place on its roll. */
async function siblings({ house: { db }, election }: TermDesk, one: number, other: number): Promise<void> {
  const [a, b] = [one, other].map((number) => String(election.voterIds[number - 1]))
  const { id: declaredBy } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  await db
    .insertInto('declaredKinship')
    .values({
      ...{ electionId: election.id, ...kinshipRow(a ?? '', b ?? '', 'sibling'), note: '户口簿' },
      ...{ declaredBy, declaredAt: '2027-05-06T00:00:00.000Z' },
    })
    .execute()
}

// Of the roll 1 and 2 stood for the chair, 3 and 4 for the vice-chair, 5 to 8 for three members' seats.
t.test('a relative of a member in office takes no seat, as declared at the regular election', async (t) => {
  const desk = await aTermDesk(t)
  const { house } = desk
  await siblings(desk, 3, 41)
  await resigns(desk, 3)
  const election = await aPolledByElection(desk, [41, 42])
  const [barred, other] = election.candidates[0] ?? []
  const viceChair = election.voterIds[2]
  t.match(await eventsOf(house, election.id, 'kinshipDeclared'), [
    { between: [String(viceChair), barred?.id], relation: 'sibling', note: '此前选举登记：户口簿' },
  ])
  t.match(await listMembersInOffice(house.db, election.id), [
    { personId: String(election.voterIds[0]), title: '主任', isInOffice: true },
    { personId: String(viceChair), title: '副主任', votes: 40 },
    { personId: String(election.voterIds[5]), title: '委员', position: 'member' },
    { personId: String(election.voterIds[6]), title: '委员' },
  ])
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes: [[30, 15]] })])
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/result`)
  t.match(
    officer.html,
    new RegExp(`${barred?.name}得赞成票30张，达到当选所需票数，但与在任的副主任.{2,4}是兄弟姐妹关系`),
  )
  t.match(officer.html, /补选不使在任成员离任，未当选委员.*第八条.*第二十四条/)
  await officer.open(`${election.base}/check-winners`)
  t.match(officer.html, '在任成员：')
  t.match(officer.html, /<option value="resident-|<option value="\d+">[^<]*<\/option>/)
  await declared(house, election.base)
  const [result] = await listResults(house.db, election.id)
  t.match(result?.counted, { electedBefore: 4, inOffice: { length: 4 } })
  t.match(result?.counted.outcome.followUp, {
    kind: 'runoff',
    posts: [{ seats: 1, candidates: [{ personId: other?.id }] }],
  })
  t.strictSame(await listElectedMembers(house.db, election.id), [])
})

t.test(
  'who sits and is written in for a post as high is passed over by the count; a resigned member is no bar',
  async (t) => {
    const desk = await aTermDesk(t)
    const { house } = desk
    await siblings(desk, 5, 41)
    await resigns(desk, 3)
    const election = await aPolledByElection(desk, [41, 42])
    const sitting = await house.db
      .selectFrom('voter')
      .select(['id', 'name'])
      .where('id', '=', election.voterIds[5] ?? 0)
      .executeTakeFirstOrThrow()
    const writeIns = [{ post: 0, name: sitting.name, votes: 30 }]
    await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes: [[10, 8]], writeIns })])
    const officer = await signedIn(house, 'electionOfficer')
    const match = `${election.base}/match-write-in`
    await officer.open(`${match}?name=${encodeURIComponent(sitting.name)}`)
    await officer.submit({ person: `voter-${sitting.id}` }, match)
    await officer.open(`${election.base}/result`)
    t.match(
      officer.html,
      `${sitting.name}得赞成票30张，达到当选所需票数，但是本届居民委员会在任的委员，一人只任一职，补选只补出缺的职务，未当选委员`,
    )
    t.notMatch(officer.html, '兄弟姐妹', 'whose brother has resigned is kept out by nobody')
    await declared(house, election.base)
    const [result] = await listResults(house.db, election.id)
    t.match(result?.counted.outcome.followUp, {
      kind: 'runoff',
      posts: [{ candidates: [{ for: 10 }, { for: 8 }] }],
    })
    t.strictSame(await listElectedMembers(house.db, election.id), [])
    t.equal((await listKinships(house.db, election.id)).length, 1)
  },
)

t.test('a regular election knows nobody in office', async (t) => {
  const { house, election } = await aTermDesk(t)
  t.strictSame(await listMembersInOffice(house.db, election.id), [])
  const [result] = await listResults(house.db, election.id)
  t.notOk('inOffice' in (result?.counted ?? {}))
})
