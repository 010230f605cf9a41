import { type Compilable, type CompiledQuery, createQueryId, type DialectAdapter } from 'kysely'
import { refuseBesideTransaction } from './beside-transaction.js'
import type { Db } from './database.js'

/** Stands in a compiled statement where a value belongs. */
interface Place {
  readonly placeFor: string
}

/**
 * A query of the desks and of what every request asks first, made into SQL once: building and compiling one takes ten
 * times as long as SQLite takes to answer it. The values are bound by name, all of them as plain values: a query that
 * looks different for different values cannot be written so.
 */
export function preparedQuery<Values extends object, Row>(build: (db: Db, values: Values) => Compilable<Row>) {
  const compiledFor = new WeakMap<DialectAdapter, CompiledQuery<Row>>()
  const places = new Proxy({}, { get: (_none, name): Place => ({ placeFor: String(name) }) }) as Values
  return async (db: Db, values: Values): Promise<Row[]> => {
    refuseBesideTransaction(db)
    const { adapter } = db.getExecutor()
    const compiled = compiledFor.get(adapter) ?? build(db, places).compile()
    compiledFor.set(adapter, compiled)
    const bound = new Map<string, unknown>(Object.entries(values))
    const parameters = compiled.parameters.map((each) => (isPlace(each) ? bound.get(each.placeFor) : each))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters, queryId: createQueryId() })
    return rows
  }
}

/** No value of ours is an object: what is one stands for a value. */
function isPlace(parameter: unknown): parameter is Place {
  return typeof parameter === 'object' && parameter !== null && 'placeFor' in parameter
}
