import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import * as tally from '../../scripts/walk/tally.js'
import { findBrokenLink } from '../../src/infra/audit-log/check-chain.js'
import { restoreBackup } from '../../src/infra/db/backup/restore-backup.js'
import { writeBackup } from '../../src/infra/db/backup/write-backup.js'
import { type Db, openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { testApp, testSecrets } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'
import { startPostgres } from '../helpers/postgres.js'

const sealer = sealerFor(testSecrets.dataKey)
const now = new Date('2027-05-20T10:00:00Z')

function opened(t: Test, url: string): Db {
  const db = openDatabase(url)
  t.teardown(() => db.destroy())
  return db
}

/** A house in which an election has been declared, and a backup of it. */
const folder = t.testdir()
const test = await testApp(t, join(folder, 'first.db'))
const journey = await walkToElectionDay(test, await aHouse(test), 'allVoters')
await holdVote(journey, 80, tally.clearSupport)
const file = join(folder, 'backup.gz')
const end = await writeBackup(test.db, sealer, file, now)
const postgresUrl = await startPostgres(t)

const linesOf = (file: string) => gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n')

/** What a backup says, whatever the order in which an engine hands out rows. */
const contentOf = (file: string) => linesOf(file).slice(0, -1).sort()

t.test('all that is there comes back, in either engine, and people go on from there', async (t) => {
  t.ok(end.rows > 500, `${end.rows} rows`)
  const places = [join(folder, 'second.db'), postgresUrl, join(folder, 'third.db')]
  let from = file
  for (const [index, place] of places.entries()) {
    const db = opened(t, place)
    t.match(await restoreBackup(db, sealer, from), { madeAt: now.toISOString(), rows: end.rows })
    t.equal(await findBrokenLink(db), undefined, 'the log is whole')
    const again = join(folder, `again-${index}.gz`)
    await writeBackup(db, sealer, again, now)
    t.same(contentOf(again), contentOf(file), 'a backup of what was restored is the same')
    from = again
    const there = await testApp(t, place)
    const auditor = await there.visitor().signIn('bureauAuditor', testPassword)
    await auditor.open('/direct-election-rate')
    t.match(auditor.html, '1／1')
    await t.rejects(
      there.db.deleteFrom('auditEvent').where('sequence', '=', 1).execute(),
      /append-only/,
      'what only grows is guarded again',
    )
    await t.rejects(
      there.db.updateTable('voter').set({ electionId: 999 }).execute(),
      'and nothing may refer to what is not there',
    )
  }
})

t.test('no id is used twice, though the row that had it is gone', async (t) => {
  const townships = { code: '090', name: '九十镇', kind: 'town' } as const
  const { id } = await test.db.insertInto('township').values(townships).returning('id').executeTakeFirstOrThrow()
  await test.db.deleteFrom('township').where('id', '=', id).execute()
  const later = join(folder, 'later.gz')
  await writeBackup(test.db, sealer, later, now)
  const other = new URL(postgresUrl)
  const first = opened(t, postgresUrl)
  await sql`create database other`.execute(first)
  other.pathname = '/other'
  for (const place of [join(folder, 'fourth.db'), other.href]) {
    const db = opened(t, place)
    await restoreBackup(db, sealer, later)
    const next = await db.insertInto('township').values(townships).returning('id').executeTakeFirstOrThrow()
    t.equal(next.id, id + 1)
  }
})

t.test('a backup is one picture, and nobody waits for it', async (t) => {
  const second = opened(t, join(folder, 'first.db'))
  const change = async (number: number) => {
    await second.transaction().execute(async (trx) => {
      const code = `${100 + number}`
      const made = { code, name: `镇${code}`, kind: 'town' } as const
      const { id } = await trx.insertInto('township').values(made).returning('id').executeTakeFirstOrThrow()
      const community = { townshipId: id, code: `${code}001`, name: `社区${code}` }
      await trx.insertInto('community').values(community).execute()
    })
  }
  const meanwhile = join(folder, 'meanwhile.gz')
  let made = 0
  let isWritten = false
  const backup = writeBackup(test.db, sealer, meanwhile, now).finally(() => {
    isWritten = true
  })
  while (!isWritten) {
    await change((made += 1))
    await pause()
  }
  await backup
  t.ok(made > 0, `${made} changes meanwhile`)
  const db = opened(t, join(folder, 'fifth.db'))
  await restoreBackup(db, sealer, meanwhile)
  const townships = await db.selectFrom('township').select('id').where('name', 'like', '镇%').execute()
  const communities = await db.selectFrom('community').select('id').where('name', 'like', '社区1%').execute()
  t.equal(townships.length, communities.length, 'of each change all or nothing')
})

t.test('what is not a whole backup is refused, and nothing of it is written', async (t) => {
  const lines = linesOf(file)
  const write = (some: readonly string[]) => {
    const spoilt = join(folder, 'spoilt.gz')
    writeFileSync(spoilt, gzipSync(`${some.join('\n')}\n`))
    return spoilt
  }
  const rowAt = lines.findIndex((line) => line.includes('社区'))
  const changed = (lines[rowAt] ?? '').replace('社区', '小区')
  const place = join(folder, 'empty.db')
  const db = opened(t, place)
  const refused = async (from: string, why: RegExp, key = sealer) => {
    await t.rejects(restoreBackup(db, key, from), { message: why })
  }
  await refused(write(lines.slice(0, -1)), /没有结束标记/)
  await refused(write(lines.with(rowAt, changed)), /SHA-256/)
  await refused(write(lines.toSpliced(rowAt, 1)), /行数不对/)
  await refused(write(['{"format":"x"}']), /不是本系统的备份/)
  await refused(write([(lines[0] ?? '').replace('"001-', '"999-new","001-'), ...lines.slice(1)]), /SHA-256/)
  const cut = join(folder, 'cut.gz')
  writeFileSync(cut, readFileSync(file).subarray(0, 20_000))
  await refused(cut, /读不了/)
  await refused(join(folder, 'nowhere.gz'), /读不了/)
  writeFileSync(cut, 'text')
  await refused(cut, /读不了/)
  await refused(file, /数据密钥/, sealerFor('e'.repeat(64)))
  await migrate(db)
  t.same(await db.selectFrom('account').select('id').execute(), [], 'nothing was written')
  await restoreBackup(db, sealer, file)
  await refused(file, /已经有数据/)
  await t.rejects(writeBackup(test.db, sealer, join(folder, 'no/such/folder.gz'), now), /ENOENT/)
  await t.rejects(writeBackup(test.db, sealer, file, now), /EEXIST/, 'a backup is never written over')
  t.same(linesOf(file), lines, 'and the old one is as it was')
})
