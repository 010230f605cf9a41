import t from 'tap'
import { aCommitteeDesk, recordLeaving } from '../helpers/committee.js'
import { eventsOf } from '../helpers/nomination.js'

const meeting = {
  chosenBy: 'representativesAssembly',
  entitled: '40',
  present: '30',
  document: '会议记录',
  on: '2027-05-05',
}

t.test('when the chair has left the vice-chair presides until the meeting has chosen a chair', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, home, memberIds, election } = desk
  const { db } = desk.made
  await officer.open(`${home}/choose-chair`)
  t.match(officer.html, '陈国强继续担任主任')
  t.notMatch(officer.html, '<button class="btn btn-primary">保存')
  await recordLeaving(officer, desk, memberIds[0], { reason: 'resigned' })
  t.match(officer.html, '主任已退出，由副主任林美芳（推选得35票）主持，直到原推选会议确定主任')
  t.match(officer.html, '居民选举委员会设主任1名：现有0名')
  const page = `${home}/choose-chair`
  await officer.open(page)
  for (const { typed, message } of [
    { typed: {}, message: '请选择现任成员' },
    { typed: { memberId: String(memberIds[0]) }, message: '请选择现任成员' },
    { typed: { memberId: String(memberIds[1]), present: '10' }, message: '不足法定人数' },
    { typed: { memberId: String(memberIds[1]), on: '2027-05-04' }, message: '确定主任不能更早' },
  ]) {
    await officer.submit({ ...meeting, ...typed }, page)
    t.equal(officer.status, 422, message)
    t.match(officer.html, message)
  }
  await officer.submit({ ...meeting, memberId: String(memberIds[1]), on: '2027-05-05' }, page)
  t.match(officer.html, '林美芳已任选举委员会主任')
  t.match(officer.html, '林美芳由副主任改任主任，居民代表会议（应到40人、实到30人）确定')
  t.match(await eventsOf(db, 'committeeChairChosen'), [{ name: '林美芳', on: '2027-05-05' }])
  await officer.open(`/elections/${election.id}/election-committee`)
  t.match(officer.html, /<td>主任<\/td><th scope="row" class="name">林美芳/)
  await officer.open(page)
  await officer.submit({ ...meeting, memberId: String(memberIds[2]) }, page)
  t.match(officer.html, '林美芳继续担任主任')
  await officer.open(`${home}/committee-changes`)
  await officer.submit({ reason: '会议没有通过' }, `${home}/committee-changes/undo`)
  t.match(officer.html, '由副主任林美芳')
})
