import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import type { Account, ElectionInScope } from '../infra/http/context.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import type { PrintChoice, PrintOrder } from './print-choice.js'
import { itemsOf, pickablePapers, pickableSheets } from './print-items.js'
import { insertPrintRun, listPrintRuns, printSubject } from './print-run-queries.js'
import { contextFor } from './paper-in-view.js'
import { listElectionsInScope } from './queries.js'
import { placeName } from './words.js'

/** Runs that are shown at once. */
const newestRuns = 5

/** One choice comes as a text, several as a list. */
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat())

const choiceForm = z.object({
  communities: several,
  papers: several,
  sheets: several,
  group: z
    .string()
    .trim()
    .regex(/^\d{0,3}$/, '居民小组填数字，不填就是全部')
    .default(''),
  format: z.enum(['pdf', 'zip'], '请选择一份 PDF 或者 ZIP').default('pdf'),
  duplex: z.string().optional(),
  copies: z
    .string()
    .trim()
    .regex(/^[1-9]$/, '份数填 1 至 9')
    .default('1'),
})

/** Printing by the dozen: papers × communities, what is ready and what is missing, and the runs of these days. */
export async function showPrintRuns(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await runsPage(this, request, reply)
}

async function runsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const account = request.account as Account
  const elections = await electionsOf(app, request)
  const runs = request.season ? await listPrintRuns(app.db, request.season.id, account) : []
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const ticked = (field: string) => new Set([typed[field] ?? []].flat().map(String))
  const communities = errors ? ticked('communities') : new Set(elections.map(({ id }) => String(id)))
  const [papers, sheets] = [ticked('papers'), ticked('sheets')]
  const shown = await Promise.all(runs.map(async (run) => ({ ...run, ...(await stateOf(app, run)) })))
  return await reply.code(errors ? 422 : 200).page('documents/print-runs.hbs', {
    title: '批量打印',
    communities: elections.map((election) => ({
      id: election.id,
      name: placeName(election),
      isTicked: communities.has(String(election.id)),
    })),
    hasSeveral: elections.length > 1,
    parts: partsOf(
      (await readinessOf(app, request, elections)).map((kind) => ({
        ...kind,
        isTicked: (kind.field === 'papers' ? papers : sheets).has(kind.key),
      })),
    ),
    form: {
      group: typeof typed['group'] === 'string' ? typed['group'] : '',
      copies: typeof typed['copies'] === 'string' ? typed['copies'] : '1',
      format: typed['format'] === 'zip' ? 'zip' : 'pdf',
      isDuplex: errors ? typed['duplex'] === 'yes' : true,
    },
    formats: [
      { value: 'pdf', text: '一份 PDF，按社区、按文书顺序' },
      { value: 'zip', text: 'ZIP，每份文书一个文件' },
    ],
    runs: shown.slice(0, newestRuns),
    earlierRuns: shown.slice(newestRuns),
    earlierCount: shown.length - newestRuns,
    errors,
  })
}

async function electionsOf({ db }: FastifyInstance, { season, account }: FastifyRequest): Promise<ElectionInScope[]> {
  return season && account ? await listElectionsInScope(db, season.id, account) : []
}

interface Kind {
  readonly field: 'papers' | 'sheets'
  readonly key: string
  readonly title: string
  ready: number
  readonly missing: { readonly community: string; readonly why: string }[]
}

/** Of every kind of paper: in how many communities it can be printed, and why not in the others. */
async function readinessOf(app: FastifyInstance, request: FastifyRequest, elections: readonly ElectionInScope[]) {
  const account = request.account as Account
  const sheets = pickableSheets(account.role)
  const kindOf = (field: Kind['field']) => (one: { readonly key: string; readonly title: string }) =>
    [one.key, { field, key: one.key, title: one.title, ready: 0, missing: [] }] satisfies [string, Kind]
  const kinds = new Map<string, Kind>([...pickablePapers.map(kindOf('papers')), ...sheets.map(kindOf('sheets'))])
  const all = { papers: pickablePapers.map(({ key }) => key), sheets: sheets.map(({ key }) => key) }
  for (const election of elections) {
    const context = await contextFor(app.db, election, request.season?.bureauName ?? '', request.today)
    for (const { key, why } of await itemsOf(app.db, context, all)) {
      const kind = kinds.get(key)
      if (why === '' && kind) kind.ready += 1
      else kind?.missing.push({ community: placeName(election), why })
    }
  }
  return [...kinds.values()].map(({ ready, ...kind }) => ({
    ...kind,
    readyCount: ready,
    missingCount: kind.missing.length,
  }))
}

/** Papers, then sheets; what no community can print yet is set aside, so that it is not in the way. */
function partsOf(kinds: readonly (Awaited<ReturnType<typeof readinessOf>>[number] & { readonly isTicked: boolean })[]) {
  const part = (field: Kind['field'], title: string, hint: string) => {
    const own = kinds.filter((kind) => kind.field === field)
    const waiting = own.filter(({ readyCount }) => readyCount === 0)
    return { title, hint, ready: own.filter(({ readyCount }) => readyCount > 0), waiting, waitingCount: waiting.length }
  }
  return [
    part('papers', '公告和报告单', '印已印发的原件，与张贴的一字不差。'),
    part('sheets', '登记表、名册、证和单', '按现在的资料排印，并记入日志。'),
  ]
}

async function stateOf({ db }: FastifyInstance, run: { readonly id: number; readonly fileId: number | null }) {
  const job = await findJob(db, printSubject(run.id))
  if (run.fileId !== null) return { stateText: '可以下载', look: 'done' }
  if (job?.state === 'queued' || job?.state === 'running') return { stateText: '正在排印', look: 'current' }
  if (job?.state === 'cancelled') return { stateText: '已取消', look: '' }
  return job?.state === 'failed' ? { stateText: '没有印成', look: 'wrong' } : { stateText: '已过期', look: '' }
}

/** Queues a run; the worker makes one file of it. */
export async function startPrintRun(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, now, body } = request
  const account = request.account as Account
  const form = readForm(choiceForm, body)
  if (!form.ok) return await runsPage(this, request, reply, form.error)
  const elections = await electionsOf(this, request)
  const choice = choiceOf(form.value, elections, account)
  const wrong = [
    ...(choice.electionIds.length === 0 ? [{ field: 'communities', message: '请勾选社区' }] : []),
    ...(choice.papers.length + choice.sheets.length === 0 ? [{ field: 'papers', message: '请勾选要打印的文书' }] : []),
  ]
  if (wrong.length > 0 || !season) return await runsPage(this, request, reply, formErrors(wrong))
  const order = {
    choice,
    today: request.today,
    bureau: season.bureauName,
    isSample: season.kind !== 'real',
    actor: request.actor,
    role: account.role,
  }
  const place = { seasonId: season.id, townshipId: account.townshipId, communityId: account.communityId }
  const queued = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, body, now))) return ok(0)
    const fileName = `${fileNameOf(elections, choice)}-${request.today}.${choice.format}`
    const run = { ...place, choice: JSON.stringify(choice), fileName, fileId: null }
    const runId = await insertPrintRun(trx, { ...run, requestedBy: account.id, requestedAt: now })
    const input: PrintOrder = { runId, ...order }
    const job = { kind: 'printRun', subject: printSubject(runId), electionId: null, input, requestedBy: account.id }
    return (await queueJob(trx, job)) === undefined ? refused('busy') : ok(runId)
  })
  if (!queued.ok) throw new Conflict()
  await this.jobs.wake()
  return reply.redirect(queued.value === 0 ? '/print-runs' : `/print-runs/${queued.value}`, 303)
}

/** Only what there is, and only communities of the account's own place. */
function choiceOf(
  form: z.infer<typeof choiceForm>,
  elections: readonly ElectionInScope[],
  account: Account,
): PrintChoice {
  const wanted = new Set(form.communities)
  return {
    electionIds: elections.filter(({ id }) => wanted.has(String(id))).map(({ id }) => id),
    papers: pickablePapers.map(({ key }) => key).filter((key) => form.papers.includes(key)),
    sheets: pickableSheets(account.role)
      .map(({ key }) => key)
      .filter((key) => form.sheets.includes(key)),
    ...(form.group === '' ? {} : { group: Number(form.group) }),
    format: form.format,
    isDuplex: form.duplex === 'yes',
    copies: Number(form.copies),
  }
}

function fileNameOf(elections: readonly ElectionInScope[], { electionIds }: PrintChoice): string {
  const [first] = elections.filter(({ id }) => electionIds.includes(id))
  return electionIds.length === 1
    ? `${first ? placeName(first) : ''}文书`
    : `${first?.townshipName ?? ''}${electionIds.length}个社区文书`
}
