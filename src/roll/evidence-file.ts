import { fileTypeFromBuffer } from 'file-type'
import { type Result, ok, refused } from '../lib/result.js'
import type { EvidenceTable } from '../infra/db/tables/roll.js'

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

/** What a file is by its bytes, whatever its name says; refused in words when it is none of what is kept. */
export async function readEvidence(bytes: Buffer): Promise<Result<EvidenceType, string>> {
  if (bytes.length === 0) return refused('请选择照片或者 PDF 文件')
  if (bytes.length > largest)
    return refused(`文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，最大 5 MB。请把照片缩小后再传`)
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (mime !== undefined && Object.hasOwn(accepted, mime)) return ok(mime as EvidenceType)
  return refused('只能存 JPG、PNG 照片或者 PDF。其他文件请先拍照，或者另存为 PDF')
}
