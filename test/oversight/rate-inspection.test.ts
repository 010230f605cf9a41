import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import { type InspectionFile, verifyInspection } from '../../src/oversight/verify-inspection.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { testPassword } from '../helpers/factories.js'
import { verifyFile } from '../helpers/rate-report.js'
import { demoSeason } from '../helpers/season.js'

const home = '/rate-inspections/1'

async function aFixedList(t: Test, wish: Readonly<Record<string, string>> = {}) {
  const test = await testApp(t)
  await demoSeason(test)
  const auditor = await test.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/rate-inspections')
  await auditor.submit({ subject: 'community', sample: '3', seedSource: '当众掷骰子', ...wish }, '/rate-inspections')
  return { test, auditor }
}

/** As somebody would do it who has the list, the seed and the description, and no program of ours. */
function drawByHand(names: readonly string[], seed: string, sample: number): string[] {
  const left = [...names]
  const drawn: string[] = []
  for (let n = 1; drawn.length < sample; n += 1) {
    const digits = createHash('sha256').update(`${seed},${n}`, 'utf8').digest('hex')
    const place = [...digits].reduce((sum, digit) => (sum * 16 + Number.parseInt(digit, 16)) % left.length, 0)
    drawn.push(...left.splice(place, 1))
  }
  return drawn
}

t.test('rate-inspection: drawn once with a public seed, repeatable by hand and by the command', async (t) => {
  const { test, auditor } = await aFixedList(t)
  await auditor.submit({ seed: '' }, `${home}/draw`)
  t.equal(auditor.status, 422)
  t.match(auditor.html, '请填写种子')
  t.equal((await (await aClient(test, 'bureauAuditor')).get(`${home}/draw.json`)).statusCode, 404, 'not drawn yet')
  await auditor.submit({ seed: '３ 5 1 6 6 2' }, `${home}/draw`)
  t.match(auditor.html, '已抽签，抽中 3 个')
  t.match(auditor.html, '种子：<strong class="num">3 5 1 6 6 2</strong>', 'full-width digits folded')
  const names = [
    '奉中社区',
    '锦山社区',
    '东门社区',
    '光明社区',
    '民主社区',
    '新民社区',
    '江口社区',
    '武岭社区',
    '尚田社区',
  ]
  const listed = [...(auditor.html.split('<h2>名单')[1] ?? '').matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(
    ([, name = '']) => name,
  )
  t.strictSame([...listed].sort(), [...names].sort())
  const drawn = [
    ...(auditor.html.split('<h2>抽中的')[1]?.split('<form')[0] ?? '').matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g),
  ]
  t.strictSame(
    drawn.map(([, name]) => name),
    drawByHand(listed, '3 5 1 6 6 2', 3),
  )
  t.match(await lastEvents(test, 1), [{ type: 'inspectionDrawn', facts: { number: 1, seed: '3 5 1 6 6 2' } }])
  const again = await (await aClient(test, 'bureauAuditor')).post(`${home}/draw`, { seed: '1' })
  t.equal(again.statusCode, 409, 'once and for all')

  const json = (await (await aClient(test, 'townshipOfficer')).get(`${home}/draw.json`)).body
  const told = verifyFile(json)
  t.strictSame(told.err, [])
  t.match(JSON.parse(told.out), { verified: true, inspection: 1, list: 9 })
  const file = JSON.parse(json) as InspectionFile
  t.match(verifyInspection({ ...file, seed: '3 5 1 6 6 1' }), [{ path: 'drawn' }])
  t.match(verifyInspection({ ...file, items: [...file.items].reverse() }), [{ path: 'itemsSha256' }])
  t.match(verifyInspection({ ...file, sample: 0 }), [{ message: /不合格式/ }])
  t.equal(verifyFile(JSON.stringify({ ...file, drawn: [1, 2, 3] })).code, 1)
})

t.test('what was found stands beside what was drawn, for ever', async (t) => {
  const { test, auditor } = await aFixedList(t, { sample: '1', byTownship: 'yes' })
  await auditor.submit({ place: '1', outcome: 'agrees', finding: '试' }, `${home}/findings`)
  t.equal(auditor.status, 422, 'nothing is drawn yet')
  await auditor.open(home)
  await auditor.submit({ seed: '7' }, `${home}/draw`)
  const { drawn } = await test.db.selectFrom('inspectionDraw').select('drawn').executeTakeFirstOrThrow()
  const places = JSON.parse(drawn) as number[]
  t.equal(places.length, 5, 'one of each of the five townships that voted')
  const outside = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((place) => !places.includes(place)) ?? 0
  for (const { form, message } of [
    { form: { place: String(outside), outcome: 'agrees', finding: '试' }, message: '请在抽中的里面选择' },
    { form: { place: '', outcome: 'agrees', finding: '试' }, message: '请选择' },
    { form: { place: String(places[0]), finding: '试' }, message: '请选择是否相符' },
    { form: { place: String(places[0]), outcome: 'agrees', finding: '' }, message: '请写明查到的情况' },
  ]) {
    await auditor.submit(form, `${home}/findings`)
    t.equal(auditor.status, 422, message)
    t.match(auditor.html, message)
  }
  const place = String(places[0])
  await auditor.submit({ place, outcome: 'differs', finding: '少一份公告的照片' }, `${home}/findings`)
  t.match(auditor.html, '抽查结果已登记')
  t.match(await lastEvents(test, 1), [
    { type: 'inspectionFound', facts: { number: 1, drawnItem: places[0], outcome: 'differs' } },
  ])
  await auditor.open('/rate-inspections')
  t.match(auditor.html, /抽中 5，已查 1.*不符 1/s)
  await auditor.open(home)
  await auditor.submit({ place, outcome: 'agrees', finding: '照片已找到' }, `${home}/findings`)
  t.match(auditor.html, /不符：少一份公告的照片.*相符：照片已找到/s)
  await auditor.open('/rate-inspections')
  t.notMatch(auditor.html, '不符 1')
  for (const table of ['inspection', 'inspectionDraw', 'inspectionFinding'] as const) {
    await t.rejects(test.db.deleteFrom(table).execute(), /append-only/)
  }
})

t.test('the bureau draws and finds, the township looks, nobody else', async (t) => {
  const { test } = await aFixedList(t)
  const township = await aClient(test, 'townshipOfficer')
  t.equal((await township.get(home)).statusCode, 200)
  t.notMatch((await township.get(home)).body, '抽签</button>')
  for (const address of [`${home}/draw`, `${home}/findings`]) {
    t.equal((await township.post(address, { seed: '1' })).statusCode, 403)
  }
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(test, role)).get(home)).statusCode, 403, role)
  }
  t.equal((await (await aClient(test, 'bureauAuditor')).get('/rate-inspections/2')).statusCode, 404)
})
