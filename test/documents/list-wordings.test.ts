import t from 'tap'
import { readWording } from '../../src/documents/wording.js'
import { anElectionUntil, issue, issuedPapers, signedIn } from '../helpers/papers.js'
import { textOf } from '../helpers/roll.js'

const shipped = readWording('election-day')
const adapted = shipped.replace('咨询地点：', '居民如有疑问，可以到现场咨询，地点：')

t.test(
  'a wording that the house has outgrown is set aside and said so; one that is only older is pointed out',
  async (t) => {
    const { made, election, officer } = await anElectionUntil(t, 'rollPosted')
    const auditor = await signedIn(made, 'bureauAuditor')
    const row = {
      key: 'election-day',
      restoredFrom: null,
      ruleSets: 'national-2026/0',
      reason: '旧',
      adaptedBy: 1,
      adaptedAt: '2027-01-01T00:00:00.000Z',
    }
    await made.db
      .insertInto('paperWording')
      .values({ ...row, version: 1, wording: adapted, shippedSha256: 'x' })
      .execute()
    await auditor.open('/wordings')
    t.match(textOf(auditor.html), '须核对 出厂措辞在此之后已经更新')
    const unfit = adapted.replace('始得当选', '即可当选')
    await made.db
      .insertInto('paperWording')
      .values({ ...row, version: 2, wording: unfit, shippedSha256: 'x' })
      .execute()
    await auditor.open('/wordings')
    t.match(textOf(auditor.html), '不能用 本市措辞第2版不合现在的要求')
    await officer.open(`/elections/${election.id}/documents/election-day/preview`)
    t.match(textOf(officer.html), '已改用出厂措辞')
    t.notMatch(textOf(officer.html), '可以到现场咨询')
    await issue(officer, election.id, 'election-day')
    t.match(await issuedPapers(made, election.id), [{ wordingVersion: 0, wording: shipped }])
  },
)
