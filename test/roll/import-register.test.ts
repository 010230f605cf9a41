import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { readStoredFile } from '../../src/infra/db/stored-files.js'
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

const registers = ['changting-wps-xlsx.xlsx', 'taoyuan-gbk-csv.csv', 'wuling-utf8-csv.csv'] as const

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
    const sealer = sealerFor(testSecrets.dataKey)
    t.ok((await readStoredFile(app.db, sealer, kept.fileId as number)).equals(bytes), 'the file itself is kept')
    const pieces = await app.db.selectFrom('storedFilePiece').select('sealed').execute()
    t.notOk(
      pieces.some(({ sealed }) => Buffer.from(sealed).includes('身份')),
      'and nothing of it can be read',
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
