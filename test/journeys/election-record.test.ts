import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.js'
import { schemaAddress } from '../../src/tally/record-schema.js'
import type { ElectionRecord } from '../../src/tally/record-schema.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import type { TestApp } from '../helpers/app.js'
import { aDeclaredElection, download } from '../helpers/record.js'

const published = JSON.parse(
  readFileSync(new URL(`../../../templates${schemaAddress}`, import.meta.url), 'utf8'),
) as object

const fits = new Ajv2020({ allErrors: true }).compile(published)

/** Everything about people that the record has no business to hold. */
async function privateTexts({ db }: TestApp, record: ElectionRecord): Promise<string[]> {
  const shown = new Set(
    record.votes.flatMap(({ posts, outcome, writeIns }) => [
      ...posts.flatMap(({ candidates }) => candidates.map(({ name }) => name)),
      ...outcome.posts.flatMap(({ standings }) => standings.map(({ name }) => name)),
      ...writeIns.map(({ name }) => name),
    ]),
  )
  const voters = await db.selectFrom('voter').select(['name', 'address', 'birthDate', 'identityHash']).execute()
  const accounts = await db.selectFrom('account').select(['displayName', 'signInName']).execute()
  const staff = await db.selectFrom('stationStaff').select('name').execute()
  const stations = await db.selectFrom('pollingStation').select(['openingWitnesses', 'closingWitnesses']).execute()
  const texts = [
    ...voters.flatMap(({ name, address, identityHash }) => [...(shown.has(name) ? [] : [name]), address, identityHash]),
    ...accounts.flatMap(({ displayName, signInName }) => [displayName, signInName]),
    ...staff.map(({ name }) => name),
    ...stations.flatMap(({ openingWitnesses, closingWitnesses }) => [openingWitnesses ?? '', closingWitnesses ?? '']),
  ]
  return texts.filter((text) => text !== '' && !shown.has(text))
}

/** The record with the keys of every object in another order, as another program may write it. */
function reordered(value: unknown): unknown {
  return JSON.parse(canonicalJson(value))
}

for (const { course, form, votes } of [
  { course: 'clean', form: 'allVoters', votes: ['first'] },
  { course: 'clean', form: 'households', votes: ['first'] },
  { course: 'clean', form: 'representatives', votes: ['first'] },
  { course: 'runoff', form: 'allVoters', votes: ['first', 'runoff'] },
  { course: 'tieBreak', form: 'allVoters', votes: ['first', 'tieBreak'] },
  { course: 'rerun', form: 'allVoters', votes: ['first', 'rerun'] },
  { course: 'writeIn', form: 'allVoters', votes: ['first'] },
  { course: 'recount', form: 'allVoters', votes: ['first'] },
] as const) {
  t.test(`an election by ${form} (${course}) is recorded, and anybody can count it again`, async (t) => {
    const { test, journey, record } = await aDeclaredElection(t, course, form)
    t.strictSame(verifyRecord(record), [], 'all of it agrees')
    t.strictSame(verifyRecord(reordered(record)), [], 'whatever order the keys are in')
    t.ok(fits(record), JSON.stringify(fits.errors))
    t.strictSame(
      record.votes.map(({ kind }) => kind),
      votes,
    )
    t.equal(record.result.followUp, 'none')
    t.equal(record.result.elected.length, 5, 'the committee is complete')
    t.equal(record.events[0]?.type, 'electionOpened')
    t.equal(record.events.at(-1)?.type, 'resultDeclared')

    // Between quotation marks, as any text stands in JSON: a name may be part of another word.
    const text = JSON.stringify(record)
    const leaked = (await privateTexts(test, record)).filter((secret) => text.includes(JSON.stringify(secret)))
    t.strictSame(leaked, [], 'nobody is named but those who stood, and nobody’s data are in it')
    t.notOk(/"\d{17}[\dX]"/.test(text), 'no identity number')

    if (votes.length > 1) {
      const earlier = await download(test, journey.electionId, '?round=1')
      t.strictSame(verifyRecord(earlier), [], 'the record of the first vote stands as it was declared')
      t.equal(earlier.votes.length, 1)
      t.strictSame(record.events.slice(0, earlier.events.length), earlier.events, 'and the later one goes on from it')
    }
    if (course === 'writeIn') {
      const [sheet] = record.votes[0]?.sheets ?? []
      t.strictSame(sheet?.resolutions, ['keepFirst'], 'what was decided about the differing entries is told')
      t.strictSame(
        record.votes[0]?.writeIns.map(({ verdict }) => verdict).sort(),
        ['ineligible', 'voter'],
        'and who the written names are',
      )
    }
  })
}
