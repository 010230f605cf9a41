import { readConfig } from '../src/config.js'
import { openDatabase } from '../src/infra/db/database.js'
import { migrate } from '../src/infra/db/migrate.js'

const db = openDatabase(readConfig(process.env).databaseUrl)
const applied = await migrate(db)
console.log(applied.length > 0 ? `migrated: ${applied.join(', ')}` : 'the database is up to date')
await db.destroy()
