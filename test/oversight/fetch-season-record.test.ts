import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.js'
import { seasonJsonSchema, type SeasonRecord, seasonSchemaAddress } from '../../src/oversight/season-schema.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aCountedSeason, ask } from '../helpers/counted-season.js'
import { aDeclaredElection } from '../helpers/declared.js'
import { lastEvents } from '../helpers/events.js'
import { aHouse } from '../helpers/factories.js'
import { aPolledElection, contestsOf, sheetFields, signedIn, tallied } from '../helpers/tally.js'

const url = '/statistics/season.json'
const published = new URL(`../../../templates${seasonSchemaAddress}`, import.meta.url)

t.test('the published schema is made from the one in the program, and served to anybody', async (t) => {
  const text = readFileSync(published, 'utf8')
  t.strictSame(JSON.parse(text), seasonJsonSchema(), 'run dist/scripts/print-season-schema.js')
  const house = await testApp(t)
  t.equal((await house.app.inject(seasonSchemaAddress)).body, text)
})

t.test('the record keeps to the schema, and its fingerprint is of all the rest', async (t) => {
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(published, 'utf8')) as object)
  const { house, election } = await aDeclaredElection(t)
  const auditor = await aClient(house, 'bureauAuditor')
  const answer = await auditor.get(url)
  t.match(answer.headers['content-type'], 'application/json')
  const record = JSON.parse(answer.body) as SeasonRecord
  t.ok(validate(record), JSON.stringify(validate.errors))
  const { fingerprint, ...rest } = record
  t.equal(createHash('sha256').update(canonicalJson(rest)).digest('hex'), fingerprint)
  t.match(record, {
    kind: 'drill',
    place: '奉化市民政局',
    asOf: '2027-05-20',
    rate: { direct: 1, held: 1, pending: 2 },
  })
  const [first] = record.communities
  t.match(first, { community: '奉中社区', participation: 'held', form: 'allVoters', electionDay: '2027-05-20' })
  t.equal(first?.posts.flatMap(({ elected }) => elected).length, 5)
  const [made] = await ask<{ fingerprint: string }>(house, 'select fingerprint from election_record')
  t.match(first?.votes, [
    { round: 1, kind: 'first', returned: 48, isValid: true, recordFingerprint: made?.fingerprint },
  ])
  t.match(await lastEvents(house, 1), [{ type: 'statisticsExported', facts: { table: 'seasonRecord', rows: 3 } }])

  const names = await ask<{ name: string }>(
    house,
    `select distinct name from voter where name not in (select name from candidate) and election_id = ${election.id}`,
  )
  t.ok(names.length > 20)
  t.strictSame(
    names.filter(({ name }) => answer.body.includes(`"${name}"`)),
    [],
    'no voter is named who does not stand',
  )
  t.notMatch(answer.body, /birth|telephone|identity|address|"votersWhoVoted/)
})

t.test('a season with a bit of everything keeps to the schema too; a township has its own part', async (t) => {
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(published, 'utf8')) as object)
  const { house } = await aCountedSeason(t)
  const officer = await aClient(house, 'townshipOfficer-other')
  const record = JSON.parse((await officer.get(url)).body) as SeasonRecord
  t.ok(validate(record), JSON.stringify(validate.errors))
  t.match(record, { place: '溪口镇', communities: [{ participation: 'postponed', reason: '旧村改造，市政府批准' }] })
  t.equal(record.communities.length, 1)
  const all = JSON.parse((await (await aClient(house, 'bureauAuditor')).get(url)).body) as SeasonRecord
  t.ok(validate(all), JSON.stringify(validate.errors))
  t.equal(all.tables.find(({ key }) => key === 'season')?.total['elected'], 8)
  t.equal(
    all.tables.find(({ key }) => key === 'teams'),
    undefined,
    'the table that names people is not in it',
  )
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(house, role)).get(url)).statusCode, 403, role)
  }
})

t.test('nothing of a count leaves before its result is declared', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  await tallied(house, election, [
    sheetFields(contestsOf(election), {
      returned: 48,
      votes: [
        [40, 5],
        [40, 5],
        [40, 39, 38, 3],
      ],
    }),
  ])
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${election.base}/result`)
  await clerk.submit({}, `${election.base}/result/propose`)
  const record = JSON.parse((await (await aClient(house, 'bureauAuditor')).get(url)).body) as SeasonRecord
  t.strictSame(record.communities[0]?.votes, [])
  t.strictSame(
    record.communities[0]?.posts.flatMap(({ elected }) => elected),
    [],
  )
  t.equal(record.communities[0]?.posts.flatMap(({ candidates }) => candidates).length, 8, 'who stands is posted')
})
