import t from 'tap'
import { aHouse } from '../helpers/factories.js'
import { testApp } from '../helpers/app.js'
import { aNominationDesk, aReadyNominee } from '../helpers/nomination.js'
import { issue } from '../helpers/papers.js'
import { grantOf } from '../helpers/proxies.js'
import { download } from '../helpers/record.js'
import { textOf } from '../helpers/roll.js'
import { aPolledElection, contestsOf, declared, sheetFields, signedIn, tallied } from '../helpers/tally.js'
import { verifyRecord } from '../../src/tally/verify-record.js'

const chairOnly = [{ title: '主任', position: 'chair', seats: 1, reservedForWoman: false }] as const

t.test('a proxy becomes a candidate: said when registered, listed when confirmed, lapsed by a person', async (t) => {
  const desk = await aNominationDesk(t, { posts: chairOnly })
  const { made, election, officer, clerk, home } = desk
  const base = `/elections/${election.id}`
  const form = `${base}/polling/register-proxy`
  await aReadyNominee(desk, 0, 7)
  await aReadyNominee(desk, 0, 8)
  for (const [principal, proxy] of [
    [1, 7],
    [3, 9],
  ] as const) {
    const paper = grantOf(principal, proxy, { appliedOn: '2027-05-05' })
    await clerk.open(form)
    await clerk.submit(paper, form)
    if (proxy !== 7) continue
    t.match(clerk.html, '已被提名，成为正式候选人后委托即失效')
    await clerk.submit({ ...paper, explanation: '委托人坚持' }, form)
    t.match(clerk.html, '已登记')
  }
  await officer.open(`${home}/post-nominees`)
  await officer.submit({ on: '2027-05-05' }, `${home}/post-nominees`)
  for (const step of ['review', 'confirm']) {
    await officer.open(`${home}/confirm-candidates`)
    await officer.submit({ step }, `${home}/confirm-candidates`)
  }
  t.match(officer.html, '正式候选人已经确定')

  await officer.open(`${base}/rechecks`)
  t.match(textOf(officer.html), /第1号委托.*是候选人，不得接受委托投票/)
  t.notMatch(textOf(officer.html), '第2号委托')
  await issue(officer, election.id, 'proxy-list')
  t.match(officer.html, '有1件委托已不符合规定', 'a list with it on is not posted')

  const page = `${base}/polling/lapse-proxies`
  await officer.open(page)
  const grants = /name="grants" value="([^"]+)"/.exec(officer.html)?.[1] ?? ''
  await officer.submit({ grants }, page)
  t.match(officer.html, '已确认 1 件委托失效')
  await issue(officer, election.id, 'proxy-list')
  t.match(
    await made.db.selectFrom('proxyGrant').select(['state', 'postedOn', 'endedArticle']).orderBy('number').execute(),
    [
      { state: 'lapsed', postedOn: null, endedArticle: '《城市居民委员会组织法》第十九条' },
      { state: 'registered', postedOn: '2027-05-05', endedArticle: null },
    ],
  )
  await officer.open(`${base}/timetable`)
  t.match(textOf(officer.html), /公布委托投票名单/)
})

t.test(
  'a mobile box with one ballot too many is void; the other boxes stand, and whoever counts the record again finds the same',
  async (t) => {
    const house = await testApp(t)
    const election = await aPolledElection(house, await aHouse(house), { issued: [45, 5] })
    const [, boxId = 0] = election.stationIds
    const change = { kind: 'mobile', name: '流动票箱1' } as const
    await house.db.updateTable('pollingStation').set(change).where('id', '=', boxId).execute()
    const contests = contestsOf(election)
    const votes = [
      [40, 5],
      [40, 5],
      [40, 39, 38, 3],
    ]
    const box = { returned: 6, votes: votes.map((post) => post.map(() => 0).fill(6, 0, 1)) }
    await tallied(house, election, [
      sheetFields(contests, { returned: 45, votes }),
      sheetFields(contests, { ...box, explain: { 'more-ballots-than-issued': '复核属实，多一张' } }),
    ])
    const clerk = await signedIn(house, 'tallyClerk')
    await clerk.open(`${election.base}/result`)
    const text = textOf(clerk.html)
    t.match(text, '流动票箱1')
    t.match(text, /收回选票.*50/s, 'the five who voted there stay among those who voted')
    await declared(house, election.base)
    const record = await download(house, election.id)
    const [vote] = record.votes
    t.match(vote?.outcome, {
      isValid: true,
      ballots: { returned: 50, valid: 45, invalid: 5, setApart: 1, invalidBy: { 'box-overfull': 5 } },
    })
    t.same(vote?.outcome.posts[0]?.elected[0]?.for, 40, 'no vote of that box counts')
    // The election was set up without its events; what is counted from the sheets agrees.
    const ofTheCount = verifyRecord(record).filter(({ path }) =>
      /^votes\[0\]\.(outcome|sheets|result|stations\[)/.test(path),
    )
    t.same(ofTheCount, [])
  },
)
