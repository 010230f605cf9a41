import { parse } from 'csv-parse/sync'
import t from 'tap'
import { recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { aClient } from '../helpers/client.js'
import { aCountedSeason } from '../helpers/counted-season.js'
import { lastEvents } from '../helpers/events.js'

const url = '/statistics/objections'
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** The log's word of who decided the first objection of an election, corrected once. */
async function decidedBy(db: Db, electionId: number, name: string): Promise<void> {
  const { id: objectionId } = await db
    .selectFrom('objection')
    .select('id')
    .where('electionId', '=', electionId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await inTransaction(db, async (trx) => {
    for (const who of ['别人', name]) {
      const actor = { ...systemActor('2027-05-03T01:00:00.000Z'), name: who }
      const ruling = { state: 'upheld', decidedOn: '2027-05-03', ruling: '补登' } as const
      await recordEvent(trx, actor, { type: 'objectionDecided', objectionId, ...ruling, findings: [] }, electionId)
    }
    return ok(undefined)
  })
}

t.test('the register of objections: what came in, what was decided, and what is late', async (t) => {
  const { house, one } = await aCountedSeason(t)
  await decidedBy(house.db, one.id, '陈国强')
  const auditor = await aClient(house, 'bureauAuditor')
  const page = (await auditor.get(url)).body
  t.match(plain(page), '共 2 件，未处理 1 件， 超过法定处理期限 1 件')
  t.match(plain(page), /奉中社区 锦屏街道 2027年5月2日 \S+ 王小明 \S+ 王小明 漏登 成立 补登 2027年5月3日 陈国强承办/)
  t.match(plain(page), /2027年5月3日 \S+ &#x3D;1\+1 .* 逾期14天 待处理/, 'three days from 3 May, and today is the 20th')
  t.match(page, `href="/elections/${one.id}/roll/objections"`)
  t.match(await lastEvents(house, 1), [{ type: 'statisticsPeopleRead', facts: { table: 'objections', people: 2 } }])
})

t.test('it leaves for a reason only, and no cell of it is a formula', async (t) => {
  const { house, one } = await aCountedSeason(t)
  await decidedBy(house.db, one.id, '陈国强')
  const auditor = await aClient(house, 'bureauAuditor')
  t.equal((await auditor.post(`${url}/export`, { format: 'csv', reason: '' })).statusCode, 422)
  const file = await auditor.post(`${url}/export`, { format: 'csv', reason: '市信访局季度汇总' })
  const rows: string[][] = parse(file.rawPayload, { bom: true })
  t.equal(rows.length, 3)
  t.equal(rows[1]?.[13], '陈国强')
  t.equal(rows[2]?.[5], "'=1+1")
  t.equal(rows[2]?.[13], '', 'nobody has decided it')
  t.equal(rows[2]?.[8], '"错字"')
  t.match(await lastEvents(house, 1), [
    { type: 'membersExported', facts: { table: 'objections', format: 'csv', rows: 2, reason: '市信访局季度汇总' } },
  ])
  for (const format of ['xlsx', 'pdf']) {
    t.equal((await auditor.post(`${url}/export`, { format, reason: '市信访局季度汇总' })).statusCode, 200, format)
  }
})

t.test('a township sees its own, others nothing', async (t) => {
  const { house } = await aCountedSeason(t)
  const other = await aClient(house, 'townshipOfficer-other')
  t.match((await other.get(url)).body, '没有登记异议')
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    const client = await aClient(house, role)
    t.equal((await client.get(url)).statusCode, 403, role)
    t.equal((await client.post(`${url}/export`, { format: 'csv', reason: '市信访局季度汇总' })).statusCode, 403, role)
  }
})
