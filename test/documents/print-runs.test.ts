import t, { type Test } from 'tap'
import { eventsOf } from '../helpers/tally.js'
import { lastEvents } from '../helpers/events.js'
import { anElection } from '../helpers/factories.js'
import { anElectionUntil, issue, signedIn } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { textOf } from '../helpers/roll.js'
import { unzip } from '../helpers/unzip.js'

/** Two communities of one township, papers issued in the first; the township at the page. */
async function aTownship(t: Test) {
  const { made, house, election, officer } = await anElectionUntil(t, 'rollPosted')
  const second = await anElection(made, house, { communityId: house.communityIds[1], electionDay: '2027-06-14' })
  await anElection(made, house, { communityId: house.communityIds[2], electionDay: '2027-06-14' })
  for (const key of ['committee-members', 'election-day']) await issue(officer, election.id, key)
  const township = await signedIn(made, 'townshipOfficer')
  await township.open('/print-runs')
  const print = async (values: object) => {
    await township.open('/print-runs')
    await township.submit(
      { communities: [String(election.id), String(second.id)], copies: '1', format: 'pdf', ...values },
      '/print-runs',
    )
    return textOf(township.html)
  }
  return { made, house, election, second, officer, township, print }
}

t.test('papers of several communities come as one PDF in printing order, each on a sheet of its own', async (t) => {
  const { made, election, second, township, print } = await aTownship(t)
  t.match(textOf(township.html), '居民选举委员会成员名单公告 1 个社区 1 个社区 锦山社区：')
  const text = await print({ papers: ['election-day', 'committee-members'], sheets: ['voter-cards'], duplex: 'yes' })
  t.match(text, '印好 3 份')
  t.match(text, '有 3 份没有印')
  t.match(text, '锦山社区 选民证 选民名单尚未公布。')
  await township.open('/print-runs/1/file')
  t.equal(township.response.headers['content-type'], 'application/pdf')
  const pdf = await readPdf(township.response.rawPayload)
  t.equal(pdf.pages.length % 2, 0)
  const first = (n: number) => pdf.pages[n]?.items.map((item) => item.text).join('') ?? ''
  t.match(first(0).replace(/\s/g, ''), '成员名单', 'in the order of the catalogue')
  t.match(allText(pdf), '选举日')
  t.match(allText(pdf), '选民证')
  for (let page = 1; page < pdf.pages.length; page += 2)
    t.notMatch(first(page), '关于公布', 'nothing begins on the back')
  t.match(await eventsOf(made, election.id, 'sheetPrinted'), [{ key: 'voter-cards', entries: 40 }])
  t.strictSame(await eventsOf(made, second.id, 'sheetPrinted'), [])
  const [printed, fetched] = await lastEvents(made, 2)
  t.match([printed, fetched], [{ type: 'papersPrinted', facts: { documents: 3 } }, { type: 'printRunFetched' }])

  await township.open('/print-runs')
  t.match(textOf(township.html), /锦屏街道2个社区文书-2027-05-20.pdf .*可以下载/, 'stays to be fetched again')
})

t.test('copies stand one behind the other', async (t) => {
  const { township, print } = await aTownship(t)
  await print({ papers: 'election-day' })
  await township.open('/print-runs/1/file')
  const once = (await readPdf(township.response.rawPayload)).pages.length
  await print({ papers: 'election-day', copies: '3' })
  await township.open('/print-runs/2/file')
  t.equal((await readPdf(township.response.rawPayload)).pages.length, 3 * once)
})

t.test('a ZIP has a file a paper, in a folder a community, with the bytes as issued', async (t) => {
  const { made, township, print } = await aTownship(t)
  await print({ papers: ['election-day', 'committee-members'], format: 'zip' })
  await township.open('/print-runs/1/file')
  t.equal(township.response.headers['content-type'], 'application/zip')
  const files = await unzip(township.response.rawPayload)
  t.strictSame(
    [...files.keys()],
    ['奉中社区/001 第1号 居民选举委员会成员名单公告.pdf', '奉中社区/002 第2号 选举日和选举方式公告.pdf'],
  )
  const stored = await made.db.selectFrom('issuedPaper').select('content').orderBy('id').execute()
  t.strictSame(
    [...files.values()].map((bytes, i) => bytes.equals(Buffer.from(stored[i]?.content ?? ''))),
    [true, true],
  )
})

t.test('what is not picked is asked for beside its field; a run of nothing says so', async (t) => {
  const { township, print } = await aTownship(t)
  t.match(await print({}), '请勾选要打印的文书')
  t.equal(township.status, 422)
  t.match(await print({ communities: '999', papers: 'election-day' }), '请勾选社区')
  t.match(await print({ papers: 'election-day', copies: '0' }), '份数填 1 至 9')
  t.match(await print({ papers: 'result' }), '所选的文书都还不能打印')
})
