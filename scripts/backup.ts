import { existsSync } from 'node:fs'
import { hasDataKey, readAddress, readConfig } from '../src/config.js'
import { writeBackup } from '../src/infra/db/backup/write-backup.js'
import { openDatabase } from '../src/infra/db/database.js'
import { sealerFor } from '../src/infra/security/sealing.js'
import { fileArgument, refuseInput } from './json-input.js'

/**
 * `npm run --silent backup -- FILE`: all data as they are at one instant, into a new file; the system may be running.
 * Exit 0 when the file is whole and on the disk, 1 when it cannot be made, 2: wrong usage.
 */
async function main(args: readonly string[]): Promise<number> {
  const file = fileArgument(args)
  if (file === undefined || file === '-') {
    console.error('用法：npm run --silent backup -- 备份文件')
    return 2
  }
  const refuse = (message: string) => refuseInput([{ path: file, message }])
  if (existsSync(file)) return refuse('已有这个文件，请换一个名字')
  const databaseUrl = readAddress(process.env)
  if (!/^postgres(ql)?:\/\//.test(databaseUrl) && !existsSync(databaseUrl)) return refuse(`没有数据库 ${databaseUrl}`)
  if (!hasDataKey(process.env, databaseUrl)) return refuse('找不到数据密钥（secrets.json 或 DATA_KEY）')
  const { dataKey } = readConfig(process.env)
  const db = openDatabase(databaseUrl)
  try {
    const { tables, rows, sha256 } = await writeBackup(db, sealerFor(dataKey), file, new Date())
    console.log(JSON.stringify({ file, tables, rows, sha256 }, null, 2))
    return 0
  } catch (error) {
    return refuse(`备份没有做成：${(error as Error).message}`)
  } finally {
    await db.destroy()
  }
}

process.exitCode = await main(process.argv.slice(2))
