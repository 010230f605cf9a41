import t from 'tap'
import { type Actor, recordEvent } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

t.test('show-event: one event whole, with names, both states, the rows it changed and its links', async (t) => {
  const house = await testApp(t)
  const { id, voterIds } = await anElection(house, await aHouse(house), { until: 'registerImported' })
  const [voterId = 0] = voterIds
  const officer: Actor = { accountId: 1, name: '陈国强', role: 'electionOfficer', at: '2027-05-20T01:00:00.000Z' }
  const before = { name: '王伟', householdNumber: '00001' }
  await inTransaction(house.db, async (trx) => {
    await trx.updateTable('voter').set({ householdNumber: '9' }).where('id', '=', voterId).execute()
    const event = {
      type: 'voterChanged',
      voterId,
      before,
      after: { ...before, householdNumber: '9' },
      reason: '',
    } as const
    return ok(await recordEvent(trx, officer, event, id))
  })
  const { sequence, hash, sealed } = await house.db
    .selectFrom('auditEvent')
    .select(['sequence', 'hash', 'sealed'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const reader = await aClient(house, 'electionOfficer')
  const address = `/elections/${id}/audit-log/${sequence}`
  t.match((await reader.get(`/elections/${id}/audit-log`)).body, `href="${address}"`)
  const { body } = await reader.get(address)
  t.match(text(body), '更正选民')
  t.match(text(body), '2027-05-20 09:00 陈国强（选举委员会负责人） 奉中社区')
  t.match(text(body), '户号 00001 9', 'before and after side by side')
  t.match(text(body), '原因 空白', 'blanks too, on the page of the event alone')
  t.match(body, `<a href="/elections/${id}/roll/voters/${voterId}">王伟（1号）</a>`)
  t.match(text(body), `选民 ${voterId} 新增或改动`)
  for (const fingerprint of [hash, sealed]) t.match(text(body).replaceAll(' ', ''), fingerprint)
  const auditor = await aClient(house, 'bureauAuditor')
  t.match((await auditor.get(`/audit-log/${sequence}`)).body, `href="/audit-log/${sequence - 1}">上一条`)
  const { sequence: last } = await house.db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow()
  t.match((await auditor.get(`/audit-log/${last - 1}`)).body, `href="/audit-log/${last}">下一条`)
  t.notMatch((await auditor.get(`/audit-log/${last}`)).body, '下一条', 'there is none')
  for (const { who, url, status } of [
    { who: auditor, url: '/audit-log/999999', status: 404 },
    { who: auditor, url: '/audit-log/nonsense', status: 404 },
    { who: reader, url: `/audit-log/${sequence}`, status: 403 },
    { who: await aClient(house, 'rollClerk'), url: address, status: 404 },
    { who: await aClient(house, 'electionOfficer-other'), url: address, status: 404 },
    { who: await aClient(house, 'observer'), url: address, status: 403 },
  ])
    t.equal((await who.get(url)).statusCode, status, url)
  const [outside] = await house.db.selectFrom('auditEvent').select('sequence').where('electionId', 'is', null).execute()
  const elsewhere = await reader.get(`/elections/${id}/audit-log/${outside?.sequence}`)
  t.equal(elsewhere.statusCode, 404, 'an event of another place is not seen through this election’s address')
})
