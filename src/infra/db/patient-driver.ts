import { setTimeout as pause } from 'node:timers/promises'
import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely'

/** How long a statement waits for another's change to end before it is an error, in milliseconds. */
const patience = 60_000
const betweenTries = 10

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test(String((error as { code?: unknown } | null)?.code))

/**
 * SQLite has one writer at a time, and the driver would wait for its turn with the whole process standing still: while
 * a worker writes a large register, no page would be served. Here a statement that finds the database busy lets the
 * connection go, so that others are served, and tries again. A transaction takes its turn at its beginning: one that
 * has read before it writes could not wait any more.
 */
export function patientDriver(driver: Driver): Driver {
  const inTransaction = new WeakSet<DatabaseConnection>()

  function patient(inner: DatabaseConnection): DatabaseConnection {
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery) => {
        const since = performance.now()
        for (;;) {
          try {
            return await inner.executeQuery<R>(query)
          } catch (error) {
            if (!isBusy(error) || inTransaction.has(connection) || performance.now() - since > patience) throw error
          }
          await driver.releaseConnection(inner)
          await pause(betweenTries)
          await driver.acquireConnection()
        }
      },
      streamQuery: (query, size) => inner.streamQuery(query, size),
    }
    inners.set(connection, inner)
    return connection
  }
  const inners = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const innerOf = (connection: DatabaseConnection) => inners.get(connection) ?? connection

  return {
    init: () => driver.init(),
    acquireConnection: async () => patient(await driver.acquireConnection()),
    releaseConnection: async (connection) => await driver.releaseConnection(innerOf(connection)),
    beginTransaction: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      inTransaction.add(connection)
    },
    commitTransaction: async (connection) => {
      await driver.commitTransaction(innerOf(connection))
      inTransaction.delete(connection)
    },
    rollbackTransaction: async (connection) => {
      await driver.rollbackTransaction(innerOf(connection))
      inTransaction.delete(connection)
    },
    destroy: () => driver.destroy(),
  }
}
