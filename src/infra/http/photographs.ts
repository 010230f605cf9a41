import { fileTypeFromBuffer } from 'file-type'
import { ok, type Result, refused } from '../../lib/result.js'

/** What a telephone takes; not a film. */
const largest = 15 * 1024 * 1024

export type PhotographType = 'image/jpeg' | 'image/png'

/** What a photograph is by its bytes, whatever its name says; refused in words when it is none. */
export async function readPhotograph(bytes: Buffer): Promise<Result<PhotographType, string>> {
  if (bytes.length === 0) return refused('请拍照，或者选择照片')
  if (bytes.length > largest) {
    return refused(`照片有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，最大 15 MB。请把照片缩小后再传`)
  }
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (mime === 'image/jpeg' || mime === 'image/png') return ok(mime)
  return refused('只能存 JPG、PNG 照片。苹果手机请在“相机－格式”里选“兼容性最佳”')
}
