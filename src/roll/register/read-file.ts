import { type ReadLimits, RefusedFile, type RegisterFile, readLimits } from './cell.js'
import type { RegisterSource } from './checked-register.js'
import { readCsv } from './read-csv.js'
import { readXlsx } from './read-xlsx.js'
import { encrypted } from './read-zip.js'

const ole2 = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/**
 * Opens a register by what it holds, not by what it is called. Throws `RefusedFile` for what cannot be read:
 * old binary formats, encrypted files, macros, archives that unpack beyond the limits, empty files.
 */
export async function readFile(source: RegisterSource, limits: ReadLimits = readLimits): Promise<RegisterFile> {
  const bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength)
  if (bytes.length === 0) throw new RefusedFile('file-empty', '文件是空的。')
  if (bytes.length > limits.fileSize) {
    throw new RefusedFile(
      'file-too-large',
      `文件超过 ${Math.floor(limits.fileSize / 1024 / 1024)} MB，没有读取。请只保留名册所在的工作表，另存后再上传。`,
    )
  }
  if (bytes.subarray(0, 8).equals(ole2)) throw refusedOle2(bytes)
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return await readXlsx(bytes, limits)
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) {
    throw new RefusedFile('format-unknown', '这是 PDF 文件，不是表格。请上传 .xlsx 或 .csv 格式的居民名册。')
  }
  return readCsv(bytes, limits)
}

/** An .xls or .et, or an encrypted .xlsx: Office puts those into the same old container. */
function refusedOle2(bytes: Buffer): RefusedFile {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return encrypted()
  return new RefusedFile(
    'format-old-binary',
    '这是旧格式的表格（.xls 或 .et），不能直接读取。请在 WPS 或 Excel 中“另存为”.xlsx 格式后再上传。',
  )
}
