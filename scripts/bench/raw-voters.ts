import type { Database } from 'better-sqlite3'

/** Puts rows into the table of voters in one transaction, one by one through one prepared statement. */
export function insertRaw(raw: Database, rows: readonly object[]): void {
  const [first] = rows
  if (first === undefined) return
  const keys = Object.keys(first)
  const columns = keys.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  const statement = raw.prepare(`insert into voter (${columns.join()}) values (${keys.map((key) => `@${key}`).join()})`)
  raw.transaction(() => {
    for (const row of rows) statement.run(row)
  })()
}
