import t from 'tap'
import { testPassword } from '../helpers/factories.js'
import { aNominationDesk, aReadyNominee, eventsOf, hand, type NominationDesk } from '../helpers/nomination.js'
import type { Browser } from '../helpers/browser.js'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n')

/** Follows the link to the scans of something from the page it stands on. */
async function openScans(by: Browser, page: string, kind: string): Promise<string> {
  await by.open(page)
  const [, link = ''] = new RegExp(`href="([^"]*/scans/${kind}/\\d+)"`).exec(by.html) ?? []
  await by.open(link)
  return link
}

async function keep(by: Browser, page: string, bytes: Buffer, title: string): Promise<void> {
  await by.open(page)
  await by.upload({ field: 'file', fileName: '扫描.jpg', bytes }, { title }, page)
}

async function aPaper(t: Parameters<typeof aNominationDesk>[0]): Promise<NominationDesk & { nominee: string }> {
  const desk = await aNominationDesk(t)
  const nominee = await aReadyNominee(desk, 0, 1)
  return { ...desk, nominee }
}

t.test('a nomination paper is kept sealed, each look is recorded, and it is taken away with a trace', async (t) => {
  const { clerk, officer, made, nominee } = await aPaper(t)
  const page = await openScans(clerk, nominee, 'paper')
  t.match(clerk.html, '第1号提名表')
  t.match(clerk.html, '还没有存入材料')
  await keep(clerk, page, pdf, '提名表第 1 页')
  t.match(clerk.html, '已存入“提名表第 1 页”')
  t.match(clerk.html, 'PDF 文件', 'what it is by its bytes, not by its name')
  await keep(clerk, page, pdf, '提名表第 1 页')
  const kept = await made.db.selectFrom('nominationScan').selectAll().execute()
  t.equal(kept.length, 1, 'the same file twice is kept once')
  t.notOk(kept[0]?.sealedContent.includes('endobj'), 'nothing of it can be read without the key')
  await officer.open(`${page}/${kept[0]?.id}`)
  t.ok(officer.response.rawPayload.equals(pdf))
  t.equal(officer.response.headers['cache-control'], 'no-store')
  await officer.open(nominee)
  t.match(officer.html, '扫描件 1 份')
  t.match(officer.html, '存入扫描件：提名表，提名表第 1 页', 'in the history of the nominee')
  await clerk.open(page)
  await clerk.submit({}, `${page}/${kept[0]?.id}/remove`)
  t.match(clerk.html, '还没有存入材料')
  t.equal((await clerk.open(`${page}/${kept[0]?.id}`)).status, 404)
  for (const type of ['nominationScanAdded', 'nominationScanSeen', 'nominationScanRemoved']) {
    t.match(await eventsOf(made.db, type), [{ behind: 'paper', name: '王伟', sha256: kept[0]?.sha256 }], type)
  }
})

t.test('what the nominee said in writing has a place of its own', async (t) => {
  const { clerk, nominee, made } = await aPaper(t)
  const page = await openScans(clerk, nominee, 'consent')
  await keep(clerk, page, png, '接受提名意见书')
  t.match(clerk.html, '照片（PNG）')
  const { paperId, nomineeId } = await made.db.selectFrom('nominationScan').selectAll().executeTakeFirstOrThrow()
  t.strictSame([paperId, String(nomineeId)], [null, nominee.split('/').at(-1)])
})

t.test("an opinion's letter is kept by whoever writes the opinion down", async (t) => {
  const { clerk, officer, township, auditor, nominee } = await aPaper(t)
  const form = `${nominee}/vet-nominee`
  const page = await openScans(township, form, 'opinion')
  t.match(township.html, '的审查意见')
  await keep(township, page, png, '组织部门复函')
  await township.open(form)
  t.match(township.html, '扫描件 1 份')
  await keep(auditor, page, pdf, '附件')
  t.equal(auditor.status, 200, 'the bureau records answers of departments, too')
  for (const other of [clerk, officer]) {
    await other.open(page)
    t.match(other.html, '组织部门复函', 'insiders may look')
    t.notMatch(other.html, '存入一份')
    t.notMatch(other.html, '删除')
    await other.open('/change-password')
    await other.upload({ field: 'file', fileName: 'x.png', bytes: png }, { title: '复函' }, page)
    t.equal(other.status, 403)
  }
})

t.test('the letter or certificate behind a drop-out', async (t) => {
  const desk = await aNominationDesk(t)
  const { officer, clerk, home, made } = desk
  await makeADropOut(desk)
  await officer.open(`${home}/candidates`)
  const page = await openScans(officer, `${home}/candidates`, 'drop-out')
  t.match(officer.html, '退出的书面材料（书面放弃）')
  await keep(officer, page, pdf, '放弃候选人资格申请')
  await officer.open(`${home}/candidates`)
  t.match(officer.html, '扫描件 1 份')
  await clerk.open(page)
  t.match(clerk.html, '放弃候选人资格申请')
  t.notMatch(clerk.html, '存入一份', 'only who records the drop-out adds to it')
  t.match(await eventsOf(made.db, 'nominationScanAdded'), [{ behind: 'drop-out', nomineeId: null }])
  const observer = await made.visitor().signIn('observer', testPassword)
  await observer.open(`${home}/candidates`)
  t.notMatch(observer.html, 'scans/drop-out')
})

/** A frozen list with one candidate, who then left it. */
async function makeADropOut({ made, election }: NominationDesk): Promise<void> {
  const { db } = made
  const at = '2027-05-12T01:00:00.000Z'
  const { id: recordedBy } = await db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  const { id: roundId } = await db
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', election.id)
    .executeTakeFirstOrThrow()
  const list = { roundId, version: 1, content: '{}', hash: '0'.repeat(64), madeBy: recordedBy, madeAt: at }
  const { id: listId } = await db.insertInto('candidateList').values(list).returning('id').executeTakeFirstOrThrow()
  const person = { roundId, postId: election.postIds[0] ?? 0, voterId: election.voterIds[0] ?? 0, name: '王伟' }
  const { id: candidateId } = await db
    .insertInto('candidate')
    .values({ ...person, sex: 'male', previousVotes: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('candidateDropOut')
    .values({
      ...{ candidateId, listId, reason: 'withdrew', droppedOn: '2027-05-12', document: '申请书', lateReason: null },
      ...{ refill: 'notNeeded', areBallotsPrinted: 0, consequences: '[]', recordedBy, recordedAt: at },
    })
    .execute()
}

t.test('what is no photograph is refused in words, and the title stays', async (t) => {
  const { clerk, made, nominee } = await aPaper(t)
  const page = await openScans(clerk, nominee, 'paper')
  for (const { bytes, title = '提名表', message, because } of [
    { bytes: Buffer.from('<script>alert(1)</script>'), message: '只能存 JPG、PNG', because: 'a page called .jpg' },
    { bytes: Buffer.alloc(0), message: '请选择照片', because: 'nothing' },
    { bytes: Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), message: '最大 5 MB', because: 'too large' },
    { bytes: png, title: ' ', message: '请写明是什么材料', because: 'no title' },
    { bytes: png, title: '表'.repeat(51), message: '最多 50 字', because: 'a title too long' },
  ]) {
    await keep(clerk, page, bytes, title)
    t.equal(clerk.status, 422, because)
    t.match(clerk.html, message, because)
    if (title === '提名表') t.match(clerk.html, 'value="提名表"', because)
  }
  t.equal((await made.db.selectFrom('nominationScan').select('id').execute()).length, 0)
})

t.test('not for everybody, and nothing but what there is', async (t) => {
  const { nominee, ...desk } = await aPaper(t)
  const { made, clerk, home } = desk
  const page = await openScans(clerk, nominee, 'paper')
  await keep(clerk, page, png, '提名表')
  const { id } = await made.db.selectFrom('nominationScan').select('id').executeTakeFirstOrThrow()
  for (const [name, look] of [
    ['observer', 403],
    ['tallyClerk', 403],
    ['checkInClerk', 403],
    ['rollClerk-other', 404],
    ['townshipOfficer', 200],
  ] as const) {
    const visitor = await made.visitor().signIn(name, testPassword)
    t.equal((await visitor.open(page)).status, look, `${name} opening the page`)
    t.equal((await visitor.open(`${page}/${id}`)).status, look, `${name} looking at the scan`)
    const refused = look === 200 ? 403 : look
    await visitor.open('/change-password')
    await visitor.upload({ field: 'file', fileName: 'x.png', bytes: png }, { title: '提名表' }, page)
    t.equal(visitor.status, refused, `${name} keeping`)
    await visitor.open('/change-password')
    t.equal((await visitor.post(`${page}/${id}/remove`, {})).statusCode, refused, `${name} removing`)
  }
  await hand(desk, { nominee: '2', post: 1 })
  const other = await openScans(clerk, clerk.url, 'paper')
  for (const address of [
    `${other}/${id}`,
    `${home}/scans/letter/1`,
    `${home}/scans/paper/999`,
    `${home}/scans/opinion/abc`,
    `${page}/0`,
  ]) {
    t.equal((await clerk.open(address)).status, 404, address)
  }
})

t.test('the database itself refuses a scan of nothing, and one of two things', async (t) => {
  const { made, nominee } = await aPaper(t)
  const { id: addedBy } = await made.db.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
  const kept = { mediaType: 'image/png', size: 1, sha256: 'x', sealedContent: png, addedBy, addedAt: 'now' } as const
  const nomineeId = Number(nominee.split('/').at(-1))
  const { id: paperId } = await made.db.selectFrom('nominationPaper').select('id').executeTakeFirstOrThrow()
  await t.rejects(
    made.db
      .insertInto('nominationScan')
      .values({ ...kept, title: '表' })
      .execute(),
    /check/i,
  )
  await t.rejects(
    made.db
      .insertInto('nominationScan')
      .values({ ...kept, title: '表', nomineeId, paperId })
      .execute(),
    /check/i,
  )
})
