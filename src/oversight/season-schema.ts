import { z } from 'zod'

export const seasonFormat = { name: 'juxuan-season', version: 1 } as const

/** Where the JSON Schema is served and kept; a test holds that it is made from the schema below. */
export const seasonSchemaAddress = '/assets/season.schema.json'

const count = z.int().min(0)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const words = z.string()
const name = z.string().min(1)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const form = z.enum(['allVoters', 'households', 'representatives'])
const byForm = z.strictObject({ allVoters: count, households: count, representatives: count })

const share = {
  direct: count.describe('Communities that elected in a form that counts as direct'),
  held: count.describe('Communities whose valid result is declared: the denominator'),
  pending: count.describe('Still to vote'),
  byForm,
}

const person = z.strictObject({
  name: name.describe('As the notices posted by law name them'),
  sex: z.enum(['male', 'female']).nullable(),
})

const post = z.strictObject({
  title: name,
  seats: count,
  candidates: z.array(person).describe('Once confirmed and posted (art. 18)'),
  elected: z.array(z.strictObject({ name, votes: count })).describe('Once declared (art. 19)'),
})

const vote = z.strictObject({
  round: z.int().min(1),
  kind: z.enum(['first', 'runoff', 'tieBreak', 'rerun']),
  votingDay: day,
  declaredOn: day,
  recount: count.describe('0, or the number of the recount that stands'),
  isValid: z.boolean(),
  registered: count,
  issued: count,
  returned: count,
  valid: count,
  invalid: count,
  blank: count,
  recordFingerprint: hash.nullable().describe('Of the election record, from which the vote can be counted again'),
})

const community = z.strictObject({
  township: name,
  community: name,
  participation: z.enum(['held', 'pending', 'postponed', 'notHeld']),
  reason: words.describe('Why it is put off or not held'),
  form: form.nullable(),
  electionDay: day.nullable(),
  milestones: z.array(z.strictObject({ name, on: day, round: count })),
  rolls: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        kind: z.enum(['posted', 'corrected', 'closed']),
        madeOn: day,
        voters: count,
        electors: count,
        hash,
      }),
    )
    .describe('Numbers only'),
  notices: z.array(
    z.strictObject({
      number: name.describe('第2号, 第2-1号'),
      title: name,
      issuedOn: day,
      sha256: hash.describe('Of the PDF as issued'),
      state: z.enum(['inForce', 'replaced', 'withdrawn']),
    }),
  ),
  posts: z.array(post),
  votes: z.array(vote).describe('Declared results only'),
})

const figures = z.record(z.string(), z.int().nullable()).describe('By key of the column; null: nothing to count yet')

const table = z.strictObject({
  key: name,
  title: name,
  source: name,
  columns: z.array(z.strictObject({ key: name, group: words, title: name })).describe('Columns that add up'),
  townships: z.array(z.strictObject({ township: name, figures })),
  total: figures,
})

/** Everything public about a season: no voter is named in it who does not stand for a post. */
export const seasonSchema = z.strictObject({
  format: z.strictObject({ name: z.literal(seasonFormat.name), version: z.literal(seasonFormat.version) }),
  kind: z.enum(['real', 'drill']).describe('A drill elects nobody'),
  bureau: name,
  place: name.describe('The whole city, or the township whose communities these are'),
  asOf: day,
  season: z.strictObject({
    termNumber: z.int().min(1),
    firstDay: day,
    lastDay: day,
    target: z.strictObject({ num: count, den: z.int().min(1) }),
    directForms: z.array(form),
  }),
  rate: z.strictObject({
    ...share,
    townships: z.array(z.strictObject({ township: name, mustAllBeDirect: z.boolean(), ...share })),
  }),
  communities: z.array(community),
  tables: z.array(table),
  fingerprint: hash.describe('SHA-256 of the canonical JSON (RFC 8785) of everything else'),
})

export type SeasonRecord = z.infer<typeof seasonSchema>

/** The schema as it is published, JSON Schema 2020-12. */
export function seasonJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(seasonSchema)
  return { $schema, $id: seasonSchemaAddress, title: 'A season of elections, as juxuan hands it out', ...schema }
}
