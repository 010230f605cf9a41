import t from 'tap'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { startPostgres } from '../helpers/postgres.js'
import { csv, eventsSince, lastSequence, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,性别,出生日期,居民小组,户号,与户主关系,住址,联系电话,民族,户籍地址'
const number = (n: number) => madeNumber('1960-03-01', n)

interface Person {
  readonly name: string
  readonly n: number
  readonly group?: string
  readonly household?: string
  readonly relation?: string
  readonly address?: string
  readonly phone?: string
  readonly registered?: string
}
const line = ({
  name,
  n,
  group = '1',
  household = String(n),
  relation = '户主',
  address = '老街1号',
  phone = '',
  registered = '',
}: Person) =>
  `${name},${number(n)},男,1960-03-01,${group},${household},${relation},${address},${phone},汉,${registered}`

const first = [
  line({ name: '王伟', n: 1, registered: '外县1号' }),
  line({ name: '李明', n: 3, registered: '外县3号' }),
  line({ name: '张强', n: 5, household: '50' }),
  line({ name: '赵远', n: 7 }),
]

async function aRoll(t: Parameters<typeof testApp>[0], url?: string) {
  const app = await testApp(t, url)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: '2027-05-20' })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const upload = async (...lines: string[]) => await uploadRegister(clerk, id, '名册.csv', csv(header, ...lines))
  const commit = async (review: string, ticked = true) => {
    await clerk.open(review)
    await clerk.submit(ticked ? { declaredTakingPart: 'yes' } : {}, `${review}/commit`)
  }
  const old = await upload(...first)
  await commit(old)
  return { app, house, id, clerk, upload, commit, old, roll: `/elections/${id}/roll` }
}

const rollOf = async ({ db }: TestApp) =>
  await db
    .selectFrom('voter')
    .select([
      'id',
      'voterNumber',
      'name',
      'residentsGroup',
      'householdNumber',
      'relationship',
      'address',
      'registeredAddress',
    ])
    .select(['identityHash', 'sealedTelephone', 'version', 'state', 'pinyin'])
    .orderBy('voterNumber')
    .execute()

const outcomesOf = async ({ db }: TestApp, review: string) =>
  (
    await db
      .selectFrom('registerRow')
      .select(['id', 'outcome'])
      .where('importId', '=', Number(review.split('/').at(-1)))
      .orderBy('id')
      .execute()
  ).map(({ outcome }) => outcome)

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  t.test(`${engine}: a second register merges: added, changed field by field, unchanged, and missing`, async (t) => {
    const { app, clerk, upload, commit, roll } = await aRoll(
      t,
      engine === 'SQLite' ? undefined : await startPostgres(t),
    )
    const before = await rollOf(app)
    const review = await upload(
      line({ name: '王伟', n: 1 }),
      line({ name: '李明明', n: 3, group: '东片', address: '', phone: '13800000000', registered: '老街1号' }),
      line({ name: '张强', n: 5, household: '50', relation: '子' }),
      line({ name: '孙新', n: 9 }),
    )
    t.strictSame(await outcomesOf(app, review), ['unchanged', 'changed', 'changed', 'add'])
    const text = textOf(clerk.html)
    t.match(
      text,
      /姓名： 李明 → 李明明 居民小组： 第一居民小组 → 东片 户籍地址： 外县3号 → 老街1号 电话： （空） → 13800000000/,
    )
    t.notMatch(text, / 住址：/, 'what the register leaves blank is no change')
    t.match(text, /与户主关系： 户主 → 子/)
    t.match(text, '而这份名册里没有的有 1 人')
    await clerk.open(`${review}/missing`)
    t.match(textOf(clerk.html), /没有的有 1 人.*赵远/)
    t.match(
      clerk.html,
      new RegExp(`${roll}/voters/${before[2]?.id}/remove`),
      'and may be removed where people are removed',
    )

    await clerk.open(review)
    const version = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] ?? ''
    await clerk.submit({ declaredTakingPart: 'yes', version }, `${review}/commit`)
    t.equal(clerk.status, 422)
    t.match(textOf(clerk.html), '还有 2 行等您决定')
    t.same(await rollOf(app), before, 'nothing changes before it is decided')
    await clerk.open(`${review}?show=changed`)
    const [row] = await app.db
      .selectFrom('registerRow')
      .select('id')
      .where('outcome', '=', 'changed')
      .orderBy('id', 'desc')
      .execute()
    await clerk.submit({ [`row-${row?.id}`]: 'refuse' }, `${review}/decide`)
    await clerk.submit({ all: 'accept' }, `${review}/decide`)
    t.strictSame(await outcomesOf(app, review), ['unchanged', 'update', 'kept', 'add'])
    const sequence = await lastSequence(app)
    await commit(review)
    t.match(textOf(clerk.html), '已列入 1 人，修改 1 人')
    t.strictSame(await eventsSince(app, sequence), ['registerCommitted'])
    const after = await rollOf(app)
    t.strictSame(
      after.map(({ name, voterNumber }) => [voterNumber, name]),
      [
        [1, '王伟'],
        [2, '李明明'],
        [3, '赵远'],
        [4, '张强'],
        [5, '孙新'],
      ],
      'nobody is dropped, numbers stay',
    )
    t.match(after[1], {
      residentsGroup: 1001,
      address: '老街1号',
      registeredAddress: '老街1号',
      relationship: '户主',
      version: 2,
      pinyin: 'limingming',
    })
    t.equal(after[0]?.registeredAddress, '外县1号', 'what the register leaves blank stays')
    t.equal(sealerFor(testSecrets.dataKey).unsealText(after[1]?.sealedTelephone ?? ''), '13800000000')
    t.same(after[3], before[3], 'what was kept is untouched')
    await clerk.open(review)
    t.match(textOf(clerk.html), '已按这份名册修改')

    await clerk.open(`${review}/undo`)
    t.match(textOf(clerk.html), '修改的 1 人恢复成原来的资料')
    await clerk.submit({}, `${review}/undo`)
    t.match(textOf(clerk.html), '1 人已从名单上撤下，1 人恢复原来的资料')
    t.same({ ...(await rollOf(app))[1], version: 1 }, before[1])
    t.equal((await rollOf(app)).length, 4)
    t.same(await app.db.selectFrom('rollGroup').select('name').execute(), [], 'the group that came with it is gone')
    await commit(review)
    t.match(textOf(clerk.html), '已列入 1 人，修改 1 人', 'and it may be committed once more as it was decided')
  })
}

t.test('a number mistyped earlier is corrected when a person says that it is the same one', async (t) => {
  const { app, clerk, upload, commit } = await aRoll(t)
  const before = await rollOf(app)
  const review = await upload(
    line({ name: '张强', n: 15, household: '50' }),
    line({ name: '李明', n: 13 }),
    line({ name: '赵远', n: 17, household: '7' }),
  )
  t.strictSame(await outcomesOf(app, review), ['likely', 'add', 'likely'], 'a namesake of another household is new')
  t.match(textOf(clerk.html), /公民身份号码：/)
  t.notMatch(clerk.html, number(15))
  await clerk.open(`${review}?show=likely`)
  t.notMatch(clerk.html, 'name="all"', 'only one by one')
  const rows = await app.db
    .selectFrom('registerRow')
    .select('id')
    .where('outcome', '=', 'likely')
    .orderBy('id')
    .execute()
  await clerk.submit({ [`row-${rows[0]?.id}`]: 'accept', [`row-${rows[1]?.id}`]: 'refuse' }, `${review}/decide`)
  t.strictSame(await outcomesOf(app, review), ['update', 'add', 'add'])
  await commit(review)
  t.match(textOf(clerk.html), '已列入 2 人，修改 1 人')
  const after = await rollOf(app)
  const sealer = sealerFor(testSecrets.dataKey)
  t.equal(after[3]?.identityHash, sealer.fingerprint(number(15)))
  t.equal(after[3]?.id, before[3]?.id)
  t.same(after[2], before[2], 'the other is another person')
  t.equal(after.length, 6)
})

t.test('what changed meanwhile is neither overwritten nor restored', async (t) => {
  const { app, clerk, upload, commit, roll, id } = await aRoll(t)
  const [voter] = await rollOf(app)
  const review = await upload(line({ name: '王伟', n: 1, address: '新街1号' }))
  await clerk.open(`${review}?show=changed`)
  await clerk.submit({ all: 'accept' }, `${review}/decide`)
  const stale = await app.visitor().signIn('rollClerk-2', testPassword)
  await stale.open(review)
  const change = `${roll}/voters/${voter?.id}/change`
  const fields = {
    name: '王伟',
    residentsGroup: '1',
    householdNumber: '1',
    relationship: '户主',
    nationality: '汉族',
    identityNumber: '',
  }
  await clerk.open(change)
  await clerk.submit({ ...fields, address: '旧街9号' }, change)
  await commit(review)
  t.match(textOf(clerk.html), /核对以后名单有变化（1 行）/)
  t.equal((await rollOf(app))[0]?.address, '旧街9号')
  t.strictSame(await outcomesOf(app, review), ['changed'], 'the decision was about another person, as it were')
  await stale.submit({ declaredTakingPart: 'yes' }, `${review}/commit`)
  t.equal(stale.status, 422)

  await clerk.open(`${review}?show=changed`)
  await clerk.submit({ all: 'accept' }, `${review}/decide`)
  await clerk.open(review)
  t.notMatch(clerk.html, 'id="declaredTakingPart"', 'nobody is added')
  await commit(review, false)
  t.match(textOf(clerk.html), '已列入 0 人，修改 1 人')
  await commit(review, false)
  t.equal(
    (await app.db.selectFrom('auditEvent').select('id').where('type', '=', 'registerCommitted').execute()).length,
    2,
  )
  await clerk.open(change)
  await clerk.submit({ ...fields, address: '再改的地址' }, change)
  await clerk.open(`${review}/undo`)
  t.match(textOf(clerk.html), /由它修改的人中，有 1 人后来又改过/)
  await clerk.submit({}, `${review}/undo`)
  t.equal((await rollOf(app))[0]?.address, '再改的地址')
  for (const name of ['observer', 'tallyClerk']) {
    const stranger = await app.visitor().signIn(name, testPassword)
    await stranger.open(`/elections/${id}/roll/imports/1/missing`)
    t.equal(stranger.status, 403, name)
  }
})
