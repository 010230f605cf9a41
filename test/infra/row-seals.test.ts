import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { brokenLinks } from '../../src/infra/audit-log/check-chain.js'
import { type BrokenRow, brokenRows } from '../../src/infra/audit-log/check-rows.js'
import { type Actor, recordEvent, writeEvents } from '../../src/infra/audit-log/record-event.js'
import { listBrokenRows, sealAfterMigration } from '../../src/infra/audit-log/reseal.js'
import { recordSilentChanges, refuseSilentChanges } from '../../src/infra/audit-log/silent-changes.js'
import { type Db, inTransaction, openDatabase, type Trx } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { hashOfRow, readRows } from '../../src/infra/db/row-content.js'
import { listColumns } from '../../src/infra/db/seal-triggers.js'
import { coveredTables, sealedTables } from '../../src/infra/db/sealed-tables.js'
import { ok, refused } from '../../src/lib/result.js'

const actor: Actor = { accountId: 7, name: '陈国强', role: 'electionOfficer', at: '2027-05-20T01:00:00.000Z' }

async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of found) list.push(one)
  return list
}

async function aDatabase(t: Test): Promise<Db> {
  const db = openDatabase(':memory:')
  t.teardown(() => db.destroy())
  await migrate(db)
  return db
}

const township = (code: string) => ({ code, name: `${code}镇`, kind: 'town' as const })

/** A change with its event. */
async function change(db: Db, work: (trx: Trx) => Promise<unknown>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await work(trx)
    return ok(await recordEvent(trx, actor, { type: 'townshipAdded', townshipId: 1, name: '镇' }, null))
  })
}

/** Three townships by three events, the first renamed by a fourth, the third gone by a fifth; and a season's targets. */
async function aHistory(t: Test): Promise<Db> {
  const db = await aDatabase(t)
  for (const code of ['001', '002', '003']) {
    await change(db, async (trx) => await trx.insertInto('township').values(township(code)).execute())
  }
  await change(db, async (trx) => await trx.updateTable('township').set({ name: '新镇' }).where('id', '=', 1).execute())
  await change(db, async (trx) => await trx.deleteFrom('township').where('id', '=', 3).execute())
  return db
}

/** What of a database is not as its log says. */
async function found(db: Db) {
  return { links: await all(brokenLinks(db)), rows: await all(brokenRows(db)) }
}

const nothing = { links: [], rows: [] }

/** Somebody with the keys of the database, who takes the guards of the log away first. */
async function meddle(db: Db, ...changes: readonly string[]): Promise<void> {
  for (const table of ['audit_event', 'row_seal']) {
    for (const verb of ['update', 'delete']) await sql.raw(`drop trigger if exists ${table}_no_${verb}`).execute(db)
  }
  for (const each of changes) await sql.raw(each).execute(db)
}

t.test('every table is covered, or it is said why not, and the keys are those of the database', async (t) => {
  const db = await aDatabase(t)
  const columnsOf = await listColumns(db)
  for (const { name, key, leftOut } of coveredTables.values()) {
    const { rows } = await sql<{ name: string; pk: number }>`select name, pk from pragma_table_info(${name})`.execute(
      db,
    )
    const real = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    t.strictSame(
      real.map((column) => column.name),
      key,
      name,
    )
    const columns = columnsOf.get(name) ?? []
    t.strictSame(
      [...leftOut].filter((column) => !columns.includes(column)),
      [],
      `${name}: what is left out is there`,
    )
    t.notOk(
      columns.some((column) => column.startsWith('sealed_row_')),
      'no column passes for a seal',
    )
  }
  const named = Object.keys(sealedTables).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  const real = [...columnsOf.keys()].filter((name) => !/^(sqlite|kysely)_/.test(name))
  t.strictSame(named.sort(), real.sort())
  for (const coverage of Object.values(sealedTables)) if ('because' in coverage) t.ok(coverage.because)
  const titles = [...coveredTables.values()].map(({ title }) => title)
  t.equal(new Set(titles).size, titles.length, 'each by a name of its own')
})

t.test('every row that a transaction touches is sealed once, as it is at the end', async (t) => {
  const db = await aDatabase(t)
  await inTransaction(db, async (trx) => {
    await recordEvent(trx, actor, { type: 'signedIn' }, null)
    await trx.insertInto('township').values(township('001')).execute()
    await recordEvent(trx, actor, { type: 'signedOut' }, null)
    // Also what is written after the event.
    return ok(await trx.updateTable('township').set({ name: '新镇' }).execute())
  })
  const seals = await db.selectFrom('rowSeal').selectAll().execute()
  t.match(seals, [{ tableName: 'township', rowKey: '1', sequence: 2, firstSequence: 1 }])
  const table = coveredTables.get('township')
  t.equal(seals.length, 1)
  t.equal(table && hashOfRow(table, (await readRows(db, table, ['1'])).get('1') ?? {}), seals[0]?.hash)
  const events = await db.selectFrom('auditEvent').select('sealed').orderBy('sequence').execute()
  t.strictSame(
    events.map(({ sealed }) => sealed.length),
    [0, 64],
    'the last event vouches for it',
  )
  t.strictSame(await db.selectFrom('touchedRow').selectAll().execute(), [])
  t.strictSame(await found(db), nothing)
})

t.test('what is refused leaves no seal', async (t) => {
  const db = await aHistory(t)
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('township').execute()
    await recordEvent(trx, actor, { type: 'signedIn' }, null)
    return refused('no')
  })
  t.strictSame(await found(db), nothing)
})

t.test('events written within a transaction leave what follows to an event of its own', async (t) => {
  const db = await aDatabase(t)
  await inTransaction(db, async (trx) => {
    await trx.insertInto('township').values(township('001')).execute()
    await recordEvent(trx, actor, { type: 'signedIn' }, null)
    t.equal(await writeEvents(trx), true)
    t.equal((await trx.selectFrom('auditEvent').selectAll().execute()).length, 1)
    await trx.insertInto('township').values(township('002')).execute()
    return ok(await recordEvent(trx, actor, { type: 'signedOut' }, null))
  })
  const seals = await db.selectFrom('rowSeal').select(['rowKey', 'sequence']).execute()
  t.strictSame(seals, [
    { rowKey: '1', sequence: 1 },
    { rowKey: '2', sequence: 2 },
  ])
  t.strictSame(await found(db), nothing)
})

t.test('any row changed, deleted, added or reordered behind the log is found and named', async (t) => {
  const row = (what: BrokenRow['what'], key: string, sequence: number | null) => ({
    table: 'township',
    key,
    what,
    sequence,
  })
  for (const { changes, rows, because } of [
    { changes: [`update township set name = '假镇' where id = 2`], rows: [row('changed', '2', 2)], because: 'changed' },
    { changes: ['delete from township where id = 1'], rows: [row('gone', '1', 4)], because: 'deleted' },
    {
      changes: [`insert into township (id, code, name, kind) values (9, '009', '假镇', 'town')`],
      rows: [row('added', '9', null)],
      because: 'added',
    },
    {
      changes: [`insert into township (id, code, name, kind) values (3, '003', '003镇', 'town')`],
      rows: [row('added', '3', 5)],
      because: 'put back after it was deleted by an event',
    },
    {
      changes: ['update township set id = -id', 'update township set id = 3 + id'],
      rows: [row('changed', '1', 4), row('changed', '2', 2)],
      because: 'reordered',
    },
    {
      changes: [`update township set name = '001镇' where id = 1`],
      rows: [row('changed', '1', 4)],
      because: 'put back to what it was',
    },
  ]) {
    const db = await aHistory(t)
    await meddle(db, ...changes)
    t.strictSame(await found(db), { links: [], rows }, because)
    await change(db, async (trx) => await trx.insertInto('township').values(township('010')).execute())
    t.strictSame(await found(db), { links: [], rows }, `${because}: and is not covered up by the next change`)
  }
})

t.test('whoever changes the seal with the row is found by the chain', async (t) => {
  const seal = (hash: string) => `'${hash.repeat(64)}'`
  for (const { changes, at, because } of [
    { changes: [`update row_seal set hash = ${seal('a')} where id = 2`], at: 2, because: 'another hash' },
    { changes: [`update row_seal set row_key = '7' where id = 2`], at: 2, because: 'of another row' },
    { changes: [`update row_seal set table_name = 'season' where id = 2`], at: 2, because: 'of another table' },
    { changes: ['update row_seal set first_sequence = 1 where id = 2'], at: 2, because: 'of other events' },
    { changes: ['delete from row_seal where id = 2'], at: 2, because: 'one gone' },
    { changes: ['delete from row_seal where id = 5'], at: 5, because: 'the last gone' },
    { changes: ['update row_seal set id = 77 where id = 2'], at: 2, because: 'one moved to the end' },
    {
      changes: [
        `insert into row_seal (table_name, row_key, sequence, first_sequence, hash) values ('township', '9', 2, 2, ${seal('a')})`,
      ],
      at: 2,
      because: 'one added to an event',
    },
    {
      changes: [
        `insert into row_seal (table_name, row_key, sequence, first_sequence, hash) values ('township', '9', 6, 6, ${seal('a')})`,
      ],
      at: 6,
      because: 'one added to an event that is not there',
    },
    {
      changes: [`update audit_event set sealed = ${seal('a')} where sequence = 2`],
      at: 2,
      because: 'what the event vouches for',
    },
    {
      changes: [`update audit_event set sealed = '' where sequence = 2`],
      at: 2,
      because: 'that it vouches for anything',
    },
  ]) {
    const db = await aHistory(t)
    await meddle(db, ...changes)
    const { links } = await found(db)
    t.ok(
      links.some(({ sequence }) => sequence === at),
      because,
    )
    t.strictSame(
      [...new Set(links.map(({ sequence }) => sequence))].filter((one) => one !== at && one < 6),
      [],
      `${because}: and nothing else`,
    )
  }
})

t.test('every broken link is named, not only the first', async (t) => {
  const db = await aHistory(t)
  await meddle(
    db,
    `update audit_event set role = 'x' where sequence = 1`,
    `update audit_event set content = '{}' where sequence = 5`,
    'delete from audit_event where sequence = 3',
  )
  t.strictSame((await found(db)).links, [
    { sequence: 1, what: 'changed' },
    { sequence: 3, what: 'missing' },
    // What the missing event vouched for hangs in the air.
    { sequence: 3, what: 'seals' },
    { sequence: 5, what: 'changed' },
  ])
})

t.test('a change without an event is refused where it is asked for, told of by the house at work', async (t) => {
  const db = await aDatabase(t)
  const strict = refuseSilentChanges(db)
  const add = async (to: Db, code: string) =>
    await inTransaction(to, async (trx) => ok(await trx.insertInto('township').values(township(code)).execute()))
  await t.rejects(add(strict, '001'), { message: 'changed without an audit event: township' })
  t.strictSame(await db.selectFrom('township').selectAll().execute(), [], 'and rolled back')
  await t.rejects(strict.insertInto('township').values(township('001')).execute(), {
    message: /beside any transaction/,
  })
  await t.rejects(strict.updateTable('township').set({ name: '' }).execute(), { message: /township is changed/ })
  await t.rejects(strict.deleteFrom('township').execute(), { message: /township is changed/ })
  await t.resolves(strict.deleteFrom('session').execute(), 'what is not covered is free')

  await add(recordSilentChanges(db), '002')
  const events = await db.selectFrom('auditEvent').select(['type', 'content', 'role']).execute()
  t.strictSame(events, [{ type: 'changedSilently', content: '{"tables":["township"]}', role: 'system' }])
  t.strictSame(await found(db), nothing)

  await add(db, '003')
  t.match((await found(db)).rows, [{ what: 'added', key: '2' }], 'else it is found as tampering')
})

t.test('what changes nothing covered needs no event', async (t) => {
  const strict = refuseSilentChanges(await aHistory(t))
  const done = await inTransaction(strict, async (trx) =>
    ok(await trx.updateTable('township').set({ name: '新镇' }).where('id', '=', 1).execute()),
  )
  t.ok(done.ok, 'the same once more')
})

t.test('rows from before there were seals are sealed once', async (t) => {
  const db = await aDatabase(t)
  for (const code of ['001', '002']) await db.insertInto('township').values(township(code)).execute()
  t.equal((await found(db)).rows.length, 2)
  await sealAfterMigration(db, ['050-row-seals'], new Set())
  t.strictSame(await found(db), nothing)
  await sealAfterMigration(db, [], new Set())
  const events = await db.selectFrom('auditEvent').select(['type', 'content']).execute()
  t.strictSame(events, [{ type: 'rowsSealed', content: '{"migrations":["050-row-seals"],"rows":2,"leftBroken":0}' }])
})

t.test('a new form of a table breaks no seal, and makes good nothing that was broken before', async (t) => {
  const db = await aHistory(t)
  await sql`alter table township add column note text`.execute(db)
  t.strictSame(await found(db), nothing, 'a column with nothing in it')
  await meddle(db, `update township set name = '假镇' where id = 2`)
  const broken = await listBrokenRows(db)
  await sql`alter table township add column rank integer not null default 0`.execute(db)
  t.equal((await found(db)).rows.length, 2)
  await sealAfterMigration(db, ['051-ranks'], broken)
  t.match(await found(db), { links: [], rows: [{ table: 'township', key: '2', what: 'changed' }] })
  t.equal((await found(db)).rows.length, 1)
})

t.test('the triggers are made anew where they are missing or others', async (t) => {
  const db = await aHistory(t)
  const triggers = async () =>
    (await sql<{ name: string }>`select name from sqlite_master where type = 'trigger' order by name`.execute(db)).rows
  const before = await triggers()
  const [one] = before.filter(({ name }) => name.startsWith('sealrow_voter_insert'))
  await sql.raw(`drop trigger ${one?.name ?? ''}`).execute(db)
  await sql`create trigger sealrow_voter_other after insert on voter begin select 1; end`.execute(db)
  await migrate(db)
  t.strictSame(await triggers(), before)
})
