import { sql } from 'kysely'
import t, { type Test } from 'tap'
import ts from 'typescript'
import { openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { readSources, type SourceFile } from '../helpers/source.js'

interface Column {
  readonly name: string
  readonly type: 'INTEGER' | 'TEXT' | 'BLOB'
  readonly isNullable: boolean
  readonly hasDefault: boolean
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What `tables.ts` and its parts say of each table. */
function statedTables(): Map<string, Column[]> {
  const sources = readSources('src/infra/db')
  const interfaces = new Map(
    sources.flatMap((source) => interfacesOf(source).map((one) => [one.name.text, one] as const)),
  )
  const stated = new Map<string, Column[]>()
  for (const member of interfaces.get('Tables')?.members ?? []) {
    if (!ts.isPropertySignature(member) || !member.type) continue
    const type = interfaces.get(member.type.getText().split('.').at(-1) ?? '')
    stated.set(snakeCase(member.name.getText()), (type?.members ?? []).flatMap(statedColumn))
  }
  return stated
}

function interfacesOf({ syntax }: SourceFile): ts.InterfaceDeclaration[] {
  return syntax.statements.filter((statement) => ts.isInterfaceDeclaration(statement))
}

function statedColumn(member: ts.TypeElement): Column[] {
  if (!ts.isPropertySignature(member) || !member.type) return []
  const text = member.type.getText()
  const hasDefault = text.startsWith('Generated<')
  const inner = text.replace(/^Generated<(.*)>$/, '$1')
  const plain = inner.replace(/ \| null$/, '')
  const type = plain === 'number' ? 'INTEGER' : plain === 'Buffer' ? 'BLOB' : 'TEXT'
  return [{ name: snakeCase(member.name.getText()), type, isNullable: plain !== inner, hasDefault }]
}

async function aDatabase(t: Test) {
  const db = openDatabase(':memory:')
  await migrate(db)
  t.teardown(() => db.destroy())
  return db
}

t.test('the types of the tables are those of the migrated database', async (t) => {
  const db = await aDatabase(t)
  const stated = statedTables()
  const { rows: tables } = await sql<{ name: string; strict: number }>`pragma table_list`.execute(db)
  const real = tables.filter(({ name }) => !/^(sqlite|kysely)_/.test(name))
  t.strictSame([...stated.keys()].sort(), real.map(({ name }) => name).sort(), 'the same tables')
  t.ok(stated.size > 30)
  for (const { name, strict } of real) {
    t.equal(strict, 1, `${name} is strict`)
    const { rows } = await sql<RawColumn>`pragma table_info(${sql.raw(name)})`.execute(db)
    const made = await sql<{ sql: string }>`select sql from sqlite_master where name = ${name}`.execute(db)
    const isNumbered = made.rows[0]?.sql.includes('autoincrement') ?? false
    t.strictSame(
      (stated.get(name) ?? []).sort(byName),
      rows.map((column) => realColumn(column, isNumbered)).sort(byName),
      `${name}: the same columns, of the same types, blank and filled in alike`,
    )
  }
})

const byName = (a: Column, b: Column) => (a.name < b.name ? -1 : 1)

interface RawColumn {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dfltValue: string | null
  readonly pk: number
}

function realColumn(column: RawColumn, isNumbered: boolean): Column {
  const { name, type, notnull, dfltValue, pk } = column
  const hasDefault = dfltValue !== null || (pk > 0 && isNumbered)
  return { name, type: type.toUpperCase() as Column['type'], isNullable: notnull === 0 && pk === 0, hasDefault }
}

t.test('keys hold: a row cannot point to what is not there', async (t) => {
  const db = await aDatabase(t)
  const { rows } = await sql<{ foreignKeys: number }>`pragma foreign_keys`.execute(db)
  t.strictSame(rows, [{ foreignKeys: 1 }])
  await t.rejects(db.insertInto('community').values({ townshipId: 7, code: '001', name: '甲社区' }).execute(), {
    code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  })
})

t.test('migrating again changes nothing', async (t) => {
  const db = openDatabase(':memory:')
  t.teardown(() => db.destroy())
  t.ok((await migrate(db)).length >= 7)
  t.strictSame(await migrate(db), [])
})
