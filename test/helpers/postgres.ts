import pg from 'pg'
import type { Test } from 'tap'
import { openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { launchPostgres } from './postgres-server.js'

const template = 'migrated'
/** Any number: whoever makes the template or copies it waits for the others. */
const templateLock = 20270520

/** A PostgreSQL of the test's own, gone when the test ends. Returns its address. */
export async function startPostgres(t: Test): Promise<string> {
  const server = await launchPostgres()
  t.teardown(async () => {
    await server.stop()
  })
  return server.url
}

/**
 * The address of a new database for a test: in memory, or where `TEST_POSTGRES` names a server, a migrated one of its
 * own there, gone when the test ends.
 */
export async function testDatabase(t: Test): Promise<string> {
  const server = process.env['TEST_POSTGRES']
  if (server === undefined) return ':memory:'
  const name = `test_${process.pid}_${process.hrtime.bigint()}`
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) await makeTemplate(client, server)
    await client.query(`create database ${name} template ${template}`)
  })
  t.teardown(async () => {
    await onServer(server, async (client) => await client.query(`drop database ${name} with (force)`))
  })
  return addressOf(server, name)
}

async function makeTemplate(client: pg.Client, server: string): Promise<void> {
  await client.query(`create database ${template}`)
  const db = openDatabase(addressOf(server, template))
  await migrate(db)
  await db.destroy()
}

async function onServer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function addressOf(server: string, name: string): string {
  const address = new URL(server)
  address.pathname = name
  return address.href
}
