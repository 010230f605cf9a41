import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { type Browser, carryOut, insistOnSuccess } from '../../scripts/walk/browser.js'
import * as papers from '../../scripts/walk/papers.js'
import * as poll from '../../scripts/walk/poll.js'
import { allowMobileBoxes, setUpMobileBox } from '../../scripts/walk/proxies.js'
import * as tally from '../../scripts/walk/tally.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { type Journey, walkToElectionDay } from '../helpers/journey.js'
import { download } from '../helpers/record.js'
import { textOf } from '../helpers/roll.js'

t.setTimeout(300_000)

const listed = 5

/** Voters who are to vote at the box: the last of the roll, who stand for nothing. */
async function lastVoters({ test, electionId }: Journey) {
  return await test.db
    .selectFrom('voter')
    .select(['id', 'voterNumber'])
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .orderBy('voterNumber', 'desc')
    .limit(listed)
    .execute()
}

t.test('a mobile box comes back with one ballot too many, from its planning to the declared result', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 220, async (walked, day) => {
    await allowMobileBoxes(walked.cast.auditor, walked.electionId, day)
    const voters = (await lastVoters(walked)).map(({ voterNumber }) => voterNumber)
    const where = { name: '流动票箱1', place: '长岭路1—20号逐户上门', reason: '高龄选民较多' }
    const people = { scrutineers: '林一（街道）、周二（街道）、郑三（街道）', escorts: '吴四（街道）、陈五（街道）' }
    await setUpMobileBox(walked.cast, walked.electionId, { ...where, ...people, voters }, day)
    await papers.issue(walked.cast.officer, walked.electionId, ['mobile-box-list'])
  })
  const { cast, electionId } = journey
  const base = `/elections/${electionId}`
  const atTheBox = (await lastVoters(journey)).map(({ id }) => id)
  const everybody = await test.db
    .selectFrom('voter')
    .select('id')
    .where('electionId', '=', electionId)
    .where('isElector', '=', 1)
    .where('id', 'not in', atTheBox)
    .orderBy('id')
    .execute()

  const staff = ['马国良', '高秀兰', '罗志明', '徐小红'] as const
  const station = { name: '中心投票站', place: '社区礼堂', kind: 'central' as const, staff }
  const ids = await poll.setUpPolling(cast, electionId, [station], 2 * (everybody.length + 5))
  const rows = await test.db.selectFrom('pollingStation').select(['id', 'kind']).execute()
  const [box = 0, central = 0] = ['mobile', 'central'].map((kind) => rows.find((row) => row.kind === kind)?.id ?? 0)
  t.same([...ids].sort(), [box, central].sort(), 'both are supplied with ballots')
  await poll.openStations(cast.officer, electionId, [central, box])
  const come = everybody.slice(0, Math.ceil(everybody.length * 0.8)).map(({ id }) => id)
  await poll.checkIn(cast.desk, electionId, central, come)
  await poll.checkIn(cast.desk, electionId, box, atTheBox)
  await cast.desk.open(`${base}/polling/check-in?voter=${everybody.at(-1)?.id ?? 0}`)
  t.match(textOf(cast.desk.html), '不在流动票箱1的名单上', 'the box is for those on its list')
  await poll.closeStations(cast, electionId, [central, box])

  await tally.createSheets(cast.officer, electionId)
  const sheets = await test.db.selectFrom('tallySheet').select(['id', 'stationId']).orderBy('id').execute()
  for (const typist of [cast.firstTypist, cast.secondTypist]) {
    for (const { id, stationId } of sheets) {
      const [issued, more] = stationId === box ? [listed, 1] : [come.length, 0]
      await typeSheet(typist, `${base}/tally/sheets/${id}/enter-sheet`, issued, more)
    }
  }
  await cast.firstTypist.open(`${base}/tally/result`)
  t.match(textOf(cast.firstTypist.html), /流动票箱1.*多于/s, 'the reason is said')
  await tally.declareResult(cast, electionId)
  await papers.issue(cast.officer, electionId, ['result', 'election-return'])

  const record = await download(test, electionId)
  t.same(verifyRecord(record), [], 'whoever counts the record again finds the same')
  const [vote] = record.votes
  t.match(vote?.outcome.ballots, {
    returned: come.length + listed,
    setApart: 1,
    invalidBy: { 'box-overfull': listed },
  })
  const { valid, blank = 0, invalid } = vote?.outcome.ballots ?? { valid: 0, invalid: 0 }
  t.equal(valid + blank + invalid, come.length + listed)
  t.ok(valid > 0 && valid <= come.length, 'only what the other box brought counts')
  t.equal((await test.db.selectFrom('electedMember').select('id').execute()).length, 5, 'and elects everybody')
  t.equal(await findBrokenLink(test.db), undefined)
})

/** Types a sheet on which all votes are for somebody; `more` came out of the box than had been handed out. */
async function typeSheet(typist: Browser, page: string, issued: number, more: number): Promise<void> {
  await typist.open(page)
  if (typist.html.includes(`${page}/start`)) await carryOut(typist, {}, `${page}/start`)
  await typist.open(page)
  const figures = {
    ...tally.sheetValues(typist.html, issued + more, tally.clearSupport),
    ballotsIssued: String(issued),
  }
  await typist.submit(figures, page)
  const asked = [...typist.html.matchAll(/name="(explain-[a-z-]+)"/g)].map(([, name]) => name as string)
  if (asked.length > 0) {
    const explained = Object.fromEntries(asked.map((name) => [name, '复核属实，多一张。']))
    await typist.submit({ ...figures, ...explained }, page)
  }
  insistOnSuccess(typist, page)
}
