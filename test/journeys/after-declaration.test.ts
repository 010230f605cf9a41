import t from 'tap'
import * as handover from '../../scripts/walk/handover.js'
import * as papers from '../../scripts/walk/papers.js'
import * as tally from '../../scripts/walk/tally.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, moveTo, walkToElectionDay } from '../helpers/journey.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { unzip } from '../helpers/unzip.js'

t.test('from the declaration to the complete file, every step through its page', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters')
  const { cast, electionId } = journey
  const { officer, township } = cast
  await holdVote(journey, 75, tally.clearSupport)
  const home = `/elections/${electionId}/handover`
  await officer.open(home)
  t.match(officer.html, '<strong>下一步：</strong>当选人员登记')

  await moveTo(test, house, '2027-05-22')
  await handover.recordMembers(officer, electionId)
  await officer.open(home)
  t.match(officer.html, '<strong>下一步：</strong>报送备案')
  await handover.fileResult(cast, electionId, '2027-05-22')
  await handover.issueCertificates(township, electionId)
  await moveTo(test, house, '2027-05-28')
  await handover.handOver(officer, electionId, '2027-05-28')
  const members = await test.db.selectFrom('electedMember').select('voterId').execute()
  const others = await test.db
    .selectFrom('voter')
    .select('voterNumber')
    .where('electionId', '=', electionId)
    .where(
      'id',
      'not in',
      members.map(({ voterId }) => voterId ?? 0),
    )
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  const numbers = others.map(({ voterNumber }) => voterNumber)
  await handover.chooseSupervisors(officer, electionId, numbers, '2027-05-28')
  await papers.issue(officer, electionId, ['supervision-committee', 'handover'])
  await handover.fillFile(officer, electionId, 0)

  await officer.open(home)
  for (const done of ['5 人，齐全', '已备案', '已颁发 5 份', '2027年5月28日完成', '3 人']) t.match(officer.html, done)
  await officer.open(`/elections/${electionId}/timetable`)
  t.match(officer.html, '上报结果、备案、颁发当选证书')
  const file = `/elections/${electionId}/documents/file`
  await officer.open(file)
  const missing = [...officer.html.matchAll(/<th scope="row">([^<]*)(?:(?!<\/tr>)[^])*?status-wrong/g)].map(
    ([, title]) => title,
  )
  t.ok(missing.length > 0, 'the papers that this journey never issued are named')
  await officer.submit({}, `${file}/export`)
  const client = await aClient(test, 'electionofficer')
  const files = await unzip((await client.get(`${file}/export/1/file`)).rawPayload)
  const index = JSON.parse(String(files.get('目录.json'))) as { readonly 缺少: readonly string[] }
  t.same(index.缺少, missing, 'the package says the same is missing as the page')
  const certificates = [...files].find(([path]) => path.includes('当选证书'))?.[1] ?? Buffer.alloc(0)
  const pdf = await readPdf(certificates)
  t.equal(pdf.pages.length, 5)
  t.match(allText(pdf).replaceAll('\n', ''), '任期自2027年5月20日起至2032年5月19日止')
})
