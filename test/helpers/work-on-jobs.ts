import { openDatabase } from '../../src/infra/db/database.js'
import { threads } from './jobs.js'

/** Carries out queued jobs of the database it is given until it is killed. */
const [url = ''] = process.argv.slice(2)
const db = openDatabase(url)
await threads(url)(db).wake()
setInterval(() => undefined, 1_000)
