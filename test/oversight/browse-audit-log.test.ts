import { sql } from 'kysely'
import t from 'tap'
import { type Actor, recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { insertCandidates } from '../../src/nomination/queries.js'
import { factsText } from '../../src/oversight/event-facts.js'
import { eventText, eventTypes } from '../../src/oversight/event-text.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

const sequences = (html: string) =>
  [...html.matchAll(/<tr><td class="num">(\d+)<\/td>/g)].map(([, sequence]) => Number(sequence))

/** So many events of a person, one after another. */
async function happen({ db }: TestApp, count: number, name: string): Promise<void> {
  const actor: Actor = { accountId: 1, name, role: 'rollClerk', at: '2027-05-20T01:00:00.000Z' }
  for (let n = 0; n < count; n += 1) {
    await inTransaction(db, async (trx) =>
      ok(await recordEvent(trx, actor, { type: 'townshipAdded', townshipId: n, name: `第${n}镇` }, null)),
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

t.test('events are found by person, kind and election, with time and place', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  await happen(house, 2, '陈国强')
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(`/audit-log?account=${encodeURIComponent(' 陈国强 ')}`)
  t.equal(sequences(auditor.html).length, 2)
  t.match(auditor.html, '2027-05-20 09:00', 'Shanghai time')
  t.match(auditor.html, '增加街道（镇）')
  t.match(auditor.html, '街道（镇）编号：1　名称：第1镇')
  t.match(auditor.html, '选民登记员')
  await auditor.open('/audit-log?type=signedIn')
  t.equal(sequences(auditor.html).length, 1)
  await auditor.open(`/audit-log?election=${id}`)
  t.equal(sequences(auditor.html).length, 1, 'the milestone of its opening')
  t.match(auditor.html, '奉中社区')
  await auditor.open('/audit-log?type=nonsense')
  t.strictSame(sequences(auditor.html), [])
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

t.test('only the bureau’s auditor reads the log', async (t) => {
  const house = await testApp(t)
  await aHouse(house)
  for (const role of ['administrator', 'townshipOfficer', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(house, role)).get('/audit-log')).statusCode, 403, role)
  }
})

t.test('the facts of an event are told in Chinese, however deep they lie', async (t) => {
  for (const { facts, text } of [
    { facts: {}, text: '' },
    {
      facts: { milestone: 'rollPosted', round: 0, on: '2027-04-28' },
      text: '事项：选民名单公布　轮次：0　日期：2027-04-28',
    },
    { facts: { signInName: 'x', reason: 'locked' }, text: '登录账号：x　原因：暂停登录期间' },
    { facts: { reason: '旧村改造' }, text: '原因：旧村改造' },
    { facts: { isActive: false, noticeNumber: null }, text: '在用：否　公告编号：无' },
    { facts: { acknowledged: ['甲', '乙'] }, text: '已知悉的提醒：甲；乙' },
    {
      facts: { before: { form: 'allVoters', posts: [{ name: '主任' }, { name: '委员' }] } },
      text: '改前：选举方式 全体有选举权的居民选举（居民直选），职务 名称 主任；名称 委员',
    },
    { facts: { unheardOf: 1 }, text: 'unheardOf：1' },
  ]) {
    t.equal(factsText(JSON.stringify(facts)), text)
  }
  t.equal(
    factsText(JSON.stringify({ name: '𬱖'.repeat(9) }), 6),
    '名称：𬱖𬱖𬱖…',
    'cut between characters, not through one',
  )
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
