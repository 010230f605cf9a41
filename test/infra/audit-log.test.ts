import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { contentKeyOf, hashOfContent, hashOfEvent, hashOfLink, linkOf } from '../../src/infra/audit-log/event-hash.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { type Db, inTransaction, openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { ok, refused } from '../../src/lib/result.js'
import { liftAppendOnly } from '../helpers/append-only.js'

const actor = { ...systemActor('2027-05-20T01:00:00.000Z'), name: '陈国强', role: 'electionOfficer', accountId: 7 }

/** A log of six events. */
async function aLog(t: Test): Promise<Db> {
  const db = openDatabase(':memory:')
  t.teardown(() => db.destroy())
  await migrate(db)
  for (const name of ['甲', '乙', '丙', '丁', '戊', '己']) {
    await inTransaction(db, async (trx) =>
      ok(await recordEvent(trx, actor, { type: 'communityAdded', communityId: 1, name }, 3)),
    )
  }
  return db
}

/** Somebody with the keys of the database, who takes the triggers away first. */
async function meddle(db: Db, change: string): Promise<void> {
  await liftAppendOnly(db, 'audit_event')
  await sql.raw(change).execute(db)
}

t.test('an event holds who, what, when and the fingerprint of the one before', async (t) => {
  const db = await aLog(t)
  const rows = await db.selectFrom('auditEvent').selectAll().orderBy('sequence').execute()
  t.strictSame(
    rows.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6],
  )
  const [first, second] = rows
  t.match(first, {
    accountId: 7,
    accountName: '陈国强',
    role: 'electionOfficer',
    electionId: 3,
    type: 'communityAdded',
  })
  t.equal(first?.content, '{"communityId":1,"name":"甲"}')
  t.equal(first?.previousHash, '0'.repeat(64))
  t.equal(second?.previousHash, first?.hash)
  t.equal(await findBrokenLink(db), undefined)
})

t.test('the database itself refuses to change or delete an event', async (t) => {
  const db = await aLog(t)
  await t.rejects(db.updateTable('auditEvent').set({ type: 'signedIn' }).execute(), { message: /append-only/ })
  await t.rejects(db.deleteFrom('auditEvent').execute(), { message: /append-only/ })
  await t.rejects(sql`insert or replace into audit_event select * from audit_event where sequence = 2`.execute(db))
  t.equal(await findBrokenLink(db), undefined)
})

t.test('whoever meddles with the log is found out', async (t) => {
  const copy = (sequence: number, hash: string) =>
    `insert into audit_event (sequence, at, account_name, role, type, content, salt, previous_hash, hash)
     select ${sequence}, at, account_name, role, type, content, salt, previous_hash, '${hash}' from audit_event where sequence = 4`
  const columns = [
    'at',
    'account_name',
    'role',
    'type',
    'content',
    'salt',
    'previous_hash',
    'previous_in_election',
    'hash',
  ]
  for (const { change, at, because } of [
    ...columns.map((column) => ({
      change: `update audit_event set ${column} = ${column} || ' ' where sequence = 3`,
      at: 3,
      because: `another ${column}`,
    })),
    { change: 'update audit_event set account_id = null where sequence = 1', at: 1, because: 'nobody’s doing' },
    { change: 'update audit_event set election_id = 4 where sequence = 6', at: 6, because: 'another election' },
    { change: 'delete from audit_event where sequence = 1', at: 1, because: 'the first gone' },
    { change: 'delete from audit_event where sequence = 3', at: 3, because: 'one gone from the middle' },
    { change: 'delete from audit_event where sequence = 6', at: 6, because: 'the last gone' },
    { change: 'delete from audit_event', at: 1, because: 'all gone' },
    { change: copy(7, 'x'), at: 7, because: 'one added at the end' },
    {
      change: 'update audit_event set sequence = 9 where sequence = 3',
      at: 3,
      because: 'one moved to the end',
    },
    { change: `update audit_head set hash = '${'0'.repeat(64)}'`, at: 6, because: 'another end' },
    { change: 'update audit_head set sequence = 5', at: 6, because: 'another count' },
  ]) {
    const db = await aLog(t)
    await meddle(db, change)
    t.match(await findBrokenLink(db), { sequence: at }, because)
  }
})

t.test('a forged event that hashes rightly still breaks the link after it', async (t) => {
  const db = await aLog(t)
  const row = await db.selectFrom('auditEvent').selectAll().where('sequence', '=', 3).executeTakeFirstOrThrow()
  const content = row.content.replace('丙', '假')
  const hash = hashOfEvent({ ...row, content })
  await meddle(db, `update audit_event set content = '${content}', hash = '${hash}' where sequence = 3`)
  t.strictSame(await findBrokenLink(db), { sequence: 4, what: 'unlinked' })
})

t.test('no field can pass for its neighbour', async (t) => {
  const row = { sequence: 1, at: 'x', accountId: 1, accountName: 'a', role: 'bc', electionId: 2 }
  const rest = { type: 't', content: '{}', salt: 's', previousHash: '0', previousInElection: null, sealed: '' }
  t.not(hashOfEvent({ ...row, ...rest }), hashOfEvent({ ...row, ...rest, accountName: 'ab', role: 'c' }))
  t.not(hashOfEvent({ ...row, ...rest, accountId: null }), hashOfEvent({ ...row, ...rest, electionId: null }))
})

t.test('a change that is refused leaves no event, and the chain goes on', async (t) => {
  const db = await aLog(t)
  await inTransaction(db, async (trx) => {
    await recordEvent(trx, actor, { type: 'signedIn' }, null)
    return refused('no')
  })
  await t.rejects(
    inTransaction(db, async (trx) => {
      await recordEvent(trx, actor, { type: 'signedIn' }, null)
      throw new Error('a bug')
    }),
  )
  await inTransaction(db, async (trx) => ok(await recordEvent(trx, actor, { type: 'signedOut' }, null)))
  const last = await db
    .selectFrom('auditEvent')
    .select(['sequence', 'type'])
    .orderBy('sequence', 'desc')
    .executeTakeFirst()
  t.strictSame(last, { sequence: 7, type: 'signedOut' })
  t.equal(await findBrokenLink(db), undefined)
})

t.test('many at once stand in one line', async (t) => {
  const db = await aLog(t)
  const events = Array.from({ length: 40 }, (_, n) =>
    inTransaction(db, async (trx) =>
      ok(await recordEvent(trx, actor, { type: 'townshipAdded', townshipId: n, name: '镇' }, null)),
    ),
  )
  await Promise.all(events)
  t.equal((await db.selectFrom('auditEvent').select('id').execute()).length, 46)
  t.equal(await findBrokenLink(db), undefined)
})

t.test('the events of one election are a chain within the chain', async (t) => {
  const db = await aLog(t)
  const record = async (electionId: number | null) =>
    await inTransaction(db, async (trx) => ok(await recordEvent(trx, actor, { type: 'signedIn' }, electionId)))
  for (const electionId of [4, null, 3, 4]) await record(electionId)
  const rows = await db.selectFrom('auditEvent').selectAll().orderBy('sequence').execute()
  const before = (sequence: number) => rows.find((row) => row.hash === rows[sequence - 1]?.previousInElection)?.sequence
  t.strictSame([1, 2, 7, 8, 9, 10].map(before), [undefined, 1, undefined, undefined, 6, 7])
  t.equal(await findBrokenLink(db), undefined)
})

t.test('an event can be shown without telling who did it, or what', async (t) => {
  const db = await aLog(t)
  const rows = await db.selectFrom('auditEvent').selectAll().orderBy('sequence').execute()
  for (const row of rows) {
    const link = linkOf(row)
    t.equal(hashOfLink(link), row.hash, 'the link is all that the hash is made of')
    t.notMatch(JSON.stringify(link), '陈国强')
    t.equal(hashOfContent(contentKeyOf(row.salt), row.content), link.contentHash, 'and its content can be opened alone')
  }
  t.equal(new Set(rows.map(({ salt }) => salt)).size, rows.length)
  t.equal(
    new Set(rows.map((row) => linkOf(row).actorHash)).size,
    rows.length,
    'not even that two were done by one person',
  )
})

t.test('events hashed whole, from before there was a salt, stay as they are', async (t) => {
  const db = await aLog(t)
  const row = await db.selectFrom('auditEvent').selectAll().where('sequence', '=', 6).executeTakeFirstOrThrow()
  const hash = hashOfEvent({ ...row, salt: '' })
  await meddle(db, `update audit_event set salt = '', previous_in_election = null, hash = '${hash}' where sequence = 6`)
  await sql.raw(`update audit_head set hash = '${hash}'`).execute(db)
  t.equal(await findBrokenLink(db), undefined)
})
