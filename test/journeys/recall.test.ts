import t from 'tap'
import { issue } from '../../scripts/walk/papers.js'
import { lastEvents } from '../helpers/events.js'
import { eventsOf, signedIn } from '../helpers/tally.js'
import { aTermDesk, type TermDesk } from '../helpers/term.js'

const petition = {
  filedOn: '2027-06-15',
  reasons: '半年没有参加居民委员会的工作，公章使用不登记。',
  signatories: '21\n22\n23号\n24\n25\n26\n27\n28',
  entitled: '80',
  entitledSource: '派出所户籍人口统计',
}

const sheet = { issued: '50', returned: '48', for: '30', against: '15', blank: '1', invalid: '2' }

/** A demand that is taken, answered and put to the vote on 1 July 2027. */
async function aPlannedRecall(desk: TermDesk, post = 3): Promise<string> {
  const { officer, term } = desk
  await desk.moveTo('2027-06-16')
  const filing = `${term}/members/${await desk.key(post)}/file-recall`
  await officer.open(filing)
  await officer.submit(petition, filing)
  const page = officer.url
  await officer.submit({ answeredOn: '2027-06-16', answer: '请假在家照顾病人，愿意改正。' }, `${page}/answer`)
  await officer.submit(
    { voteOn: '2027-07-01', opens: '08:00', closes: '16:00', place: '社区礼堂', voters: '60' },
    `${page}/plan`,
  )
  return page
}

async function types(desk: TermDesk, clerkName: string, page: string, values: object = {}) {
  const clerk = await signedIn(desk.house, clerkName)
  await clerk.open(page)
  return await clerk.submit({ ...sheet, ...values }, `${page}/enter-count`)
}

t.test('a member is recalled by more than half of those who voted, and the seat is empty from that day', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, house, election, term } = desk
  const page = await aPlannedRecall(desk)
  await officer.open(page)
  t.match(officer.html, '最迟2027年')
  t.match(officer.html, '联名人，共 <span class="num">8</span> 人')
  t.match(officer.html, '请假在家照顾病人')
  t.match(officer.html, '由居民委员会主任主持')
  const early = await types(desk, 'tallyClerk', page)
  t.equal(early.status, 409, 'nothing is typed before the vote')

  await issue(officer, election.id, ['recall-vote'])
  await desk.moveTo('2027-07-01')
  const first = await types(desk, 'tallyClerk', page)
  t.match(first.html, '第一次录入已提交')
  t.notMatch(first.html, '<h2>录入计票单</h2>', 'not by the same person')
  const again = await types(desk, 'tallyClerk', page, { version: '4' })
  t.equal(again.status, 422)
  t.match(again.html, '第二次要由另一位录入员录入')
  const second = await types(desk, 'tallyClerk-2', page)
  t.match(second.html, '两次录入一致')
  await officer.open(page)
  await officer.submit({}, `${page}/decide`)
  t.match(officer.html, '被罢免（')
  t.match(officer.html, '30×2＝60＞48')
  const [last] = await lastEvents(house, 1)
  t.match(last, { type: 'recallDecided', facts: { verdict: 'recalled' } })
  t.match(await eventsOf(house, election.id, 'officeEnded'), [{ cause: 'recalled', on: '2027-07-01' }])
  await issue(officer, election.id, ['recall-result'])
  await officer.open(term)
  t.match(officer.html, '被罢免')
  t.match(officer.html, '空缺 <span class="num">1</span> 人')
})

t.test('entries that differ are typed anew; too few votes keep the member; a quick repeat is held back', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, term } = desk
  const page = await aPlannedRecall(desk)
  await desk.moveTo('2027-07-01')
  await types(desk, 'tallyClerk', page)
  const differs = await types(desk, 'tallyClerk-2', page, { for: '29', against: '16' })
  t.match(differs.html, '两次录入不一致')
  await officer.open(page)
  t.match(officer.html, '同意罢免</th><td class="num">30</td><td class="num">29</td>')
  await officer.submit({ reason: '第一次看错一行' }, `${page}/discard-count`)
  for (const name of ['tallyClerk', 'tallyClerk-2']) await types(desk, name, page, { for: '24', against: '21' })
  await officer.open(page)
  await officer.submit({}, `${page}/decide`)
  t.match(officer.html, '罢免未获通过')
  await officer.open(term)
  t.match(officer.html, '在任 <span class="num">5</span> 人')
  const filing = `${term}/members/${await desk.key(3)}/file-recall`
  await officer.open(filing)
  await officer.submit({ ...petition, filedOn: '2027-07-01' }, filing)
  t.equal(officer.status, 422)
  t.match(officer.html, '个月内不再提出')
})

t.test('a member whose resignation was approved first is recalled no more', async (t) => {
  const desk = await aTermDesk(t)
  const { officer, term } = desk
  const page = await aPlannedRecall(desk, 1)
  await desk.moveTo('2027-06-20')
  const leaving = `${term}/members/${await desk.key(1)}/record-resignation`
  await officer.open(leaving)
  const meeting = { assembly: 'representativesAssembly', on: '2027-06-20', entitled: 42, present: 40, inFavour: 36 }
  await officer.submit({ appliedOn: '2027-06-17', ...meeting, document: '辞职书' }, leaving)
  await officer.open(page)
  t.match(officer.html, '这名成员已经离任')
  await officer.submit({}, `${page}/decide`)
  t.match(officer.html, '罢免程序终止')
})
