import t from 'tap'
import type { EntryState } from '../../src/rules/double-entry.js'
import { entryOf } from '../../src/tally/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, eventsOf, sheetFields, signedIn, startSheet } from '../helpers/tally.js'

/** One closed poll with one sheet, made by the officer through the page. */
async function aSheet(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${election.base}/set-up-sheets`)
  await officer.submit({}, `${election.base}/set-up-sheets`)
  const { id } = await house.db.selectFrom('tallySheet').select('id').executeTakeFirstOrThrow()
  const href = `${election.base}/sheets/${id}/enter-sheet`
  const entry = async () => {
    const row = await house.db.selectFrom('tallySheet').select(['entry', 'draft', 'version']).executeTakeFirstOrThrow()
    return {
      ...(entryOf(row) as EntryState & { running?: { draft: Record<string, string> } }),
      version: row.version,
    }
  }
  const fields = sheetFields(contestsOf(election), {
    returned: 48,
    invalid: 2,
    votes: [
      [30, 10],
      [30, 10],
      [30, 30, 30, 10],
    ],
  })
  return { house, election, officer, id, href, entry, fields }
}

t.test('two people type a sheet alike and it is definitive', async (t) => {
  const { house, election, id, href, entry, fields } = await aSheet(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  t.match(clerk.html, '收回选票', 'the sheet in the order of the paper')
  t.match(clerk.html, election.candidates[0]?.[0]?.name ?? '', 'with its candidates')
  await clerk.submit(fields, href)
  t.equal(clerk.status, 200)
  t.match(clerk.html, '等第二次录入')
  t.equal((await entry()).status, 'firstEntryDone')

  await clerk.open(href)
  t.match(clerk.html, '要由两个人分别完成', 'the same person may not type it again')
  t.notMatch(clerk.html, 'name="ballotsReturned"')
  await clerk.submit({ version: '3' }, `${href}/start`)
  t.equal(clerk.status, 409, 'nor by a form of their own making')
  t.equal((await entry()).status, 'firstEntryDone')

  const second = await signedIn(house, 'tallyClerk-2')
  await startSheet(second, election.base, id)
  t.notMatch(second.html, 'value="48"', 'nothing of the first entry is shown')
  t.notMatch(second.html, 'value="30"')
  await second.submit(fields, href)
  t.match(second.html, '已核定')
  t.equal((await entry()).status, 'definitive')
  t.same(
    (await eventsOf(house, election.id, 'sheetEntered')).map((event) => [event['entry'], event['state']]),
    [
      ['first', 'firstEntryDone'],
      ['second', 'definitive'],
    ],
  )
  const completed = await eventsOf(house, election.id, 'milestoneReached')
  t.ok(completed.some((event) => event['milestone'] === 'tallyCompleted' && event['round'] === 1))
})

t.test('what is wrong is said with its code, what was typed is kept, and typing goes on', async (t) => {
  const { house, election, id, href, entry, fields } = await aSheet(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  await clerk.submit({ ...fields, validBallots: '四十六', ballotsReturned: '' }, href)
  t.equal(clerk.status, 422)
  t.match(clerk.html, '收回选票：请填写整数；没有请填 0', 'a blank is not nought')
  t.match(clerk.html, 'value="四十六"', 'what was typed is kept on the page')
  t.equal((await entry()).running?.draft['validBallots'], '四十六', 'and in the sheet')

  await clerk.submit({ ...fields, validBallots: 45 }, href)
  t.equal(clerk.status, 422)
  t.match(clerk.html, 'E01')
  t.match(clerk.html, '收回48张，不等于有效45张＋无效2张＋空白0张＝47张')
  t.equal((await entry()).status, 'firstEntryInProgress')

  await clerk.submit({ ...fields, validBallots: 45, asWritten: 'yes' }, href)
  t.match(clerk.html, '由选举委员会负责人调出计票单核对', 'a sheet that is wrong on paper is handed in as it is')
  t.equal((await entry()).status, 'firstEntryHasErrors')
})

t.test('an unusual figure is explained in writing', async (t) => {
  const { house, election, id, href, entry, fields } = await aSheet(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  const unusual = { ...fields, ballotsIssued: 49 }
  await clerk.submit(unusual, href)
  t.equal(clerk.status, 422)
  t.match(clerk.html, 'W02')
  t.match(clerk.html, 'name="explain-issued-differs-from-account"')
  await clerk.submit({ ...unusual, 'explain-issued-differs-from-account': '一人领票后当场退回' }, href)
  t.equal((await entry()).status, 'firstEntryDone')
  const [event] = await eventsOf(house, election.id, 'sheetEntered')
  t.same(event?.['findings'], ['issued-differs-from-account'])
})

t.test('sums that are short of the valid ballots are explained where a ballot may be void in part', async (t) => {
  const { house, election, id, href, entry, fields } = await aSheet(t)
  const first = election.candidates[0]?.[0]?.id ?? ''
  const short = { ...fields, [`candidate-${first}-abstain`]: 15 }
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  await clerk.submit(short, href)
  t.equal(clerk.status, 422)
  t.match(clerk.html, 'W07')
  t.match(clerk.html, '＝45，少于有效票46张；若是有部分无法辨认的选票所致，请说明张数。')
  t.match(clerk.html, '写明部分无效的选票有几张、为什么')
  await clerk.submit({ ...short, 'explain-post-partly-void': '一张选票主任一栏字迹不清，已作认定记录' }, href)
  t.equal((await entry()).status, 'firstEntryDone')

  await house.db.updateTable('election').set({ settings: '{"illegibleScope":"ballot"}' }).execute()
  const second = await signedIn(house, 'tallyClerk-2')
  await startSheet(second, election.base, id)
  await second.submit(short, href)
  t.equal(second.status, 422)
  t.match(second.html, 'E03', 'where nothing is void in part it is an error')
  t.notMatch(second.html, 'name="explain-post-partly-void"')
})

t.test('a half-typed sheet survives, and only its typist can go on with it', async (t) => {
  const { house, election, id, href, entry } = await aSheet(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  await clerk.submit({ ballotsReturned: 48, autosave: 'yes', stranger: 'x' }, href)
  await clerk.open(href)
  t.match(clerk.html, 'value="48"')
  await clerk.submit({ ballotsReturned: 47, autosave: 'yes' }, `${href}/draft`)
  t.equal(clerk.status, 200, 'the script is answered')
  await clerk.open(href)
  await clerk.submit({ ballotsReturned: 46 }, `${href}/draft`)
  t.match(clerk.html, '已保存', 'and the button works without a script')
  const draft = (await entry()).running?.draft ?? {}
  t.equal(draft['ballotsReturned'], '46')
  t.notOk('stranger' in draft, 'fields that no sheet has are not kept')

  const other = await signedIn(house, 'tallyClerk-2')
  await other.open(href)
  t.match(other.html, '另一位录入员正在录入')
  t.notMatch(other.html, 'value="46"')
  await other.submit({ version: '2', ballotsReturned: '1' }, `${href}/draft`)
  t.equal(other.status, 409)
  await other.submit({ version: '2', ballotsReturned: '1' }, href)
  t.equal(other.status, 409)
  t.equal((await entry()).running?.draft['ballotsReturned'], '46')

  const again = await signedIn(house, 'tallyClerk')
  await again.open(href)
  t.match(again.html, 'value="46"', 'after a new sign-in everything is there')
  await again.submit({}, `${href}/give-up`)
  t.equal((await entry()).status, 'empty')
  t.equal((await eventsOf(house, election.id, 'sheetEntryDiscarded')).length, 1)
})

t.test('a double click submits once, and a stale page overwrites nothing', async (t) => {
  const { house, election, id, href, entry, fields } = await aSheet(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await startSheet(clerk, election.base, id)
  const formId = /name="formId" value="([^"]+)"/.exec(clerk.html.slice(clerk.html.indexOf('sheet-form')))?.[1] ?? ''
  await clerk.submit({ ...fields, formId, version: '2' }, href)
  t.match(clerk.html, '第一次录入已提交')
  await clerk.submit({ ...fields, formId, version: '2' }, href)
  t.equal(clerk.status, 200, 'the same form again is as if done')
  t.equal((await eventsOf(house, election.id, 'sheetEntered')).length, 1)

  const second = await signedIn(house, 'tallyClerk-2')
  await startSheet(second, election.base, id)
  await second.submit({ ...fields, version: '2' }, href)
  t.equal(second.status, 409, 'a page from before the sheet moved on')
  t.equal((await entry()).status, 'secondEntryInProgress')
})

t.test('only tally clerks of the community type, and only after the poll', async (t) => {
  const { house, election, href, id } = await aSheet(t)
  for (const [name, status] of [
    ['electionOfficer', 403],
    ['observer', 403],
    ['rollClerk', 403],
    ['tallyClerk-other', 404],
  ] as const) {
    const visitor = await signedIn(house, name)
    await visitor.open(href)
    t.equal(visitor.status, status, name)
    for (const path of ['/start', '/draft', '/give-up', '']) {
      await visitor.submit({ version: '1' }, href + path)
      t.equal(visitor.status, status, `${name} ${path}`)
    }
  }
  await house.db
    .deleteFrom('milestone')
    .where('electionId', '=', election.id)
    .where('name', '=', 'pollClosed')
    .execute()
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(href)
  t.match(clerk.html, '投票尚未结束')
  await clerk.submit({ version: '1' }, `${href}/start`)
  t.equal(clerk.status, 409)
  await clerk.open(`${election.base}/sheets/${id + 99}/enter-sheet`)
  t.equal(clerk.status, 404)
})
