import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { assert } from '../../src/lib/assert.js'
import { carryOut, insistOnSuccess } from '../walk/browser.js'
import type { Benchmark } from './benchmark.js'
import { electionHouse, type ElectionHouse } from './election-house.js'
import { largeRegister, people } from './large-register.js'
import { insertRaw } from './raw-voters.js'

/** A register on its way through the pages and the job thread, against plain inserts of the voters that it became. */
export const benchmark: Benchmark = {
  name: 'import-register',
  title: '一份十万人的名册：上传、读取、核对、列入名单',
  reference: '把列入的选民行读出，逐行写进另一个文件里同样的表',
  runs: 1,
  workFirst: true,
  prepare: async () => {
    const bytes = largeRegister().csv
    const house = await electionHouse(['electionOpened', 'electionCommitteeFormed'])
    const folder = mkdtempSync(join(tmpdir(), 'juxuan-bench-'))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    let phases = ''
    let longestWait = 0
    return {
      data: `${people}行，${(bytes.length / 1e6).toFixed(1)} MB`,
      work: async () => {
        delay.enable()
        const others = writeMeanwhile(house)
        phases = await importAll(house, bytes)
        longestWait = await others.stop()
        delay.disable()
      },
      against: () => writeSame(house.file, join(folder, 'plain.db')),
      remark: () =>
        `${phases}；主线程最长停顿 ${Math.round(delay.max / 1e6)} ms，别人的一次写入最长等 ${Math.round(longestWait)} ms`,
      done: async () => {
        rmSync(folder, { recursive: true })
        await house.done()
      },
    }
  },
}

/** Uploads, waits, refuses what is doubtful, commits and waits; returns what each part took, in words. */
async function importAll(house: ElectionHouse, bytes: Buffer): Promise<string> {
  const [{ id, community }] = house.elections as [ElectionHouse['elections'][number]]
  const clerk = await house.clerkOf(community)
  const began = performance.now()
  await clerk.open(`/elections/${id}/roll/import-register`)
  await clerk.upload({ field: 'file', fileName: '名册.csv', bytes })
  insistOnSuccess(clerk, 'upload of the register')
  const uploaded = performance.now()
  await stateReached(house, 'staged')
  const staged = performance.now()
  const review = clerk.url.replace(/\/progress$/, '')
  await clerk.open(review)
  if (clerk.html.includes('value="refuse"')) await carryOut(clerk, { all: 'refuse' }, `${review}/decide`)
  await clerk.open(review)
  await carryOut(clerk, { declaredTakingPart: 'yes' }, `${review}/commit`)
  await stateReached(house, 'committed')
  const seconds = [uploaded - began, staged - uploaded, performance.now() - staged].map((ms) => (ms / 1000).toFixed(1))
  return `上传 ${seconds[0]} 秒，读取核对 ${seconds[1]} 秒，列入 ${seconds[2]} 秒`
}

/** Somebody else at work meanwhile: a small change now and then, and how long the slowest of them took, in ms. */
function writeMeanwhile({ db }: ElectionHouse): { stop(): Promise<number> } {
  let isOver = false
  let longest = 0
  const work = async () => {
    for (let number = 0; !isOver; number += 1) {
      const began = performance.now()
      await db
        .insertInto('submittedForm')
        .values({ formId: `meanwhile ${number}`, claimedAt: '2027-04-01' })
        .execute()
      longest = Math.max(longest, performance.now() - began)
      await pause(25)
    }
  }
  const done = work()
  return {
    stop: async () => {
      isOver = true
      await done
      return longest
    },
  }
}

async function stateReached({ db }: ElectionHouse, wanted: 'staged' | 'committed'): Promise<void> {
  const goesOn = { staged: 'reading', committed: 'committing' }[wanted]
  for (;;) {
    const { state } = await db.selectFrom('registerImport').select('state').executeTakeFirstOrThrow()
    if (state === wanted) return
    assert(state === goesOn, `the register is ${state}`)
    await pause(50)
  }
}

/** The rows of the roll once more, in a file that is as safe, with the same columns and the same indexes. */
function writeSame(from: string, to: string): void {
  const source = new Sqlite(from, { readonly: true })
  const raw = new Sqlite(to)
  raw.pragma('journal_mode = wal')
  raw.pragma('synchronous = full')
  // The tables that the rows refer to are not there.
  raw.pragma('foreign_keys = off')
  const parts = "select sql from sqlite_master where tbl_name = 'voter' and sql is not null order by type desc"
  const schema = source.prepare(parts).all()
  for (const { sql } of schema as { sql: string }[]) raw.exec(sql)
  const rows = source.prepare('select * from voter order by id').all() as object[]
  assert(rows.length > people / 2, 'the register is on the roll')
  insertRaw(raw, rows)
  raw.close()
  source.close()
}
