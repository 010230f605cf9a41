import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { readConfig } from '../src/config.js'
import { type Db, openDatabase } from '../src/infra/db/database.js'
import { migrate } from '../src/infra/db/migrate.js'
import { roleText } from '../src/infra/security/roles.js'
import { findInstallation, hasAccounts } from '../src/organisation/queries.js'
import { makeSeason } from './demo/make-season.js'
import { castNames, demoPassword, houseNames } from './demo/names.js'

/** Makes the demo season where the database is empty and the demo is wanted; then prints its sign-ins. */
const config = readConfig(process.env)
const db = openDatabase(config.databaseUrl)
await migrate(db)
const isEmpty = !(await hasAccounts(db))
const isDrill = (await findInstallation(db))?.kind === 'drill'
if (isEmpty && config.isDemo) {
  const started = Date.now()
  console.log('· 生成演练数据：34 个社区，2027年3月至5月20日，约一两分钟')
  await fill()
  console.log(`· 演练数据已生成（${Math.round((Date.now() - started) / 1000)} 秒）`)
} else {
  await db.destroy()
}
if (config.isDemo && (isEmpty || isDrill)) printSignIns()

/**
 * A file is made in memory and put in its place whole, so that a demo broken off half way leaves nothing. On a
 * server it is made where it stands; broken off there, begin again with an empty database.
 */
async function fill(): Promise<void> {
  let shown = Date.now()
  const log = (text: string) => {
    if (Date.now() - shown < 3000) return
    shown = Date.now()
    console.log(`  ${text}`)
  }
  if (/^postgres/.test(config.databaseUrl)) {
    await makeSeason(db, config, log)
    await db.destroy()
    return
  }
  await db.destroy()
  const memory = openDatabase(':memory:')
  await migrate(memory)
  await makeSeason(memory, config, log)
  await putInPlace(memory, config.databaseUrl)
}

async function putInPlace(memory: Db, file: string): Promise<void> {
  const making = `${file}.making`
  mkdirSync(dirname(file), { recursive: true })
  rmSync(making, { force: true })
  await sql`vacuum into ${making}`.execute(memory)
  await memory.destroy()
  for (const old of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(old)) rmSync(old)
  renameSync(making, file)
}

function printSignIns(): void {
  const cast = castNames('花园社区')
  const rows = [
    [houseNames.administrator, roleText.administrator, ''],
    [houseNames.auditor, roleText.bureauAuditor, '全市'],
    [houseNames.secondAuditor, roleText.bureauAuditor, '全市（复核）'],
    ['jinping', roleText.townshipOfficer, '锦屏街道'],
    [cast.officer, roleText.electionOfficer, '花园社区（今天投票）'],
    [cast.rollClerk, roleText.rollClerk, '花园社区'],
    [cast.desk, roleText.checkInClerk, '花园社区'],
    [castNames('南门社区').secondTypist, roleText.tallyClerk, '南门社区（等第二次录入）'],
    [houseNames.observer, roleText.observer, '全市'],
  ]
  console.log(`\n演练账号，密码都是 ${demoPassword}：`)
  for (const [name = '', role = '', place = ''] of rows) console.log(`  ${name.padEnd(22)}${role}　${place}`)
  console.log('  其他社区的账号把 huayuan 换成社区名的拼音即可。\n')
}
