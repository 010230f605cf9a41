import t from 'tap'
import { alike, aBundle } from '../helpers/bundles.js'
import { eventsOf, signedIn, startSheet } from '../helpers/tally.js'

// 40 votes for the first of each post, one against, one written in, a blank, one not official, one with too many.
const ballots = [...alike(38, '1.3.5.6.7'), '1 -4 /3张三', '1 3 5 6 7 8', '0', 'w1', ...alike(6, '2 4 8')]

t.test('a bundle is typed ballot by ballot by two people and counted by the rules', async (t) => {
  const { house, election, clerks, entry, type, officer } = await aBundle(t)
  await type(clerks[0], ballots)
  t.equal(clerks[0].status, 200)
  t.equal((await entry()).status, 'firstEntryDone')
  await startSheet(clerks[1], election.base, 1)
  t.notMatch(clerks[1].html, '1 3 5 6 7', 'nothing of the first entry is shown')
  // The same marks in another order are the same ballot.
  await type(clerks[1], ['7.6.5.3.1', ...ballots.slice(1)])
  t.match(clerks[1].html, '已核定')
  const state = await entry()
  if (state.status !== 'definitive') throw new Error(state.status)
  t.match(state.first.entered, { ballotsReturned: 48, validBallots: 45, invalidBallots: 2, blankBallots: 1 })
  t.same(state.first.entered.invalidBy, { overvote: 1, 'not-official': 1 })
  await officer.open(`${election.base}/result`)
  t.match(officer.html, /39/, 'the chair’s first candidate')
  const created = await eventsOf(house, election.id, 'sheetCreated')
  t.match(created, [{ mode: 'ballots' }])
})

t.test('what cannot be read is said with its ballot, and everything typed is kept', async (t) => {
  const { clerks, entry, type, href } = await aBundle(t)
  await type(clerks[0], ['1.3', '9', '', '1 1'])
  t.equal(clerks[0].status, 422)
  t.match(clerks[0].html, '第 2 张：没有 9 号候选人，序号是 1 至 8。')
  t.match(clerks[0].html, '第 3 张：还没有录入；空白票请录 0。')
  t.match(clerks[0].html, /第 4 张：.*录了两次。/)
  t.match(clerks[0].html, '1.3\n9\n\n1 1</textarea>')
  t.same((await entry()).running?.draft, { 'ballot-1': '1.3', 'ballot-2': '9', 'ballot-3': '', 'ballot-4': '1 1' })
  await clerks[0].submit({ ballots: '' }, href)
  t.equal(clerks[0].status, 422)
  t.match(clerks[0].html, '一张选票也没有录入')
  await clerks[0].submit({ ballots: alike(501, '1').join('\n') }, href)
  t.equal(clerks[0].status, 422)
  t.match(clerks[0].html, '一捆最多 500 张')
})

t.test('a half-typed bundle is kept and goes on where it was', async (t) => {
  const { clerks, election, id, href } = await aBundle(t)
  await startSheet(clerks[0], election.base, id)
  const kept = await clerks[0].post(`${href}/draft`, { ballots: '1\n2 4\n', autosave: 'yes', version: '2' })
  t.equal(kept.statusCode, 200)
  await clerks[0].open(href)
  t.match(clerks[0].html, '1\n2 4</textarea>')
  t.match(clerks[0].html, '已录 <span class="num">2</span> 张')
})

t.test('one ballot that differs is corrected blind, and only that one', async (t) => {
  const { clerks, entry, type, officer, election, id, href } = await aBundle(t)
  const right = [...alike(44, '1.3.5'), '2', '0', '1', '4']
  const wrong = [...alike(44, '1 3 5'), '1', '0', '1', '4']
  await type(clerks[0], right)
  await type(clerks[1], wrong)
  t.equal((await entry()).status, 'entriesDiffer')
  const page = `${election.base}/sheets/${id}/resolve-differences`
  await officer.open(page)
  t.match(officer.html, '共 <span class="num">1</span> 处')
  t.match(officer.html, /第 45 张.*主任：赞成.*主任：赞成/s)
  await officer.submit({ resolution: 'correctSecond' }, page)
  await startSheet(clerks[1], election.base, id)
  t.match(clerks[1].html, /1 3 5\n\n0\n1\n4<\/textarea>/, 'the ballot that differs is empty, the others stand')
  await clerks[1].submit({ ballots: right.join('\n') }, href)
  t.equal((await entry()).status, 'definitive')
})

t.test('a ballot left out is one difference, and the bundle is typed again', async (t) => {
  const { clerks, entry, type, officer, election, id } = await aBundle(t)
  const whole = [...alike(20, '1'), ...alike(20, '2'), '3 5', '4 6', '0', ...alike(5, '1.3')]
  await type(clerks[0], whole)
  await type(
    clerks[1],
    whole.filter((_, index) => index !== 41),
  )
  t.equal((await entry()).status, 'entriesDiffer')
  const page = `${election.base}/sheets/${id}/resolve-differences`
  await officer.open(page)
  t.match(officer.html, '共 <span class="num">1</span> 处')
  t.match(officer.html, '没有这一张')
  t.notMatch(officer.html, 'value="correctFirst"', 'nobody can say which line is which ballot')
  t.match(officer.html, '两次录入的张数不一样')
  await officer.submit({ resolution: 'keepFirst' }, page)
  await type(clerks[1], whole)
  t.equal((await entry()).status, 'definitive')
})

t.test('nobody but a typist types, and only in their own community', async (t) => {
  const { house, href } = await aBundle(t)
  for (const [who, status] of [
    ['observer', 403],
    ['electionOfficer', 403],
    ['tallyClerk-other', 404],
  ] as const) {
    const browser = await signedIn(house, who)
    await browser.open(href)
    t.equal(browser.status, status, who)
  }
})
