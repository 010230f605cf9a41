import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import t, { type Test } from 'tap'
import { sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import {
  addressOfSchema,
  publishedJsonSchema,
  type PublishedSchema,
  publishedSchemas,
} from '../../src/oversight/published-schema.js'
import { checkpointSchema } from '../../src/oversight/checkpoint-schema.js'
import { rateReport } from '../../src/oversight/rate-report-schema.js'
import { inspectionFile } from '../../src/oversight/verify-inspection.js'
import { testApp } from '../helpers/app.js'
import { makeCheckpoint } from '../helpers/checkpoint.js'
import { aClient } from '../helpers/client.js'
import { testPassword } from '../helpers/factories.js'
import { freezeReport } from '../helpers/rate-report.js'
import { demoSeason } from '../helpers/season.js'
import { confirmClaim } from '../helpers/verdicts.js'

const fileOf = (name: PublishedSchema) =>
  readFileSync(new URL(`../../../templates${addressOfSchema(name)}`, import.meta.url), 'utf8')

/** As anybody checks a file who has the published schema and no program of ours. */
function validatorOf(name: PublishedSchema): ValidateFunction {
  return new Ajv2020({ validateFormats: false }).compile(JSON.parse(fileOf(name)) as object)
}

t.test('every published schema is made from the one in the program, and served to anybody', async (t) => {
  const house = await testApp(t)
  t.strictSame(publishedSchemas, ['rate-report', 'inspection', 'checkpoint', 'audit-log-line'])
  for (const name of publishedSchemas) {
    t.strictSame(JSON.parse(fileOf(name)), publishedJsonSchema(name), `run dist/scripts/print-schema.js ${name}`)
    const answer = await house.app.inject(addressOfSchema(name))
    t.match(answer.headers['content-type'], 'application/json')
    t.equal(answer.body, fileOf(name))
    t.match(JSON.parse(answer.body), { $schema: /2020-12/, $id: addressOfSchema(name), additionalProperties: false })
  }
})

/** Every change of a file that its schema must not let pass. */
function changesOf(file: object): readonly object[] {
  const without = Object.keys(file).map((left) =>
    Object.fromEntries(Object.entries(file).filter(([name]) => name !== left)),
  )
  const turned = Object.keys(file).map((name) => ({ ...file, [name]: { no: 'such thing' } }))
  return [...without, ...turned, { ...file, more: 1 }, [], {}]
}

function holds(t: Test, name: PublishedSchema, json: string): void {
  const validate = validatorOf(name)
  const file = JSON.parse(json) as object
  t.ok(validate(file), `${name}: ${JSON.stringify(validate.errors)}`)
  for (const changed of changesOf(file)) t.notOk(validate(changed), JSON.stringify(changed).slice(0, 60))
  for (const other of publishedSchemas) if (other !== name) t.notOk(validatorOf(other)(file), `${name} is no ${other}`)
}

t.test('what is handed out keeps to its schema, and nothing else does', async (t) => {
  const test = await testApp(t)
  const { communityIds } = await demoSeason(test)
  await sealAfterMigration(test.db, [], new Set())
  await confirmClaim(test, communityIds.get('奉中社区') ?? 0, 'allVoters')
  const auditor = await aClient(test, 'bureauAuditor')

  await freezeReport(test, '2027-05-16', false)
  const report = (await auditor.get('/rate-reports/1/report.json')).body
  holds(t, 'rate-report', report)
  t.ok(rateReport.parse(JSON.parse(report)).communities.length > 30)
  await freezeReport(test, '2027-05-01', false)
  holds(t, 'rate-report', (await auditor.get('/rate-reports/2/report.json')).body)

  const browser = await test.visitor().signIn('bureauAuditor', testPassword)
  for (const [number, wish] of [
    { subject: 'community', sample: '3', byTownship: '' },
    { subject: 'community', sample: '1', byTownship: 'yes' },
  ].entries()) {
    await browser.open('/rate-inspections')
    await browser.submit({ ...wish, seedSource: '当众掷骰子' }, '/rate-inspections')
    await browser.submit({ seed: '3 5 1 6' }, `/rate-inspections/${number + 1}/draw`)
    const draw = (await auditor.get(`/rate-inspections/${number + 1}/draw.json`)).body
    holds(t, 'inspection', draw)
    t.ok(inspectionFile.parse(JSON.parse(draw)).drawn.length > 0)
  }

  const checkpoint = await makeCheckpoint(test, browser)
  holds(t, 'checkpoint', JSON.stringify(checkpoint))
  t.strictSame(checkpointSchema.parse(checkpoint), checkpoint)
})

t.test('a field of a field, too', async (t) => {
  const test = await testApp(t)
  await demoSeason(test)
  await freezeReport(test, '2027-05-16', false)
  const json = (await (await aClient(test, 'bureauAuditor')).get('/rate-reports/1/report.json')).body
  const validate = validatorOf('rate-report')
  for (const [from, to] of [
    ['"day":"2027-05-16"', '"day":"16.5.2027"'],
    ['"form":"allVoters"', '"form":"everybody"'],
    ['"num":70', '"num":0.7'],
    ['"verdict":"open"', '"verdict":"passed"'],
    ['"state":"consistent"', '"state":"fine"'],
    ['"kind":"declared"', '"kind":"said"'],
  ] as const) {
    t.ok(json.includes(from), from)
    t.notOk(validate(JSON.parse(json.replaceAll(from, to))), to)
  }
})
