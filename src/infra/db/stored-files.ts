import { createHash } from 'node:crypto'
import type { Sealer } from '../security/sealing.js'
import type { Db, Trx } from './database.js'

/** Bytes sealed at a time: small enough that neither sealing nor writing one holds up a page. */
const pieceSize = 256 * 1024

/** A file as it came in. */
export interface StoredFile {
  readonly id: number
  /** In bytes. */
  readonly size: number
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string
}

/**
 * Stores what comes in, sealed piece by piece, and never holds more of it than a piece. Nobody refers to it yet:
 * `keepStoredFile` takes it up, and what is not taken up is swept away later. When the stream breaks off, what was
 * stored of it is deleted and the stream's error thrown.
 */
export async function storeFile(db: Db, sealer: Sealer, bytes: AsyncIterable<Buffer>, at: string): Promise<StoredFile> {
  const { id } = await db
    .insertInto('storedFile')
    .values({ size: 0, sha256: '', isKept: 0, storedAt: at, keptUntil: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const hash = createHash('sha256')
  let size = 0
  let number = 0
  try {
    for await (const piece of inPieces(bytes)) {
      hash.update(piece)
      size += piece.length
      await db
        .insertInto('storedFilePiece')
        .values({ fileId: id, number, sealed: sealer.seal(piece) })
        .execute()
      number += 1
    }
  } catch (error) {
    await deleteStoredFile(db, id)
    throw error
  }
  const sha256 = hash.digest('hex')
  await db.updateTable('storedFile').set({ size, sha256 }).where('id', '=', id).execute()
  return { id, size, sha256 }
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const some of bytes) {
    held.push(some)
    size += some.length
    if (size < pieceSize) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Takes a stored file up, in the transaction of what refers to it; for ever, or until an instant. */
export async function keepStoredFile(trx: Trx, id: number, keptUntil: string | null = null): Promise<void> {
  await trx.updateTable('storedFile').set({ isKept: 1, keptUntil }).where('id', '=', id).execute()
}

/** The whole file, opened. For workers: nothing that serves pages holds a whole file. */
export async function readStoredFile(db: Db, sealer: Sealer, id: number): Promise<Buffer> {
  const { size } = await db.selectFrom('storedFile').select('size').where('id', '=', id).executeTakeFirstOrThrow()
  const bytes = Buffer.alloc(size)
  let at = 0
  for (let number = 0; at < size; number += 1) {
    const { sealed } = await db
      .selectFrom('storedFilePiece')
      .select('sealed')
      .where('fileId', '=', id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    at += sealer.unseal(Buffer.from(sealed)).copy(bytes, at)
  }
  return bytes
}

/** The file piece by piece, for handing out: never more of it in memory than a piece. */
export async function* streamStoredFile(db: Db, sealer: Sealer, id: number): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const piece = await db
      .selectFrom('storedFilePiece')
      .select('sealed')
      .where('fileId', '=', id)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!piece) return
    yield sealer.unseal(Buffer.from(piece.sealed))
  }
}

export async function deleteStoredFile(db: Db | Trx, id: number): Promise<void> {
  await db.deleteFrom('storedFilePiece').where('fileId', '=', id).execute()
  await db.deleteFrom('storedFile').where('id', '=', id).execute()
}

/** Deletes what came in before an instant and was never taken up, and what was to be kept until one that has passed. */
export async function sweepStoredFiles(db: Db, before: string, now: string): Promise<void> {
  const left = await db
    .selectFrom('storedFile')
    .select('id')
    .where((eb) => eb.or([eb.and([eb('isKept', '=', 0), eb('storedAt', '<', before)]), eb('keptUntil', '<', now)]))
    .execute()
  for (const { id } of left) await deleteStoredFile(db, id)
}
