import { fingerprintGroups } from '../src/lib/fingerprint.js'
import { findDataKey, readAddress } from '../src/config.js'
import { brokenLinks } from '../src/infra/audit-log/check-chain.js'
import { brokenRows } from '../src/infra/audit-log/check-rows.js'
import { compareLog } from '../src/infra/audit-log/compare-log.js'
import { type Db, openDatabase } from '../src/infra/db/database.js'
import { titleOfTable } from '../src/infra/db/sealed-tables.js'
import { fingerprintOfKey, signerFor } from '../src/infra/security/signing.js'
import { type Checkpoint, checkpointSchema, signedBy } from '../src/oversight/checkpoint-schema.js'
import { comparisonWords } from '../src/oversight/checkpoint-words.js'
import { type InputFault, readJson, refuseInput } from './json-input.js'

/**
 * `npm run --silent verify-database -- [DATABASE_URL] [--checkpoint FILE]`: goes through the audit log link by link and
 * through every row that it covers, and holds it against a checkpoint that was kept elsewhere. Exit 0 when all is as it was
 * sealed; 1 with a line on standard error for each fault; 2: wrong usage.
 */
async function main(args: readonly string[]): Promise<number> {
  const order = readArguments(args)
  if (!order) {
    console.error('用法：npm run --silent verify-database -- [数据库] [--checkpoint 存证的数据文件]')
    return 2
  }
  const brought = order.file === undefined ? undefined : readCheckpoint(order.file)
  if (brought && 'faults' in brought) return refuseInput(brought.faults)
  const url = order.url ?? readAddress(process.env)
  const db = openDatabase(url)
  try {
    const { faults, ...counted } = await goThrough(db)
    if (!brought) {
      console.log(JSON.stringify({ ...counted, faults }))
      return faults === 0 ? 0 : 1
    }
    const { isWell, checkpoint } = await compareWith(db, url, brought.checkpoint)
    console.log(JSON.stringify({ ...counted, faults, checkpoint }))
    return faults === 0 && isWell ? 0 : 1
  } finally {
    await db.destroy()
  }
}

function readArguments(args: readonly string[]): { readonly url?: string; readonly file?: string } | undefined {
  const at = args.indexOf('--checkpoint')
  const file = at < 0 ? undefined : args[at + 1]
  const [url, ...more] = at < 0 ? args : args.toSpliced(at, 2)
  if (more.length > 0 || url?.startsWith('-') || (at >= 0 && file === undefined)) return undefined
  return { ...(url === undefined ? {} : { url }), ...(file === undefined ? {} : { file }) }
}

function readCheckpoint(name: string): { checkpoint: Checkpoint } | { faults: readonly InputFault[] } {
  const read = readJson(name)
  if ('fault' in read) return { faults: [read.fault] }
  const parsed = checkpointSchema.safeParse(read.value)
  if (parsed.success) return { checkpoint: parsed.data }
  return {
    faults: parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message: `不是日志存证：${message}`,
    })),
  }
}

async function goThrough(db: Db) {
  let faults = 0
  let [events, rows] = [0, 0]
  for await (const { sequence, what } of brokenLinks(db, (done) => (events = done))) {
    faults += 1
    console.error(`日志 ${sequence}\t${what}`)
  }
  for await (const { table, key, what, sequence } of brokenRows(db, (done) => (rows = done))) {
    faults += 1
    console.error(`${titleOfTable(table)}（${table}）${key}\t${what}\t${sequence ?? '无日志'}`)
  }
  return { events, rows, faults }
}

/**
 * Without the data key it cannot be known which signature is ours: then the fingerprint of the key is held against the
 * paper by eye.
 */
async function compareWith(db: Db, url: string, checkpoint: Checkpoint) {
  const { sequence, signature } = checkpoint
  const comparison = await compareLog(db, checkpoint)
  const dataKey = findDataKey(process.env, url)
  const ourKey = dataKey === undefined ? signature.publicKey : signerFor(dataKey).publicKey
  const by = signedBy(checkpoint, ourKey)
  const { isWell, text } = comparisonWords({ comparison, sequence })
  if (!isWell) console.error(`存证 ${sequence}\t${comparison.is}\t${text}`)
  if (by !== 'ours') console.error(`存证 ${sequence}\t${by === 'other' ? '不是本系统的密钥签的' : '签名与内容对不上'}`)
  return {
    isWell: isWell && by === 'ours',
    checkpoint: {
      ...{ sequence, log: comparison.is, signedBy: by === 'ours' && dataKey === undefined ? 'unknown' : by },
      keyFingerprint: fingerprintGroups(fingerprintOfKey(signature.publicKey)),
    },
  }
}

process.exitCode = await main(process.argv.slice(2))
