import t from 'tap'
import type { EntryState } from '../../src/rules/double-entry.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import {
  aPolledElection,
  contestsOf,
  eventsOf,
  sheetFields,
  signedIn,
  startSheet,
  typeSheet,
} from '../helpers/tally.js'

const votes = [
  [30, 10],
  [30, 10],
  [30, 30, 30, 10],
]

/** A sheet that two clerks typed unlike: the chair's first candidate has 30 votes or 29, one write-in 3 or 2. */
async function aDifference(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({}, `${election.base}/set-up-sheets`)
  const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  const href = `${election.base}/sheets/${id}`
  const right = sheetFields(contestsOf(election), {
    returned: 48,
    votes,
    writeIns: [{ post: 2, name: '张三', votes: 3 }],
  })
  const wrong = sheetFields(contestsOf(election), {
    returned: 48,
    votes: [[29, 10], ...votes.slice(1)],
    writeIns: [{ post: 2, name: '张三', votes: 2 }],
  })
  const clerks = [await signedIn(house, 'tallyClerk'), await signedIn(house, 'tallyClerk-2')] as const
  await typeSheet(clerks[0], election.base, id, right)
  await typeSheet(clerks[1], election.base, id, wrong)
  const entry = async () => {
    const row = await house.db.selectFrom('tallySheet').select('entry').executeTakeFirstOrThrow()
    return JSON.parse(row.entry) as EntryState
  }
  const resolve = async (resolution: string, more: Record<string, string> = {}) => {
    await officer.open(`${href}/resolve-differences`)
    return await officer.submit({ resolution, ...more }, `${href}/resolve-differences`)
  }
  return { house, election, officer, clerks, id, href, right, wrong, entry, resolve }
}

t.test('the officer sees only what differs, and by whom', async (t) => {
  const { officer, election, href, entry } = await aDifference(t)
  t.equal((await entry()).status, 'entriesDiffer')
  await officer.open(election.base)
  t.match(officer.html, '核对这张计票单', 'it is the next step')
  await officer.open(`${href}/resolve-differences`)
  t.match(officer.html, /主任　.*　赞成.*30.*29/s)
  t.match(officer.html, /另选人张三.*3.*2/s)
  t.match(officer.html, '第一次（tallyClerk）')
  t.notMatch(officer.html, '副主任')
})

t.test('one entry is corrected blind by somebody who has not seen the other', async (t) => {
  const { house, election, clerks, href, id, right, entry, resolve } = await aDifference(t)
  await resolve('correctSecond')
  t.equal((await entry()).status, 'correctionOrdered')
  await clerks[0].open(`${href}/enter-sheet`)
  t.match(clerks[0].html, '要由两个人分别完成', 'not by the typist of the entry kept')
  await startSheet(clerks[1], election.base, id)
  t.match(clerks[1].html, '更正录入')
  const chair = election.candidates[0]?.[0]?.id
  t.match(clerks[1].html, `name="candidate-${chair}-for" value=""`, 'the differing field is empty')
  t.notMatch(clerks[1].html, '张三', 'a write-in that differs is gone with its name')
  t.match(clerks[1].html, 'value="48"', 'what agrees is kept')
  await clerks[1].submit(right, `${href}/enter-sheet`)
  t.equal((await entry()).status, 'definitive')
  const [event] = await eventsOf(house, election.id, 'differencesResolved')
  t.match(event, { sheetId: id, resolution: 'correctSecond', state: 'correctionOrdered' })
  t.same(
    (await eventsOf(house, election.id, 'sheetEntered')).map((entered) => entered['entry']),
    ['first', 'second', 'correction'],
  )
})

t.test('one entry is kept and the other typed anew', async (t) => {
  const { election, clerks, id, right, entry, resolve } = await aDifference(t)
  await resolve('keepFirst')
  t.match(await entry(), { status: 'firstEntryDone', resolvers: [Number] })
  await typeSheet(clerks[1], election.base, id, right)
  t.equal((await entry()).status, 'definitive')
})

t.test('the second is kept, and its typist cannot be the second again', async (t) => {
  const { election, clerks, id, wrong, entry, resolve } = await aDifference(t)
  await resolve('keepSecond')
  await typeSheet(clerks[1], election.base, id, wrong)
  t.equal((await entry()).status, 'firstEntryDone')
  await typeSheet(clerks[0], election.base, id, wrong)
  t.equal((await entry()).status, 'definitive')
})

t.test('both are thrown away', async (t) => {
  const { entry, resolve } = await aDifference(t)
  await resolve('discardAll')
  t.same(await entry(), { status: 'empty' })
})

t.test('a definitive sheet is reopened with a reason, and not under a result that rests on it', async (t) => {
  const { house, election, officer, clerks, id, href, right, entry, resolve } = await aDifference(t)
  await resolve('keepFirst')
  await typeSheet(clerks[1], election.base, id, right)
  await resolve('reopen')
  t.equal(officer.status, 422)
  t.match(officer.html, '请写明原因')
  await clerks[0].open(`${election.base}/result`)
  await clerks[0].submit({}, `${election.base}/result/propose`)
  await resolve('reopen', { reason: '第3捆漏计' })
  t.equal(officer.status, 422)
  t.match(officer.html, '请先撤回这个结果')
  await officer.open(`${election.base}/result`)
  await officer.submit({ reason: '第3捆漏计' }, `${election.base}/result/withdraw`)
  await resolve('reopen', { reason: '第3捆漏计' })
  t.same(await entry(), { status: 'empty' })
  t.match(await eventsOf(house, election.id, 'sheetReopened'), [{ sheetId: id, reason: '第3捆漏计' }])
  t.equal((await eventsOf(house, election.id, 'resultWithdrawn')).length, 1)
  await officer.open(`${href}/resolve-differences`)
  t.equal(officer.status, 200)
})

t.test('a first entry with errors is returned with everything typed, or an absent typist is relieved', async (t) => {
  const { election, officer, clerks, id, href, right, entry, resolve } = await aDifference(t)
  await resolve('discardAll')
  await startSheet(clerks[0], election.base, id)
  await clerks[0].submit({ ...right, validBallots: 40, asWritten: 'yes' }, `${href}/enter-sheet`)
  await officer.open(`${href}/resolve-differences`)
  t.match(officer.html, 'E01')
  t.match(officer.html, '请投票站重新清点收回、有效、无效、空白各几张', 'the officer is told what an officer does')
  await resolve('returnEntry')
  t.equal((await entry()).status, 'firstEntryInProgress')
  await clerks[0].open(`${href}/enter-sheet`)
  t.match(clerks[0].html, '负责人核对后退回了这张计票单')
  t.match(clerks[0].html, 'value="40"')
  await clerks[1].open(`${href}/enter-sheet`)
  t.match(clerks[1].html, '另一位录入员正在录入')
  await resolve('release')
  t.equal(officer.status, 422, 'not without a reason')
  await resolve('release', { reason: '录入员身体不适离场' })
  t.equal((await entry()).status, 'empty')
})

t.test('a stale decision and a double click change nothing more', async (t) => {
  const { house, election, officer, href, entry, resolve } = await aDifference(t)
  await officer.open(`${href}/resolve-differences`)
  const page = officer.html.slice(officer.html.indexOf(`action="${href}/resolve-differences"`))
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  const form = { formId: hidden('formId'), version: hidden('version'), resolution: 'keepFirst' }
  await officer.submit(form, `${href}/resolve-differences`)
  await officer.submit(form, `${href}/resolve-differences`)
  t.equal(officer.status, 200)
  t.equal((await eventsOf(house, election.id, 'differencesResolved')).length, 1)
  await resolve('keepSecond')
  t.equal(officer.status, 422, 'the state does not have two entries any more')
  await officer.submit({ resolution: 'release', reason: 'x', version: '1' }, `${href}/resolve-differences`)
  t.equal((await entry()).status, 'firstEntryDone')
  await officer.submit({ resolution: '' }, `${href}/resolve-differences`)
  t.equal(officer.status, 422)
})

t.test('only the officer of the community decides', async (t) => {
  const { house, href, entry } = await aDifference(t)
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['observer', 403],
    ['bureauAuditor', 403],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(`${href}/resolve-differences`)
    t.equal(visitor.status, status, name)
    await visitor.submit({ resolution: 'discardAll', version: '5' }, `${href}/resolve-differences`)
    t.equal(visitor.status, status, name)
  }
  t.equal((await entry()).status, 'entriesDiffer')
})
