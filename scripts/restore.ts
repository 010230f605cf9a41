import { hasDataKey, readAddress, readConfig } from '../src/config.js'
import { findBrokenLink } from '../src/infra/audit-log/check-chain.js'
import { BadBackup } from '../src/infra/db/backup/read-backup.js'
import { restoreBackup } from '../src/infra/db/backup/restore-backup.js'
import { openDatabase } from '../src/infra/db/database.js'
import { sealerFor } from '../src/infra/security/sealing.js'
import { fileArgument, refuseInput } from './json-input.js'

/**
 * `npm run --silent restore -- FILE`: fills an empty database from a backup, whole or not at all, and looks through the
 * audit log that came with it. Exit 0 done, 1 refused with the reason, 2: wrong usage.
 */
async function main(args: readonly string[]): Promise<number> {
  const file = fileArgument(args)
  if (file === undefined || file === '-') {
    console.error('用法：npm run --silent restore -- 备份文件')
    return 2
  }
  const refuse = (message: string) => refuseInput([{ path: file, message }])
  const databaseUrl = readAddress(process.env)
  if (!hasDataKey(process.env, databaseUrl)) {
    return refuse('没有数据密钥：请先把备份时的 secrets.json 放到数据库旁边，或设置 DATA_KEY')
  }
  const { dataKey } = readConfig(process.env)
  const db = openDatabase(databaseUrl)
  try {
    const { madeAt, tables, rows, sha256 } = await restoreBackup(db, sealerFor(dataKey), file)
    const broken = await findBrokenLink(db)
    if (broken) console.error(`操作日志在第 ${broken.sequence} 条处被改动过（备份里就是这样），请立即核查。`)
    console.log(
      JSON.stringify(
        { database: databaseUrl.replace(/:[^:@/]*@/, ':…@'), madeAt, tables, rows, sha256, isLogWhole: !broken },
        null,
        2,
      ),
    )
    return broken ? 1 : 0
  } catch (error) {
    if (error instanceof BadBackup) return refuse(error.message)
    throw error
  } finally {
    await db.destroy()
  }
}

process.exitCode = await main(process.argv.slice(2))
