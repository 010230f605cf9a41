import { createPublicKey, verify } from 'node:crypto'
import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.js'
import { fingerprintGroups } from '../../src/lib/fingerprint.js'
import { rawQuery } from '../../src/infra/db/raw-query.js'
import { fingerprintOfKey, isSignedBy, signerFor } from '../../src/infra/security/signing.js'
import { checkPdf } from '../../scripts/pdf-check/check.js'
import { checkpointBlocks, setCheckpoint } from '../../src/oversight/checkpoint-sheet.js'
import { checkpointFormat, signedCheckpoint } from '../../src/oversight/checkpoint-schema.js'
import { testSecrets } from '../helpers/app.js'
import { aSealedHouse, checkpointsPage, makeCheckpoint } from '../helpers/checkpoint.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { goldenPage } from '../helpers/golden.js'
import { plainPaper } from '../helpers/papers.js'
import { allText, readPdf } from '../helpers/pdf.js'

t.test('checkpoints: what the log is at a moment is signed, listed, and told of by the next event', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await auditor.open(checkpointsPage)
  t.match(auditor.html, '还没有存证过')
  const before = await countEvents(house)
  const made = await makeCheckpoint(house, auditor)
  t.match(auditor.html, `已为前 ${before} 条日志存证`)
  const { signature, ...open } = made
  const event = await house.db
    .selectFrom('auditEvent')
    .select('hash')
    .where('sequence', '=', before)
    .executeTakeFirstOrThrow()
  t.strictSame(open, {
    format: checkpointFormat,
    ...{ bureau: '奉化市民政局', kind: 'drill', sequence: before, events: before, hash: event.hash },
    ...{ madeOn: '2027-05-20', madeAt: '2027-05-20T01:00:00.000Z' },
  })
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(signature.publicKey, 'hex')])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  t.ok(verify(null, Buffer.from(canonicalJson(open)), key, Buffer.from(signature.value, 'hex')), 'as anybody checks it')
  const events = await lastEvents(house, 2)
  t.match(events, [
    {
      type: 'checkpointMade',
      by: 'bureauAuditor',
      facts: { lastEvent: before, events: before, chainHash: event.hash },
    },
    { type: 'signedIn' },
  ])
  await auditor.open(checkpointsPage)
  t.match(auditor.html, fingerprintGroups(event.hash.slice(0, 32)))
  t.match(auditor.html, fingerprintGroups(fingerprintOfKey(signature.publicKey)))
  t.match(auditor.html, 'status-done">相同')

  const second = await makeCheckpoint(house, await house.visitor().signIn('administrator', 'test password one'))
  t.ok(second.sequence > made.sequence, 'another one has a later event, if only that of the one before')
})

t.test('there is one for an event, and none is ever changed or deleted', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await makeCheckpoint(house, auditor)
  const { id, ...kept } = await house.db.selectFrom('logCheckpoint').selectAll().executeTakeFirstOrThrow()
  const again = (change: object) =>
    house.db
      .insertInto('logCheckpoint')
      .values({ ...kept, ...change })
      .execute()
  await t.rejects(again({ signature: '0'.repeat(128) }), /UNIQUE.*sequence/)
  await t.rejects(again({ sequence: kept.sequence + 1 }), /UNIQUE.*signature/)
  const other = { sequence: kept.sequence + 1, signature: '0'.repeat(128) }
  for (const [change, because] of [
    [{ events: kept.sequence + 2 }, 'more events than there are numbers'],
    [{ events: 0 }, 'of nothing'],
    [{ hash: 'abc' }, 'no hash'],
    [{ publicKey: '' }, 'no key'],
    [{ signature: 'x' }, 'no signature'],
    [{ kind: 'trial' }, 'no such kind'],
    [{ bureau: '' }, 'of nobody'],
    [{ sequence: 0 }, 'before the first event'],
  ] as const) {
    await t.rejects(again({ ...other, ...change }), /CHECK/, because)
  }
  await t.rejects(
    house.db.updateTable('logCheckpoint').set({ events: 1 }).where('id', '=', id).execute(),
    /append-only/,
  )
  await t.rejects(house.db.deleteFrom('logCheckpoint').execute(), /append-only/)
})

t.test('a form sent twice makes one, two at the same moment no more than two', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await auditor.open(checkpointsPage)
  const { html } = auditor
  const formId = /name="formId" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const client = await aClient(house, 'bureauAuditor')
  t.equal((await client.post(checkpointsPage, { formId })).statusCode, 303)
  t.equal((await client.post(checkpointsPage, { formId })).statusCode, 303)
  t.equal((await house.db.selectFrom('logCheckpoint').select('id').execute()).length, 1)
  const other = await aClient(house, 'administrator')
  const answers = await Promise.all([client, other].map((one) => one.post(checkpointsPage)))
  for (const { statusCode } of answers) t.ok([303, 409].includes(statusCode))
  const sequences = (await house.db.selectFrom('logCheckpoint').select('sequence').execute()).map(
    ({ sequence }) => sequence,
  )
  t.equal(new Set(sequences).size, sequences.length)
})

t.test('a log whose end is not what its head says is not signed', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  await auditor.open(checkpointsPage)
  await rawQuery(house.db, `update audit_head set hash = '${'a'.repeat(64)}'`)
  await auditor.submit({}, checkpointsPage)
  t.equal(auditor.status, 422)
  t.match(auditor.html, '请先核对日志')
  t.strictSame(await house.db.selectFrom('logCheckpoint').selectAll().execute(), [])
})

t.test('only the bureau’s auditor and the administrator', async (t) => {
  const { house, auditor } = await aSealedHouse(t)
  const { sequence } = await makeCheckpoint(house, auditor)
  const own = [`${checkpointsPage}/${sequence}/sheet.pdf`, `${checkpointsPage}/${sequence}/checkpoint.json`]
  const pages = [checkpointsPage, `${checkpointsPage}/compare`, ...own]
  const events = await countEvents(house)
  const roles = ['townshipOfficer', 'electionOfficer', 'rollClerk', 'checkInClerk', 'tallyClerk', 'observer']
  for (const role of roles) {
    const client = await aClient(house, role)
    for (const page of pages) t.equal((await client.get(page)).statusCode, 403, `${role} ${page}`)
    for (const page of pages.slice(0, 2)) t.equal((await client.post(page)).statusCode, 403, `${role} ${page}`)
  }
  t.equal(await countEvents(house), events + roles.length, 'they have signed in, and that is all')
  const administrator = await aClient(house, 'administrator')
  for (const page of pages) t.equal((await administrator.get(page)).statusCode, 200, page)
  for (const none of ['0', '99999', 'x', '1e3']) {
    for (const file of ['sheet.pdf', 'checkpoint.json'])
      t.equal((await administrator.get(`${checkpointsPage}/${none}/${file}`)).statusCode, 404)
  }
})

const signer = signerFor(testSecrets.dataKey)
const sample = signedCheckpoint(
  {
    format: checkpointFormat,
    ...{ bureau: '奉化市民政局', kind: 'real', sequence: 12_345, events: 12_345, hash: '8f3102ac'.repeat(8) },
    ...{ madeOn: '2027-05-20', madeAt: '2027-05-20T01:15:00.000Z' },
  },
  signer,
)

t.test('the sheet says what its golden text says, on one page, as PDF/A', async (t) => {
  goldenPage(t, 'sheets/log-checkpoint.txt', plainPaper(checkpointBlocks(sample, '陈国强')).trimEnd().split('\n'))
  const { bytes, pages } = await setCheckpoint(sample, '陈国强')
  t.equal(pages, 1)
  t.strictSame(checkPdf(bytes), [])
  const text = allText(await readPdf(bytes))
  for (const part of [sample.hash, sample.signature.publicKey, sample.signature.value])
    t.match(text, part.slice(0, 32), 'groups in their order')
  t.ok((await setCheckpoint(sample, '陈国强')).bytes.equals(bytes), 'the same bytes each time')
  t.match(allText(await readPdf((await setCheckpoint({ ...sample, kind: 'drill' }, '陈国强')).bytes)), '样张')
})

t.test('the key hangs on the data key alone, and one letter more is another text', async (t) => {
  const { publicKey } = signer
  t.equal(signerFor(testSecrets.dataKey).publicKey, publicKey)
  t.not(signerFor('e'.repeat(64)).publicKey, publicKey)
  const signature = signer.sign('一')
  t.ok(isSignedBy(publicKey, '一', signature))
  t.notOk(isSignedBy(publicKey, '一 ', signature))
  t.notOk(isSignedBy(signerFor('e'.repeat(64)).publicKey, '一', signature))
  t.notOk(isSignedBy('f'.repeat(64), '一', signature), 'what is no key signs nothing')
})
