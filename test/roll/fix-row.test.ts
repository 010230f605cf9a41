import t from 'tap'
import { checkRegister } from '../../src/roll/register/check-register.js'
import type { StagedReport } from '../../src/roll/stage-register.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import type { StagedPerson } from '../../src/roll/staged-row.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { unescapeHtml } from '../helpers/browser.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { makeXlsx } from '../helpers/make-xlsx.js'
import { csv, eventsSince, lastSequence, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,性别,出生日期,居民小组,户号,与户主关系,住址,备注'
const number = (n: number) => madeNumber('1960-03-01', n)
const line = (name: string, identity: string, more: { sex?: string; remark?: string } = {}) =>
  `${name},${identity},${more.sex ?? '男'},1960-03-01,1,9,户主,长岭路1号,${more.remark ?? ''}`

async function aReview(t: Parameters<typeof testApp>[0], bytes: Buffer, fileName = '名册.csv') {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const review = await uploadRegister(clerk, id, fileName, bytes)
  return { app, house, id, clerk, review }
}

const rowsOf = async ({ db }: TestApp) =>
  await db
    .selectFrom('registerRow')
    .select(['id', 'rowNumber', 'verdict', 'outcome', 'decision', 'findings', 'changedBy'])
    .orderBy('id')
    .execute()

const reportOf = async ({ db }: TestApp) =>
  JSON.parse((await db.selectFrom('registerImport').select('report').executeTakeFirstOrThrow()).report) as StagedReport

/** What the page keeps counting is what reading a file of the rows as they now stand would count. */
async function insistOnCounts(t: Parameters<typeof testApp>[0], app: TestApp) {
  const sealer = sealerFor(testSecrets.dataKey)
  const rows = await app.db.selectFrom('registerRow').select('sealedPerson').orderBy('id').execute()
  const fields = [
    'name',
    'identityNumber',
    'sex',
    'birth',
    'residentsGroup',
    'householdNumber',
    'relation',
    'address',
    'remark',
  ] as const
  const lines = rows.map(({ sealedPerson }) => {
    const { read } = JSON.parse(sealer.unsealText(sealedPerson)) as StagedPerson
    return fields.map((field) => read[field] ?? '').join(',')
  })
  const options = { electionDay: '2027-05-20', votingAge: national2026.votingAge } as const
  const fresh = await checkRegister({ fileName: 'x.csv', bytes: csv(header, ...lines) }, options)
  if (!fresh.ok) throw new Error('unreadable')
  const { accepted, underAge, errors, warnings } = await reportOf(app)
  const { value } = fresh
  t.same(
    { accepted, underAge, errors, warnings },
    { accepted: value.accepted, underAge: value.underAge, errors: value.errors, warnings: value.warnings },
  )
}

t.test('a cell is put right in place: judged anew, counted anew, recorded without what it says', async (t) => {
  const wrong = `${number(1).slice(0, 17)}${number(1).endsWith('X') ? '0' : 'X'}`
  const { app, clerk, review } = await aReview(
    t,
    csv(header, line('王伟', wrong), line('李明', number(3)), line('张强', number(5), { remark: '已去世' })),
  )
  t.match(textOf(clerk.html), '有 1 行有疑问')
  const [first, second] = await rowsOf(app)
  await clerk.open(`${review}?show=error`)
  const link = new RegExp(`href="(${review}/rows/${first?.id}\\?[^"]*)"`).exec(clerk.html)?.[1] ?? ''
  await clerk.open(unescapeHtml(link))
  t.match(clerk.html, `value="${wrong}"`, 'the whole number, as it stands in the file')
  t.match(clerk.response.headers['cache-control'], 'no-store')
  const page = `${review}/rows/${first?.id}`
  const stale = await app.visitor().signIn('rollClerk-2', testPassword)
  await stale.open(page)

  const fields = {
    name: '王伟',
    sex: '男',
    birth: '1960-03-01',
    residentsGroup: '1',
    householdNumber: '9',
    relation: '户主',
    address: '长岭路1号',
    phone: '',
    remark: '',
  }
  const sequence = await lastSequence(app)
  await clerk.submit({ ...fields, identityNumber: '123' }, page)
  t.match(clerk.url, page, 'there is still an error')
  t.match(textOf(clerk.html), /已保存，还有差错.*应为18位/)
  t.match(textOf(clerk.html), `名册原文：${wrong}`)
  await insistOnCounts(t, app)
  await clerk.submit({ ...fields, identityNumber: number(1) }, page)
  t.match(clerk.url, `${review}?show=error`, 'back to where one came from')
  t.match(textOf(clerk.html), '第 2 行已保存，重新核对过了')
  t.strictSame(await eventsSince(app, sequence), [
    'registerRowChanged',
    // The row with what is still wrong in it was shown again, whole.
    'registerRowSeen',
    'registerRowChanged',
  ])
  const event = await app.db
    .selectFrom('auditEvent')
    .select('content')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow()
  t.same(JSON.parse(event.content), { importId: 1, row: '2', fields: ['公民身份号码'] })
  const [fixed] = await rowsOf(app)
  t.match(fixed, { verdict: 'accepted', outcome: 'add', findings: '[]' })
  await insistOnCounts(t, app)
  await clerk.open(review)
  t.match(textOf(clerk.html), /公民身份号码，名册原文：.*rollClerk改过/)
  t.notMatch(clerk.html, wrong, 'no whole number on the list')

  await stale.submit({ ...fields, identityNumber: number(7) }, page)
  t.equal(stale.status, 409)
  t.match(textOf(stale.html), /已被别人修改.*现在是：/)
  t.match(stale.html, `value="${number(7)}"`, 'what was typed is kept')
  await stale.submit({ ...fields, identityNumber: number(7) }, page)
  t.equal(stale.status, 200, 'and may be saved now that it was seen')
  await insistOnCounts(t, app)
  await stale.open(`${review}/rows/${second?.id}`)
  const before = await lastSequence(app)
  await stale.submit({ ...fields, name: '李明', identityNumber: number(3) }, `${review}/rows/${second?.id}`)
  t.equal(await lastSequence(app), before, 'what was not changed is not recorded')
})

t.test('a number typed twice in a file: who stands, and who is freed', async (t) => {
  const { app, clerk, review } = await aReview(
    t,
    csv(header, line('王伟', number(1)), line('李明', number(1)), line('张强', number(1)), line('赵远', number(9))),
  )
  const outcomes = async () => (await rowsOf(app)).map(({ outcome }) => outcome)
  const save = async (row: number, change: Record<string, string>) => {
    const page = `${review}/rows/${(await rowsOf(app))[row]?.id}`
    await clerk.open(page)
    await clerk.submit(change, page)
  }
  t.strictSame(await outcomes(), ['add', 'error', 'error', 'add'])
  await save(0, { name: '王伟伟' })
  t.strictSame(await outcomes(), ['add', 'error', 'error', 'add'], 'another name frees nobody')
  await save(0, { identityNumber: number(11) })
  t.strictSame(await outcomes(), ['add', 'add', 'error', 'add'], 'the next stands, the one after it refers to it')
  t.match((await rowsOf(app))[2]?.findings, '与第3行')
  await insistOnCounts(t, app)
  await save(0, { identityNumber: number(9) })
  t.strictSame(await outcomes(), ['error', 'add', 'error', 'add'], 'who comes later to a number is the double')
  await save(0, { name: '王伟' })
  t.strictSame(await outcomes(), ['error', 'add', 'error', 'add'], 'and stays it')
  await save(3, { identityNumber: number(13) })
  t.strictSame(await outcomes(), ['add', 'add', 'error', 'add'])
  await insistOnCounts(t, app)
})

t.test('what the spreadsheet spoilt stays spoilt, a decision is asked anew, a double click saves once', async (t) => {
  const workbook = makeXlsx({
    sheets: [
      {
        name: '一组',
        rows: [
          ['姓名', '公民身份号码', '性别', '出生日期', '备注'],
          ['王伟', 330299196003010000, '男', '1960-03-01', null],
          ['李明', number(3), '男', '1960-03-01', '已去世'],
        ],
      },
    ],
  })
  const { app, clerk, review, id } = await aReview(t, workbook, '名册.xlsx')
  const [damaged, dead] = await rowsOf(app)
  const page = `${review}/rows/${damaged?.id}`
  await clerk.open(page)
  await clerk.submit({ name: '王大伟' }, page)
  t.match(textOf(clerk.html), '被表格软件改坏了', 'as long as nobody typed it')
  await clerk.open(review)
  await clerk.submit({ [`row-${dead?.id}`]: 'accept' }, `${review}/decide`)
  t.equal((await rowsOf(app))[1]?.outcome, 'add')
  const second = `${review}/rows/${dead?.id}`
  await clerk.open(second)
  const form = Object.fromEntries(
    [...clerk.html.matchAll(/<input type="hidden" name="([a-zA-Z]\w*)" value="([^"]*)"/g)].map((m) => [
      m[1] ?? '',
      m[2] ?? '',
    ]),
  )
  const sequence = await lastSequence(app)
  const one = await clerk.post(second, { ...form, remark: '服刑' })
  const two = await clerk.post(second, { ...form, remark: '服刑' })
  t.strictSame([one.statusCode, two.statusCode], [303, 303])
  t.strictSame(await eventsSince(app, sequence), ['registerRowChanged'])
  t.match((await rowsOf(app))[1], { outcome: 'undecided', decision: null }, 'the decision was about another remark')

  const stranger = await app.visitor().signIn('observer', testPassword)
  await stranger.open(page)
  t.equal(stranger.status, 403)
  await clerk.open(`/elections/${id}/roll/imports/1/rows/999`)
  t.equal(clerk.status, 404)
  await clerk.open(review)
  await clerk.submit({}, `${review}/discard`)
  await clerk.open(page)
  t.equal(clerk.status, 404)
})
