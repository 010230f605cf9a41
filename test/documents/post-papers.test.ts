import t, { type Test } from 'tap'
import { eventsOf } from '../helpers/tally.js'
import { anElectionUntil, issue, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

async function twoIssued(t: Test) {
  const { made, house, election, officer } = await anElectionUntil(t, 'rollPosted')
  for (const key of ['election-day', 'posted-voter-list']) await issue(officer, election.id, key)
  const page = `/elections/${election.id}/documents/postings`
  const post = async (values: object, browser = officer) => {
    await browser.open(page)
    const form = {
      places: '社区公告栏、南门小区公告栏',
      postedOn: '2027-05-20',
      postedTime: '9:30',
      postedBy: '林美芳',
    }
    await browser.submit({ ...form, ...values }, page)
    return textOf(browser.html)
  }
  const postings = async () => await made.db.selectFrom('paperPosting').selectAll().orderBy('id').execute()
  return { made, house, election, officer, page, post, postings }
}

t.test('several papers at several places are posted with one form', async (t) => {
  const { election, officer, post, postings, made } = await twoIssued(t)
  await officer.open(`/elections/${election.id}/documents`)
  t.match(textOf(officer.html), '张贴登记（ 2 份未张贴）')
  t.match(await post({ papers: ['1', '2'] }), '已登记张贴 4 张')
  t.equal(officer.url, `/elections/${election.id}/documents/postings/photos`, 'on to the photographs')
  t.match(await postings(), [
    { paperId: 1, place: '社区公告栏', postedOn: '2027-05-20', postedTime: '09:30', postedBy: '林美芳' },
    { paperId: 1, place: '南门小区公告栏' },
    { paperId: 2, place: '社区公告栏' },
    { paperId: 2, place: '南门小区公告栏' },
  ])
  t.match(await eventsOf(made, election.id, 'paperPosted'), [
    { paperId: 1, noticeNumber: '第1号', places: ['社区公告栏', '南门小区公告栏'], on: '2027-05-20', by: '林美芳' },
    { paperId: 2 },
  ])
  await post({ papers: '1' })
  t.equal((await postings()).length, 4, 'what hangs there is not posted twice')
  await officer.open(`/elections/${election.id}/documents/postings`)
  const text = textOf(officer.html)
  t.match(text, '已贴 2 处')
  t.match(text, '6月14日 异议到 5月25日', 'until the vote; objections by the rule')
  t.match(officer.html, 'value="社区公告栏、南门小区公告栏"', 'places are offered again')
})

t.test('what is missing or cannot be is said beside its field, and what was typed stays', async (t) => {
  const { post, postings, officer } = await twoIssued(t)
  for (const { values, says } of [
    { values: {}, says: '请勾选张贴了哪些公告' },
    { values: { papers: '1', places: ' ' }, says: '请填写张贴的地点' },
    { values: { papers: '1', postedTime: '25:00' }, says: '请按 08:00 的样子' },
    { values: { papers: '1', postedOn: '2027-05-21' }, says: '这一天还没有到' },
    { values: { papers: '1', postedOn: '2027-05-19' }, says: '早于印发日' },
    { values: { papers: '999' }, says: '已被替换或者撤回' },
  ]) {
    t.match(await post({ postedBy: '周建平', ...values }), says)
    t.equal(officer.status, 422)
    t.match(officer.html, 'value="周建平"')
  }
  t.strictSame(await postings(), [])
})

t.test('a list of voters that is posted late: from when the days count is to be acknowledged', async (t) => {
  const { made, election, post, postings } = await twoIssued(t)
  await made.db.updateTable('season').set({ drillToday: '2027-05-22' }).execute()
  const text = await post({ papers: '2', postedOn: '2027-05-22' })
  t.match(text, '名单上印的异议截止日2027年5月25日')
  t.match(text, '应到2027年5月27日为止')
  t.strictSame(await postings(), [])
  await post({ papers: '2', postedOn: '2027-05-22', acknowledged: 'yes' })
  t.equal((await postings()).length, 2)
  t.match(await eventsOf(made, election.id, 'paperPosted'), [{ acknowledged: ['roll-posted-late'] }])
})

t.test('a sheet is taken down once; what is no longer in force is to be taken down', async (t) => {
  const { made, election, officer, page, post, postings } = await twoIssued(t)
  await post({ papers: '1', places: '社区公告栏' })
  await officer.open(`/elections/${election.id}/documents/issued/1/withdraw`)
  await officer.submit({ reason: '选举日写错' })
  await officer.open(page)
  t.match(textOf(officer.html), '有 1 张已失效的还挂着')
  t.match(textOf(officer.html), '已失效，请揭下')
  for (const takenDownOn of ['2027-05-19', '2027-05-21', 'x']) {
    await officer.submit({ takenDownOn }, `${page}/1/take-down`)
    t.match(officer.html, '没有登记', takenDownOn)
  }
  const other = await signedIn(made, 'rollClerk')
  await other.open(page)
  await officer.submit({ takenDownOn: '2027-05-20' }, `${page}/1/take-down`)
  t.match(officer.html, '已登记揭下：社区公告栏')
  await other.submit({ takenDownOn: '2027-05-20' }, `${page}/1/take-down`)
  t.match(other.html, '早已登记揭下')
  t.match(await postings(), [{ takenDownOn: '2027-05-20' }])
  t.equal((await eventsOf(made, election.id, 'paperTakenDown')).length, 1)
  t.equal((await officer.post(`${page}/9/take-down`, { takenDownOn: '2027-05-20' })).statusCode, 404)
})

t.test('who records postings, and who looks', async (t) => {
  const { made, page, post } = await twoIssued(t)
  const clerk = await signedIn(made, 'rollClerk')
  t.match(await post({ papers: '1' }, clerk), '已登记张贴 2 张')
  const bureau = await signedIn(made, 'bureauAuditor')
  await bureau.open(page)
  t.equal(bureau.status, 200)
  t.notMatch(bureau.html, '登记张贴</button>')
  for (const role of ['tallyClerk', 'observer']) {
    const browser = await signedIn(made, role)
    await browser.open(page)
    t.equal(browser.status, 403, role)
  }
})
