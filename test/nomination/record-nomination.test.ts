import { lookUp } from '../../src/nomination/voters-called.js'
import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, eventsOf, hand, removeVoter, renameVoter, signed } from '../helpers/nomination.js'

t.test('ten voters nominate, nine do not', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  const nine = await hand(desk, { nominee: '1', nominators: signed(21, 29) })
  t.equal(nine.status, 422)
  t.match(nine.html, '计9名，差1名')
  t.match(nine.html, '第十八条', 'the article is named')
  t.match(nine.html, 'value="社区工作者"', 'what was typed is kept')
  t.match(nine.html, /22\n23\n24/, 'the signatures too')
  t.equal((await db.selectFrom('nominee').select('id').execute()).length, 0, 'nothing is filed')

  const ten = await hand(desk, { nominee: '王伟', nominators: signed(21, 30) })
  t.equal(ten.status, 200)
  t.match(ten.html, '已登记第1号提名表')
  t.match(ten.url, /\/nominees\/\d+$/)
  const paper = await db.selectFrom('nominationPaper').selectAll().executeTakeFirstOrThrow()
  t.match(paper, { number: 1, kind: 'joint', nominators: 10, receivedOn: '2027-05-04', partyOrganisation: null })
  t.equal((await db.selectFrom('nominator').select('voterId').execute()).length, 10)
  t.match(await eventsOf(db, 'nominationReceived'), [{ number: 1, kind: 'joint', nominators: 10 }])
})

t.test('every signature that does not count is named at once', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  await renameVoter(db, desk.election, 22, '李伟')
  await removeVoter(db, desk.election, 40)
  const typed = `${signed(23, 33)}\n２３号, 查无此人、李伟；40`
  const refused = await hand(desk, { nominee: '1', nominators: typed })
  t.equal(refused.status, 422)
  t.match(refused.html, '第12个“２３号”与第1个是同一名选民')
  t.match(refused.html, '第13个“查无此人”在选民名单上查不到')
  t.match(refused.html, /第14个“李伟”有2名同名选民，请改填选民证号：2号 女 .*；22号/)
  t.match(refused.html, /第15个“40”（.+）已从选民名单中去掉/)
  t.notMatch(refused.html, 'name="acknowledged"', 'a namesake has to be made clear first')

  const clear = typed.replace('李伟', '22')
  await hand(desk, { nominee: '1', nominators: clear })
  t.equal(desk.clerk.status, 422)
  t.match(desk.clerk.html, '以上情况已对照纸质提名表核对无误')
  const acknowledged = /name="acknowledged" value="([^"]*)"/.exec(desk.clerk.html)?.[1] ?? ''
  t.ok(acknowledged)
  await hand(desk, { nominee: '1', nominators: `${clear}\n还有一个`, acknowledged })
  t.equal(desk.clerk.status, 422, 'what is acknowledged is this list and no other')
  await hand(desk, { nominee: '1', nominators: clear, acknowledged })
  t.match(desk.clerk.html, '已登记第1号提名表')
  t.equal((await db.selectFrom('nominationPaper').select('nominators').executeTakeFirstOrThrow()).nominators, 12)
})

t.test('a namesake is chosen, not guessed', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  await renameVoter(db, desk.election, 3, '王伟')
  const asked = await hand(desk, { nominee: '王 伟' })
  t.equal(asked.status, 422)
  t.match(asked.html, '有2名同名选民，请选定是哪一位')
  await hand(desk, { nominee: '王 伟', nomineeVoterId: desk.election.voterIds[4] ?? 0 })
  t.equal(desk.clerk.status, 422, 'somebody else is no namesake')
  await hand(desk, { nominee: '王 伟', nomineeVoterId: desk.election.voterIds[2] ?? 0 })
  const nominee = await db.selectFrom('nominee').select('voterId').executeTakeFirstOrThrow()
  t.equal(nominee.voterId, desk.election.voterIds[2])
})

t.test('the Party organisation nominates without signatures', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1', kind: 'party', nominators: '' })
  t.match(desk.clerk.html, '请填写提名的党组织名称')
  await hand(desk, { nominee: '1', kind: 'party', nominators: '', partyOrganisation: '中共奉中社区总支部委员会' })
  t.match(desk.clerk.html, '已登记第1号提名表')
  t.match(await desk.made.db.selectFrom('nominationPaper').selectAll().executeTakeFirstOrThrow(), {
    kind: 'party',
    nominators: 0,
    partyOrganisation: '中共奉中社区总支部委员会',
  })
})

t.test('papers for one person merge; a second post is the nominee’s own choice', async (t) => {
  const desk = await aNominationDesk(t)
  const { db } = desk.made
  await hand(desk, { nominee: '1' })
  await hand(desk, {
    nominee: '1',
    nominators: '25 26　27号 ２８,29,30 31 32 33 34 35 36',
    occupation: '',
    politicalStatus: '',
    education: '',
  })
  t.match(desk.clerk.html, '已登记第2号提名表')
  const overview = await desk.officer.open(desk.home)
  t.match(overview.html, /<td class="num">2<\/td><td class="nowrap">16名<\/td>/, 'two papers, sixteen different voters')
  t.equal((await db.selectFrom('nominee').select('id').execute()).length, 1)

  const other = await hand(desk, { post: 1, nominee: '1' })
  t.equal(other.status, 422)
  t.match(other.html, '已被提名为主任，一人只能做一个职务的候选人。请由本人书面选定')
  t.match(other.html, '本人选定的职务')
  await hand(desk, { post: 1, nominee: '1', chosenPostId: desk.election.postIds[2] ?? 0 })
  t.equal(desk.clerk.status, 422, 'a third post is no choice')
  await hand(desk, { post: 1, nominee: '1', chosenPostId: desk.election.postIds[1] ?? 0 })
  t.match(desk.clerk.html, '已登记第3号提名表')
  const [nominee] = await db.selectFrom('nominee').selectAll().execute()
  t.equal(nominee?.postId, desk.election.postIds[1])
  t.match(desk.clerk.html, '本人选定了其他职务，不计')
  t.match(await eventsOf(db, 'nomineeChanged'), [
    { before: { postId: desk.election.postIds[0] }, after: { postId: desk.election.postIds[1] } },
  ])
})

t.test('forms that cannot be right', async (t) => {
  const posts = [
    { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
    { title: '妇女委员', position: 'member', seats: 1, reservedForWoman: true },
  ] as const
  const desk = await aNominationDesk(t, { posts })
  await hand(desk, { nominee: '', receivedOn: '昨天' })
  t.match(desk.clerk.html, '请填写被提名人的姓名或者选民证号')
  t.match(desk.clerk.html, '请按 2027-05-20 的样子填写日期')
  t.match(desk.clerk.html, 'value="昨天"')
  await hand(desk, { nominee: '没有的人', nominators: '' })
  t.match(desk.clerk.html, '“没有的人”在选民名单上查不到')
  t.match(desk.clerk.html, '请填写联名的选民', 'both at once')
  await hand(desk, { nominee: '1', receivedOn: '2027-05-06' })
  t.match(desk.clerk.html, '收表日期不能在今天之后')
  await hand(desk, { nominee: '1', receivedOn: '2027-04-24' })
  t.match(desk.clerk.html, '选民名单2027年4月25日公布，提名从公布之日起')
  await hand(desk, { nominee: '1', occupation: '', politicalStatus: '', education: '' })
  t.match(desk.clerk.html, /请填写现职业或者职务.*请填写政治面貌.*请填写文化程度/s)
  await hand(desk, { post: 1, nominee: '1' })
  t.match(desk.clerk.html, '是妇女名额，王伟不能列为该职务的候选人')
  await hand(desk, { post: 1, nominee: '2' })
  t.match(desk.clerk.html, '已登记第1号提名表')
  await hand(desk, { nominee: '1', nominators: signed(1, 10) })
  t.match(desk.clerk.html, '被提名人王伟也在联名人之中')
  t.match(desk.clerk.html, 'name="acknowledged"')
})

t.test('the same form twice files one paper', async (t) => {
  const desk = await aNominationDesk(t)
  await hand(desk, { nominee: '1' })
  const action = `${desk.home}/record-nomination`
  await desk.clerk.open(action)
  const formId = /name="formId" value="([^"]+)"/.exec(desk.clerk.html)?.[1] ?? ''
  const paper = {
    postId: desk.election.postIds[0] ?? 0,
    kind: 'joint',
    nominators: signed(31, 40),
    receivedOn: '2027-05-04',
  }
  await desk.clerk.submit(
    { ...paper, nominee: '2', occupation: '教师', politicalStatus: '群众', education: '本科', formId },
    action,
  )
  await desk.clerk.open(action)
  await desk.clerk.submit(
    { ...paper, nominee: '2', occupation: '教师', politicalStatus: '群众', education: '本科', formId },
    action,
  )
  t.equal(desk.clerk.url, desk.home)
  t.equal((await desk.made.db.selectFrom('nominationPaper').select('id').execute()).length, 2)
})

t.test('only the desk of this community, and only in time', async (t) => {
  const desk = await aNominationDesk(t, { until: 'registerImported' })
  await desk.officer.open(desk.home)
  t.match(desk.officer.html, '选民名单尚未公布，还不能登记提名')
  await hand(desk, { nominee: '1' })
  t.equal(desk.clerk.status, 422)
  t.match(desk.clerk.html, '选民名单尚未公布，还不能登记提名')
  for (const [name, status] of [
    ['observer', 403],
    ['tallyClerk', 403],
    ['checkInClerk', 403],
    ['bureauAuditor', 403],
    ['townshipOfficer', 403],
    ['administrator', 403],
    ['electionOfficer-other', 404],
    ['rollClerk-other', 404],
  ] as const) {
    const visitor = await desk.made.visitor().signIn(name, testPassword)
    await visitor.open(`${desk.home}/record-nomination`)
    t.equal(visitor.status, status, name)
    await hand(desk, { nominee: '1' }, visitor)
    t.equal(visitor.status, status, `${name} posting`)
  }
  t.equal((await desk.made.db.selectFrom('nominee').select('id').execute()).length, 0)
})

t.test('a name on the sheet is found in whichever form of its characters the roll has it', async (t) => {
  const { made, election } = await aNominationDesk(t)
  await renameVoter(made.db, election, 5, '黃髙明')
  await renameVoter(made.db, election, 6, '林昇')
  await renameVoter(made.db, election, 7, '吴青')
  await renameVoter(made.db, election, 8, '吳青')
  const found = async (typed: string) =>
    (await lookUp(made.db, election.id, [typed])).flatMap(({ voters }) => voters.map(({ voterNumber }) => voterNumber))
  t.strictSame(await found('黄高明'), [5])
  t.strictSame(await found('吳青'), [8], 'who bears the very form is meant')
  t.strictSame(await found('吴靑'), [7, 8], 'else everybody who bears a form of it, for a person to choose')
  t.strictSame(await found('林升'), [], '升 is not 昇')
})
