import t from 'tap'
import { testApp } from '../helpers/app.js'
import { alike, aBundle } from '../helpers/bundles.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, eventsOf, signedIn } from '../helpers/tally.js'

const ballots = [...alike(40, '1.3.5'), '?涂改', ...alike(5, '2'), '?看不清', '0']

async function aDoubt(t: Parameters<typeof aBundle>[0]) {
  const bundle = await aBundle(t)
  await bundle.type(bundle.clerks[0], ballots)
  await bundle.type(
    bundle.clerks[1],
    ballots.map((line) => line.replace('涂改', '涂改两处')),
  )
  const page = `${bundle.election.base}/judge-doubtful`
  const judge = async (ballot: number, reading: string, grounds: string, before = '') => {
    await bundle.officer.open(page)
    return await bundle.officer.submit({ sheetId: bundle.id, ballot, reading, grounds, before }, page)
  }
  return { ...bundle, page, judge }
}

t.test('nothing is counted before every doubtful ballot is decided', async (t) => {
  const { house, election, officer, entry, judge, id } = await aDoubt(t)
  t.equal((await entry()).status, 'definitive', 'both saw the same ballots in question, however they put it')
  await officer.open(`${election.base}`)
  t.match(officer.html, '有 2 张疑难票要认定。')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '2 张疑难票没有认定')
  t.same(await eventsOf(house, election.id, 'milestoneReached').then(completed), [], 'the tally is not complete')

  await judge(41, '2 4', '划去的以后一处为准')
  t.equal(officer.status, 200)
  t.match(officer.html, '涂改；涂改两处')
  t.match(officer.html, '划去的以后一处为准')
  await officer.open(`${election.base}/result`)
  t.match(officer.html, '1 张疑难票没有认定')
  await judge(47, 'w2', '整张无法辨认')
  t.same(await eventsOf(house, election.id, 'milestoneReached').then(completed), [1])
  t.match(await eventsOf(house, election.id, 'doubtfulBallotJudged'), [
    { sheetId: id, ballot: 41, reading: '2 4', grounds: '划去的以后一处为准', before: null },
    { sheetId: id, ballot: 47, reading: 'w2', before: null },
  ])
  await officer.open(`${election.base}/result`)
  t.notMatch(officer.html, '疑难票没有认定')
})

function completed(events: readonly Record<string, unknown>[]): unknown[] {
  return events.filter((event) => event['milestone'] === 'tallyCompleted').map((event) => event['round'])
}

t.test('a decision may be mended until the result is proposed, and says what it was before', async (t) => {
  const { house, election, judge, officer, clerks, page } = await aDoubt(t)
  await judge(41, '1', '看得清')
  await judge(41, '2', '复看后更正', '1')
  t.match((await eventsOf(house, election.id, 'doubtfulBallotJudged')).at(-1), { reading: '2', before: '1' })
  await judge(41, '1', '以为还没有人认定')
  t.equal(officer.status, 409, 'somebody else has decided meanwhile')
  await judge(47, 'w2', '无法辨认')
  await clerks[0].open(`${election.base}/result`)
  await clerks[0].submit({}, `${election.base}/result/propose`)
  await judge(41, 'w2', '太晚了', '2')
  t.equal(officer.status, 422)
  t.match(officer.html, '计票结果已经提出')
  await officer.open(page)
  t.notMatch(officer.html, '改正认定', 'no form any more')
})

t.test('what cannot stand is refused beside the field, with what was typed', async (t) => {
  const { house, election, judge, officer } = await aDoubt(t)
  for (const [reading, grounds, message] of [
    ['', '看得清', '请按选票上的标记录入'],
    ['?还是看不清', '看得清', '认定要有结论'],
    ['19', '看得清', '没有 19 号候选人'],
    ['1', '', '请写明认定的依据'],
  ] as const) {
    await judge(41, reading, grounds)
    t.equal(officer.status, 422, message)
    t.match(officer.html, message)
    if (grounds !== '') t.match(officer.html, `value="${grounds}"`, 'kept')
  }
  await judge(1, '1', '这张没有疑问')
  t.equal(officer.status, 409, 'a ballot that nobody put in question')
  t.same(await eventsOf(house, election.id, 'doubtfulBallotJudged'), [])
})

t.test('typed anew, a bundle has no decisions of before', async (t) => {
  const { house, election, judge, officer, id } = await aDoubt(t)
  await judge(41, '1', '看得清')
  const page = `${election.base}/sheets/${id}/resolve-differences`
  await officer.open(page)
  await officer.submit({ resolution: 'reopen', reason: '捆错了' }, page)
  t.same(await house.db.selectFrom('ballotReading').selectAll().execute(), [])
})

t.test('clerks look, officers of the place decide, nobody else comes in', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const page = `${election.base}/judge-doubtful`
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(page)
  t.match(clerk.html, '没有疑难票')
  for (const who of ['observer', 'rollClerk', 'townshipOfficer']) {
    const browser = await signedIn(house, who)
    await browser.open(page)
    t.equal(browser.status, 403, who)
  }
  const other = await signedIn(house, 'electionOfficer-other')
  await other.open(page)
  t.equal(other.status, 404)
})
