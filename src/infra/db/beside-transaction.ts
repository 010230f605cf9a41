import { AsyncLocalStorage } from 'node:async_hooks'

const openTransaction = new AsyncLocalStorage<true>()

/** Runs the work of a transaction. */
export async function withinTransaction<T>(work: () => Promise<T>): Promise<T> {
  return await openTransaction.run(true, work)
}

/**
 * SQLite has one connection: a query on `db` inside a transaction would wait for itself for ever. This makes
 * that hang an error at once, on both engines.
 */
export function refuseBesideTransaction(db: { readonly isTransaction: boolean }): void {
  if (!db.isTransaction && openTransaction.getStore()) {
    throw new Error('a query on db inside a transaction: pass the transaction instead')
  }
}
