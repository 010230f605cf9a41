import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely'
import { listBrokenRows, sealAfterMigration } from '../audit-log/reseal.js'
import type { Db } from './database.js'
import { dropSealTriggers, ensureSealTriggers } from './seal-triggers.js'

const folder = new URL('../../../migrations/', import.meta.url)

/**
 * Brings the database to the newest form. Safe to run at every start; two starters wait for each other. Rows that are
 * others by that are sealed anew.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = migratorOf(db)
  const isPending = (await migrator.getMigrations()).some(({ executedAt }) => executedAt === undefined)
  const broken = isPending ? await listBrokenRows(db) : new Set<string>()
  if (isPending) await dropSealTriggers(db)
  const done = carriedOut(await migrator.migrateToLatest())
  await ensureSealTriggers(db)
  if (isPending) await sealAfterMigration(db, done, broken)
  return done
}

/** Brings an empty database to the form of an earlier version, for the data of that version. */
export async function migrateTo(db: Db, name: string): Promise<string[]> {
  return carriedOut(await migratorOf(db).migrateTo(name))
}

/** The names of all migrations that this program knows, in order. */
export async function listMigrations(): Promise<string[]> {
  return Object.keys(await readMigrations())
}

const migratorOf = (db: Db) => new Migrator({ db, provider: { getMigrations: readMigrations } })

function carriedOut({ error, results }: MigrationResultSet): string[] {
  if (error) throw error instanceof Error ? error : new Error(`migration failed: ${JSON.stringify(error)}`)
  return (results ?? []).map((result) => result.migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(fileURLToPath(folder))).filter((file) => file.endsWith('.js')).sort()
  const entries = await Promise.all(
    files.map(
      async (file) => [basename(file, '.js'), (await import(new URL(file, folder).href)) as Migration] as const,
    ),
  )
  return Object.fromEntries(entries)
}
