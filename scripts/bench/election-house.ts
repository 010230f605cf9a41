import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.js'
import { ok } from '../../src/lib/result.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { type Db, inTransaction, openDatabase } from '../../src/infra/db/database.js'
import { migrate } from '../../src/infra/db/migrate.js'
import { type JobRunner, workerRunner } from '../../src/infra/jobs/job-runner.js'
import type { MilestoneName } from '../../src/rules/stages.js'
import { insertElection, recordMilestone } from '../../src/timetable/queries.js'
import { makeHouse } from '../demo/make-house.js'
import { castNames, demoPassword } from '../demo/names.js'
import { Browser } from '../walk/browser.js'

export const dataKey = 'd'.repeat(64)
export const electionDay = '2027-05-16'

/** The whole application as the server has it, over a database file of its own. */
export interface ElectionHouse {
  readonly file: string
  readonly db: Db
  readonly app: FastifyInstance
  readonly seasonId: number
  /** Of each of the 34 communities its election. */
  readonly elections: readonly { readonly id: number; readonly community: string }[]
  /** Who registers voters in a community, signed in. */
  clerkOf(community: string): Promise<Browser>
  /** Closes all of it and leaves the file to others. */
  leave(): Promise<void>
  /** Closes all of it and takes the file away. */
  done(): Promise<void>
}

const worker = new URL('../../src/worker.js', import.meta.url)

/** The places and people of the demo, each community with an election that has passed these milestones. */
export async function electionHouse(reached: readonly MilestoneName[]): Promise<ElectionHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'juxuan-bench-'))
  const file = join(folder, 'election.db')
  const db = openDatabase(file)
  await migrate(db)
  const communities = await makeHouse(db)
  const { id: seasonId } = await db.selectFrom('season').select('id').executeTakeFirstOrThrow()
  const elections: { id: number; community: string }[] = []
  for (const [community, communityId] of communities) {
    elections.push({ id: await openElection(db, { seasonId, communityId }, reached), community })
  }
  const jobs: JobRunner = workerRunner({ db, databaseUrl: file, dataKey, worker })
  const config = { sessionSecret: 's'.repeat(64), dataKey, today: undefined }
  const app = await buildApp({ db, clock: () => new Date(), jobs, config, logLevel: 'error' })
  let isOpen = true
  const leave = async () => {
    if (!isOpen) return
    isOpen = false
    await app.close()
    await jobs.close()
    await db.destroy()
  }
  return {
    ...{ file, db, app, seasonId, elections, leave },
    clerkOf: async (community) => await new Browser(app).signIn(castNames(community).rollClerk, demoPassword),
    done: async () => {
      await leave()
      rmSync(folder, { recursive: true })
    },
  }
}

interface Place {
  readonly seasonId: number
  readonly communityId: number
}

async function openElection(db: Db, place: Place, reached: readonly MilestoneName[]): Promise<number> {
  const openedAt = '2027-04-01T00:00:00.000Z'
  const opened = await inTransaction(db, async (trx) => {
    const id = await insertElection(trx, {
      ...{ ...place, openedAt, electionDay, termNumber: 9, form: 'allVoters' },
      ...{ ruleSetId: 'zhejiang-2026', ruleSetVersion: 1 },
      ...{ contactPlace: '社区服务中心一楼', contactTelephone: '0574-00000000' },
      posts: [{ title: '主任', position: 'chair', seats: 1, reservedForWoman: false }],
    })
    for (const name of reached) await recordMilestone(trx, systemActor(openedAt), id, { name, on: '2027-04-01' })
    return ok(id)
  })
  if (!opened.ok) throw new Error('the election could not be opened')
  return opened.value
}
