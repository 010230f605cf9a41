import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.js'
import { type Signer, signerFor } from './signing.js'

/**
 * Encryption of identity numbers, telephones and registers at rest, under a key that is not in the database.
 * AES-256-GCM; a sealed value is version byte, 12-byte nonce, 16-byte tag, then the cipher text.
 */
export interface Sealer {
  seal(bytes: Buffer): Buffer
  unseal(sealed: Buffer): Buffer
  sealText(text: string): string
  unsealText(sealed: string): string
  /** A keyed fingerprint: equal numbers have equal fingerprints, and nothing can be read from one. */
  fingerprint(text: string): string
  /** Signs what is handed out, under a key that is not in the database either. */
  readonly signer: Signer
}

export function sealerFor(dataKey: string): Sealer {
  const encryptionKey = deriveKey(dataKey, 'seal')
  const fingerprintKey = deriveKey(dataKey, 'fingerprint')

  function seal(bytes: Buffer): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce)
    const text = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), text])
  }
  function unseal(sealed: Buffer): Buffer {
    if (sealed[0] !== 1) throw new Error('sealed with an unknown version')
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, sealed.subarray(1, 13))
    decipher.setAuthTag(sealed.subarray(13, 29))
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
  }
  return {
    seal,
    unseal,
    sealText: (text) => seal(Buffer.from(text, 'utf8')).toString('base64'),
    unsealText: (sealed) => unseal(Buffer.from(sealed, 'base64')).toString('utf8'),
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('hex'),
    signer: signerFor(dataKey),
  }
}
