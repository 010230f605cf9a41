import t from 'tap'
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
