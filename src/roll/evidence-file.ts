import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { fileTypeFromBuffer } from 'file-type'
import { type Result, ok, refused } from '../lib/result.js'
import type { EvidenceTable } from '../infra/db/tables/roll.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import type { Sealer } from '../infra/security/sealing.js'

/** A photograph of a page, and not more: what is kept of a person is as little as the purpose needs. */
const largest = 5 * 1024 * 1024

export type EvidenceType = EvidenceTable['mediaType']

const accepted: Readonly<Record<EvidenceType, string>> = {
  'image/jpeg': '照片（JPG）',
  'image/png': '照片（PNG）',
  'application/pdf': 'PDF 文件',
}

export function evidenceTypeText(type: EvidenceType): string {
  return accepted[type]
}

/** How large a kept file is, for people. */
export function sizeText(size: number): string {
  return size < 1024 * 1024 ? `${Math.ceil(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`
}

/** A file as it is kept: sealed, known by its bytes. */
export interface SealedFile {
  readonly mediaType: EvidenceType
  readonly size: number
  readonly sha256: string
  readonly sealedContent: Buffer
}

/** The file field of a form, looked at and sealed. */
export async function takeEvidence(
  field: UploadInMemory | undefined,
  sealer: Pick<Sealer, 'seal'>,
): Promise<Result<SealedFile, string>> {
  const bytes = typeof field?.toBuffer === 'function' ? await field.toBuffer() : Buffer.alloc(0)
  const read = await readEvidence(bytes)
  if (!read.ok) return read
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return ok({ mediaType: read.value, size: bytes.length, sha256, sealedContent: sealer.seal(bytes) })
}

/** Hands a kept file out to be looked at and not to be kept by the browser; that it was looked at is recorded before. */
export function sendEvidence(
  reply: FastifyReply,
  sealer: Pick<Sealer, 'unseal'>,
  file: Pick<SealedFile, 'mediaType' | 'sealedContent'>,
  name: string,
): FastifyReply {
  return reply
    .type(file.mediaType)
    .header('cache-control', 'no-store')
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(sealer.unseal(file.sealedContent))
}

/** What a file is by its bytes, whatever its name says; refused in words when it is none of what is kept. */
export async function readEvidence(bytes: Buffer): Promise<Result<EvidenceType, string>> {
  if (bytes.length === 0) return refused('请选择照片或者 PDF 文件')
  if (bytes.length > largest)
    return refused(`文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，最大 5 MB。请把照片缩小后再传`)
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (mime !== undefined && Object.hasOwn(accepted, mime)) return ok(mime as EvidenceType)
  return refused('只能存 JPG、PNG 照片或者 PDF。其他文件请先拍照，或者另存为 PDF')
}
