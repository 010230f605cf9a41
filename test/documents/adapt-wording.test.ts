import t from 'tap'
import { readWording } from '../../src/documents/wording.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { unescapeHtml } from '../helpers/browser.js'
import { anElectionUntil, issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'

const shipped = readWording('election-day')
const adapted = shipped.replace('咨询地点：', '居民如有疑问，可以到现场咨询，地点：')
const page = '/wordings/election-day'

t.test('adapted for the city: looked at, kept with who and why, used by what is issued from then on', async (t) => {
  const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
  await issue(officer, election.id, 'election-day')
  const auditor = await signedIn(made, 'bureauAuditor')
  await auditor.open('/wordings')
  t.match(textOf(auditor.html), '选举日和选举方式公告 出厂措辞')
  await auditor.open(page)
  t.match(textOf(auditor.html), '{{electionDay}} 选举日')
  t.match(textOf(auditor.html), '{{#each posts}}…{{/each}} 职务清单')
  t.match(textOf(auditor.html), '{{turnout}}，选举有效；候选人获得')

  const reason = '市局统一口径'
  await auditor.submit({ wording: adapted, reason }, page)
  t.equal(auditor.status, 200)
  t.match(auditor.html, '的措辞已存为第1版')
  const facts = { key: 'election-day', version: 1, restoredFrom: null, reason }
  t.match(await lastEvents(made, 1), [{ type: 'wordingAdapted', electionId: null, facts }])
  t.match(textOf(auditor.html), '第1版 现行 改写 市局统一口径')
  await auditor.open('/wordings')
  t.match(textOf(auditor.html), '选举日和选举方式公告 本市措辞第1版')

  await officer.open(`/elections/${election.id}/documents`)
  t.match(textOf(officer.html), '印发以后措辞有了新版，内容没有变化，不必重发')
  await officer.open(`/elections/${election.id}/documents/election-day/preview`)
  t.match(textOf(officer.html), '可以到现场咨询')
  await issue(officer, election.id, 'election-day')
  const papers = await issuedPapers(made, election.id)
  t.match(papers, [
    { wordingVersion: 0, wording: shipped },
    { wordingVersion: 1, wording: adapted },
  ])
  t.match(await lastEvents(made, 1), [{ type: 'paperIssued', facts: { wordingVersion: 1 } }])
  const text = (await readPdf(papers[1]?.content ?? Buffer.of())).pages.flatMap(({ items }) =>
    items.map((item) => item.text),
  )
  t.match(text.join(''), '措辞第1版', 'the paper says which wording it is set in')
  await officer.open(`/elections/${election.id}/documents/register`)
  t.match(textOf(officer.html), '出厂措辞')
  t.match(textOf(officer.html), '本市措辞第1版')
})

t.test(
  'refused: wrong wordings, no reason, nothing changed, somebody else was quicker; what was typed stays',
  async (t) => {
    const { made } = await anElectionUntil(t, 'rollPosted')
    const auditor = await signedIn(made, 'bureauAuditor')
    const events = await countEvents(made)
    await auditor.open(page)
    for (const { form, message } of [
      {
        form: { wording: shipped.replace('{{electionDay}}', '{{electionDate}}') },
        message: '第4行：没有“electionDate”这项资料',
      },
      { form: { wording: shipped.replace('始得当选', '即可当选') }, message: '缺少法定用语' },
      { form: { wording: adapted, reason: '' }, message: '请写明为什么改' },
      { form: { wording: shipped }, message: '与现行的措辞完全相同' },
      { form: { wording: ' ' }, message: '请填写措辞' },
      {
        form: { wording: shipped.replace(/联系电话：\{\{contactTelephone\}\}/, '不设电话') },
        message: '请确认不印这些资料：联系电话',
      },
    ]) {
      await auditor.submit({ reason: '试改', ...form }, page)
      t.equal(auditor.status, 422, message)
      t.match(textOf(auditor.html), message)
      t.ok(unescapeHtml(auditor.html).includes(form.wording.trim()), 'the wording is kept')
    }
    t.equal(await countEvents(made), events, 'nothing is written')
    t.equal((await made.db.selectFrom('paperWording').selectAll().execute()).length, 0)

    const other = await signedIn(made, 'bureauAuditor')
    await other.open(page)
    await auditor.open(page)
    await other.submit({ wording: adapted, reason: '先改' }, page)
    t.match(other.html, '已存为第1版')
    await auditor.submit({ wording: shipped.replace('公告如下', '通告如下'), reason: '后改' }, page)
    t.equal(auditor.status, 422)
    t.match(textOf(auditor.html), '别人存了第1版')
  },
)

t.test('for the bureau alone', async (t) => {
  const { made } = await anElectionUntil(t, 'rollPosted')
  for (const role of ['administrator', 'townshipOfficer', 'electionOfficer', 'observer']) {
    const visitor = await signedIn(made, role)
    for (const address of ['/wordings', page, `${page}/versions/0`]) {
      await visitor.open(address)
      t.equal(visitor.status, 403, `${role} ${address}`)
    }
  }
  const stranger = made.visitor()
  await stranger.open('/wordings')
  t.match(stranger.url, '/sign-in')
})
