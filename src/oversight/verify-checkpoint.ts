import { checkpointSchema, signedBy } from './checkpoint-schema.js'

/** Checks the form of a checkpoint and its signature by the key that it names; the log itself is not asked. */
export function verifyCheckpoint(input: unknown): { readonly path: string; readonly message: string }[] {
  const parsed = checkpointSchema.safeParse(input)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: `不合格式：${message}` }))
  }
  const isSigned = signedBy(parsed.data, parsed.data.signature.publicKey) === 'ours'
  return isSigned ? [] : [{ path: 'signature', message: '签名与内容对不上' }]
}
