import t from 'tap'
import {
  aCommitteeDesk,
  type CommitteeDesk,
  declareRelatives,
  linkEverybody,
  recordLeaving,
} from '../helpers/committee.js'
import { aReadyNominee, eventsOf } from '../helpers/nomination.js'

const meeting = { chosenBy: 'representativesAssembly', entitled: '40', present: '30' }

/** The member of a place left; the page on which the place is filled. */
async function anOpenPlace(desk: CommitteeDesk, index: number): Promise<string> {
  await recordLeaving(desk.officer, desk, desk.memberIds[index], { reason: 'resigned', document: '书面辞去' })
  return `${desk.home}/fill-seat/${desk.memberIds[index]}`
}

t.test('the next in votes follows, and sits from that day', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, reserveIds, election } = desk
  const { db } = desk.made
  await linkEverybody(desk)
  const page = await anOpenPlace(desk, 2)
  await officer.open(page)
  t.match(officer.html, '马国良，推选时得20票（应当递补）')
  await officer.submit({ who: `reserve-${reserveIds[0]}`, on: '2027-05-05', document: '推选结果记录' }, page)
  t.match(officer.html, '马国良已成为选举委员会成员')
  t.match(officer.html, '马国良递补周建平的缺额（推选时得20票）')
  t.match(officer.html, /曾任成员：<span class="name">周建平<\/span>（委员，推选产生，2027年5月5日退出）/)
  t.match(await db.selectFrom('electionCommitteeMember').selectAll().where('name', '=', '马国良').execute(), [
    { position: 'member', votes: 20, joinedOn: '2027-05-05', voterId: election.voterIds[14], rank: 6 },
  ])
  t.match(
    await db
      .selectFrom('electionCommitteeReserve')
      .select('memberId')
      .where('id', '=', reserveIds[0] ?? 0)
      .execute(),
    [{ memberId: Number }],
  )
  t.match(await eventsOf(db, 'committeeSeatFilled'), [
    { name: '马国良', insteadOf: '周建平', how: 'succeeded', votes: 20, passedOver: null },
  ])
  await officer.open(page)
  t.equal(officer.status, 404, 'a place is filled once')

  await officer.open(`${desk.home}/committee-changes`)
  await officer.submit({ reason: '登记错了人' }, `${desk.home}/committee-changes/undo`)
  t.match(officer.html, '已撤销最后登记的一项变动')
  t.match(officer.html, '马国良，推选时得20票', 'the place is open again')
  await officer.submit({ reason: '没有退出' }, `${desk.home}/committee-changes/undo`)
  t.match(officer.html, '现在没有需要退出的成员')
  t.strictSame(await db.selectFrom('electionCommitteeChange').selectAll().execute(), [])
  t.match(await eventsOf(db, 'committeeChangeUndone'), [{ kind: 'succeeded' }, { kind: 'left', name: '周建平' }])
})

t.test('whose relative stands is passed over, of equal votes the meeting chooses', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, reserveIds } = desk
  await linkEverybody(desk)
  await declareRelatives(desk, 15, 3, 'spouse')
  await aReadyNominee(desk, 0, 3)
  const page = await anOpenPlace(desk, 2)
  await officer.open(page)
  t.match(officer.html, /马国良的近亲属[^]*不能递补/)
  t.match(officer.html, '高秀兰、罗志明各得18票，只缺1名，由原推选会议在其中确定')
  await officer.submit({ who: `reserve-${reserveIds[0]}`, on: '2027-05-05', document: '记录', passedOver: '无' }, page)
  t.equal(officer.status, 422)
  t.match(officer.html, '马国良的近亲属')
  await officer.submit({ who: `reserve-${reserveIds[2]}`, on: '2027-05-05', document: '记录' }, page)
  t.match(officer.html, '请选择由哪个会议推选')
  await officer.submit(
    { who: `reserve-${reserveIds[2]}`, on: '2027-05-05', document: '记录', ...meeting, present: '20' },
    page,
  )
  t.match(officer.html, '不足法定人数')
  await officer.submit({ who: `reserve-${reserveIds[2]}`, on: '2027-05-05', document: '记录', ...meeting }, page)
  t.match(officer.html, '罗志明补入周建平的缺额，居民代表会议（应到40人、实到30人）推选')
})

t.test('who has fewer votes follows only when it is written why', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, reserveIds } = desk
  const page = await anOpenPlace(desk, 4)
  await officer.open(page)
  await officer.submit({ who: `reserve-${reserveIds[1]}`, on: '2027-05-05', document: '记录' }, page)
  t.match(officer.html, '按得票多少应当由马国良递补；如果不递补，请写明原因')
  await officer.submit(
    { who: 'new', on: '2027-05-05', document: '记录', name: '孙桂兰', sex: 'female', votes: '25', ...meeting },
    page,
  )
  t.match(officer.html, '推选得票的人还没有递补完：先由马国良等递补')
  await officer.submit(
    { who: `reserve-${reserveIds[1]}`, on: '2027-05-05', document: '记录', passedOver: '已迁往外地' },
    page,
  )
  t.match(officer.html, '高秀兰递补郑志明的缺额')
  t.match(officer.html, '记录；马国良不递补：已迁往外地')
})

t.test('without anybody left a meeting chooses afresh', async (t) => {
  const desk = await aCommitteeDesk(t, { withReserves: false })
  const { officer } = desk
  const page = await anOpenPlace(desk, 4)
  await officer.open(page)
  t.match(officer.html, '递补后仍缺1名，另行推选')
  for (const { typed, message } of [
    { typed: { name: '' }, message: '请填写姓名' },
    { typed: { sex: '' }, message: '请选择性别' },
    { typed: { present: '41' }, message: '到会人数不能多于应到人数' },
    { typed: { on: '2027-05-04' }, message: '郑志明2027年5月5日才退出' },
    { typed: { on: '2027-05-09' }, message: '补入的日期不能在今天之后' },
    { typed: { who: 'reserve-999' }, message: '请从列出的人中选择' },
  ]) {
    await officer.submit(
      {
        who: 'new',
        on: '2027-05-05',
        document: '会议记录',
        name: '孙桂兰',
        sex: 'female',
        votes: '25',
        ...meeting,
        ...typed,
      },
      page,
    )
    t.equal(officer.status, 422, message)
    t.match(officer.html, message)
  }
  await officer.submit(
    { who: 'new', on: '2027-05-05', document: '会议记录', name: '孙桂兰', sex: 'female', votes: '25', ...meeting },
    page,
  )
  t.match(officer.html, '孙桂兰补入郑志明的缺额')
})

t.test('a double click fills the place once', async (t) => {
  const desk = await aCommitteeDesk(t)
  const { officer, reserveIds } = desk
  const page = await anOpenPlace(desk, 3)
  await officer.open(page)
  const formId = new RegExp(`action="${page}".*?name="formId" value="([^"]+)"`, 's').exec(officer.html)?.[1] ?? ''
  const version = /name="version" value="(\d+)"/.exec(officer.html)?.[1] ?? ''
  const form = { formId, version, who: `reserve-${reserveIds[0]}`, on: '2027-05-05', document: '记录' }
  for (const click of [1, 2]) t.equal((await officer.post(page, form)).statusCode, 303, `click ${click}`)
  t.equal((await eventsOf(desk.made.db, 'committeeSeatFilled')).length, 1)
})
