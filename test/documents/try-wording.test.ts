import t from 'tap'
import { readWording } from '../../src/documents/wording.js'
import { openPage, startChromium } from '../helpers/chromium.js'
import { testPassword } from '../helpers/factories.js'
import { anElectionUntil, signedIn } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'

const shipped = readWording('election-day')

t.test('a wording is tried with the facts of the sample, of a community, and as PDF', async (t) => {
  const { made, election } = await anElectionUntil(t, 'rollPosted')
  const auditor = await signedIn(made, 'bureauAuditor')
  const page = '/wordings/election-day'
  const look = async (form: Readonly<Record<string, string>>, key = 'election-day') => {
    await auditor.open(`/wordings/${key}`)
    return textOf((await auditor.post(`/wordings/${key}/preview`, form)).body)
  }
  t.match(await look({ wording: shipped }), '样例资料；印发时编号')
  t.match(await look({ wording: shipped }), '桃源里社区')
  const electionId = String(election.id)
  const own = await look({ wording: shipped, electionId })
  t.match(own, '现在的资料')
  t.notMatch(own, '桃源里社区')
  t.match(await look({ wording: readWording('result'), electionId }, 'result'), '样例资料（奉中社区现在还不能用：')
  t.match(await look({ wording: readWording('runoff'), electionId }, 'runoff'), '没有这份文书的资料')
  t.match(
    await look({ wording: readWording('correction-notice'), electionId }, 'correction-notice'),
    '没有这份文书的资料',
  )
  t.match(await look({ wording: shipped, electionId: '999' }), '样例资料', 'no election of another place')
  const wrong = await look({ wording: shipped.replace('</h1>', '') })
  t.match(wrong, '第 1 行')
  t.notMatch(wrong, '桃源里社区')
  t.match(await look({ wording: ' ' }), '请填写措辞')
  t.match(
    await look({ wording: shipped.replace(/，联系电话：[^。]*/, '').replace('；联系电话：{{contactTelephone}}', '') }),
    '出厂措辞印出、这里没有印的资料：联系电话（{{contactTelephone}}）',
  )

  const draft = async (wording: string) => await auditor.post(`${page}/draft`, { wording })
  await auditor.open(page)
  const pdf = await readPdf((await draft(shipped.replace('公告如下', '通告如下'))).rawPayload)
  t.match(allText(pdf).replaceAll('\n', ''), '通告如下')
  const refused = await draft('<p>{{x}}</p>')
  t.equal(refused.statusCode, 409)
  t.match(textOf(refused.body), '没有“x”这项资料')
  t.equal((await draft(' ')).statusCode, 409)
})

t.test(
  'in a browser the preview follows what is typed, and a mistake leads to its line',
  { timeout: 120_000 },
  async (t) => {
    const { made } = await anElectionUntil(t, 'rollPosted')
    const address = await made.app.listen({ port: 0, host: '127.0.0.1' })
    const { page, complaints } = await openPage(await startChromium(t), address)
    await page.goto('/sign-in')
    await page.fill('#signInName', 'bureauAuditor')
    await page.fill('#password', testPassword)
    await page.press('#password', 'Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await page.goto('/wordings/election-day')
    const preview = page.locator('[data-preview]')
    const lines = shipped.trimEnd().split('\n').length
    t.equal(await page.locator('[data-lines] div').count(), lines + 1, 'every line has its number')
    await page.fill('#wording', shipped.replace('公告如下', '通告如下'))
    await preview.getByText('通告如下').waitFor()
    await page.selectOption('#electionId', { label: '奉中社区' })
    await preview.getByText('奉中社区现在的资料').waitFor()
    await page.fill('#wording', shipped.replace('{{electionDay}}', '{{electionDate}}'))
    await preview.getByText('没有“electionDate”这项资料').waitFor()
    await preview.locator('a').first().click()
    const marked = await page.$eval('#wording', (field) => {
      const { value, selectionStart, selectionEnd } = field as unknown as Record<
        'selectionStart' | 'selectionEnd',
        number
      > & { value: string }
      return value.slice(selectionStart, selectionEnd)
    })
    t.match(marked, '{{electionDate}}', 'the line of the mistake is marked')
    t.strictSame(complaints, [])
  },
)
