import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.js'
import { type OpenReport, sealedReport } from '../../src/oversight/rate-report-content.js'
import { type RateReport, rateReport } from '../../src/oversight/rate-report-schema.js'
import { verifyRateReport } from '../../src/oversight/verify-rate-report.js'
import { testApp, type TestApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { lastEvents } from '../helpers/events.js'
import { readPdf } from '../helpers/pdf.js'
import { freezeReport, signInAuditors, verifyFile } from '../helpers/rate-report.js'
import { declareVote, demoSeason } from '../helpers/season.js'
import { confirmClaim } from '../helpers/verdicts.js'

async function jsonOf(test: TestApp, number: number): Promise<string> {
  return (await (await aClient(test, 'bureauAuditor')).get(`/rate-reports/${number}/report.json`)).body
}

t.test('rate-report: agreed to by another, printed for good, and reckoned again from the file alone', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  await confirmClaim(test, communityIds.get('奉中社区') ?? 0, 'allVoters')
  await confirmClaim(test, communityIds.get('江口社区') ?? 0, 'households')
  const first = await freezeReport(test, '2027-05-16', false)
  const [, second] = await signInAuditors(test)
  const home = '/rate-reports/1'
  t.equal((await (await aClient(test, 'bureauAuditor')).get(`${home}/report.pdf`)).statusCode, 404, 'not agreed to yet')
  await first.submit({ agrees: 'yes', note: '' }, `${home}/second`)
  t.equal(first.status, 422)
  t.match(first.html, '要由另一位审核员复核')
  await second.open(home)
  t.match(second.html, '今天算出来的都与报告相同')
  await second.submit({ agrees: 'no', note: '' }, `${home}/second`)
  t.match(second.html, '不同意的，要写明理由')
  await second.submit({ agrees: 'yes', note: '' }, `${home}/second`)
  t.match(second.html, '报告已确认')
  await second.submit({ agrees: 'yes', note: '' }, `${home}/second`)
  t.equal(second.status, 422)
  t.match(second.html, '已经复核过了')

  const pdf = await (await aClient(test, 'bureauAuditor')).get(`${home}/report.pdf`)
  t.equal(pdf.headers['content-type'], 'application/pdf')
  const { pages } = await readPdf(pdf.rawPayload)
  const text = pages.flatMap(({ items }) => items.map((item) => item.text)).join('')
  const stored = await test.db.selectFrom('rateReportPaper').selectAll().executeTakeFirstOrThrow()
  t.match(await lastEvents(test, 2), [{ type: 'rateReportSeconded', facts: { agrees: true, sha256: stored.sha256 } }])
  t.equal(stored.pages, pages.length)
  for (const words of ['直选率报告', '（第1号）', '直选方式的7个', '77.78%', '附件1', '附件2', '萧王庙街道'])
    t.match(text, words)
  t.match(text, 'bureauAuditor-2')

  const json = await jsonOf(test, 1)
  const report = rateReport.parse(JSON.parse(json))
  t.equal(json, canonicalJson(report), 'the bytes are canonical')
  t.match(report.claimed, { direct: 7, held: 9, byForm: { allVoters: 7, households: 1, representatives: 1 } })
  t.match(report.confirmed, { direct: 1, held: 2 })
  t.equal(report.communities.length, 34)
  const told = verifyFile(json)
  t.strictSame(told.err, [])
  t.match(JSON.parse(told.out), { verified: true, report: 1, claimed: { direct: 7, held: 9 }, confirmed: { held: 2 } })

  for (const table of ['rateReport', 'rateReportSignature', 'rateReportPaper'] as const) {
    await t.rejects(test.db.deleteFrom(table).execute(), /append-only/)
  }
  await t.rejects(test.db.updateTable('rateReport').set({ content: '{}' }).execute(), /append-only/)
})

t.test('a report says where the same day looks otherwise today; nobody agrees to moved figures', async (t) => {
  const test = await testApp(t)
  const { elections, communityIds } = await demoSeason(test)
  await freezeReport(test, '2027-05-16', false)
  const [, second] = await signInAuditors(test)
  await confirmClaim(test, communityIds.get('锦山社区') ?? 0, 'allVoters')
  const late = elections.get('南门社区')
  if (!late) throw new Error('no such election')
  await declareVote(test, late, { on: '2027-05-15' })
  await second.open('/rate-reports/1')
  t.match(second.html, '今天算出来的与报告不同')
  t.match(second.html, '申报现在是直选 8、已选举 10、未选举 23')
  t.match(second.html, '核定现在是直选 1、已选举 1')
  t.match(second.html, /南门社区.*那天的情况现在是：已选举/s)
  t.match(second.html, /锦山社区.*那天的核定现在是：核定为全体有选举权的居民选举/s)
  await second.submit({ agrees: 'yes', note: '' }, '/rate-reports/1/second')
  t.equal(second.status, 422)
  t.match(second.html, '这一天的数字有了变化，不能同意')
  await second.submit({ agrees: 'no', note: '南门社区补录了结果' }, '/rate-reports/1/second')
  t.match(second.html, '已登记不同意')
  t.match(second.html, '不同意（南门社区补录了结果）')
  t.match(verifyFile(await jsonOf(test, 1)).err, [], 'what it said is still right in itself')
  t.equal((await (await aClient(test, 'bureauAuditor')).get('/rate-reports/2')).statusCode, 404)
})

t.test('whatever is changed in a file is found and named', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  await confirmClaim(test, communityIds.get('奉中社区') ?? 0, 'allVoters')
  await freezeReport(test, '2027-05-16', false)
  const json = await jsonOf(test, 1)
  const changed = (change: (report: RateReport) => void) => {
    const report = JSON.parse(json) as RateReport
    change(report)
    const open = Object.fromEntries(Object.entries(report).filter(([name]) => name !== 'seal')) as OpenReport
    // Sealed anew, as a forger would.
    return verifyRateReport(JSON.parse(sealedReport(open).content)).map(({ path }) => path)
  }
  t.strictSame(
    changed(() => undefined),
    [],
  )
  for (const { change, paths } of [
    { change: (r: RateReport) => void (r.claimed.direct = 8), paths: ['claimed'] },
    { change: (r: RateReport) => void (r.settings.target.num = 60), paths: ['settings'] },
    { change: (r: RateReport) => void (r.day = '2027-05-12'), paths: ['changes.', 'communities.', 'claimed'] },
    { change: (r: RateReport) => void r.changes.pop(), paths: ['communities.', 'confirmed'] },
    { change: (r: RateReport) => void r.communities.shift(), paths: ['changes.', 'claimed', 'confirmed'] },
    {
      change: (r: RateReport) => void r.communities[0]?.evidence.pop(),
      paths: ['communities.0.evidenceSha256'],
    },
    { change: (r: RateReport) => void (r.frozenOn = '2027-05-15'), paths: ['day'] },
  ]) {
    const found = changed(change)
    t.ok(found.length > 0)
    for (const path of paths)
      t.ok(
        found.some((one) => one.startsWith(path)),
        `${path} of ${found.join(' ')}`,
      )
  }
  const twice = JSON.parse(json) as RateReport
  twice.communities.push(...twice.communities.slice(0, 1))
  t.ok(verifyRateReport(twice).some(({ path }) => path === 'communities'))
  const { code, err } = verifyFile(json.replace('向市政府报告', '向省政府报告'))
  t.equal(code, 1)
  t.strictSame(err, ['seal: 整份报告的指纹与内容不符'])
  t.match(verifyFile('{"format":{"name":"juxuan-rate-report"}}').err, [/不合格式/])
})

t.test('nought held, and two who freeze at the same moment', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  const first = await freezeReport(test, '2027-05-01')
  await first.open('/rate-reports/1')
  t.match(first.html, '<strong>0／0</strong>')
  t.match(first.html, '<strong>—</strong>', 'no rate, not nought per cent')
  const both = [await aClient(test, 'bureauAuditor'), await aClient(test, 'bureauAuditor-2')]
  const answers = await Promise.all(both.map((one) => one.post('/rate-reports', { day: '2027-05-02', purpose: '试' })))
  for (const { statusCode } of answers) t.ok([303, 409].includes(statusCode))
  const numbers = (await test.db.selectFrom('rateReport').select('number').orderBy('number').execute()).map(
    ({ number }) => number,
  )
  t.equal(new Set(numbers).size, numbers.length)
})
