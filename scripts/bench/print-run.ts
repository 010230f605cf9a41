import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { assert } from '../../src/lib/assert.js'
import type { PlainDate } from '../../src/lib/plain-date.js'
import { ok } from '../../src/lib/result.js'
import { catalogue } from '../../src/documents/catalogue.js'
import { postedVoterList } from '../../src/documents/notices/posted-voter-list.js'
import type { PrintChoice, PrintOrder } from '../../src/documents/print-choice.js'
import { insertPrintRun, printSubject } from '../../src/documents/print-run-queries.js'
import { setPaper } from '../../src/documents/render-paper.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { queueJob } from '../../src/infra/jobs/job-queries.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import { makeRegister } from '../make-register.js'
import type { Benchmark } from './benchmark.js'
import { dataKey, electionHouse, type ElectionHouse } from './election-house.js'
import { fillRolls } from './fill-rolls.js'
import type { PrintedAlone } from './print-alone.js'

const voters = 3_400
const ordinaryCommunities = 6
const issuedOn: PlainDate = '2027-04-25'
const at = `${issuedOn}T01:00:00.000Z`
const script = fileURLToPath(new URL('./print-alone.js', import.meta.url))

async function alone(...args: string[]): Promise<PrintedAlone> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args])
  return JSON.parse(stdout) as PrintedAlone
}

/** Every notice of the catalogue, the posted list with as many names as a community has. */
async function notices() {
  const names = makeRegister({ seed: 3, people: voters, communityCode: 42 }).people.map(({ name }) => ({
    name,
    note: '',
  }))
  const lists = [{ group: '第一居民小组', count: voters, names }]
  return await Promise.all(
    catalogue.map(async (paper, i) => {
      const facts = paper === postedVoterList ? { ...paper.sample, lists } : paper.sample
      const set = await setPaper(paper, facts, { number: i + 1, on: issuedOn, sample: true })
      assert(set.ok, 'every character has a font')
      return { key: paper.key, title: paper.title, number: i + 1, ...set.value }
    }),
  )
}

/** In every community every notice, as if issued. */
async function issueAll({ db, elections }: ElectionHouse, issuedBy: number): Promise<void> {
  const papers = await notices()
  for (const { id: electionId, community } of elections) {
    const rows = papers.map(({ key, title, number, bytes, pages }) => ({
      ...{ electionId, roundId: null, key, noticeNumber: number, replaces: null, supplements: null },
      ...{
        supplementNumber: null,
        code: null,
        title: `${community}${title}（第${number}号）`,
        facts: '{}',
        wording: '',
      },
      ...{ content: bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages },
      ...{ issuedOn, issuedAt: at, issuedBy },
    }))
    await db.insertInto('issuedPaper').values(rows).execute()
  }
}

/** Queues the print of all that there is in every community; answers its subject. */
async function queueAll({ db, seasonId, elections }: ElectionHouse, requestedBy: number, sheets: string[]) {
  const choice: PrintChoice = {
    ...{ electionIds: elections.map(({ id }) => id), papers: catalogue.map(({ key }) => key), sheets },
    ...{ format: 'pdf', isDuplex: true, copies: 1 },
  }
  const queued = await inTransaction(db, async (trx) => {
    const place = { seasonId, townshipId: null, communityId: null }
    const run = { ...place, choice: JSON.stringify(choice), fileName: '全市文书.pdf', fileId: null }
    const runId = await insertPrintRun(trx, { ...run, requestedBy, requestedAt: at })
    const order = { runId, choice, today: issuedOn, bureau: '民政局', isSample: true, role: 'townshipOfficer' } as const
    const input: PrintOrder = { ...order, actor: systemActor(at) }
    await queueJob(trx, { kind: 'printRun', subject: printSubject(runId), electionId: null, input, requestedBy })
    return ok(printSubject(runId))
  })
  assert(queued.ok, 'the run is queued')
  return queued.value
}

/** A print of every community's papers into one file, against reading the same papers from the database. */
export const benchmark: Benchmark = {
  name: 'print-run',
  title: '成批打印：公告原件和领票登记册拼成一个 PDF',
  reference: '只从数据库逐份读出公告',
  runs: 1,
  prepare: async (isFull) => {
    const house = await electionHouse(['electionOpened', 'electionCommitteeFormed', 'registerImported', 'rollPosted'])
    fillRolls(house, sealerFor(dataKey), Number.POSITIVE_INFINITY, voters)
    const { id } = await house.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    await issueAll(house, id)
    const sheets = ['check-in-list', ...(isFull ? ['voter-register', 'voter-cards'] : [])]
    const printed = isFull ? house.elections : house.elections.slice(0, ordinaryCommunities)
    const subject = await queueAll({ ...house, elections: printed }, id, sheets)
    await house.leave()
    const seen: Record<string, PrintedAlone> = {}
    let milliseconds = 0
    return {
      data: `${printed.length}个社区，各${voters}人`,
      work: async () => {
        const since = performance.now()
        seen['run'] = await alone('run', house.file, subject)
        milliseconds = performance.now() - since
      },
      against: async () => {
        seen['read'] = await alone('read', house.file)
      },
      remark: () => {
        const { run, read } = seen
        if (!run || !read) return ''
        const speed = Math.round((run.pages / milliseconds) * 1000)
        return `${run.documents}份、${run.pages}页，每秒 ${speed} 页，内存至多 ${run.megabytes} MB（只读出时 ${read.megabytes} MB）`
      },
      done: house.done,
    }
  },
}
