import { readAddress } from '../src/config.js'
import { brokenLinks } from '../src/infra/audit-log/check-chain.js'
import { brokenRows } from '../src/infra/audit-log/check-rows.js'
import { openDatabase } from '../src/infra/db/database.js'
import { titleOfTable } from '../src/infra/db/sealed-tables.js'

/**
 * `npm run --silent verify-database -- [DATABASE_URL]`: goes through the audit log link by link and through every row that it
 * covers. Exit 0 when all is as it was sealed; 1 with a line on standard error for each fault; 2: wrong usage.
 */
async function main(args: readonly string[]): Promise<number> {
  const [url, ...more] = args
  if (more.length > 0 || url?.startsWith('-')) {
    console.error('用法：npm run --silent verify-database -- [数据库]')
    return 2
  }
  const db = openDatabase(url ?? readAddress(process.env))
  try {
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
    console.log(JSON.stringify({ events, rows, faults }))
    return faults === 0 ? 0 : 1
  } finally {
    await db.destroy()
  }
}

process.exitCode = await main(process.argv.slice(2))
