import t from 'tap'
import { lastEvents } from '../helpers/events.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, hand } from '../helpers/nomination.js'
import { aPostedRoll, textOf } from '../helpers/roll.js'

/** Takes a voter off a closed roll on their page. */
async function dies(desk: Awaited<ReturnType<typeof aNominationDesk>>, index: number): Promise<void> {
  const page = `/elections/${desk.election.id}/roll/voters/${desk.election.voterIds[index]}/remove`
  await desk.officer.open(page)
  await desk.officer.submit({ reason: 'died', note: '', document: '死亡证明' }, page)
}

async function aDeskWithVersions(t: Parameters<typeof aNominationDesk>[0]) {
  const desk = await aNominationDesk(t)
  const version = { electionId: desk.election.id, madeOn: '2027-05-03', voters: 40, electors: 40, hash: 'x' } as const
  await desk.made.db
    .insertInto('rollVersion')
    .values([
      { ...version, number: 1, kind: 'posted' },
      { ...version, number: 2, kind: 'closed' },
    ])
    .execute()
  const page = `/elections/${desk.election.id}/rechecks`
  return { ...desk, desk, page }
}

t.test('a signature that falls away brings its paper up, and the candidates cannot be confirmed', async (t) => {
  const { desk, made, officer, clerk, election, page } = await aDeskWithVersions(t)
  await hand(desk, { nominee: '5' })
  await officer.open(page)
  t.match(textOf(officer.html), '现在没有需要处理的')
  await dies(desk, 24)
  await officer.open(page)
  let text = textOf(officer.html)
  t.match(text, '现有 2 项需要处理')
  t.match(text, '第1号提名表')
  t.match(text, '计9名，差1名')
  t.match(text, '不补正，不能列为正式候选人')
  await officer.open(`${desk.home}/confirm-candidates`)
  t.match(textOf(officer.html), '差1名', 'confirming asks the rule again')
  t.notMatch(officer.html, '<button class="btn btn-primary">确定')

  const late = await made.visitor().signIn('electionOfficer-2', testPassword)
  await late.open(page)
  await officer.open(page)
  const items = [...officer.html.matchAll(/name="item" value="([0-9a-f]+)"/g)].map(([, item]) => item as string)
  t.equal(items.length, 2)
  const [item = '', other = ''] = items
  await officer.submit({ item, note: '' }, page)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '请写明怎样处理的')
  await officer.submit({ item, note: '已请选民补签' }, page)
  t.match(textOf(officer.html), '已记为处理完毕')
  t.match((await lastEvents(made, 1))[0], { type: 'recheckHandled', facts: { note: '已请选民补签' } })
  text = textOf(officer.html)
  t.match(text, '现有 1 项需要处理')
  t.match(text, 'electionOfficer：已请选民补签')
  await late.submit({ item, note: '我也处理' }, page)
  const marks = await made.db.selectFrom('recheckMark').selectAll().execute()
  t.match(marks, [{ item, note: '已请选民补签', electionId: election.id }])
  await officer.submit({ item: other, note: '知道了' }, page)
  await dies(desk, 25)
  await officer.open(page)
  t.match(textOf(officer.html), '计8名，差2名', 'more has gone wrong: open again')
  await officer.submit({ item: 'f'.repeat(32), note: '没有这一项' }, page)
  t.match(textOf(officer.html), '已有变化')

  await clerk.open(page)
  t.equal(clerk.status, 200)
  t.notMatch(clerk.html, '已处理</button>')
  await clerk.submit({ item, note: '登记员' }, page)
  t.equal(clerk.status, 403)
  const observer = await made.visitor().signIn('observer', testPassword)
  await observer.open(page)
  t.equal(observer.status, 403)
  await observer.open(`/elections/${election.id}`)
  t.notMatch(observer.html, '/rechecks')
  const foreign = await made.visitor().signIn('electionOfficer-other', testPassword)
  await foreign.open(page)
  t.equal(foreign.status, 404)
})

t.test('a nominee off the roll or too young on another day, and a member of the election committee', async (t) => {
  const { desk, made, officer, election, page } = await aDeskWithVersions(t)
  await hand(desk, { nominee: '5' })
  await hand(desk, { nominee: '7', post: 1 })
  await dies(desk, 4)
  await made.db
    .updateTable('voter')
    .set({ birthDate: '2009-05-15' })
    .where('id', '=', election.voterIds[6] as number)
    .execute()
  await officer.open(page)
  t.match(textOf(officer.html), /被提名人\S+不在选民名单上/)
  t.notMatch(textOf(officer.html), '不满18周岁')
  await made.db.updateTable('election').set({ electionDay: '2027-05-10' }).where('id', '=', election.id).execute()
  await officer.open(page)
  t.match(textOf(officer.html), /在选举日2027年5月10日为17周岁，不满18周岁/)

  const ninth = election.voterIds[9] as number
  await made.db.updateTable('voter').set({ name: '陈国强' }).where('id', '=', ninth).execute()
  await dies(desk, 9)
  await officer.open(page)
  t.match(textOf(officer.html), '居民选举委员会成员陈国强不在选民名单上')
  t.match(officer.html, `/elections/${election.id}/election-committee`)
})

t.test('a household whose representative has gone, until it names another', async (t) => {
  const { officer, base, id, voterIds, today } = await aPostedRoll(t, 'households')
  await today('2027-04-27')
  const remove = `${base}/voters/${voterIds[0]}/remove`
  await officer.open(remove)
  await officer.submit({ reason: 'died', note: '', document: '死亡证明' }, remove)
  const page = `/elections/${id}/rechecks`
  await officer.open(page)
  t.match(textOf(officer.html), '第一居民小组第00001户')
  t.match(textOf(officer.html), /户代表\S+不在选民名单上/)
  const change = `${base}/voters/${voterIds[1]}/change`
  await officer.open(change)
  const kept = { name: '李代', residentsGroup: '1', householdNumber: '00001', identityNumber: '' }
  await officer.submit({ ...kept, reason: 'electorChanged', document: '推选记录', note: '', isElector: 'yes' }, change)
  await officer.open(page)
  t.match(textOf(officer.html), '现在没有需要处理的')
})
