import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { NotFound } from '../infra/http/errors.js'
import { pageNumber } from '../infra/http/fields.js'
import type { FormErrors } from '../infra/http/forms.js'
import { findJob } from '../infra/jobs/job-queries.js'
import { listMilestones } from '../timetable/queries.js'
import { commitObstacles } from './commit-obstacles.js'
import { columnTitle, findingTitle } from './finding-titles.js'
import {
  isForDecision,
  mendable,
  outcomeText,
  type RowOutcome,
  rowOutcomes,
  waitingOutcomes,
} from './import-outcome.js'
import { countAdded, getImport, importSubject, type StoredImport } from './import-queries.js'
import {
  countOutcomes,
  countRegisterRows,
  findRegistrations,
  listRegisterRows,
  type RowFilter,
} from './register-row-queries.js'
import type { RegisterColumns, RegisterField } from './register/checked-register.js'
import { decisionTexts, rowOnPage } from './review-row.js'
import { matchesOf } from './review-match.js'
import { countMissing } from './merge-queries.js'
import { declarationOptions } from './registration-words.js'
import { typedAgain } from './typed-again.js'
import type { StagedReport } from './stage-register.js'

const rowsPerPage = 50

/** What there is to decide of the rows that wait. */
const waitingText: Partial<Record<RowOutcome, string>> = {
  undecided: '行有疑问，先决定是否列入',
  changed: '行与名单上的资料有出入，先决定改不改',
  likely: '行可能是名单上的人，先确认是不是同一人',
}

/** What of the rows is shown: everything, one outcome, or one kind of finding. */
interface ReviewAddress {
  readonly show?: string
  readonly code?: string
  readonly page?: string
}

/** The key of an import in the address. */
export function importIdOf(request: FastifyRequest): number {
  const { importId } = request.params as { importId: string }
  if (!/^[1-9]\d{0,8}$/.test(importId)) throw new NotFound()
  return Number(importId)
}

export async function showReviewImport(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await reviewPage(this, request, reply)
}

/** The whole file as it was understood, row by row, before anything of it is on the roll. */
export async function reviewPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { election } = request
  const register = await getImport(app.db, election.id, importIdOf(request))
  if (register.state === 'discarded') throw new NotFound('这份名册已经放弃，行的内容已清除。')
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  if (register.state !== 'staged' && register.state !== 'committed') return reply.redirect(`${href}/progress`, 303)
  const report = JSON.parse(register.report) as StagedReport
  const isStaged = register.state === 'staged'
  const obstacles = isStaged
    ? commitObstacles(
        register,
        may('importRegister', await listMilestones(app.db, election.id), ruleSetInForce(election)),
        election.electionDay,
      )
    : []
  const outcomes = await outcomesOf(app, register)
  const undecided = outcomes.get('undecided') ?? 0
  const toAdd = outcomes.get('add') ?? 0
  const toChange = outcomes.get('update') ?? 0
  const waiting = waitingOutcomes.filter((outcome) => (outcomes.get(outcome) ?? 0) > 0)
  const missing = await countMissing(app.db, election.id, register.id)
  return await reply.code(errors ? 422 : 200).page('roll/review-import.hbs', {
    title: `核对名册：${register.fileName}`,
    register: { ...register, href, format: formatText(report.format) },
    isStaged,
    isCommitted: register.state === 'committed',
    obstacles: [...(await whyNotDone(app, register)), ...obstacles],
    mayCommit: isStaged && obstacles.length === 0 && waiting.length === 0 && toAdd + toChange > 0,
    toAdd,
    hasToAdd: toAdd > 0,
    toChange,
    hasToChange: toChange > 0,
    missing,
    hasMissing: missing > 0,
    waiting: (isStaged ? waiting : []).map((outcome) => ({
      text: waitingText[outcome] ?? '',
      count: outcomes.get(outcome) ?? 0,
      href: `${href}?show=${outcome}#rows`,
      isFirst: outcome === waiting[0],
    })),
    added: await countAdded(app.db, register.id),
    undecided,
    refusedRows: mendable.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0),
    hasRefusedRows: mendable.some((outcome) => outcomes.has(outcome)),
    hasUndecided: isStaged && undecided > 0,
    notes: report.notes,
    columns: columnsInWords(JSON.parse(register.columns) as RegisterColumns, report),
    verdicts: verdictsOf(register.rows, report),
    codes: codesOf(report, href),
    outcomes: [...outcomes].map(([outcome, count]) => ({
      text: outcomeText[outcome],
      count,
      href: `${href}?show=${outcome}#rows`,
    })),
    passed: report.passedRows.length,
    hasPassed: report.passedRows.length > 0,
    declarationOptions: [{ value: '', text: '各人不一，以登记表为准' }, ...declarationOptions],
    form: { declarationWay: '', declaredOn: request.today, ...typedAgain(request, errors) },
    ...(await rowsOnPage(app, request, register, report.hasSheets)),
    errors,
  })
}

/** How many rows go where, in the order in which that is of interest. Once committed, who was to be added has been. */
async function outcomesOf({ db }: FastifyInstance, { id, state }: StoredImport): Promise<Map<RowOutcome, number>> {
  const counts = await countOutcomes(db, id)
  return new Map(
    rowOutcomes
      .filter((outcome) => counts.has(outcome))
      .map((outcome) => [seenAs(outcome, state), counts.get(outcome) as number]),
  )
}

function seenAs(outcome: RowOutcome, state: StoredImport['state']): RowOutcome {
  if (state !== 'committed') return outcome
  return outcome === 'add' ? 'added' : outcome === 'update' ? 'updated' : outcome
}

/** What came in between when a commit, or taking it back, was last tried and did not come about. */
async function whyNotDone({ db }: FastifyInstance, { id }: StoredImport) {
  const job = await findJob(db, importSubject(id))
  if (job?.state !== 'failed' || job.outcome === null) return []
  const { code, message } = JSON.parse(job.outcome) as { code: string; message: string }
  return [{ code, severity: 'warning' as const, fields: [], message }]
}

function formatText(format: string): string {
  const known: Readonly<Record<string, string>> = {
    xlsx: '.xlsx 表格',
    'utf-8': '文本（UTF-8）',
    gb18030: '文本（GB 18030）',
  }
  return known[format] ?? '文本（UTF-16）'
}

function columnsInWords(columns: RegisterColumns, { remembered }: StagedReport) {
  return (Object.entries(columns) as [RegisterField, string][]).map(([field, header]) => ({
    title: columnTitle[field],
    header,
    isRemembered: remembered.includes(field),
  }))
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0)

/** The same figures as `npm run roll:check` prints. */
function verdictsOf(rows: number, { accepted, underAge, errors, warnings }: StagedReport) {
  return { rows, accepted, underAge, errors: sum(errors), warnings: sum(warnings) }
}

function codesOf({ errors, warnings }: StagedReport, href: string) {
  const lines = (counts: Readonly<Record<string, number>>, isError: boolean) =>
    Object.entries(counts).map(([code, count]) => ({
      title: findingTitle(code),
      count,
      isError,
      href: `${href}?code=${code}#rows`,
    }))
  return [...lines(errors, true), ...lines(warnings, false)]
}

async function rowsOnPage(
  { db, sealer }: FastifyInstance,
  request: FastifyRequest,
  { id, rows: allRows, state }: StoredImport,
  hasSheets: boolean,
) {
  const href = `/elections/${request.election.id}/roll/imports/${id}`
  const isStaged = state === 'staged'
  const narrowed = narrowedBy(request.query as ReviewAddress)
  const filter: RowFilter = { ...narrowed, show: storedAs(narrowed.show) }
  const isNarrowed = narrowed.show !== '' || narrowed.code !== ''
  const total = isNarrowed ? await countRegisterRows(db, id, filter) : allRows
  const pages = Math.max(1, Math.ceil(total / rowsPerPage))
  const page = Math.min(pageNumber((request.query as ReviewAddress).page), pages)
  const rows = await listRegisterRows(db, id, filter, { page, perPage: rowsPerPage })
  const hashes = rows.flatMap(({ outcome, identityHash }) => (outcome === 'elsewhere' ? (identityHash ?? []) : []))
  const places = await findRegistrations(db, request.election, hashes)
  const waiting = narrowed.show === 'changed' ? 'changed' : 'undecided'
  const isTogether = isStaged && (narrowed.show === '' || narrowed.show === waiting)
  const undecidedShown = isTogether ? await countRegisterRows(db, id, { show: waiting, code: narrowed.code }) : 0
  const matches = await matchesOf({ db, sealer }, request.election, rows)
  const address = (to: number) => `${href}?${new URLSearchParams({ ...narrowed, page: String(to) }).toString()}#rows`
  return {
    narrowed: { ...narrowed, title: titleOf(narrowed) },
    rowQuery: new URLSearchParams({ ...narrowed, page: String(page) }).toString(),
    page,
    rows: rows.map((row) =>
      rowOnPage({ ...row, outcome: seenAs(row.outcome, state) }, sealer.unsealText(row.sealedPerson), {
        isStaged,
        hasSheets,
        place: places.get(row.identityHash ?? '')?.communityName,
        match: matches(row),
      }),
    ),
    hasDecisions: isStaged && rows.some(isForDecision),
    undecidedShown,
    hasUndecidedShown: undecidedShown > 0,
    allTexts: decisionTexts[narrowed.show === 'changed' ? 'identity' : 'new'],
    pager: {
      total,
      unit: '行',
      page,
      pages,
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
  }
}

function storedAs(show: RowFilter['show']): RowFilter['show'] {
  return show === 'added' ? 'add' : show === 'updated' ? 'update' : show
}

function titleOf({ show, code }: RowFilter): string {
  if (code !== '') return findingTitle(code)
  return show === '' ? '' : outcomeText[show]
}

/** What an address, or a form that keeps it, narrows the rows down to. */
export function narrowedBy({ show, code }: ReviewAddress): RowFilter {
  return {
    show: rowOutcomes.find((outcome) => outcome === show) ?? '',
    code: typeof code === 'string' && /^[a-z0-9-]{1,40}$/.test(code) ? code : '',
  }
}
