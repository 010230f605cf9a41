import t from 'tap'
import type { TestApp } from '../helpers/app.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { aGrant } from '../helpers/polling.js'
import { allText, mm, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'
import { aPolledElection, contestsOf, declared, type SheetWish, sheetFields, tallied } from '../helpers/tally.js'

async function afterVote(t: Parameters<typeof testApp>[0], wish: SheetWish) {
  const made = await testApp(t)
  const election = await aPolledElection(made, await aHouse(made))
  await tallied(made, election, [sheetFields(contestsOf(election), wish)])
  await declared(made, election.base)
  const officer = await signedIn(made, 'electionOfficer')
  return { made, election, officer, home: `/elections/${election.id}/documents` }
}

async function pdfText(made: TestApp, electionId: number, key: string): Promise<string> {
  const paper = (await issuedPapers(made, electionId)).findLast((each) => each.key === key)
  const pdf = await readPdf(paper?.content ?? Buffer.alloc(0))
  // Without the foot of each page, which stands in the middle of a sentence.
  const pages = pdf.pages.map((page) => ({ ...page, items: page.items.filter(({ y }) => y < 264 * mm) }))
  return allText({ ...pdf, pages }).replaceAll('\n', '')
}

t.test('the result and the return of a vote that leaves seats, and the notices of the run-off', async (t) => {
  const { made, election, officer, home } = await afterVote(t, {
    returned: 48,
    votes: [
      [24, 20],
      [40, 5],
      [40, 39, 10, 9],
    ],
    writeIns: [{ post: 0, name: '诸葛亮', votes: 2 }],
    invalid: 1,
  })
  await issue(officer, election.id, 'result', '?round=1')
  t.equal(officer.status, 200)
  const notice = await pdfText(made, election.id, 'result')
  t.match(notice, '应参加投票的选民60人，发出选票50张，收回选票48张，参选率80.00%')
  t.match(notice, '有效票47张，无效票1张，空白票0张')
  t.match(notice, '选民过半数参加投票，选举有效')
  t.match(notice, '主任应选1名，当选0名，缺额1名。委员应选3名，当选2名，缺额1名。')
  const [, viceChair] = election.candidates
  t.match(notice, `副主任${viceChair?.[0]?.name}4083.33%`)

  await issue(officer, election.id, 'election-return', '?round=1')
  const paper = (await issuedPapers(made, election.id)).at(-1)
  t.match(paper, { key: 'election-return', noticeNumber: null, roundId: election.roundId })
  const report = await pdfText(made, election.id, 'election-return')
  t.match(report, '验证领票参加投票50人')
  t.match(report, '浙江省城市社区居民委员会选举规则（2026年，暂定）第1版', 'the rule set with its version')
  t.match(report, '诸葛亮24.17%未当选')
  t.match(report, '（24×2＝48，等于48）', 'the arithmetic of every decision')
  t.match(report, '居民选举委员会、锦屏街道办事处、奉化市民政局各存一份')
  t.match(report, '总监票人：')
  const record = await made.db.selectFrom('electionRecord').select('fingerprint').executeTakeFirstOrThrow()
  t.match(report, `第1至8组：${record.fingerprint.slice(0, 32)}第9至16组：${record.fingerprint.slice(32)}`, 'the whole')

  await officer.open(`${election.base}/open-runoff`)
  await officer.submit({ votingDay: '2027-05-30' }, `${election.base}/open-runoff`)
  await officer.open(home)
  t.match(textOf(officer.html), '另行选举公告（另行选举）')
  t.match(textOf(officer.html), '选举结果公告（另行选举）')
  await issue(officer, election.id, 'runoff', '?round=2')
  t.equal(officer.status, 200)
  const runoff = await pdfText(made, election.id, 'runoff')
  t.match(runoff, '2027年5月20日换届选举中，部分职务没有选足应选名额')
  t.match(runoff, '定于2027年5月30日（星期日）投票，应选2名（主任1名、委员1名）')
  t.match(runoff, '不得少于已投选票总数的三分之一')
  t.match(runoff, `${election.candidates[0]?.[0]?.name}男24`)
  t.same(
    (await issuedPapers(made, election.id)).map(({ noticeNumber }) => noticeNumber),
    [1, null, 2],
    'what is no notice takes no number',
  )
  await officer.open(`${home}/candidates/preview?round=2`)
  t.equal(officer.status, 404, 'the notice of candidates is the first vote’s')
  await officer.open(`${home}/result/preview?round=1`)
  t.equal(officer.status, 200, 'papers of the first vote remain')
})

t.test('a void vote: no one elected, the reasons, and the notice of the re-run', async (t) => {
  const { made, election, officer } = await afterVote(t, {
    returned: 30,
    votes: [
      [24, 2],
      [20, 5],
      [20, 20, 20, 5],
    ],
  })
  await issue(officer, election.id, 'result')
  const notice = await pdfText(made, election.id, 'result')
  t.match(notice, '本次换届选举无效。换届选举无效的原因：')
  t.match(notice, '未超过选民60人的半数')
  t.match(notice, '依法重新选举')
  await officer.open(`${election.base}/open-runoff`)
  await officer.submit({ votingDay: '2027-06-06' }, `${election.base}/open-runoff`)
  await issue(officer, election.id, 'rerun')
  t.equal(officer.status, 200)
  const rerun = await pdfText(made, election.id, 'rerun')
  t.match(rerun, '2027年5月20日换届选举无效，原因如下')
  t.match(rerun, '应选5名（主任1名、副主任1名、委员3名）。候选人名单公布如下')
})

t.test(
  'the return tells who voted in person and for whom a proxy did; a ballot taken back counts for neither',
  async (t) => {
    const { made, election, officer } = await afterVote(t, {
      returned: 48,
      votes: [
        [40, 5],
        [40, 5],
        [40, 39, 38, 3],
      ],
    })
    const checkIns = await made.db.selectFrom('checkIn').select(['id', 'voterId']).orderBy('id').execute()
    const proxyId = checkIns.at(-1)?.voterId ?? 0
    for (const { id, voterId: principalId } of checkIns.slice(0, 4)) {
      const grantId = await aGrant(made, { id: election.id, roundId: election.roundId }, principalId, proxyId)
      await made.db.updateTable('checkIn').set({ proxyId, grantId }).where('id', '=', id).execute()
    }
    const { voterId } = checkIns[0] ?? { voterId: 0 }
    await made.db
      .updateTable('checkIn')
      .set({ undoneAt: '2027-05-20T03:00:00.000Z', undoneBy: 1, undoneReason: '领错' })
      .where('voterId', '=', voterId)
      .execute()
    await issue(officer, election.id, 'election-return', '?round=1')
    t.match(await pdfText(made, election.id, 'election-return'), '验证领票参加投票50人（本人47人、委托3人）')
  },
)
