import t, { type Test } from 'tap'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { getCandidateList, listCandidates, listChangedLists, listDropOuts } from '../../src/nomination/queries.js'
import { findElection } from '../../src/infra/db/scope-queries.js'
import { checkBallotDesign } from '../../src/polling/queries.js'
import { freezeBallot } from '../helpers/ballots.js'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, aReadyField, eventsOf, type NominationDesk, renameVoter } from '../helpers/nomination.js'

const posts = [
  { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
  { title: '委员', position: 'member', seats: 3, reservedForWoman: false },
] as const

interface Listed extends NominationDesk {
  readonly nominees: readonly number[][]
}

const names = [
  ['陈刚', '张敏', '李娜'],
  ['丁香', '王强', '赵敏', '周平'],
] as const

/**
 * Two for the chair with a third passed over, four for three seats: the list confirmed on 2027-05-05, election on
 * the 20th. How the third came to be left out does not matter to what follows.
 */
async function aConfirmedList(t: Test, spare = true): Promise<Listed> {
  const desk = await aNominationDesk(t, { posts })
  for (const [index, name] of names.flat().entries()) await renameVoter(desk.made.db, desk.election, index + 1, name)
  const nominees = await aReadyField(desk, [3, 4])
  const third = nominees[0]?.[2] ?? 0
  const set = async (vetting: 'failed' | 'passed') =>
    await desk.made.db
      .updateTable('nominee')
      .set({ vetting, vettingReason: vetting === 'failed' ? '待核实' : null })
      .where('id', '=', third)
      .execute()
  await set('failed')
  await confirm(desk)
  if (spare) await set('passed')
  return { ...desk, nominees }
}

async function confirm({ officer, home }: NominationDesk) {
  await officer.open(`${home}/confirm-candidates`)
  await officer.submit({ step: 'review', acknowledged: 'yes' }, `${home}/confirm-candidates`)
  await officer.submit({ step: 'confirm' }, `${home}/confirm-candidates`)
}

async function candidateCalled({ made, election }: NominationDesk, name: string): Promise<number> {
  return (await listCandidates(made.db, election.roundId)).find((one) => one.name === name)?.id ?? 0
}

const withdrawal = { reason: 'withdrew', on: '2027-05-05', isWritten: 'yes', document: '放弃候选人资格申请第1号' }

async function review(listed: NominationDesk, name: string, more: Record<string, string> = {}): Promise<string> {
  const action = `${listed.home}/candidates/${await candidateCalled(listed, name)}/record-drop-out`
  await listed.officer.open(action)
  await listed.officer.submit({ ...withdrawal, ...more, step: 'review' }, action)
  return action
}

const chair = async ({ made, election }: NominationDesk) =>
  (await getCandidateList(made.db, election.roundId))?.posts[0]?.candidates.map(({ name }) => name)

t.test('a candidate withdraws in writing and the next follows: a new list, the old one kept', async (t) => {
  const listed = await aConfirmedList(t)
  const { officer, home, made, election } = listed
  const { db } = made
  const before = await getCandidateList(db, election.roundId)
  await officer.open(`${home}/candidates`)
  t.match(officer.html, '登记退出')
  t.match(officer.html, '与固定时一致')
  const action = await review(listed, '张敏')
  t.match(officer.html, '核对张敏退出的后果')
  t.match(officer.html, '张敏于2027年5月5日书面放弃，不再列为主任候选人，原名单和本次变动一并留存。')
  t.match(officer.html, /没有举行预选，按联名提名人数多少依次递补：李娜（1\d人）/)
  t.match(officer.html, '选票还没有印制，按变动后的名单印制。')
  t.match(officer.html, /陈刚、张敏|张敏、陈刚/)
  t.equal((await listDropOuts(db, election.id)).length, 0, 'a look changes nothing')
  await officer.submit({ step: 'confirm' }, action)
  t.match(officer.html, '张敏已不再列为候选人')
  t.match(officer.html, '放弃候选人资格申请第1号')
  t.same(await chair(listed), ['李娜', '陈刚'], 'in the order of strokes again')
  const after = await getCandidateList(db, election.roundId)
  t.match(after, { version: 2 })
  t.not(after?.hash, before?.hash)
  t.strictSame(await listChangedLists(db), [])
  t.match(await eventsOf(db, 'candidateDroppedOut'), [
    { name: '张敏', reason: 'withdrew', refill: 'byVotes', added: ['李娜'], isReopened: false, list: { version: 2 } },
  ])
  t.equal(await findBrokenLink(db), undefined)
  await officer.open(`${home}/candidates?version=1`)
  t.match(officer.html, '这是第1版名单，已被后来的名单代替')
  t.match(officer.html, /<td class="name">张敏\s*</)
  t.notMatch(officer.html, 'record-drop-out', 'nothing is changed on an old list')
  await officer.open(`${home}/candidates?version=7`)
  t.equal(officer.status, 404)
  await officer.open(action)
  t.equal(officer.status, 404, 'who has left is not on the list')
  await officer.open(home)
  t.match(officer.html, '正式候选人已经确定')
})

t.test('a reserve whose number as nominee is the candidate’s own follows all the same', async (t) => {
  const desk = await aNominationDesk(t, { posts })
  const { db } = desk.made
  const [chairs = []] = await aReadyField(desk, [3, 4])
  const set = async (vetting: 'failed' | 'passed') =>
    await db
      .updateTable('nominee')
      .set({ vetting, vettingReason: vetting === 'failed' ? '待核实' : null })
      .where('id', '=', chairs[0] ?? 0)
      .execute()
  await set('failed')
  await confirm(desk)
  await set('passed')
  const first = (await listCandidates(db, desk.election.roundId)).find(({ id }) => id === chairs[0])
  t.ok(first, 'the number is both')
  await review(desk, first?.name ?? '')
  t.match(desk.officer.html, '依次递补')
})

t.test('enough are left: nobody has to follow', async (t) => {
  const listed = await aConfirmedList(t)
  await listed.made.db.updateTable('roundPost').set({ seats: 2 }).where('seats', '=', 3).execute()
  await review(listed, '王强', { reason: 'died', isWritten: '' })
  t.match(listed.officer.html, '委员其余候选人仍多于应选名额，不再递补')
})

t.test('nobody can follow: the list is open again, filled and confirmed anew', async (t) => {
  const listed = await aConfirmedList(t, false)
  const { officer, home, made, election } = listed
  const action = await review(listed, '张敏', { reason: 'disqualified', document: '复核决定' })
  t.match(officer.html, '没有可以递补的人，主任还差1名候选人，须另行提名')
  t.match(officer.html, '名单须重新确定')
  await officer.submit({ step: 'confirm' }, action)
  t.match(officer.html, '候选人有变动，名单须补足以后重新确定')
  t.notMatch(officer.html, '登记退出</a>')
  await officer.open(`${home}/confirm-candidates`)
  t.match(officer.html, '主任应选1名，候选人应有2名以上，现有1名')
  const third = listed.nominees[0]?.[2] ?? 0
  await made.db.updateTable('nominee').set({ vetting: 'passed', vettingReason: null }).where('id', '=', third).execute()
  await confirm(listed)
  t.match(officer.html, '正式候选人已经确定')
  t.same(await chair(listed), ['李娜', '陈刚'])
  t.match(await getCandidateList(made.db, election.roundId), { version: 3 })
  t.match(officer.html, '补足以后重新确定')
  t.match(officer.html, '张敏经查不符合候选人条件')
  t.strictSame(await listChangedLists(made.db), [])
})

t.test('after the last day nobody follows, and a late withdrawal needs its reason', async (t) => {
  const listed = await aConfirmedList(t)
  const { officer, made } = listed
  await made.db.updateTable('season').set({ drillToday: '2027-05-19' }).execute()
  await made.db.updateTable('votingRound').set({ ballotsPrinted: 40 }).execute()
  await review(listed, '张敏', { on: '2027-05-18' })
  t.equal(officer.status, 422)
  t.match(officer.html, '放弃最迟2027年5月17日提出；仍要受理的，请写明理由')
  t.match(officer.html, '放弃候选人资格申请第1号', 'what was typed is kept')
  await review(listed, '张敏', { on: '2027-05-18', lateReason: '突发疾病' })
  t.match(officer.html, '已过选举日3日前的期限，主任不再递补')
  t.match(officer.html, '投给张敏的不计票，选票上其他选择照常有效')
  t.match(officer.html, '请居民选举委员会报街道（镇）研究是否改期')
  const action = await review(listed, '陈刚', { reason: 'died', on: '2027-05-19', isWritten: '' })
  await officer.submit({ step: 'confirm' }, action)
  t.same(await chair(listed), ['张敏'])
  t.match(await listDropOuts(made.db, listed.election.id), [
    { name: '陈刚', refill: 'tooLate', areBallotsPrinted: true, listVersion: 2 },
  ])
})

t.test(
  'printed ballots stay in use when somebody drops out too late, and whoever counts is told of the name',
  async (t) => {
    const listed = await aConfirmedList(t)
    const { officer, home, made, election } = listed
    const { db } = made
    await freezeBallot(made, election.id)
    await db.updateTable('votingRound').set({ ballotsPrinted: 50 }).where('id', '=', election.roundId).execute()
    const usable = async () => {
      const inScope = await findElection(db, election.id)
      return inScope && (await checkBallotDesign(db, inScope)).map(({ code }) => code)
    }
    t.same(await usable(), [])
    made.clock.now = new Date('2027-05-19T01:00:00Z')
    await db.updateTable('season').set({ drillToday: '2027-05-19' }).execute()
    const lateReason = '突发重病，报街道同意'
    const action = await review(listed, '陈刚', { on: '2027-05-19', lateReason })
    t.match(officer.html, '选票不再重印')
    await officer.submit({ ...withdrawal, on: '2027-05-19', lateReason, step: 'confirm' }, action)
    t.match(officer.html, '名单有了新的一版')
    t.same(await chair(listed), ['张敏'])
    t.same(await usable(), [], 'the ballots that are printed are voted with')
    await officer.open(`/elections/${election.id}/documents/ballots`)
    t.match(officer.html, '选票上的 陈刚 已经退出')
    t.notMatch(officer.html, '已经过时')
    await officer.open(`${home.replace('/nomination', '/tally')}`)
    t.match(officer.html, '选票上印的主任候选人陈刚已于2027年5月19日退出')
  },
)

t.test('what is missing is said beside its field', async (t) => {
  const listed = await aConfirmedList(t)
  const { officer } = listed
  for (const { more, words } of [
    { more: { reason: '' }, words: '请选择退出的原因' },
    { more: { document: '' }, words: '请填写书面材料的名称' },
    { more: { isWritten: '' }, words: '张敏放弃候选人资格，须本人书面提出' },
    { more: { on: '2027-05-06' }, words: '日期不能在今天之后' },
    { more: { on: '前天' }, words: '请按 2027-05-20 的样子填写日期' },
  ]) {
    await review(listed, '张敏', more)
    t.equal(officer.status, 422, words)
    t.match(officer.html, words)
  }
})

t.test('a double click drops out once; a list changed meanwhile is looked at again', async (t) => {
  const listed = await aConfirmedList(t)
  const { officer, made } = listed
  const action = await review(listed, '张敏')
  const page = officer.html.slice(officer.html.indexOf('<main'))
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
  const both = { ...withdrawal, step: 'confirm', formId: hidden('formId'), basis: hidden('basis') }
  const third = listed.nominees[0]?.[2] ?? 0
  const set = async (vetting: 'failed' | 'passed') =>
    await made.db.updateTable('nominee').set({ vetting, vettingReason: '另有举报' }).where('id', '=', third).execute()
  await set('failed')
  await officer.submit({ ...both, formId: '' }, action)
  t.equal(officer.status, 422)
  t.match(officer.html, '名单或者提名有了变化，请重新核对后果')
  await set('passed')
  await officer.submit(both, action)
  t.match(officer.html, '张敏已不再列为候选人')
  await officer.submit(both, action)
  t.match(officer.url, /\/candidates$/, 'carried out already')
  t.equal((await eventsOf(made.db, 'candidateDroppedOut')).length, 1)
})

t.test('who may take somebody off the list', async (t) => {
  const listed = await aConfirmedList(t)
  const action = await review(listed, '张敏')
  await listed.officer.submit({ step: 'confirm' }, action)
  const other = `${listed.home}/candidates/${await candidateCalled(listed, '陈刚')}/record-drop-out`
  for (const [name, status] of [
    ['observer', 403],
    ['rollClerk', 403],
    ['townshipOfficer', 403],
    ['electionOfficer', 200],
    ['electionOfficer-other', 404],
  ] as const) {
    const visitor = await listed.made.visitor().signIn(name, testPassword)
    await visitor.open(other)
    t.equal(visitor.status, status, name)
    if (name !== 'observer') continue
    await visitor.open(`${listed.home}/candidates`)
    t.match(visitor.html, '张敏书面放弃')
    t.notMatch(visitor.html, '放弃候选人资格申请第1号', 'the paper is not for everybody')
  }
})
