import { z } from 'zod'
import { canonicalJson } from '../lib/canonical-json.js'
import { isSignedBy, type Signer } from '../infra/security/signing.js'
import { dayText, hexText } from './schema-fields.js'

export const checkpointFormat = { name: 'juxuan-checkpoint', version: 1 } as const

/** A checkpoint (日志存证) as it is handed out: what the audit log was up to an event, and who vouches for it. */
export const checkpointSchema = z.strictObject({
  format: z.strictObject({ name: z.literal(checkpointFormat.name), version: z.literal(checkpointFormat.version) }),
  bureau: z.string().min(1),
  kind: z.enum(['real', 'drill']).describe('Of a drill it proves nothing'),
  sequence: z.int().min(1).describe('The last event that it vouches for'),
  events: z.int().min(1).describe('How many there were up to it'),
  hash: hexText(64).describe('SHA-256 of that event, which holds the hash of the one before it'),
  madeOn: dayText,
  madeAt: z.string().describe('Instant in UTC; in a drill on the day of the drill'),
  signature: z
    .strictObject({ algorithm: z.literal('Ed25519'), publicKey: hexText(64), value: hexText(128) })
    .describe('Over the canonical JSON (RFC 8785) of everything else; in hexadecimal'),
})

export type Checkpoint = z.infer<typeof checkpointSchema>

/** What is signed. */
export type OpenCheckpoint = Omit<Checkpoint, 'signature'>

export function signedCheckpoint(open: OpenCheckpoint, signer: Signer): Checkpoint {
  const { publicKey } = signer
  return { ...open, signature: { algorithm: 'Ed25519', publicKey, value: signer.sign(canonicalJson(open)) } }
}

/**
 * Whose the signature of a checkpoint is. `ours`: of this installation. `other`: by another key, of which the file alone cannot
 * prove whose it is. `nobody`: whoever has the key that it names did not sign this.
 */
export type SignedBy = 'ours' | 'other' | 'nobody'

export function signedBy({ signature, ...open }: Checkpoint, ourKey: string): SignedBy {
  if (!isSignedBy(signature.publicKey, canonicalJson(open), signature.value)) return 'nobody'
  return signature.publicKey === ourKey ? 'ours' : 'other'
}

/** Whether a file says of itself that it is a checkpoint. */
export function isCheckpoint(input: unknown): boolean {
  const { format } = (input ?? {}) as { readonly format?: { readonly name?: unknown } }
  return format?.name === checkpointFormat.name
}
