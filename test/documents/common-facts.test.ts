import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'

t.test('a paper names the local procedure whose figures it rests on', async (t) => {
  const made = await testApp(t)
  const house = await aHouse(made)
  const election = await anElection(made, house, { electionDay: '2027-06-14', until: 'rollPosted', voters: 3 })
  const officer = await signedIn(made, 'electionOfficer')
  const factsOf = async () => {
    await issue(officer, election.id, 'election-day')
    const papers = await issuedPapers(made, election.id)
    const { facts } = await made.db
      .selectFrom('issuedPaper')
      .select('facts')
      .where('id', '=', papers.at(-1)?.id ?? 0)
      .executeTakeFirstOrThrow()
    return JSON.parse(facts) as { ruleSet: string; ruleSetCode: string }
  }
  const plain = '浙江省城市社区居民委员会选举规则（2026年，暂定）第1版'
  t.match(await factsOf(), { ruleSet: plain, ruleSetCode: '浙江规则2026第1版' })
  await made.db.updateTable('election').set({ settings: '{"runoffDays":7}' }).execute()
  t.match(await factsOf(), {
    ruleSet: `${plain}，并依据本社区选举办法`,
    ruleSetCode: '浙江规则2026第1版＋本地选举办法',
  })
  const { id: setBy } = await made.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  const row = { seasonId: house.seasonId, electionId: election.id, isForSeason: 0, reason: '会议通过', setBy }
  const document = { documentName: '奉中社区选举办法', documentDate: '2027-04-03', documentNumber: null } as const
  const setAt = '2027-04-05T01:00:00.000Z'
  await made.db
    .insertInto('ruleSetting')
    .values([
      { ...row, ...document, figure: 'runoffDays', value: '7', setAt },
      { ...row, ...document, figure: 'decisionDays', value: '2', setAt },
    ])
    .execute()
  t.match(
    (await factsOf()).ruleSet,
    '，并依据《奉中社区选举办法》（2027年4月3日通过）',
    'once, though two figures rest on it',
  )
})
