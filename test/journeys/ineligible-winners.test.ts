import t from 'tap'
import type { FormValues } from '../../scripts/walk/browser.js'
import { carryOut } from '../../scripts/walk/browser.js'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { onTheBallot, printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { declare, holdPoll, holdVote, type Journey, moveTo, walkToElectionDay } from '../helpers/journey.js'

/** Few marks for those printed under 主任: most voters wrote somebody else. */
const fewForTheChair: tally.Support = (post, rank) => (post.title === '主任' ? 10 : tally.clearSupport(post, rank))

/** A voter who stands for nothing and is the only one of that name. */
async function aVoterAside({ test, electionId }: Journey) {
  return await test.db
    .selectFrom('voter')
    .select(['id', 'name'])
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
}

async function postIds({ test, electionId }: Journey): Promise<ReadonlyMap<string, string>> {
  const rows = await test.db.selectFrom('post').select(['id', 'title']).where('electionId', '=', electionId).execute()
  return new Map(rows.map(({ id, title }) => [title, String(id)]))
}

t.test('people who are written in, win the votes and cannot be elected', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 160)
  const { cast, electionId } = journey
  const { officer, firstTypist, secondTypist } = cast
  const home = `/elections/${electionId}/tally`
  const posts = await postIds(journey)
  const convict = await aVoterAside(journey)
  await holdPoll(journey, 110)
  await tally.createSheets(officer, electionId)
  const writtenIn: tally.Amend = (figures): FormValues => ({
    ...figures,
    [`writeIn-${posts.get('主任')}-1-name`]: convict.name,
    [`writeIn-${posts.get('主任')}-1-votes`]: 70,
    [`writeIn-${posts.get('妇女委员')}-1-name`]: '外乡人',
    [`writeIn-${posts.get('妇女委员')}-1-votes`]: 5,
  })
  for (const sheet of await tally.listSheets(officer, electionId)) {
    for (const typist of [firstTypist, secondTypist]) {
      await tally.typeSheet(typist, electionId, sheet, fewForTheChair, writtenIn)
    }
  }

  await officer.open(`${home}/result`)
  t.match(officer.html, `核对${convict.name}`, 'whoever has the votes is looked up first')
  const propose = async () => {
    await firstTypist.open(`${home}/result`)
    await carryOut(firstTypist, {}, `${home}/result/propose`)
  }
  await t.rejects(propose(), /还没有核对是不是本社区选民/)
  for (const [name, decision] of [
    [convict.name, { person: `voter-${convict.id}` }],
    ['外乡人', { person: 'ineligible', reason: '不是本社区选民' }],
  ] as const) {
    await officer.open(`${home}/match-write-in?name=${encodeURIComponent(name)}`)
    await carryOut(officer, decision, `${home}/match-write-in`)
  }
  await t.rejects(propose(), /还没有核对当选资格/)
  await officer.open(`${home}/check-winners`)
  const found = { person: String(convict.id), verdict: 'barred', note: '奉中区人民法院刑事判决书' }
  await carryOut(officer, found, `${home}/check-winners`)
  await declare(journey)

  await officer.open(`${home}/result`)
  t.match(officer.html, '不符合当选条件')
  t.match(officer.html, '另行选举：主任1名')
  const seated = await seatHolders(test, electionId)
  t.equal(seated.length, 4)
  t.notOk(seated.some((holder) => holder.startsWith('主任')))
  const paper = await printedText(test, electionId, 'election-return')
  t.match(paper, new RegExp(`主任${convict.name}70`), 'the votes are printed')
  t.match(
    paper,
    `${convict.name}得赞成票70张，达到当选所需票数，但有法律规定不得提名为候选人的情形`,
    'and why they elect nobody',
  )
  t.notMatch(await printedText(test, electionId, 'result'), convict.name, 'the notice names those elected alone')

  await moveTo(test, house, '2027-05-21')
  await tally.openRunoff(officer, electionId, '2027-05-30')
  const standing = await onTheBallot(test, electionId, '主任')
  t.equal(standing.length, 2)
  t.notOk(
    standing.some(({ name }) => name === convict.name),
    'who cannot be elected does not stand again',
  )
  await papers.issue(officer, electionId, ['runoff'])
  t.notMatch(await printedText(test, electionId, 'runoff'), convict.name)
  await moveTo(test, house, '2027-05-30')
  await holdVote(journey, 60, (_post, rank) => (rank === 0 ? 40 : 20))
  t.match((await seatHolders(test, electionId))[0], `主任 ${standing[0]?.name}`)
  const { record, faults } = await recordOf(journey)
  t.strictSame(faults, [])
  t.equal(record.result.elected.length, 5)
  t.notMatch(JSON.stringify(record), '刑事判决书', 'of the reason no more than its kind')
})
