import t from 'tap'
import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely'
import { patientDriver } from '../../src/infra/db/patient-driver.js'

/** A database that somebody else is writing to until it has been asked so many times; one connection, as SQLite has. */
function aBusyDatabase(freeAfter: number) {
  let asked = 0
  let isTaken = false
  const waiting: (() => void)[] = []
  const carriedOut: string[] = []
  const connection: DatabaseConnection = {
    executeQuery: async ({ sql }) => {
      asked += 1
      if (sql === 'wrong') throw new Error('a bug')
      if (asked <= freeAfter) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
      carriedOut.push(sql)
      return await Promise.resolve({ rows: [] })
    },
    streamQuery: () => {
      throw new Error('not asked for')
    },
  }
  const driver: Driver = {
    init: async () => await Promise.resolve(),
    acquireConnection: async () => {
      if (isTaken) await new Promise<void>((go) => waiting.push(go))
      isTaken = true
      return connection
    },
    releaseConnection: async () => {
      await Promise.resolve()
      isTaken = false
      const next = waiting.shift()
      if (next) {
        isTaken = true
        next()
      }
    },
    beginTransaction: async () => await Promise.resolve(),
    commitTransaction: async () => await Promise.resolve(),
    rollbackTransaction: async () => await Promise.resolve(),
    destroy: async () => await Promise.resolve(),
  }
  const patient = patientDriver(driver)
  const run = async (sql: string) => {
    const own = await patient.acquireConnection()
    try {
      await own.executeQuery(CompiledQuery.raw(sql))
    } finally {
      await patient.releaseConnection(own)
    }
  }
  return { run, carriedOut, asked: () => asked }
}

t.test('a hundred wait in a row, and only the first of them asks again', async (t) => {
  const desks = Array.from({ length: 100 }, (_, n) => `desk ${n}`)
  const { run, carriedOut, asked } = aBusyDatabase(desks.length + 3)
  await Promise.all(desks.map(run))
  t.equal(asked(), 2 * desks.length + 3, 'each once, the first three times more in vain, then each with success')
  t.strictSame(carriedOut, desks, 'in the order in which they came')
})

t.test('what is wrong in itself is said at once, and whoever waits behind it goes on', async (t) => {
  const { run, carriedOut } = aBusyDatabase(2)
  const [first, wrong, last] = await Promise.allSettled([run('first'), run('wrong'), run('last')])
  t.match([first.status, wrong.status, last.status], ['fulfilled', 'rejected', 'fulfilled'])
  t.same([...carriedOut].sort(), ['first', 'last'])
})
