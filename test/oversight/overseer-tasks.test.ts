import t from 'tap'
import { recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'

const tasksOn = (html: string) =>
  [...html.matchAll(/<li class="task task-pressing">(.*?)<\/li>/gs)].map(([, task = '']) =>
    task
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )

t.test('what the bureau sends back is a task on the first page of its township, until it is answered', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  await anElection(house, made)
  const page = `/rate-evidence/${made.communityIds[0]}`
  const auditor = await aClient(house, 'bureauAuditor')
  const township = await aClient(house, 'townshipOfficer')
  t.strictSame(tasksOn((await township.get('/')).body), [])
  const sent = await auditor.post(page, { version: '0', verdict: 'sentBack', reason: '没有会议记录' })
  t.equal(sent.statusCode, 303)
  const home = (await township.get('/')).body
  t.strictSame(tasksOn(home), ['奉中社区：民政局退回直选率凭据，等待补充 2027年5月20日退回：没有会议记录 去补充'])
  t.match(home, `href="${page}">去补充</a>`)
  t.strictSame(
    tasksOn((await (await aClient(house, 'townshipOfficer-other')).get('/')).body),
    [],
    'not of another township',
  )
  t.strictSame(tasksOn((await auditor.get('/')).body), [], 'the bureau waits')
  t.notMatch((await (await aClient(house, 'electionOfficer-other')).get('/')).body, '去补充')

  t.equal((await township.post(`${page}/answer`, { version: '1', answer: '会议记录已补登' })).statusCode, 303)
  t.strictSame(tasksOn((await township.get('/')).body), [], 'done')
  t.strictSame(tasksOn((await auditor.get('/')).body), ['奉中社区：直选率凭据已补充，等审核 会议记录已补登 去审核'])
})

t.test('a verdict waits for its second name with everybody but who gave it', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  await anElection(house, made)
  const page = `/rate-evidence/${made.communityIds[0]}`
  const auditor = await aClient(house, 'bureauAuditor')
  await auditor.post(page, { version: '0', verdict: 'doubtful', reason: '发票和收回对不上' })
  t.strictSame(tasksOn((await auditor.get('/')).body), [])
  const second = await aClient(house, 'bureauAuditor-2')
  t.strictSame(tasksOn((await second.get('/')).body), ['奉中社区：直选率凭据待复核 去复核'])
  await second.post(`${page}/second`, { version: '1', agrees: 'yes', note: '' })
  t.strictSame(tasksOn((await second.get('/')).body), [], 'final')
})

t.test('the bureau is asked to sign the log once results were declared, until it has', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house)
  const { id } = await anElection(house, made)
  const auditor = await aClient(house, 'bureauAuditor')
  const tasks = async () => tasksOn((await auditor.get('/')).body)
  t.strictSame(await tasks(), [], 'nothing was declared')
  const declare = async (roundId: number) =>
    await inTransaction(house.db, async (trx) => {
      const result = { roundId, hash: 'x', elected: [], followUp: 'none' }
      await recordEvent(trx, systemActor('2027-05-20T01:00:00.000Z'), { type: 'resultDeclared', ...result }, id)
      return ok(undefined)
    })
  await declare(1)
  await declare(2)
  t.strictSame(await tasks(), [
    '上次存证以后有 1 个社区宣布了结果，日志还没有存证 存证单打印出来，交系统以外的人保管 去存证',
  ])
  t.strictSame(tasksOn((await (await aClient(house, 'townshipOfficer')).get('/')).body), [])
  t.equal((await auditor.post('/audit-log/checkpoints', {})).statusCode, 303)
  t.strictSame(await tasks(), [], 'kept from then on')
  await declare(3)
  t.equal((await tasks()).length, 1)
})
