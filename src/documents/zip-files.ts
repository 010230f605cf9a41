import { ZipFile } from 'yazl'

export interface ZippedFile {
  readonly path: string
  readonly bytes: Buffer
}

/**
 * A ZIP of files as they come, one in memory at a time. PDFs are compressed in themselves, so they are stored as they
 * are; all bear the same time, so that the same files give the same bytes.
 */
export async function* zipOf(files: AsyncIterable<ZippedFile>, at: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const output = zip.outputStream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>
  let given = 0
  let sent = 0
  for await (const { path, bytes } of files) {
    zip.addBuffer(bytes, path, { compress: false, mtime: at })
    given += bytes.length
    // The next file is not asked for before this one is on its way.
    while (sent < given) {
      const next = await output.next()
      if (next.done) break
      sent += next.value.length
      yield next.value
    }
  }
  zip.end()
  for (let chunk = await output.next(); !chunk.done; chunk = await output.next()) yield chunk.value
}
