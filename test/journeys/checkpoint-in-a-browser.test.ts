import { readFile } from 'node:fs/promises'
import t from 'tap'
import { sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import type { Checkpoint } from '../../src/oversight/checkpoint-schema.js'
import { testApp } from '../helpers/app.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aDatabaseFile, threads } from '../helpers/jobs.js'
import { readPdf } from '../helpers/pdf.js'
import { rewriteLog } from '../helpers/rewrite-log.js'

t.setTimeout(300_000)

t.test('the bureau signs the log, and the file that it kept finds whoever made the log anew', async (t) => {
  const file = aDatabaseFile(t)
  const house = await testApp(t, file, threads(file))
  await aHouse(house)
  await sealAfterMigration(house.db, [], new Set())
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const { page, complaints } = await openPage(await startChromium(t), address)
  page.setDefaultTimeout(120_000)
  await page.goto('/sign-in')
  await page.fill('#signInName', 'bureauauditor')
  await page.fill('#password', testPassword)
  await page.press('#password', 'Enter')
  await page.waitForURL((url) => url.pathname === '/')

  await page.goto('/audit-log/verify')
  await page.getByRole('link', { name: '日志存证' }).first().click()
  await page.getByRole('button', { name: '现在存证' }).click()
  await page.locator('.flash', { hasText: '请打印存证单' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '数据文件（JSON）' }).click(),
  ])
  const kept = await download.path()
  const { sequence, hash } = JSON.parse(await readFile(kept, 'utf8')) as Checkpoint

  const compare = async () => {
    await page.goto('/audit-log/checkpoints/compare')
    await page.setInputFiles('#file', kept)
    await page.locator('form[enctype] button').click()
  }
  await compare()
  await page.locator('.finding-whole', { hasText: `第 ${sequence} 条与存证相同` }).waitFor()
  await page.locator('.finding-whole', { hasText: '签名是本系统签的' }).waitFor()
  for (const width of [390, 1366]) {
    await page.setViewportSize({ width, height: 768 })
    t.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `not sideways at ${width}`)
  }

  await rewriteLog(
    house.db,
    `update community set name = '假社区' where id = 2`,
    `delete from row_seal where table_name = 'log_checkpoint'`,
    'delete from log_checkpoint',
  )
  await compare()
  await page.locator('.finding-error', { hasText: '是连同指纹一起重新做过的' }).waitFor()
  await page.fill('#sequence', String(sequence))
  await page.fill('#groups', hash.slice(0, 32))
  await page.locator('form:not([enctype]) button', { hasText: '比对' }).click()
  await page.locator('.finding-untimely', { hasText: '照纸填写的' }).waitFor()
  await page.locator('.finding-error', { hasText: '不符' }).waitFor()

  await rawQuery(house.db, `update community set name = '又一个假社区' where id = 2`)
  await page.goto('/audit-log/verify')
  await page.getByRole('button', { name: '现在核对' }).click()
  await page.locator('.finding-error', { hasText: '请立即核查' }).waitFor()
  await page.goto('/')
  const banner = page.locator('.alert-banner')
  await banner.waitFor()
  await page.emulateMedia({ media: 'print' })
  await banner.waitFor({ state: 'hidden' })
  await page.emulateMedia({ media: null })
  await banner.getByRole('link').click()
  await page.waitForURL('**/audit-log/verify')
  const { pages } = await readPdf(await page.pdf({ format: 'A4' }))
  const text = pages.flatMap(({ items }) => items.map((item) => item.text)).join('')
  t.match(text, '与封存时不符的资料')
  t.notMatch(text, /退出|再核对一次|← 操作日志/, 'neither menu nor buttons on paper')
  t.strictSame(complaints, [])
})
