import { z } from 'zod'
import { canonicalJson } from '../lib/canonical-json.js'
import { drawPlaces } from '../rules/random-draw.js'
import { sha256 } from '../infra/audit-log/event-hash.js'
import { dayText, hexText } from './schema-fields.js'

export const inspectionFormat = { name: 'juxuan-inspection', version: 1 } as const

const id = z.int().min(1)

/** A list, the seed, and what was drawn: all that it takes to draw again. */
export const inspectionFile = z.strictObject({
  format: z.strictObject({ name: z.literal(inspectionFormat.name), version: z.literal(inspectionFormat.version) }),
  number: id,
  subject: z.enum(['community', 'station', 'sheet']),
  seedSource: z.string().describe('Where the seed would come from, said before it was known'),
  fixedOn: dayText,
  items: z.array(z.strictObject({ township: z.string(), community: z.string(), what: z.string() })).min(1),
  itemsSha256: hexText(64).describe('SHA-256 of the canonical JSON (RFC 8785) of the items'),
  sample: id,
  byTownship: z.boolean().describe('So many of each township, and not of all together'),
  seed: z.string().min(1),
  drawnOn: dayText,
  drawn: z.array(id).describe('Places in the list, from 1, in the order in which they were drawn'),
})

export type InspectionFile = z.infer<typeof inspectionFile>

export function isInspection(input: unknown): boolean {
  const { format } = (input ?? {}) as { readonly format?: { readonly name?: unknown } }
  return format?.name === inspectionFormat.name
}

export function hashOfItems(items: InspectionFile['items']): string {
  return sha256(canonicalJson(items))
}

type Draw = Pick<InspectionFile, 'items' | 'sample' | 'seed' | 'byTownship'>

export function drawOf({ items, sample, seed, byTownship }: Draw): number[] {
  const list = items.map(({ township }) => ({ stratum: township }))
  return drawPlaces(list, sample, { seed, byStratum: byTownship }, sha256)
}

/** Draws again from a file: its list must be the one that was fixed, and the same places must come out. */
export function verifyInspection(input: unknown): { readonly path: string; readonly message: string }[] {
  const parsed = inspectionFile.safeParse(input)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: `不合格式：${message}` }))
  }
  const { items, itemsSha256, drawn } = parsed.data
  return [
    ...(hashOfItems(items) === itemsSha256 ? [] : [{ path: 'itemsSha256', message: '名单的指纹与内容不符' }]),
    ...(canonicalJson(drawOf(parsed.data)) === canonicalJson(drawn)
      ? []
      : [{ path: 'drawn', message: '按种子重新抽出的与所列不符' }]),
  ]
}
