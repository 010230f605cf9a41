import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { type TestApp, testApp, testSecrets } from '../helpers/app.js'
import { unescapeHtml } from '../helpers/browser.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { registerBytes, registerFolder } from '../helpers/registers.js'
import { csv, eventsSince, lastSequence, madeNumber, textOf, uploadRegister } from '../helpers/roll.js'

const header = '姓名,公民身份号码,性别,出生日期,居民小组,户号,与户主关系,住址,备注'

async function commit(browser: Awaited<ReturnType<TestApp['visitor']>>, address: string) {
  await browser.submit({ declaredTakingPart: 'yes' }, `${address}/commit`)
}

interface Truth {
  readonly electionDay: `${number}-${number}-${number}`
  readonly rows: number
  readonly faults: Readonly<Record<string, number>>
  readonly cleanAndOf18: number
  readonly cleanAndUnder18: number
  readonly rareNames: readonly string[]
}

const registers = ['长汀社区-wps-xlsx.xlsx', '桃源社区-gbk-csv.csv', '武岭社区-utf8-csv.csv'] as const

for (const fileName of registers) {
  t.test(`${fileName}: the page gives the figures of its truth file, and the roll what they say`, async (t) => {
    const truthName = fileName.replace(/\.\w+$/, '.truth.json')
    const truth = JSON.parse(readFileSync(new URL(encodeURIComponent(truthName), registerFolder), 'utf8')) as Truth
    const app = await testApp(t)
    const house = await aHouse(app, '2027-04-10')
    const { id } = await anElection(app, house, { until: 'electionCommitteeFormed', electionDay: truth.electionDay })
    const clerk = await app.visitor().signIn('rollClerk', testPassword)
    const bytes = registerBytes(fileName)
    const address = await uploadRegister(clerk, id, fileName, bytes)
    t.match(address, /\/roll\/imports\/\d+$/)

    const figures = [...clerk.html.matchAll(/<li><strong>([\d\u2009]+)<\/strong><span>([^<]+)/g)]
    const figure: Record<string, number> = Object.fromEntries(
      figures.map(([, number = '', title = '']) => [title, Number(number.replace('\u2009', ''))]),
    )
    const isError = (code: string) => /missing|checksum|damaged|duplicate/.test(code)
    const sum = (wanted: boolean) =>
      Object.entries(truth.faults).reduce((all, [code, count]) => all + (isError(code) === wanted ? count : 0), 0)
    const warnings = sum(false)
    t.strictSame(figure, {
      数据行: truth.rows,
      没有问题: truth.cleanAndOf18,
      '选举日未满 18 周岁': truth.cleanAndUnder18,
      '差错（处）': sum(true),
      '疑问（处）': warnings,
    })
    for (const [code, count] of Object.entries(truth.faults)) {
      const line = new RegExp(`code=${code}#rows(?:(?!</tr>).)*num">${count}<`)
      t.match(unescapeHtml(clerk.html), line, `${code}: ${count}`)
    }
    t.equal((await app.db.selectFrom('voter').select('id').execute()).length, 0, 'nothing is on the roll yet')

    await commit(clerk, address)
    t.equal(clerk.status, 422, 'rows with warnings must be decided first')
    await clerk.open(address)
    await clerk.submit({ all: 'refuse' }, `${address}/decide`)
    t.notMatch(textOf(clerk.html), '有疑问，等您决定')
    await clerk.submit({}, `${address}/commit`)
    t.match(textOf(clerk.html), '都已表示参加选举', 'the officer vouches that they take part')
    const sequence = await lastSequence(app)
    await commit(clerk, address)
    t.match(textOf(clerk.html), `已列入 ${truth.cleanAndOf18} 人`)

    const voters = await app.db.selectFrom('voter').selectAll().orderBy('voterNumber').execute()
    t.equal(voters.length, truth.cleanAndOf18)
    t.strictSame(
      voters.map(({ voterNumber }) => voterNumber),
      voters.map((_, index) => index + 1),
    )
    const groups = voters.map(({ residentsGroup }) => residentsGroup)
    t.strictSame(
      groups,
      [...groups].sort((a, b) => a - b),
      'numbered group by group',
    )
    t.ok(
      truth.rareNames.filter((name) => voters.some((voter) => voter.name === name)).length >= 6,
      'rare characters kept',
    )
    t.ok(voters.every(({ isElector, pinyin }) => isElector === 1 && /^[a-z]+$/.test(pinyin)))
    t.strictSame(await eventsSince(app, sequence), ['registerCommitted', 'milestoneReached'])

    const kept = await app.db.selectFrom('registerImport').selectAll().executeTakeFirstOrThrow()
    t.equal(kept.sha256, createHash('sha256').update(bytes).digest('hex'))
    t.ok(
      sealerFor(testSecrets.dataKey).unseal(Buffer.from(kept.sealedContent)).equals(bytes),
      'the file itself is kept',
    )
    t.equal(kept.state, 'committed')
    await clerk.open(address)
    await commit(clerk, address)
    t.equal(
      (await app.db.selectFrom('voter').select('id').execute()).length,
      truth.cleanAndOf18,
      'a second commit adds nobody',
    )
  })
}

t.test('rows with warnings, people known already, and what is typed wrongly', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, { electionDay: '2027-05-20' })
  const neighbour = await anElection(app, house, { electionDay: '2027-05-20', communityId: house.communityIds[2] })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const other = await app.visitor().signIn('rollClerk-other', testPassword)
  const [wang, li, zhang, young, worker] = [1, 2, 3, 4, 5].map((n) =>
    madeNumber(n === 4 ? '2015-03-01' : '1960-03-01', n),
  )
  const there = await uploadRegister(
    other,
    neighbour.id,
    '武岭.csv',
    csv(header, `赵远,${zhang},男,1960-03-01,1,1,户主,溪口,`),
  )
  await commit(other, there)

  const page = `/elections/${id}/roll/import-register`
  await clerk.open(page)
  await clerk.upload({ field: 'file', fileName: '', bytes: Buffer.alloc(0) }, {}, page)
  t.match(textOf(clerk.html), '请选择名册文件')
  await clerk.upload({ field: 'file', fileName: 'a.pdf', bytes: Buffer.from('%PDF-1.4') }, {}, page)
  t.equal(clerk.status, 422)
  t.match(textOf(clerk.html), 'PDF')

  const register = csv(
    header,
    `王　伟,${wang},男,1960-03-01,东片3组,12,户主,长岭路1号,`,
    `李秀英,${li},女,1960-03-02,3,9,户主,长岭路2号,`,
    `赵远,${zhang},男,1960-03-01,3,9,子,长岭路2号,`,
    `王小,${young},女,2015-03-02,3,9,女,长岭路2号,`,
    `周工,${worker},男,1960-03-01,3,10,户主,长岭路3号,社区工作者`,
    '吴名,,男,1960-03-01,3,11,户主,长岭路4号,',
  )
  const address = await uploadRegister(clerk, id, '名册<b>.csv', register)
  const text = textOf(clerk.html)
  t.match(text, '王␣␣伟'.replace('␣␣', '␣'), 'what was cleaned away is shown')
  t.match(text, '已在武岭社区登记，不能重复登记', 'the other community is named')
  t.match(text, '选举日未满 18 周岁')
  t.notMatch(clerk.html, wang, 'no whole identity number on the page')
  t.notMatch(clerk.html, '<b>')
  await clerk.open(`${address}?show=undecided`)
  t.match(textOf(clerk.html), '共 1 行', 'the child with a wrong birth date is too young whatever is decided')
  const row = /name="row-(\d+)"/.exec(clerk.html)?.[1]
  const stale = /name="version" value="(\d+)"/.exec(clerk.html)?.[1] as string
  await clerk.submit({ [`row-${row}`]: 'accept' }, `${address}/decide`)
  t.match(textOf(clerk.html), '已记下对 1 行的决定')
  await clerk.open(address)
  await clerk.submit({ [`row-${row}`]: 'refuse', version: stale }, `${address}/decide`)
  t.equal(clerk.status, 409, 'a decision from an old page')
  await clerk.open(address)
  await clerk.submit({ declaredTakingPart: 'yes', version: stale }, `${address}/commit`)
  t.equal(clerk.status, 409, 'a commit of what was not seen')
  await clerk.open(address)
  await commit(clerk, address)
  t.match(textOf(clerk.html), '已列入')
  const voters = await app.db
    .selectFrom('voter')
    .select(['name', 'voterNumber', 'residentsGroup'])
    .where('electionId', '=', id)
    .orderBy('voterNumber')
    .execute()
  t.ok(
    voters.some(({ name, residentsGroup }) => name === '王伟' && residentsGroup === 1001),
    'a group with a name of its own',
  )
  t.equal(voters[0]?.name, '李秀英', 'group 3 before the named group')

  const again = await uploadRegister(
    clerk,
    id,
    '名册二.csv',
    csv(
      header,
      `王伟,${wang},男,1960-03-01,东片3组,12,户主,,`,
      `孙新,${madeNumber('1970-01-01', 7)},男,1970-01-01,东片3组,13,户主,,`,
    ),
  )
  t.match(textOf(clerk.html), '已在名册，不重复列入')
  await commit(clerk, again)
  t.match(textOf(clerk.html), '已列入 1 人', 'a second register adds only who is new')
  const milestones = await app.db
    .selectFrom('milestone')
    .select('name')
    .where('electionId', '=', id)
    .where('name', '=', 'registerImported')
    .execute()
  t.equal(milestones.length, 1)

  const third = await uploadRegister(
    clerk,
    id,
    '名册三.csv',
    csv(header, `钱来,${madeNumber('1971-01-01', 7)},男,1971-01-01,1,13,户主,,`),
  )
  await app.db.updateTable('election').set({ electionDay: '2027-06-20' }).where('id', '=', id).execute()
  await clerk.open(third)
  t.match(textOf(clerk.html), '年龄要重新核对')
  await commit(clerk, third)
  t.equal(clerk.status, 422, 'ages were reckoned to another day')
  await clerk.open(third)
  await clerk.submit({}, `${third}/discard`)
  t.match(textOf(clerk.html), '已放弃')
  t.equal(
    (
      await app.db
        .selectFrom('registerRow')
        .select('id')
        .where('importId', '=', Number(third.split('/').at(-1)))
        .execute()
    ).length,
    0,
  )
  await clerk.open(third)
  t.equal(clerk.status, 404)
})

t.test('two communities commit the same person at the same moment: nothing is written, and it is said', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, {})
  const neighbour = await anElection(app, house, {
    communityId: house.communityIds[2],
    until: 'registerImported',
    voters: 1,
  })
  const clerk = await app.visitor().signIn('rollClerk', testPassword)
  const number = madeNumber('1960-03-01', 1)
  const address = await uploadRegister(
    clerk,
    id,
    '名册.csv',
    csv(
      header,
      `王伟,${number},男,1960-03-01,1,1,户主,,`,
      `李明,${madeNumber('1960-03-01', 3)},男,1960-03-01,1,2,户主,,`,
    ),
  )
  // The look-up misses what another transaction has not committed yet: only the index sees it.
  const hash = sealerFor(testSecrets.dataKey).fingerprint(number)
  await app.db.updateTable('registerRow').set({ identityHash: null }).execute()
  await app.db
    .updateTable('voter')
    .set({ identityHash: hash })
    .where('id', '=', neighbour.voterIds[0] as number)
    .execute()
  await commit(clerk, address)
  t.equal(clerk.status, 422)
  t.match(textOf(clerk.html), '没有列入任何人')
  t.equal((await app.db.selectFrom('voter').select('id').where('electionId', '=', id).execute()).length, 0)
})

t.test('who may import, and until when', async (t) => {
  const app = await testApp(t)
  const house = await aHouse(app, '2027-04-10')
  const { id } = await anElection(app, house, {})
  const officer = await app.visitor().signIn('electionOfficer', testPassword)
  const address = await uploadRegister(
    officer,
    id,
    '名册.csv',
    csv(header, `王伟,${madeNumber('1960-03-01', 1)},男,1960-03-01,1,1,户主,,`),
  )
  t.equal(officer.status, 200)
  for (const [name, status] of [
    ['tallyClerk', 403],
    ['bureauAuditor', 403],
    ['observer', 403],
    ['rollClerk-other', 404],
  ] as const) {
    const visitor = await app.visitor().signIn(name, testPassword)
    await visitor.open(address)
    t.equal(visitor.status, status, name)
    await visitor.open(`/elections/${id}/roll/import-register`)
    t.equal(visitor.status, status, name)
  }
  await app.db
    .insertInto('milestone')
    .values({ electionId: id, name: 'rollPosted', reachedOn: '2027-04-20', round: 0 })
    .execute()
  await officer.open(address)
  await commit(officer, address)
  t.equal(officer.status, 422)
  t.match(textOf(officer.html), '不能再导入登记名册')
})
