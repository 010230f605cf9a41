import { setTimeout as pause } from 'node:timers/promises'
import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely'

/** How long a statement waits for another's change to end before it is an error, in milliseconds. */
const patience = 60_000

/**
 * How long to wait before the next try, in milliseconds: a change takes a few; only a worker that writes a register is
 * in the way for longer, and is asked less often.
 */
const beforeTry = (tries: number) => (tries < 50 ? 1 : 10)

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test(String((error as { code?: unknown } | null)?.code))

/**
 * SQLite has one writer at a time, and the driver would wait for its turn with the whole process standing still: while
 * a worker writes a large register, no page would be served. Here a statement that finds the database busy lets the
 * connection go, so that others are served, and tries again. A transaction takes its turn at its beginning: one that
 * has read before it writes could not wait any more. However many wait, only the first in the row tries: a hundred desks
 * that all try again and again would keep both this process and the other from their work.
 */
export function patientDriver(driver: Driver): Driver {
  const inTransaction = new WeakSet<DatabaseConnection>()
  let row: Promise<unknown> = Promise.resolve()

  /** Behind all who wait already. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = row.then(work)
    row = mine.catch(() => undefined)
    return await mine
  }

  /** With the connection let go before and taken again after, whatever the end. */
  async function tryAgain<R>(inner: DatabaseConnection, query: CompiledQuery, since: number) {
    for (let tries = 0; ; tries += 1) {
      if (tries > 0) await pause(beforeTry(tries))
      await driver.acquireConnection()
      try {
        return await inner.executeQuery<R>(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() - since > patience) throw error
      }
      await driver.releaseConnection(inner)
    }
  }

  function patient(inner: DatabaseConnection): DatabaseConnection {
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery) => {
        const since = performance.now()
        try {
          return await inner.executeQuery<R>(query)
        } catch (error) {
          if (!isBusy(error) || inTransaction.has(connection)) throw error
        }
        await driver.releaseConnection(inner)
        return await inTurn(async () => await tryAgain<R>(inner, query, since))
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
