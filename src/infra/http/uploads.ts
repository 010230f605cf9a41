import { finished } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { deleteStoredFile, type StoredFile, storeFile } from '../db/stored-files.js'

const megabyte = 1024 * 1024

/** Largest file a browser may send; the reader of registers has finer limits. */
export const uploadLimit = 32 * megabyte

export const tooLarge = `文件超过 ${uploadLimit / megabyte} MB，没有收下，也没有存下任何内容。请检查是否选错了文件；名册里有照片、图片的，请删去后另存，或者按居民小组分成几份导入`

/** What a form holds beside its file is small. */
const mostBesideFile = megabyte

/** A file in a form whose route says `upload: 'stored'`: stored already, sealed, when the handler is called. */
export type StoredUpload = Pick<MultipartFile, 'filename'> & {
  readonly stored?: StoredFile
  /** It was larger than the limit, and nothing of it is kept. */
  readonly isTooLarge?: boolean
}

/** A file in any other form: whole in memory. */
export type UploadInMemory = Pick<MultipartFile, 'filename' | 'toBuffer'>

/** What a route says that takes files piece by piece: one that is too large comes to its handler, to be refused there. */
export const storesUpload = {
  upload: 'stored',
  // The plugin heeds this for a single route, too; its types say it only of all routes.
  multipartOptions: { throwFileSizeLimit: false } as object,
} as const

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
  // Too large is refused once all of it has come in and been thrown away, not sooner, or the browser would show a
  // broken connection and no reason.
  if (Number(this.headers['content-length'] ?? 0) > uploadLimit + mostBesideFile) {
    await finished(part.file.resume())
    Object.assign(part, { isTooLarge: true } satisfies Partial<StoredUpload>)
    return
  }
  const stored = await storeFile(db, sealer, part.file as AsyncIterable<Buffer>, clock().toISOString())
  if (part.file.truncated) {
    await deleteStoredFile(db, stored.id)
    Object.assign(part, { isTooLarge: true } satisfies Partial<StoredUpload>)
  } else Object.assign(part, { stored } satisfies Partial<StoredUpload>)
}
