import t from 'tap'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import { queueJob } from '../../src/infra/jobs/job-queries.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { verifySubject } from '../../src/oversight/verify-job.js'
import { aSealedHouse } from '../helpers/checkpoint.js'
import { aClient } from '../helpers/client.js'

const page = '/audit-log/verify'
const banner = 'class="alert-banner"'
const link = `<a href="${page}">查看并核查</a>`

t.test('a broken log stands at the head of every page of bureau and administrator until it is whole', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await auditor.open('/')
  t.notMatch(auditor.html, banner, 'nobody has looked yet')
  await auditor.open(page)
  await auditor.submit({}, page)
  await auditor.open('/')
  t.notMatch(auditor.html, banner, 'all is well')

  await rawQuery(house.db, `update community set name = '假社区' where id = 2`)
  await auditor.open(page)
  await auditor.submit({}, page)
  t.match(auditor.html, banner)
  t.notMatch(auditor.html, link, 'whoever is there needs no way to it')
  const administrator = await aClient(house, 'administrator')
  for (const address of ['/', '/audit-log', '/direct-election-rate', '/no-such-page']) {
    await auditor.open(address)
    t.match(auditor.html, '2027-05-20 09:00 核对时发现操作日志或资料与封存时不符，共 1 处', address)
    t.match(auditor.html, link, address)
  }
  for (const address of ['/today', '/accounts', '/season', '/communities']) {
    const { body } = await administrator.get(address)
    t.match(body, link, address)
  }
  for (const role of ['townshipOfficer', 'electionOfficer', 'observer']) {
    t.notMatch((await (await aClient(house, role)).get('/')).body, banner, role)
  }
  t.notMatch((await house.app.inject('/sign-in')).body, banner, 'nor whoever has not signed in')

  const job = { kind: 'verifyLog', subject: verifySubject, electionId: null, input: {}, requestedBy: 1 }
  await inTransaction(house.db, async (trx) => ok(await queueJob(trx, job)))
  await auditor.open('/')
  t.match(auditor.html, banner, 'while the next one is under way, too')
  await rawQuery(house.db, `update job set state = 'failed' where state = 'queued'`)
  await auditor.open('/')
  t.match(auditor.html, banner, 'and after one that came to no end')

  await rawQuery(house.db, `update community set name = '锦山社区' where id = 2`)
  await rawQuery(house.db, 'delete from touched_row')
  await auditor.open(page)
  await auditor.submit({}, page)
  await auditor.open('/')
  t.notMatch(auditor.html, banner, 'gone once a later one finds nothing')
})
