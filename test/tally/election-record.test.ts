import { readFileSync } from 'node:fs'
import t from 'tap'
import { fingerprintGroups } from '../../src/lib/fingerprint.js'
import type { ElectionRecord } from '../../src/tally/record-schema.js'
import { recordJsonSchema, schemaAddress } from '../../src/tally/record-schema.js'
import { canonicalJson } from '../../src/lib/canonical-json.js'
import { sealOf } from '../../src/tally/record-seal.js'
import { testApp } from '../helpers/app.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, declared, sheetFields, signedIn, tallied } from '../helpers/tally.js'

async function aTallied(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const votes = [
    [40, 5],
    [40, 5],
    [40, 39, 38, 3],
  ]
  await tallied(house, election, [sheetFields(contestsOf(election), { returned: 48, votes })])
  return { house, election, address: `${election.base}/record.json` }
}

t.test('the record of a declared result is handed out, with its fingerprint on the page', async (t) => {
  const { house, election, address } = await aTallied(t)
  const officer = await declared(house, election.base)
  await officer.open(`${election.base}/result`)
  t.match(officer.html, `href="${address}?round=1&amp;count=0"`)
  t.match(officer.html, '怎样核对')
  for (const role of ['observer', 'bureauAuditor', 'townshipOfficer', 'tallyClerk']) {
    const reader = await signedIn(house, role)
    await reader.open(address)
    t.equal(reader.status, 200, role)
    t.match(reader.response.headers['content-type'], /^application\/json/)
    t.match(reader.response.headers['content-disposition'], `filename="election-record-${election.id}-1.json"`)
    const record = JSON.parse(reader.html) as ElectionRecord
    t.strictSame(record.seal, sealOf(record), 'it bears the seal of what it says')
    t.match(officer.html, fingerprintGroups(record.seal.fingerprint), 'and the page shows it')
    t.match(await lastEvents(house, 1), [
      {
        type: 'recordExported',
        electionId: election.id,
        facts: { roundId: election.roundId, hash: record.seal.fingerprint },
      },
    ])
  }
})

t.test('the record is made once: what is handed out is the same bytes, and the database keeps them', async (t) => {
  const { house, election, address } = await aTallied(t)
  const officer = await declared(house, election.base)
  const first = (await officer.open(address)).html
  await house.db.updateTable('community').set({ name: '改名社区' }).where('id', '=', 1).execute()
  t.equal((await officer.open(address)).html, first)
  await t.rejects(house.db.updateTable('electionRecord').set({ fingerprint: '' }).execute(), { message: /append-only/ })
  await t.rejects(house.db.deleteFrom('electionRecord').execute(), { message: /append-only/ })
})

t.test('no record before the declaration, none for strangers', async (t) => {
  const { house, election, address } = await aTallied(t)
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(address)
  t.equal(clerk.status, 404)
  t.match(clerk.html, '还没有宣布')
  await clerk.open(`${election.base}/result`)
  t.notMatch(clerk.html, 'record.json')
  await declared(house, election.base)
  await clerk.open(`${address}?round=2`)
  t.equal(clerk.status, 404)
  t.equal((await (await signedIn(house, 'tallyClerk-other')).open(address)).status, 404, 'another community')
  t.equal((await (await signedIn(house, 'administrator')).open(address)).status, 403)
})

t.test('the published schema is made from the one that records are checked by, and served to anybody', async (t) => {
  const text = readFileSync(new URL(`../../../templates${schemaAddress}`, import.meta.url), 'utf8')
  t.strictSame(JSON.parse(text), recordJsonSchema(), 'run dist/scripts/print-record-schema.js')
  const house = await testApp(t)
  const answer = await house.app.inject(schemaAddress)
  t.equal(answer.statusCode, 200)
  t.equal(answer.body, text)
})

t.test('canonical JSON: keys sorted at every depth, no blanks, lists in their order', async (t) => {
  t.equal(
    canonicalJson({ b: [{ d: 1, c: '王' }, null], a: true, A: '"' }),
    '{"A":"\\"","a":true,"b":[{"c":"王","d":1},null]}',
  )
})
