import { sql } from 'kysely'
import t from 'tap'
import type { AuditEvent } from '../../src/infra/audit-log/events.js'
import { type Actor, recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { insertCandidates } from '../../src/nomination/queries.js'
import { eventText, eventTypes } from '../../src/oversight/event-text.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

const sequences = (html: string) =>
  [...html.matchAll(/<tr><td class="num"><a href="[^"]+">(\d+)<\/a><\/td>/g)].map(([, sequence]) => Number(sequence))
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** So many events of a person, one after another. */
async function happen(
  { db }: TestApp,
  count: number,
  name: string,
  accountId = 1,
  at = '2027-05-20T01:00:00.000Z',
): Promise<void> {
  const actor: Actor = { accountId, name, role: 'rollClerk', at }
  for (let n = 0; n < count; n += 1) {
    await inTransaction(db, async (trx) =>
      ok(await recordEvent(trx, actor, { type: 'townshipAdded', townshipId: 1, name: `第${n}镇` }, null)),
    )
  }
}

t.test('browse-audit-log: newest first, fifty a page, every one exactly once', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  await happen(house, 120, '陈国强')
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/audit-log')
  const seen: number[] = []
  for (let page = 1; page <= 3; page += 1) {
    seen.push(...sequences(auditor.html))
    const older = /href="([^"]+)">更早的记录/.exec(auditor.html)?.[1]
    if (older) await auditor.open(older.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))
  }
  t.strictSame(
    seen,
    Array.from({ length: 121 }, (_, n) => 121 - n),
  )
  t.match(auditor.html, '共 <span class="num">121</span> 条')
})

t.test('events are found by person, kind, area, election and time, and by all of them at once', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  await happen(house, 2, 'rollClerk', 2, '2027-05-20T01:00:00.000Z')
  await happen(house, 1, 'rollClerk', 2, '2027-05-21T16:30:00.000Z')
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  const found = async (query: string) => {
    await auditor.open(`/audit-log?${query}`)
    return sequences(auditor.html).length
  }
  const [account] = await house.db.selectFrom('account').select('signInName').where('id', '=', 2).execute()
  const who = `account=${encodeURIComponent(` ${account?.signInName} `)}`
  t.equal(await found(who), 3, 'by the name they sign in with')
  t.match(auditor.html, '2027-05-20 09:00', 'Shanghai time')
  t.match(auditor.html, '增加街道（镇）')
  t.match(text(auditor.html), '街道（镇） 锦屏街道', 'the number of a place has become its name')
  t.match(auditor.html, '选民登记员')
  t.equal(await found('type=signedIn'), 1)
  t.equal(await found('type=area-organisation'), 4, 'a whole area')
  t.equal(await found(`election=${id}`), 1, 'the milestone of its opening')
  t.match(auditor.html, '奉中社区')
  t.equal(await found(`election=${id}&type=area-timetable`), 1)
  t.equal(await found(`election=${id}&type=area-tally`), 0)
  t.match(auditor.html, '没有符合条件的记录')
  t.equal(await found('type=nonsense'), 0)
  for (const { range, count, because } of [
    { range: 'from=2027-05-20&to=2027-05-20', count: 2, because: 'a day from its midnight in Shanghai to the next' },
    { range: 'from=2027-05-22&to=2027-05-22', count: 1, because: '16:30 UTC is the next day in Shanghai' },
    { range: 'from=2027-05-22+00:31', count: 0, because: 'a minute later' },
    { range: 'from=２０２７年5月22日&to=2027-05-22+0:30', count: 1, because: 'the minute itself, however it is typed' },
    { range: 'to=2027-05-19', count: 0, because: 'nothing before' },
  ])
    t.equal(await found(`${who}&${range}`), count, because)
  t.equal(await found(`${who}&type=townshipAdded&from=2027-05-20&to=2027-05-21`), 2, 'all at once')
  t.equal(await found(`${who}&election=${id}`), 0)
  t.equal(await found(`account=${encodeURIComponent('系统')}&type=milestoneReached`), 1, 'what the house does itself')
})

t.test('what cannot be read is said beside its field, and what was typed is kept', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  const auditor = await aClient(house, 'bureauAuditor')
  for (const { query, message } of [
    { query: 'from=yesterday', message: '请按 2027-05-20 或者 2027-05-20 09:30 的样子填写' },
    { query: 'to=2027-02-30', message: '请按 2027-05-20 或者 2027-05-20 09:30 的样子填写' },
    { query: 'to=2027-05-20+25:00', message: '请按 2027-05-20 或者 2027-05-20 09:30 的样子填写' },
    { query: 'from=2027-05-21&to=2027-05-20', message: '结束的时间要晚于开始的时间' },
    { query: 'account=nobody', message: '没有姓名或者登录账号是“nobody”的人' },
  ]) {
    const page = await auditor.get(`/audit-log?${query}`)
    t.equal(page.statusCode, 422, query)
    t.match(page.body, message)
    t.match(page.body, `value="${query.split(/[=&]/)[1]?.replace('+', ' ')}"`)
    t.strictSame(sequences(page.body), [], 'nothing is shown that was not asked for')
  }
  for (const query of ['about=voter-1', 'about=nonsense', 'about=season-1', 'about=voter-0']) {
    t.equal((await auditor.get(`/audit-log?${query}`)).statusCode, 404, query)
  }
  t.equal((await auditor.get('/audit-log?before=1')).statusCode, 200)
  t.match((await auditor.get('/audit-log?before=1')).body, '没有更早的记录了')
})

t.test('everything about one voter: what names them, and what only changed their row', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id, voterIds } = await anElection(house, made, { until: 'registerImported' })
  const [voterId = 0, otherId = 0] = voterIds
  const actor = systemActor('2027-05-20T01:00:00.000Z')
  const record = async (event: AuditEvent, touched?: number) =>
    await inTransaction(house.db, async (trx) => {
      if (touched !== undefined)
        await trx.updateTable('voter').set({ householdNumber: '9' }).where('id', '=', touched).execute()
      return ok(await recordEvent(trx, actor, event, id))
    })
  await record({ type: 'registerUndone', importId: 1, takenOff: 1, restored: 1 }, voterId)
  await record({ type: 'voterRemoved', voterId: otherId, reason: '迁出' }, voterId)
  await record({ type: 'evidenceSeen', voterId, title: '户口簿', sha256: 'a'.repeat(64) })
  const appliedOn = '2027-05-15' as const
  const grant = { grantId: 1, number: 1, appliedOn, findings: [], explanation: null }
  await record({ type: 'proxyGranted', ...grant, principalId: otherId, proxyId: voterId })
  await record({ type: 'proxyGranted', ...grant, principalId: voterId, proxyId: otherId })
  await record({ type: 'namesakesRuled', voterId: otherId, otherId: voterId, ruling: 'different', note: '' })
  await record({ type: 'evidenceSeen', voterId: otherId, title: '户口簿', sha256: 'a'.repeat(64) })
  const officer = await aClient(house, 'electionOfficer')
  const page = await officer.get(`/elections/${id}/audit-log?about=voter-${voterId}`)
  const kinds = [...page.body.matchAll(/<th scope="row">([^<]+)/g)].map(([, kind]) => kind)
  t.strictSame(kinds, [
    ...['核对疑似同一人', '登记委托投票', '登记委托投票', '查看证明材料', '撤销导入名册'],
    '完成阶段',
  ])
  t.match(text(page.body), '只看关于选民 王伟（1号） 的记录')
  const seen = await officer.get(`/elections/${id}/audit-log?about=voter-${voterId}&type=evidenceSeen`)
  t.equal(sequences(seen.body).length, 1, 'narrowed further')
  const { body } = await officer.get(`/elections/${id}/roll/voters/${voterId}`)
  t.match(body, `/elections/${id}/audit-log?about=voter-${voterId}`, 'the voter’s page leads there')
  const other = await anElection(house, made, { communityId: made.communityIds[2], until: 'registerImported' })
  const elsewhere = await officer.get(`/elections/${id}/audit-log?about=voter-${other.voterIds[0]}`)
  t.equal(elsewhere.statusCode, 404, 'a voter of another election')
})

t.test('each sees as much of the log as is theirs', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  const accounts = await house.db.selectFrom('account').select(['id', 'signInName']).execute()
  const idOf = (name: string) => accounts.find(({ signInName }) => signInName === name)?.id ?? 0
  for (const name of ['rollclerk', 'checkinclerk']) {
    const actor: Actor = { accountId: idOf(name), name, role: 'rollClerk', at: '2027-05-20T01:00:00.000Z' }
    await inTransaction(house.db, async (trx) =>
      ok(await recordEvent(trx, actor, { type: 'electorsChosen', rule: 'heads', electors: 3 }, id)),
    )
  }
  const address = `/elections/${id}/audit-log`
  for (const { role, status, events } of [
    { role: 'bureauAuditor', status: 200, events: 3 },
    { role: 'townshipOfficer', status: 200, events: 3 },
    { role: 'electionOfficer', status: 200, events: 3 },
    { role: 'rollClerk', status: 200, events: 1 },
    { role: 'checkInClerk', status: 200, events: 1 },
    { role: 'tallyClerk', status: 200, events: 0 },
    { role: 'observer', status: 403, events: 0 },
    { role: 'administrator', status: 403, events: 0 },
    { role: 'townshipOfficer-other', status: 404, events: 0 },
    { role: 'electionOfficer-other', status: 404, events: 0 },
    { role: 'rollClerk-other', status: 404, events: 0 },
  ]) {
    const page = await (await aClient(house, role)).get(address)
    t.equal(page.statusCode, status, role)
    t.equal(sequences(page.body).length, events, role)
  }
  const clerk = await aClient(house, 'rollClerk')
  const asked = await clerk.get(`${address}?account=checkInClerk&election=99`)
  t.equal(sequences(asked.body).length, 1, 'asking for somebody else shows no more than their own')
  for (const role of ['administrator', 'townshipOfficer', 'electionOfficer', 'rollClerk', 'observer']) {
    t.equal((await (await aClient(house, role)).get('/audit-log')).statusCode, 403, role)
  }
})

t.test('a list of candidates that was changed behind the log is found with it', async (t) => {
  const house = await testApp(t)
  const made = await anElection(house, await aHouse(house), { until: 'candidatesConfirmed' })
  await inTransaction(house.db, async (trx) => {
    const person = { postId: made.postIds[0] ?? 0, ballotOrder: 1, voterId: made.voterIds[0] ?? 0, name: '陈刚' }
    const actor = systemActor('2027-05-05T00:00:00.000Z')
    return ok(await insertCandidates(trx, made.roundId, [{ ...person, sex: 'male', previousVotes: null }], actor))
  })
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.submit({}, '/audit-log/verify')
  t.notMatch(auditor.html, '第 1 轮第 1 版', 'a list from before the log knew of lists')
  await sql`drop trigger candidate_no_update`.execute(house.db)
  await house.db.updateTable('candidate').set({ name: '别人' }).execute()
  await auditor.submit({}, '/audit-log/verify')
  t.match(auditor.html, '第 1 轮第 1 版')
})

t.test('every kind of event has words of its own', async (t) => {
  const words = eventTypes.map(([, text]) => text)
  t.equal(new Set(words).size, words.length)
  for (const [type, text] of eventTypes) {
    t.match(text, /[\u4e00-\u9fff]/, type)
    t.equal(eventText(type), text)
  }
  t.equal(eventText('fromALaterVersion'), 'fromALaterVersion', 'what is not known is shown as recorded')
})
