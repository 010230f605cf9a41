import { closeSync, createWriteStream, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Sealer } from '../../security/sealing.js'
import type { Db } from '../database.js'
import {
  type BackupEnd,
  type BackupHead,
  backupFormat,
  type BackupLine,
  keyMarkText,
  lineHash,
  writeRow,
} from './backup-format.js'
import { type Snapshot, withSnapshot } from './snapshot.js'

/**
 * Writes all the data as they are at this instant into a new file that its owner alone can read; the system may be
 * running. The file has its name only when it is whole and on the disk.
 * @throws when a file of that name is there, or cannot be written
 */
export async function writeBackup(db: Db, sealer: Sealer, file: string, now: Date): Promise<BackupEnd> {
  if (existsSync(file)) throw new Error(`EEXIST: ${file} is there already`)
  const unfinished = `${file}.part`
  rmSync(unfinished, { force: true })
  try {
    const end = await withSnapshot(db as never, async (snapshot) => {
      const written: { end?: BackupEnd } = {}
      const lines = Readable.from(textOf(snapshot, headOf(snapshot, sealer, now), written))
      await pipeline(lines, createGzip({ level: 6 }), createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }))
      return written.end
    })
    if (!end) throw new Error('the backup has no end')
    toDisk(unfinished)
    // Unlike renaming, this fails when somebody has made a file of that name meanwhile.
    linkSync(unfinished, file)
    return end
  } finally {
    rmSync(unfinished, { force: true })
  }
}

const headOf = ({ migrations }: Snapshot, sealer: Sealer, now: Date): BackupHead => ({
  format: backupFormat,
  madeAt: now.toISOString(),
  migrations,
  keyMark: sealer.fingerprint(keyMarkText),
})

/** The text in pieces of many lines; says its end in `written` when all of it is out. */
async function* textOf(snapshot: Snapshot, head: BackupHead, written: { end?: BackupEnd }): AsyncGenerator<string> {
  const hash = lineHash()
  const text = (lines: readonly BackupLine[]) => {
    const piece = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    hash.update(piece)
    return piece
  }
  yield text([head])
  let all = 0
  for (const table of snapshot.tables) {
    yield text([table])
    let rows = 0
    for await (const some of snapshot.rowsOf(table)) {
      rows += some.length
      yield text(some.map(writeRow))
    }
    yield text([{ rows }])
    all += rows
  }
  written.end = { end: true, tables: snapshot.tables.length, rows: all, sha256: hash.digest('hex') }
  yield `${JSON.stringify(written.end)}\n`
}

function toDisk(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
