import t, { type Test } from 'tap'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { testApp } from '../helpers/app.js'
import { alike, aBundle } from '../helpers/bundles.js'
import { aHouse } from '../helpers/factories.js'
import { type Draft, download, tampered } from '../helpers/record.js'
import { aPolledElection, contestsOf, declared, eventsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

const other = (name: string) => `${name}误`

const ofVotes = (faults: readonly { readonly path: string }[]) =>
  faults.filter(({ path }) => /^votes\[0\]\.(outcome|result|sheets|spellings)/.test(path))

/** The chair written in by 15 ballots under the voter's own name, by 14 and 2 under others: together more than half. */
async function threeSpellings(t: Test) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const voter = await house.db
    .selectFrom('voter')
    .select(['id', 'name'])
    .where('id', '=', election.voterIds[40] ?? 0)
    .executeTakeFirstOrThrow()
  const written = [voter.name, other(voter.name), `${voter.name}甲`] as const
  const wish = {
    returned: 48,
    votes: [
      [10, 5],
      [40, 5],
      [40, 39, 38, 3],
    ],
    writeIns: [15, 14, 2].map((votes, index) => ({ post: 0, name: written[index] ?? '', votes })),
  }
  await tallied(house, election, [sheetFields(contestsOf(election), wish)])
  const page = `${election.base}/join-write-ins`
  const officer = await signedIn(house, 'electionOfficer')
  return { house, election, voter, written, page, officer }
}

t.test('spellings joined by a decision are counted as one, in the result and in the record', async (t) => {
  const { house, election, voter, written, page, officer } = await threeSpellings(t)
  const [name, second, third] = written
  await officer.open(page)
  for (const one of written) t.match(officer.html, one)
  t.match(officer.html, '同名 <span class="num">1</span> 人', 'looked up in the roll')
  await officer.submit({ spelling: [second, third], name, grounds: '' }, page)
  t.equal(officer.status, 422, 'not without saying why')
  t.match(officer.html, '请写明为什么是同一个人')
  t.match(officer.html, `value="${second}" aria-label="合并${second}" checked`, 'what was ticked is kept')
  await officer.submit({ spelling: [second, third], name, grounds: '本社区只有此人' }, page)
  t.match(officer.html, `已合并，都按“${name}”计票`)
  t.match(await eventsOf(house, election.id, 'writeInsJoined'), [
    { name, spellings: [second, third], grounds: '本社区只有此人' },
  ])
  await officer.open(`${election.base}/result`)
  t.match(officer.html, `含写作 ${[second, third].sort().join('、')} 的`)
  t.match(officer.html, `核对${name}`, '31 of 48: now somebody who would be elected')

  await officer.open(`${election.base}/match-write-in?name=${encodeURIComponent(name)}`)
  t.match(officer.html, '主任 <span class="num">31</span> 票')
  await officer.submit({ person: `voter-${voter.id}` }, `${election.base}/match-write-in`)
  await officer.open(`${election.base}/check-winners`)
  t.match(officer.html, name, 'eligibility is looked into before the result')
  await officer.submit(
    { person: String(voter.id), verdict: 'eligible', note: '街道联审意见' },
    `${election.base}/check-winners`,
  )
  await declared(house, election.base)
  const record = await download(house, election.id)
  // The fixture was not opened through the pages, so its events are not whole; what was counted is.
  t.same(ofVotes(verifyRecord(record)), [])
  const [vote] = record.votes
  t.same(
    vote?.spellings?.map(({ spelling }) => spelling),
    [second, third].sort(),
  )
  t.match(vote?.outcome.posts[0]?.elected, [{ name, for: 31 }])
  for (const { what, change, place } of [
    {
      what: 'a joining left out',
      change: (draft: Draft) => draft.votes[0]?.spellings?.pop(),
      place: /^votes\[0\]\.outcome/,
    },
    {
      what: 'a chain',
      change: (draft: Draft) => draft.votes[0]?.spellings?.push({ spelling: name, name: '别人' }),
      place: /^votes\[0\]\.spellings\[2\]$/,
    },
  ]) {
    const paths = verifyRecord(tampered(record, change)).map(({ path }) => path)
    t.ok(
      paths.some((path) => place.test(path)),
      `${what}: ${paths.join(' ')}`,
    )
  }
  await officer.open(page)
  await officer.post(`${page}/part`, { spelling: second })
  await officer.open(page)
  t.match(officer.html, '计票结果已经提出或者宣布', 'nothing is changed under a result')
  t.match(officer.html, `按“${name}”计票`)
})

t.test('a joining is taken back, once', async (t) => {
  const { house, election, written, page, officer } = await threeSpellings(t)
  const [name, second, third] = written
  await officer.open(page)
  await officer.submit({ spelling: second, name, grounds: '同音' }, page)
  await officer.open(page)
  await officer.submit({ spelling: second }, `${page}/part`)
  t.match(officer.html, `“${second}”已拆开`)
  t.match(await eventsOf(house, election.id, 'writeInsParted'), [{ name, spelling: second }])
  await officer.post(`${page}/part`, { spelling: second })
  await officer.open(`${election.base}/result`)
  t.notMatch(officer.html, '含写作')
  // Chains, and joinings of what there is not.
  await officer.open(page)
  await officer.submit({ spelling: second, name, grounds: '同音' }, page)
  await officer.open(page)
  await officer.submit({ spelling: name, name: third, grounds: '同音' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, `已经有写法合并到“${name}”`)
  await officer.open(page)
  await officer.submit({ spelling: third, name: second, grounds: '同音' }, page)
  t.match(officer.html, `“${second}”自己已经合并到别的写法里`)
  await officer.open(page)
  await officer.submit({ spelling: '没有的人', name, grounds: '同音' }, page)
  t.equal(officer.status, 409)
  await officer.open(page)
  await officer.submit({ name, grounds: '同音' }, page)
  t.match(officer.html, '请勾选要合并的写法')
})

t.test(
  'two people are not joined: who together has more votes than there are ballots, who is known to be another',
  async (t) => {
    const house = await testApp(t)
    const election = await aPolledElection(house, await aHouse(house))
    const wish = {
      returned: 48,
      votes: [
        [0, 0],
        [40, 5],
        [20, 20, 20, 3],
      ],
      writeIns: [
        { post: 2, name: '诸葛亮', votes: 30 },
        { post: 2, name: '诸葛良', votes: 25 },
        { post: 0, name: '周瑜', votes: 5 },
        { post: 0, name: '周渝', votes: 4 },
      ],
      explain: {},
    }
    await tallied(house, election, [sheetFields(contestsOf(election), wish)])
    const page = `${election.base}/join-write-ins`
    const officer = await signedIn(house, 'electionOfficer')
    await officer.open(page)
    t.match(officer.html, '同音', 'those that sound alike stand together')
    await officer.submit({ spelling: '诸葛良', name: '诸葛亮', grounds: '同音' }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, '合并以后，另选人诸葛亮得55票，多于有效票48张')
    const [, voterId] = election.voterIds.slice(40)
    await officer.open(`${election.base}/match-write-in?name=${encodeURIComponent('周渝')}`)
    await officer.submit({ person: `voter-${voterId}` }, `${election.base}/match-write-in`)
    await officer.open(page)
    await officer.submit({ spelling: '周渝', name: '周瑜', grounds: '同音' }, page)
    t.equal(officer.status, 422)
    t.match(officer.html, '“周渝”已经认定是谁')
    await officer.open(page)
    await officer.submit({ spelling: '周瑜', name: '周渝', grounds: '同音' }, page)
    t.match(officer.html, '都按“周渝”计票')
  },
)

t.test('in a bundle typed ballot by ballot the ballots are judged with the spellings joined', async (t) => {
  const { election, officer, clerks, type } = await aBundle(t)
  const lines = [
    ...alike(20, '/1张三 3'),
    ...alike(10, '/1张叁 3'),
    ...alike(10, '1 3'),
    '/1张三 /1张叁',
    '/1张三 /2张叁',
  ]
  for (const clerk of clerks) await type(clerk, lines, { 'explain-many-ballots-missing': '没有' })
  const page = `${election.base}/join-write-ins`
  await officer.open(page)
  await officer.submit({ spelling: '张叁', name: '张三', grounds: '同音' }, page)
  await officer.open(`${election.base}/match-write-in?name=${encodeURIComponent('张三')}`)
  t.match(officer.html, '主任 <span class="num">31</span> 票', 'written twice for one post is named once')
})

t.test('only the officer joins, and only in the own community', async (t) => {
  const { house, page, written } = await threeSpellings(t)
  for (const [who, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, who)
    await visitor.open(page)
    t.equal(visitor.status, status, who)
    await visitor.submit({ spelling: written[1], name: written[0], grounds: 'x' }, page)
    t.equal(visitor.status, status, who)
    await visitor.submit({ spelling: written[1] }, `${page}/part`)
    t.equal(visitor.status, status, who)
  }
})
