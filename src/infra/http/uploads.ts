import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { deleteStoredFile, type StoredFile, storeFile } from '../db/stored-files.js'

/** A file in a form whose route says `upload: 'stored'`: already stored, sealed, when the handler is called. */
export type StoredUpload = Pick<MultipartFile, 'filename'> & { readonly stored?: StoredFile }

/** A file in any other form: whole in memory. */
export type UploadInMemory = Pick<MultipartFile, 'filename' | 'toBuffer'>

/**
 * Takes a file of a form in: piece by piece into the store where the route says so, else whole into memory. Role and
 * place of whoever sends it have been looked at before; the form's token is looked at after, and what a form without
 * one left behind is swept away.
 */
export async function takeUpload(this: FastifyRequest, part: MultipartFile): Promise<void> {
  if (this.routeOptions.config.upload !== 'stored') {
    await part.toBuffer()
    return
  }
  const { db, sealer, clock } = this.server
  const stored = await storeFile(db, sealer, part.file as AsyncIterable<Buffer>, clock().toISOString())
  // Cut off at the limit: the form is refused once the rest of it has come in and been thrown away, not sooner, or
  // the browser would show a broken connection and no reason.
  if (part.file.truncated) await deleteStoredFile(db, stored.id)
  else Object.assign(part, { stored } satisfies Pick<StoredUpload, 'stored'>)
}
