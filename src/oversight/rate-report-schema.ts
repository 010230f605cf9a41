import { z } from 'zod'
import { electionForms } from '../rules/election-form.js'
import { evidenceKeys } from '../rules/rate-evidence.js'
import { dayText, hexText } from './schema-fields.js'

export const rateReportFormat = { name: 'juxuan-rate-report', version: 1 } as const

const day = dayText
const count = z.int().min(0)
const id = z.int().min(1)
const hash = hexText(64)
const form = z.enum(electionForms)
const fraction = z.strictObject({ num: id, den: id })

const settings = z.strictObject({
  target: fraction,
  directForms: z.array(form).min(1),
  mustAllBeDirect: z.array(id),
})

const byForm = z.strictObject({ allVoters: count, households: count, representatives: count })
const share = z.strictObject({
  direct: count,
  held: count,
  pending: count,
  byForm,
  verdict: z.enum(['met', 'notMet', 'open']),
})
const rate = z.strictObject({
  ...share.shape,
  townships: z.array(z.strictObject({ ...share.shape, townshipId: id, mustAllBeDirect: z.boolean() })),
})

/** A dated fact from which the rate follows, in the order of its kind. */
const change = z.discriminatedUnion('kind', [
  z.strictObject({ on: day, kind: z.literal('settings'), settings, reason: z.string() }),
  z.strictObject({
    on: day,
    kind: z.literal('participation'),
    communityId: id,
    participation: z.enum(['takingPart', 'postponed', 'notHeld']),
    reason: z.string(),
  }),
  z.strictObject({ on: day, kind: z.literal('form'), communityId: id, form }),
  z.strictObject({ on: day, kind: z.literal('declared'), communityId: id, isValid: z.boolean() }),
  z.strictObject({ on: day, kind: z.literal('confirmed'), communityId: id, form: form.nullable() }),
])

const piece = z.strictObject({
  key: z.enum(evidenceKeys),
  state: z.enum(['consistent', 'missing', 'contradictory', 'notDue']),
  sentences: z.array(z.string()).min(1),
  sources: z
    .array(z.strictObject({ what: z.string(), sha256: hash }))
    .describe('Papers and records the piece rests on, each with its SHA-256'),
})

const community = z.strictObject({
  communityId: id,
  communityName: z.string(),
  townshipId: id,
  since: day.nullable(),
  form: form.nullable(),
  participation: z.enum(['held', 'pending', 'postponed', 'notHeld']),
  confirmed: form.nullable(),
  evidence: z.array(piece),
  evidenceSha256: hash.describe('Of the canonical JSON (RFC 8785) of the evidence'),
})

/** The rate of a day, with all that it follows from. Whole numbers only; the seal is over everything else. */
export const rateReport = z.strictObject({
  format: z.strictObject({ name: z.literal(rateReportFormat.name), version: z.literal(rateReportFormat.version) }),
  season: z.strictObject({
    term: id,
    kind: z.enum(['drill', 'real']),
    bureau: z.string(),
    firstDay: day,
    lastDay: day,
  }),
  number: id,
  day,
  purpose: z.string().min(1),
  frozenAt: z.iso.datetime().describe('The evidence is listed as it stood then, which may be later than the day'),
  frozenOn: day,
  settings,
  settingsAtFirst: settings,
  townships: z.array(z.strictObject({ townshipId: id, name: z.string() })),
  communities: z.array(community),
  claimed: rate,
  confirmed: rate,
  changes: z.array(change).describe('Every dated fact from which the rate follows'),
  seal: z.strictObject({ sha256: hash.describe('Of the canonical JSON (RFC 8785) of everything else') }),
})

export type RateReport = z.infer<typeof rateReport>
