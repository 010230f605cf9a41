import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { eventsSince, lastSequence, textOf } from '../helpers/roll.js'

t.test('every household sends one: the head, unless it says otherwise', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id, voterIds } = await anElection(app, house, {
    until: 'registerImported',
    voters: 9,
    electionDay: '2027-05-20',
  })
  // Registered while all voters were to elect; then the form was changed.
  await app.db.updateTable('election').set({ form: 'households' }).where('id', '=', id).execute()
  await app.db.updateTable('voter').set({ residentsGroup: 1 }).execute()
  await app.db
    .updateTable('voter')
    .set({ relationship: '子' })
    .where('id', '=', voterIds[6] as number)
    .execute()
  const page = `/elections/${id}/roll/choose-electors`
  const electors = async () =>
    (await app.db.selectFrom('voter').select('id').where('isElector', '=', 1).orderBy('id').execute()).map((row) =>
      voterIds.indexOf(row.id),
    )

  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  await officer.open(`/elections/${id}/roll/post-roll`)
  t.match(textOf(officer.html), '还没有确定户代表', 'not all voters by mistake')
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(page)
  t.match(textOf(clerk.html), '共 3 户，已确定户代表 0 人')
  const sequence = await lastSequence(app)
  await clerk.submit({ rule: 'heads' }, page)
  t.match(textOf(clerk.html), '现有户代表 2 人')
  t.strictSame(await electors(), [0, 3], 'the household without a head among the voters waits for a choice')
  t.match(textOf(clerk.html), '共3户，其中1户没有户代表')
  await clerk.open(`${page}?show=without`)
  t.match(textOf(clerk.html), '共 1 户')
  await clerk.submit({ choice: [`-${voterIds[0]}`, String(voterIds[4]), String(voterIds[8])] }, page)
  t.strictSame(await electors(), [4, 8], 'none for the first, another for the second, somebody for the third')
  await clerk.open(page)
  await clerk.submit({ rule: 'heads' }, page)
  t.strictSame(await electors(), [0, 4, 8], 'the rule fills only what is empty')
  await clerk.open(page)
  await clerk.submit({ choice: ['99999', '-x', ''] }, page)
  t.strictSame(await electors(), [0, 4, 8], 'nobody of elsewhere')
  t.strictSame(await eventsSince(app, sequence), Array(4).fill('electorsChosen'))
  await officer.open(`/elections/${id}/roll`)
  t.match(officer.html, 'post-roll">公布选民名单')
})

t.test('representatives are ticked, page by page', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id, voterIds } = await anElection(app, house, {
    until: 'registerImported',
    voters: 60,
    form: 'representatives',
  })
  await app.db.updateTable('voter').set({ isElector: 0 }).execute()
  const page = `/elections/${id}/roll/choose-electors`
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(page)
  t.equal((clerk.html.match(/name="shown"/g) ?? []).length, 50)
  await clerk.submit({ shown: voterIds.slice(0, 3), voterId: voterIds.slice(0, 2) }, page)
  await clerk.open(page)
  await clerk.submit({ shown: voterIds.slice(3, 6), voterId: [voterIds[5] as number, voterIds[9] as number] }, page)
  t.match(textOf(clerk.html), '现有居民代表 3 人', 'one that the page did not show is not touched')
  await clerk.open(`${page}?show=chosen`)
  t.match(textOf(clerk.html), '共 3 人')
  await clerk.submit({ shown: voterIds[0] as number, show: 'chosen' }, page)
  t.match(textOf(clerk.html), '现有居民代表 2 人')
  await clerk.open(`${page}?group=1`)
  t.match(textOf(clerk.html), '共 20 人')
})

t.test('nothing to choose where all voters elect, or once the roll is posted', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-05-01')
  const { id } = await anElection(app, house, { until: 'registerImported', voters: 5 })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  await clerk.open(`/elections/${id}/roll/choose-electors`)
  t.match(textOf(clerk.html), '登记的 5 名选民都参加投票')
  const posted = await anElection(app, house, {
    communityId: house.communityIds[2],
    until: 'rollPosted',
    form: 'households',
    voters: 9,
  })
  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  const page = `/elections/${posted.id}/roll/choose-electors`
  await other.open(page)
  t.notMatch(other.html, '保存本页')
  await other.submit({ rule: 'heads' }, page)
  t.equal(other.status, 422)
  t.match(textOf(other.html), '不能再确定户代表、居民代表')
})
