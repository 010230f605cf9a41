import t from 'tap'
import { inTransaction } from '../../src/infra/db/database.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { ok } from '../../src/lib/result.js'
import { getCandidateList, insertCandidates, listCandidates } from '../../src/nomination/queries.js'
import { fingerprintGroups } from '../../src/lib/fingerprint.js'
import type { Browser } from '../helpers/browser.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'
import type { BallotGeometry } from '../../src/documents/ballots/ballot-geometry.js'
import { aCrowdedField, confirm, decide, onDay, type Primary, setUp, sheet, type } from '../helpers/primary.js'

async function preview({ officer, election }: Primary, key: string): Promise<string> {
  await officer.open(`/elections/${election.id}/documents/${key}/preview`)
  return textOf(officer.html.replaceAll('\u2060', ''))
}

async function print(by: Browser, electionId: number, key: string, values: Record<string, string> = {}) {
  await by.open(`/elections/${electionId}/documents/sheets`)
  return await by.submit(values, `/elections/${electionId}/documents/sheets/${key}/print`)
}

t.test('the papers of a primary and of the list, from first to last', async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, anna, ben, election, made } = primary
  t.match(await preview(primary, 'primary'), '还没有组织预选')
  t.match(await preview(primary, 'primary-result'), '预选还没有结果')
  await setUp(primary)
  const call = await preview(primary, 'primary')
  t.match(call, '2027年5月6日（星期四）08:00至16:00，在社区服务中心投票')
  t.match(call, '本社区选民40人。选民过半数参加投票')
  t.match(call, '王强、李娜、张敏、陈刚')
  t.match(call, '一并列为正式候选人')
  await onDay(primary, '2027-05-06')
  await print(officer, election.id, 'primary-report')
  t.match(officer.html, '没有符合所选条件', 'no report yet')
  await print(anna, election.id, 'primary-tally-sheet')
  t.equal(anna.status, 200)
  await type(anna, primary, sheet([6, 20, 25, 5]))
  await type(ben, primary, sheet([6, 20, 25, 5]))
  await decide(primary)
  const result = await preview(primary, 'primary-result')
  t.match(result, '发出选票32张，收回选票30张，其中有效票28张、无效票2张，预选有效')
  t.match(result, /李娜 25 正式候选人 张敏 20 正式候选人 陈刚 6 未列入/)
  await print(officer, election.id, 'primary-report')
  t.equal(officer.status, 200)

  await confirm(primary)
  const list = await getCandidateList(made.db, election.roundId)
  const posted = await preview(primary, 'candidates')
  t.match(posted, '按预选得票多少（没有举行预选的职务按姓氏笔画）为序')
  t.match(posted, `本名单为第1版，已经固定，指纹：${fingerprintGroups(list?.hash ?? '')}`)
  t.notMatch(posted, '更正后的')
  await print(officer, election.id, 'withdrawal-form', { 'withdrawal-form-voterNumber': '3' })
  t.equal(officer.status, 200)
  await print(officer, election.id, 'withdrawal-form', { 'withdrawal-form-voterNumber': '30' })
  t.equal(officer.status, 422, 'no candidate')

  const left = (await listCandidates(made.db, election.roundId)).filter(({ name }) => name !== '张敏')
  await inTransaction(made.db, async (trx) =>
    ok(await insertCandidates(trx, election.roundId, left, systemActor('2027-05-06T00:00:00.000Z'))),
  )
  const corrected = await preview(primary, 'candidates')
  t.match(corrected, '关于公布更正后的正式候选人名单的公告')
  t.match(corrected, '本名单代替此前公布的名单：张敏不再列为主任候选人。')
  t.match(corrected, '本名单为第2版')
})

t.test("a primary's ballot is designed, approved by two people and printed, all through its pages", async (t) => {
  const primary = await aCrowdedField(t)
  const { officer, township, election, made } = primary
  const page = `/elections/${election.id}/documents/ballots?kind=primary`
  await officer.open(page)
  t.match(officer.html, '预选选票')
  t.match(officer.html, '还没有组织预选')
  t.notMatch(officer.html, '>制作样票</button>', 'nothing to design before the primary is set up')
  await setUp(primary)
  await officer.open(`/elections/${election.id}/nomination/primary`)
  t.ok(officer.html.includes(`href="${page}"`), 'the page of the primary leads here')
  await officer.open(page)
  await officer.submit({ paper: 'A5', arrangement: 'oneSheet' }, page)
  t.match(officer.html, '选票第1稿的样票已做好')
  const design = await made.db.selectFrom('ballotDesign').selectAll().executeTakeFirstOrThrow()
  t.match(design, { kind: 'primary', number: 1 })
  const text = allText(await readPdf(design.samplePdf))
  for (const words of ['候选人预选选票', '陈刚', '张敏', '李娜', '王强', '样票']) t.match(text, words)
  t.match(text, '投票日：2027年5月6日', 'the day of the primary, not of the election')
  const base = `/elections/${election.id}/documents/ballots/${design.id}`
  await officer.open(`${base}/print`)
  t.equal(officer.status, 409, 'not before two people have approved it')
  for (const person of [officer, township]) {
    await person.open(page)
    t.match(person.html, '核对并核准')
    await person.open(`${base}/approve-ballot`)
    await person.submit({ isRead: 'yes' }, `${base}/approve-ballot`)
  }
  t.match(township.html, '已经两人核准定稿')
  await officer.open(`${base}/print`)
  t.equal(officer.status, 200)
  t.ok(officer.response.rawPayload.equals(design.printPdf), 'the bytes that were approved')
  await officer.open(`${base}/geometry`)
  const { pages } = JSON.parse(officer.html) as BallotGeometry
  t.match(pages, [{ width: 14800, height: 21000 }])
  t.equal(new Set(pages.flatMap(({ boxes }) => boxes.map(({ candidateId }) => candidateId))).size, 4)
  t.match(pages[0]?.code, /-P1-1-/, 'a code of its own, that no ballot of the vote has')
  await officer.open(`/elections/${election.id}/documents/ballots`)
  t.match(officer.html, '还没有样票', 'the ballot of the vote is another one')

  await setUp(primary, { heldOn: '2027-05-07', version: '1' })
  await officer.open(page)
  t.match(officer.html, '投票日由5月6日改为5月7日', 'another day makes the ballot another one')
  await onDay(primary, '2027-05-07')
  await type(primary.anna, primary, sheet([6, 20, 25, 5]))
  await type(primary.ben, primary, sheet([6, 20, 25, 5]))
  await decide(primary)
  await officer.open(page)
  t.match(officer.html, '第1次预选已经有结果')
  t.notMatch(officer.html, '>制作样票</button>')
})
