import { hkdfSync } from 'node:crypto'

/** A key of its own for each purpose, all from the one secret: none of them tells anything of another. */
export function deriveKey(dataKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', `juxuan ${purpose}`, 32))
}
