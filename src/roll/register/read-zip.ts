import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { type ReadLimits, RefusedFile } from './cell.js'

/** The parts of a zip archive by name; nothing is unpacked before it is asked for. */
export interface ZipArchive {
  readonly names: readonly string[]
  /** The text of a part in pieces, decoded as UTF-8; refuses a part that is not there. */
  readonly text: (name: string) => AsyncGenerator<string>
}

const broken = () => new RefusedFile('file-broken', '文件已损坏或没有传完整，无法打开。请重新导出后再上传。')

/**
 * Opens an archive and checks the declared sizes against the limits. The sizes met while unpacking are checked
 * again by yauzl, so that an archive that lies about itself (a zip bomb) is stopped as well.
 */
export async function openZip(bytes: Buffer, limits: ReadLimits): Promise<ZipArchive> {
  const { zip, entries } = await listEntries(bytes, limits)
  return {
    names: [...entries.keys()],
    text: (name) => entryText(zip, entries.get(name)),
  }
}

function listEntries(
  bytes: Buffer,
  limits: ReadLimits,
): Promise<{ zip: yauzl.ZipFile; entries: Map<string, yauzl.Entry> }> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error || !zip) return reject(broken())
      const entries = new Map<string, yauzl.Entry>()
      let unpacked = 0
      zip.on('error', () => reject(broken()))
      zip.on('end', () => resolve({ zip, entries }))
      zip.on('entry', (entry: yauzl.Entry) => {
        unpacked += entry.uncompressedSize
        if (entry.isEncrypted()) return reject(encrypted())
        if (
          entries.size >= limits.zipEntries ||
          entry.uncompressedSize > limits.entrySize ||
          unpacked > limits.unpackedSize
        ) {
          return reject(
            new RefusedFile(
              'file-unpacks-too-large',
              '文件展开后过大，不像一份居民名册，没有读取。请只保留名册所在的工作表，另存后再上传。',
            ),
          )
        }
        entries.set(entry.fileName, entry)
        zip.readEntry()
      })
      zip.readEntry()
    })
  })
}

export function encrypted(): RefusedFile {
  return new RefusedFile('file-encrypted', '文件设有打开密码，无法读取。请在 WPS 或 Excel 中取消密码，另存后再上传。')
}

async function* entryText(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): AsyncGenerator<string> {
  if (entry === undefined) throw broken()
  const stream = await openEntry(zip, entry)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw error instanceof RefusedFile ? error : broken()
  } finally {
    stream.destroy()
  }
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(broken())
      else resolve(stream)
    })
  })
}
