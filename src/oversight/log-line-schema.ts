import { z } from 'zod'
import { hexText } from './schema-fields.js'

const hash = hexText(64)

/** One line of an exported log: an event with its links, so that each can be checked by itself and against the next. */
export const logLineSchema = z.strictObject({
  sequence: z.int().min(1).describe('Its number in the log of all elections, without gaps'),
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  type: z.string().min(1),
  electionId: z.int().min(1).nullable(),
  place: z.string().describe('The community, where it is of an election'),
  what: z.string().min(1).describe('The type in words'),
  roleText: z.string().min(1).describe('As what somebody did it'),
  previousHash: hash.describe('Hash of the event before it in the log'),
  previousInElection: hash.nullable().describe('Hash of the event before it of the same election'),
  actorHash: hash,
  contentHash: hash,
  hash: hash.describe(
    'SHA-256 of the JSON list of previousHash, previousInElection, sequence, at, electionId, type, actorHash, contentHash',
  ),
  opened: z
    .strictObject({ key: hash, content: z.string() })
    .optional()
    .describe(
      'contentHash is SHA-256 of the JSON list of both; where the content names nobody, or names were asked for',
    ),
  who: z
    .strictObject({ name: z.string(), accountId: z.int().nullable() })
    .optional()
    .describe('Only where names were asked for'),
  inWords: z.string().optional().describe('The content in words; where it is opened'),
})

export type LogLine = z.infer<typeof logLineSchema>
