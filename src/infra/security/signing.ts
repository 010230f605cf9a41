import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { deriveKey } from './derive-key.js'

/** Signs in the name of this installation. Keys and signatures are Ed25519 (RFC 8032), in hexadecimal. */
export interface Signer {
  readonly publicKey: string
  sign(text: string): string
}

/** What stands before the 32 bytes of a key in its DER form (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')

/** The key is made from the data key: whoever has the database without it can sign nothing. */
export function signerFor(dataKey: string): Signer {
  const der = Buffer.concat([privateHead, deriveKey(dataKey, 'checkpoint')])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicHead.length)
  return { publicKey: publicKey.toString('hex'), sign: (text) => sign(null, Buffer.from(text), key).toString('hex') }
}

/** Whether whoever has the private half of a key signed this very text. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), keyOf(publicKey), Buffer.from(signature, 'hex'))
}

/** SHA-256 of a public key in its usual form (SubjectPublicKeyInfo, DER), as other programs reckon it. */
export function fingerprintOfKey(publicKey: string): string {
  return createHash('sha256').update(derOf(publicKey)).digest('hex')
}

const derOf = (publicKey: string) => Buffer.concat([publicHead, Buffer.from(publicKey, 'hex')])

function keyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: derOf(publicKey), format: 'der', type: 'spki' })
}
