import t from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { insertCandidates, listCandidates } from '../../src/nomination/queries.js'
import { insertRound, insertRoundPost } from '../../src/timetable/queries.js'
import { testPassword } from '../helpers/factories.js'
import {
  aNominationDesk,
  aReadyNominee,
  eventsOf,
  hand,
  type NominationDesk,
  removeVoter,
  renameVoter,
} from '../helpers/nomination.js'

const twoPosts = [
  { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
  { title: '委员', position: 'member', seats: 4, reservedForWoman: false },
] as const

/** Two for the chair, and five members called 陈 张 李 王 丁, ready to be confirmed. */
async function aReadySlate(desk: NominationDesk): Promise<string[]> {
  const addresses = [await aReadyNominee(desk, 0, 7), await aReadyNominee(desk, 0, 8)]
  for (const [index, name] of ['陈刚', '张敏', '李娜', '王强', '丁香'].entries()) {
    await renameVoter(desk.made.db, desk.election, index + 1, name)
    addresses.push(await aReadyNominee(desk, 1, index + 1))
  }
  return addresses
}

const step = async (desk: NominationDesk, values: Record<string, string>) => {
  const action = `${desk.home}/confirm-candidates`
  return await desk.officer.submit(values, action)
}

t.test('candidates are confirmed in the order of strokes, after a look at the list', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  const { db } = desk.made
  const { officer } = desk
  await aReadySlate(desk)
  await officer.open(desk.home)
  t.match(officer.html, '公布初步候选人')
  await officer.open(`${desk.home}/post-nominees`)
  await officer.submit({ on: '2027-05-05' }, `${desk.home}/post-nominees`)
  t.match(officer.html, '已登记初步候选人名单的公布')
  t.match(await eventsOf(db, 'nomineesPosted'), [{ on: '2027-05-05', acknowledged: [], reason: null }])
  t.match(officer.html, '可以确定正式候选人了')

  await officer.open(`${desk.home}/confirm-candidates`)
  t.match(officer.html, /丁香.*王强.*李娜.*张敏.*陈刚/s)
  await step(desk, { step: 'review' })
  t.equal(officer.status, 200)
  t.match(officer.html, '核对正式候选人名单')
  t.equal((await db.selectFrom('candidate').select('id').execute()).length, 0, 'a look changes nothing')
  await step(desk, { step: 'confirm' })
  t.match(officer.html, '正式候选人已经确定')
  t.match(officer.url, /\/candidates$/)

  const candidates = await listCandidates(db, desk.election.roundId)
  t.strictSame(
    candidates
      .filter(({ postId }) => postId === desk.election.postIds[1])
      .map(({ name, ballotOrder }) => [name, ballotOrder]),
    [
      ['丁香', 1],
      ['王强', 2],
      ['李娜', 3],
      ['张敏', 4],
      ['陈刚', 5],
    ],
  )
  t.match(candidates.at(-1), {
    sex: 'male',
    birthDate: '1950-01-01',
    occupation: '社区工作者',
    politicalStatus: '群众',
    education: '大专',
    previousVotes: null,
  })
  const milestone = await db
    .selectFrom('milestone')
    .selectAll()
    .where('name', '=', 'candidatesConfirmed')
    .executeTakeFirstOrThrow()
  t.match(milestone, { round: 1, reachedOn: '2027-05-05' })
  const [event] = await eventsOf(db, 'candidatesConfirmed')
  t.match(event, { roundId: desk.election.roundId, acknowledged: [], reason: null, orderReason: null })
  t.equal((event?.['candidates'] as object[]).length, 7)
  t.equal(await findBrokenLink(db), undefined)

  await officer.open(`${desk.home}/confirm-candidates`)
  t.match(officer.url, /\/candidates$/)
  t.match(officer.html, '以下按选票上的顺序', 'the list, read only')
  await hand(desk, { nominee: '9' })
  t.match(desk.clerk.html, '正式候选人已于2027年5月5日确定，不能再登记提名')
})

t.test('a double click confirms once, and a stale list not at all', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  const { db } = desk.made
  const { officer, clerk } = desk
  const [, , chen = ''] = await aReadySlate(desk)
  await officer.open(`${desk.home}/confirm-candidates`)
  await step(desk, { step: 'review' })
  await clerk.open(`${chen}/correct-nominee`)
  await clerk.submit({ occupation: '医生', politicalStatus: '群众', education: '本科' }, `${chen}/correct-nominee`)
  await step(desk, { step: 'confirm' })
  t.equal(officer.status, 422)
  t.match(officer.html, '提名或者选民名单有了变化')
  t.match(officer.html, '医生', 'with what it is now')
  await step(desk, { step: 'review' })
  const page = officer.html
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page.slice(page.indexOf('<main')))?.[1] ?? ''
  const both = { step: 'confirm', formId: hidden('formId'), basis: hidden('basis') }
  await step(desk, both)
  t.match(officer.html, '正式候选人已经确定')
  await officer.submit(both, `${desk.home}/confirm-candidates`)
  t.match(officer.url, /\/candidates$/, 'carried out already')
  t.equal((await eventsOf(db, 'candidatesConfirmed')).length, 1)
})

t.test('what stands in the way is said post by post', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  const { db } = desk.made
  const { officer, election } = desk
  await aReadyNominee(desk, 0, 7)
  await hand(desk, { post: 0, nominee: '8' })
  await renameVoter(db, election, 7, '陈国强')
  await removeVoter(db, election, 21)
  await officer.open(`${desk.home}/confirm-candidates`)
  for (const words of [
    '主任应选1名，候选人应有2名以上，现有1名',
    '委员应选4名，候选人应有5名以上，现有0名',
    '高伟的资格审查还没有结果|何伟的资格审查还没有结果|.*的资格审查还没有结果',
    '计9名，差1名',
    '选举委员会成员与被提名人同名，如是同一人：陈国强被提名为候选人，应当退出居民选举委员会',
  ])
    t.match(officer.html, new RegExp(words))
  t.notMatch(officer.html, '下一步：核对名单')
  await step(desk, { step: 'confirm', basis: 'x' })
  t.equal(officer.status, 422)
  t.equal((await db.selectFrom('candidate').select('id').execute()).length, 0)
  await officer.open(desk.home)
  t.match(officer.html, '确定正式候选人之前还要办的')
  t.match(officer.html, '有的职务被提名的人还不够')
  const auditor = await desk.made.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(desk.home)
  t.notMatch(auditor.html, 'record-nomination', 'nobody is sent where they may not go')
})

t.test('the roll has to be closed first', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts, until: 'rollPosted' })
  await aReadySlate(desk)
  await desk.officer.open(`${desk.home}/confirm-candidates`)
  t.match(desk.officer.html, '选民名单尚未确定，还不能确定正式候选人')
  await step(desk, { step: 'confirm' })
  t.equal(desk.officer.status, 422)
  t.equal((await eventsOf(desk.made.db, 'candidatesConfirmed')).length, 0)
})

t.test('an order by hand and a late day need a reason', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  const { db } = desk.made
  const { officer } = desk
  await aReadySlate(desk)
  await renameVoter(db, desk.election, 1, '\u{2A6D7}刚')
  await renameVoter(db, desk.election, 8, '马伟')
  await renameVoter(db, desk.election, 7, '马伟')
  await db.updateTable('season').set({ drillToday: '2027-05-16' }).execute()
  await officer.open(`${desk.home}/confirm-candidates`)
  t.match(officer.html, '没有“\u{2A6D7}”的笔画资料')
  t.match(officer.html, '马伟（7号）、马伟（8号）姓名相同')
  t.match(officer.html, '正式候选人名单应在选举日5日前公布：选举日2027年5月20日，最迟5月15日；拟于5月16日公布，迟1日')
  const nominees = await db.selectFrom('nominee').select(['id', 'voterId']).execute()
  const idOf = (voterNumber: number) =>
    nominees.find(({ voterId }) => voterId === desk.election.voterIds[voterNumber - 1])?.id ?? 0
  const byHand = {
    [`place-${idOf(1)}`]: '１',
    [`place-${idOf(5)}`]: '2',
    [`place-${idOf(4)}`]: '3',
    [`place-${idOf(3)}`]: '4',
    [`place-${idOf(2)}`]: '5',
  }

  await step(desk, { step: 'review', ...byHand, [`place-${idOf(1)}`]: '2' })
  t.match(officer.html, '委员的排列顺序应是 1 到 5，每个数用一次')
  await step(desk, { step: 'review', ...byHand })
  t.equal(officer.status, 422)
  t.match(officer.html, '没有按排好的次序排列，请写明理由')
  t.match(officer.html, '超过期限确定候选人，请写明理由')
  t.match(officer.html, '请确认已经知道上面列出的情况')
  t.match(officer.html, `name="place-${idOf(1)}" value="１"`, 'what was typed is kept')
  const reasons = { acknowledged: 'yes', orderReason: '对照字典核定', lateReason: '街道联审延迟' }
  await step(desk, { step: 'review', ...byHand, ...reasons })
  t.match(officer.html, /\u{2A6D7}刚.*丁香.*王强.*李娜.*张敏/su)
  await step(desk, { step: 'edit' })
  t.match(officer.html, '对照字典核定', 'back, with what was typed')
  await step(desk, { step: 'review', ...byHand, ...reasons })
  await step(desk, { step: 'confirm' })
  t.match(officer.html, '正式候选人已经确定')
  t.match(await eventsOf(db, 'candidatesConfirmed'), [
    {
      acknowledged: ['names-alike', 'strokes-unknown', 'candidates-confirmed-late'],
      reason: '街道联审延迟',
      orderReason: '对照字典核定',
    },
  ])
  const names = (await listCandidates(db, desk.election.roundId)).map(({ name }) => name)
  t.strictSame(names.slice(2), ['\u{2A6D7}刚', '丁香', '王强', '李娜', '张敏'])
})

t.test('nominees are posted in time or with a reason', async (t) => {
  const desk = await aNominationDesk(t, { today: '2027-05-08' })
  const { officer } = desk
  const action = `${desk.home}/post-nominees`
  await officer.open(action)
  await officer.submit({ on: '2027-05-08', reason: '不妨' }, action)
  t.match(officer.html, '还没有人被提名，没有名单可以公布')
  await hand(desk, { nominee: '1' })
  await officer.open(action)
  await officer.submit({ on: '2027-05-09' }, action)
  t.match(officer.html, '公布日期不能在今天之后')
  await officer.submit({ on: '2027-04-01', reason: '' }, action)
  t.match(officer.html, '公布日期不能早于选民名单公布的日期')
  await officer.submit({ on: '2027-05-06' }, action)
  t.equal(officer.status, 422)
  t.match(officer.html, '超过期限公布，请写明理由')
  t.match(officer.html, '最迟5月5日；拟于5月6日公布，迟1日')
  await officer.submit({ on: '2027-05-06', reason: '台风' }, action)
  t.match(officer.html, '已登记初步候选人名单的公布')
  t.match(await eventsOf(desk.made.db, 'nomineesPosted'), [{ acknowledged: ['nominees-posted-late'], reason: '台风' }])
  await officer.open(action)
  t.match(officer.html, '初步候选人名单已于2027年5月6日公布，不能再')
})

t.test('a run-off’s candidates are shown and not touched', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  const { db } = desk.made
  const { officer, election } = desk
  await aReadySlate(desk)
  await officer.open(`${desk.home}/confirm-candidates`)
  await step(desk, { step: 'review' })
  await step(desk, { step: 'confirm' })
  await inTransaction(db, async (trx) => {
    const round = await insertRound(trx, {
      electionId: election.id,
      number: 2,
      kind: 'runoff',
      votingDay: '2027-05-28',
    })
    const postId = election.postIds[1] ?? 0
    await insertRoundPost(trx, round, { postId, seats: 1, seatsForWomen: 0 })
    const later = [
      { postId, ballotOrder: 1, voterId: election.voterIds[0] ?? 0, name: '陈刚', sex: 'male', previousVotes: 12 },
      { postId, ballotOrder: 2, voterId: election.voterIds[19] ?? 0, name: '罗伟', sex: 'female', previousVotes: 5 },
      { postId, ballotOrder: 3, voterId: null, name: '外来人', sex: null, previousVotes: 3 },
    ] as const
    await insertCandidates(trx, round, later, systemActor('2027-05-21T00:00:00.000Z'))
    await trx
      .insertInto('milestone')
      .values({ electionId: election.id, name: 'candidatesConfirmed', round: 2, reachedOn: '2027-05-21' })
      .execute()
    return ok(undefined)
  })
  await officer.open(`${desk.home}/confirm-candidates`)
  t.match(officer.html, '另行选举候选人')
  t.match(officer.html, /陈刚.*社区工作者.*<td class="num">12<\/td>/s)
  t.notMatch(officer.html, '丁香')
  t.match((await listCandidates(db, 2)).slice(1), [
    { name: '罗伟', occupation: null, birthDate: '1969-01-01' },
    { name: '外来人', voterId: null, sex: null, birthDate: null, politicalStatus: null },
  ])
  await officer.open('/change-password')
  await step(desk, { step: 'confirm' })
  t.equal(officer.status, 422)
  t.equal((await listCandidates(db, 2)).length, 3)
})

t.test('show-nominees, show-candidates: who may look and who may confirm', async (t) => {
  const desk = await aNominationDesk(t, { posts: twoPosts })
  await aReadySlate(desk)
  for (const [name, overview, confirming] of [
    ['observer', 200, 403],
    ['checkInClerk', 200, 403],
    ['tallyClerk', 200, 403],
    ['rollClerk', 200, 200],
    ['bureauAuditor', 200, 200],
    ['townshipOfficer', 200, 200],
    ['administrator', 403, 403],
    ['observer-other', 404, 403],
    ['electionOfficer-other', 404, 404],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    await visitor.open(desk.home)
    t.equal(visitor.status, overview, name)
    if (name === 'observer') t.notMatch(visitor.html, '陈刚', 'no names before the notice')
    await visitor.open(`${desk.home}/candidates`)
    t.equal(visitor.status, overview, `${name} candidates`)
    for (const page of ['confirm-candidates', 'post-nominees']) {
      await visitor.open(`${desk.home}/${page}`)
      t.equal(visitor.status, confirming, `${name} ${page}`)
      await visitor.open(desk.home)
      await visitor.submit({ on: '2027-05-05', step: 'confirm' }, `${desk.home}/${page}`)
      t.equal(visitor.status, name === 'electionOfficer-other' ? 404 : 403, `${name} posting ${page}`)
    }
  }
  t.equal((await desk.made.db.selectFrom('candidate').select('id').execute()).length, 0)
})
