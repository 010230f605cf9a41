import { z } from 'zod'
import {
  actor,
  contest,
  count,
  day,
  electionForm,
  hash,
  id,
  ineligible,
  instant,
  kinship,
  memberBefore,
  name,
  outcome,
  post,
  roundKind,
  sheet,
  station,
  spelling,
  writeIn,
} from './record-parts.js'

export const recordFormat = { name: 'juxuan-election-record', version: 1 } as const

/** Where the JSON Schema is served and kept; a test holds that it is made from the schema below. */
export const schemaAddress = '/assets/election-record.schema.json'

const plainValue = z.union([z.int(), z.string(), z.boolean()])
const figureValue = z.union([
  plainValue,
  z.array(plainValue),
  z.record(z.string(), z.union([plainValue, z.record(z.string(), plainValue)])),
])

const figure = z.strictObject({
  title: name,
  value: figureValue,
  text: z.string().describe('The value in Chinese words'),
  source: z.string().describe('The article it comes from'),
  certainty: z.enum(['read', 'secondary', 'inferred']),
  mayBeSetLocally: z.boolean(),
})

const declaration = z.strictObject({
  hash: hash.describe('SHA-256 of the counted vote as the system stored it'),
  proposedBy: actor,
  proposedAt: instant,
  declaredBy: actor.describe('Never who proposed it'),
  declaredAt: instant,
  declaredOn: day,
})

const earlierCount = z
  .strictObject({
    recount: count.describe('0 for the count itself'),
    sheets: z.array(sheet),
    writeIns: z.array(writeIn),
    spellings: z.array(spelling).optional(),
    relatives: z.array(kinship),
    ineligible: z.array(ineligible),
    outcome,
    result: declaration,
  })
  .describe('A declared count that a recount has replaced, as it was')

const recount = z
  .strictObject({
    number: id.describe('1 and up within the vote; one that was abandoned keeps its number'),
    orderedBy: z.enum(['electionCommittee', 'townshipGroup', 'bureau']),
    decidedOn: day,
    openedOn: day,
    openedBy: actor,
  })
  .describe('The recount whose sheets and outcome are those of this vote')

const vote = z.strictObject({
  id,
  number: id.describe('1 for the first vote'),
  kind: roundKind,
  votingDay: day,
  registered: count.describe('Voters, household representatives or residents’ representatives, by form'),
  electedBefore: count.describe('Members elected in earlier votes, and in a by-election those in office'),
  ballotsPrinted: count.nullable(),
  posts: z.array(contest),
  stations: z.array(station),
  sheets: z.array(sheet),
  writeIns: z.array(writeIn),
  spellings: z
    .array(spelling)
    .optional()
    .describe('Spellings of persons written in that are counted as one; absent where none are'),
  relatives: z.array(kinship).default([]),
  ineligible: z.array(ineligible).default([]),
  inOffice: z
    .array(memberBefore)
    .optional()
    .describe('In a by-election: the members in office, beside whom no close relative takes a seat (art. 8)'),
  outcome,
  result: declaration,
  recount: recount.optional(),
  earlierCounts: z
    .array(earlierCount)
    .optional()
    .describe('Where the vote was counted again: the counts before, in order'),
})

const event = z.strictObject({
  sequence: id.describe('Place in the log of the whole installation'),
  at: instant,
  type: name,
  actorHash: hash.describe('Salted hash of who did it; cannot be opened'),
  contentHash: hash.describe('Salted hash of what was recorded'),
  previousHash: hash.describe('Hash of the event before it in the log'),
  previousInElection: hash.nullable().describe('Hash of the event before it in this record; null for the first'),
  hash,
  opened: z
    .strictObject({ key: hash, content: z.string() })
    .optional()
    .describe('contentHash is SHA-256 of the JSON list [key, content]'),
})

/** The record of a declared election: all that somebody else needs to count it again, and no personal data. */
export const electionRecord = z.strictObject({
  format: z.strictObject({ name: z.literal(recordFormat.name), version: z.literal(recordFormat.version) }),
  election: z.strictObject({
    id,
    kind: z.enum(['real', 'drill']).describe('A drill elects nobody'),
    bureau: z.string(),
    township: name,
    community: name,
    termNumber: count,
    form: electionForm,
    electionDay: day,
    posts: z.array(post),
  }),
  rules: z.strictObject({
    id: name,
    version: id,
    title: name,
    law: name,
    isProvisional: z.boolean(),
    settings: z.record(z.string(), figureValue).describe('Figures that the community’s own procedure set'),
    figures: z.record(z.string(), figure).describe('Every figure in force, settings included'),
  }),
  roll: z.strictObject({
    versions: z.array(
      z.strictObject({
        number: id,
        kind: z.enum(['posted', 'corrected', 'closed']),
        on: day,
        voters: count,
        electors: count,
        hash,
      }),
    ),
    changes: z.array(
      z.strictObject({
        afterVersion: id,
        kind: z.enum(['added', 'removed', 'corrected']),
        reason: name,
        count: id,
      }),
    ),
  }),
  milestones: z.array(z.strictObject({ name, on: day, round: count.describe('0: belongs to no single vote') })),
  votes: z.array(vote).min(1),
  result: z.strictObject({
    elected: z.array(z.strictObject({ vote: id, postId: z.string(), post: name, name, votes: count })),
    followUp: z.enum(['none', 'rerun', 'tieBreak', 'runoff']).describe('none: the committee is complete'),
  }),
  events: z.array(event).min(1).describe('Every event of this election in the log, to the last declaration'),
  seal: z.strictObject({
    sections: z.record(z.string(), hash).describe('SHA-256 of the canonical JSON of each section, to find a change'),
    fingerprint: hash.describe('SHA-256 of the canonical JSON of the record without its seal'),
  }),
})

type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T

export type ElectionRecord = Immutable<z.infer<typeof electionRecord>>
export type RecordedVote = ElectionRecord['votes'][number]
export type EarlierCount = NonNullable<RecordedVote['earlierCounts']>[number]
export type RecordedEvent = ElectionRecord['events'][number]

/** A record before it is sealed. */
export type OpenRecord = Omit<ElectionRecord, 'seal'>

/** The schema as published, for whoever checks a record with tools of their own (JSON Schema 2020-12). */
export function recordJsonSchema(): object {
  const schema = z.toJSONSchema(electionRecord, { reused: 'ref' })
  return { $id: schemaAddress, title: '居选 election record, version 1', ...schema }
}
