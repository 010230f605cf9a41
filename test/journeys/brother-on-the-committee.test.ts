import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { soughtName } from '../../src/lib/variant-characters.js'
import { declareSibling, linkCommittee, replaceMember } from '../../scripts/walk/committee.js'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, type Journey, walkToElectionDay } from '../helpers/journey.js'
import type { PlainDate } from '../../src/lib/plain-date.js'

/** Lets a man of the roll who stands for nothing bear the name of a member; returns his voter number. */
async function aNamesakeOnTheRoll({ test, electionId }: Journey, name: string): Promise<number> {
  const man = await test.db
    .selectFrom('voter')
    .select(['id', 'voterNumber'])
    .where('electionId', '=', electionId)
    .where('state', '=', 'registered')
    .where('sex', '=', 'male')
    .orderBy('voterNumber', 'desc')
    .executeTakeFirstOrThrow()
  await test.db
    .updateTable('voter')
    .set({ name, searchName: soughtName(name) })
    .where('id', '=', man.id)
    .execute()
  return man.voterNumber
}

t.test('a member of the election committee is a nominee’s brother', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const aBrotherStands = async (journey: Journey, day: PlainDate) => {
    const { cast, electionId } = journey
    const { officer, rollClerk } = cast
    const number = await aNamesakeOnTheRoll(journey, '周建平')
    await linkCommittee(rollClerk, electionId)
    await officer.open(`/elections/${electionId}/nomination/committee-changes`)
    t.match(officer.html, '现在没有需要退出的成员')
    const nominee = await test.db.selectFrom('nominee').select('id').orderBy('id').executeTakeFirstOrThrow()
    await declareSibling(rollClerk, electionId, nominee.id, number)
    await officer.open(`/elections/${electionId}/nomination/committee-changes`)
    t.match(officer.html, '有1名成员应当退出')
    await officer.open(`/elections/${electionId}/nomination/confirm-candidates`)
    t.match(officer.html, /周建平的近亲属[^<]*兄弟姐妹/, 'the page that confirms the candidates points there')
    await replaceMember(officer, electionId, '周建平', day)
    const members = `/elections/${electionId}/documents/committee-members/issue-paper`
    await officer.open(members)
    t.match(officer.html, '请印发《居民选举委员会成员变动公告》', 'the list that was posted stays what it said')
    await papers.issue(officer, electionId, ['committee-change'])
    await officer.open(`/elections/${electionId}/nomination/confirm-candidates`)
    t.notMatch(officer.html, '周建平', 'nobody sits who should not')
  }
  const journey = await walkToElectionDay(test, house, 'allVoters', 260, aBrotherStands)
  const paper = await test.db
    .selectFrom('issuedPaper')
    .select('facts')
    .where('key', '=', 'committee-change')
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(paper.facts), {
    leavings: [{ name: '周建平', reason: '近亲属被提名为候选人' }],
    seats: [{ left: '周建平', successor: '马国良', votes: '21', position: '委员' }],
    size: 5,
  })
  await holdVote(journey, 80, tally.clearSupport)
  t.equal((await test.db.selectFrom('electedMember').select('id').execute()).length, 5, 'and the election goes on')
  t.equal(await findBrokenLink(test.db), undefined)
})
