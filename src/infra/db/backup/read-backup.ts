import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import {
  type BackupEnd,
  type BackupHead,
  backupFormat,
  lineHash,
  readRow,
  type TableEnd,
  type TableHead,
  type Value,
} from './backup-format.js'

/** What a backup holds, in its order. */
export type BackupPart =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'table'; readonly table: TableHead }
  | { readonly kind: 'row'; readonly row: Value[] }
  | { readonly kind: 'end'; readonly end: BackupEnd }

/** A file that is no backup, or not a whole one; the message is for whoever restores it. */
export class BadBackup extends Error {}

/**
 * Reads a backup part by part, never more of it in memory than a line, and holds it against its own counts and its
 * SHA-256: whoever has read to the end knows that it is whole.
 * @throws BadBackup
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const hash = lineHash()
  let open: { table: TableHead; rows: number } | undefined
  const sums = { tables: 0, rows: 0 }
  let isHead = true
  let isEnded = false
  for await (const [line, value] of linesOf(file)) {
    if (isEnded) throw new BadBackup('文件在结束标记之后还有内容')
    if (isEnd(value)) {
      isEnded = true
      checkEnd(value, sums, hash.digest('hex'))
      yield { kind: 'end', end: value }
      continue
    }
    hash.update(`${line}\n`)
    if (isHead) {
      isHead = false
      yield { kind: 'head', head: headOf(value) }
    } else if (Array.isArray(value)) {
      if (open?.table.columns.length !== value.length)
        throw new BadBackup(`表 ${open?.table.table ?? '？'} 有一行的栏数不对`)
      open.rows += 1
      yield { kind: 'row', row: readRow(value as never) }
    } else if (open) {
      if ((value as TableEnd).rows !== open.rows) throw new BadBackup(`表 ${open.table.table} 的行数不对`)
      sums.tables += 1
      sums.rows += open.rows
      open = undefined
    } else {
      open = { table: value as TableHead, rows: 0 }
      yield { kind: 'table', table: open.table }
    }
  }
  if (!isEnded) throw new BadBackup('文件不完整：没有结束标记')
}

async function* linesOf(file: string): AsyncGenerator<readonly [string, unknown]> {
  const bytes = createReadStream(file).on('error', (error) => text.destroy(error))
  const text = bytes.pipe(createGunzip())
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      yield [line, JSON.parse(line)]
    }
    if (text.errored) throw text.errored
  } catch (error) {
    if (error instanceof BadBackup) throw error
    throw new BadBackup(`文件读不了，或者不是备份文件：${(error as Error).message}`)
  } finally {
    bytes.destroy()
  }
}

function headOf(value: unknown): BackupHead {
  const head = value as Partial<BackupHead> | null
  if (head?.format !== backupFormat) throw new BadBackup('文件不是本系统的备份')
  return head as BackupHead
}

const isEnd = (value: unknown): value is BackupEnd => (value as { end?: unknown } | null)?.end === true

function checkEnd(end: BackupEnd, sums: { tables: number; rows: number }, sha256: string): void {
  if (end.tables !== sums.tables || end.rows !== sums.rows) throw new BadBackup('文件里的行数与结束标记不符')
  if (end.sha256 !== sha256) throw new BadBackup('文件的 SHA-256 与结束标记不符，内容已损坏')
}
