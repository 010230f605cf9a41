import { readConfig } from '../src/config.js'
import { openDatabase } from '../src/infra/db/database.js'
import { migrate } from '../src/infra/db/migrate.js'

const db = openDatabase(readConfig(process.env).databaseUrl)
const applied = await migrate(db)
if (applied.length > 0) console.log(`· 数据库已升级：${applied.join('、')}`)
await db.destroy()
