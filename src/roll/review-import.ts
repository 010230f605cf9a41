import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { NotFound } from '../infra/http/errors.js'
import { pageNumber } from '../infra/http/fields.js'
import type { FormErrors } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { columnTitle, findingTitle } from './finding-titles.js'
import { countOutcomes, isForDecision, outcomeOf, outcomeText, type RowOutcome, rowOutcomes } from './import-outcome.js'
import {
  countAdded,
  getImport,
  type ImportRow,
  listImportRows,
  listSealedPersons,
  type StoredImport,
} from './import-queries.js'
import { type RegisterColumns, type RegisterField } from './register/checked-register.js'
import { rowOnPage } from './review-row.js'
import type { StagedReport } from './stage-register.js'

const rowsPerPage = 50

/** A row of a register with what becomes of it as things stand now. */
export type OutcomeRow = ImportRow & { readonly outcome: RowOutcome }

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

/** An import of this election with every row's outcome. */
export async function loadImport({ db }: Pick<FastifyInstance, 'db'>, request: FastifyRequest) {
  const { election } = request
  const register = await getImport(db, election.id, importIdOf(request))
  const place = { id: register.id, seasonId: election.seasonId, electionId: election.id }
  const rows = await listImportRows(db, place)
  return {
    register,
    rows: rows.map((row): OutcomeRow => ({ ...row, outcome: outcomeOf(row, register.id, election.id) })),
  }
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
  const { register, rows } = await loadImport(app, request)
  if (register.state === 'discarded') throw new NotFound('这份名册已经放弃，行的内容已清除。')
  const report = JSON.parse(register.report) as StagedReport
  const isStaged = register.state === 'staged'
  const obstacles = isStaged
    ? commitObstacles(register, may('importRegister', await listMilestones(app.db, election.id)), election.electionDay)
    : []
  const outcomes = countOutcomes(rows.map(({ outcome }) => outcome))
  const href = `/elections/${election.id}/roll/imports/${register.id}`
  return await reply.code(errors ? 422 : 200).page('roll/review-import.hbs', {
    title: `核对名册：${register.fileName}`,
    register: { ...register, href, format: formatText(report.format), shortHash: register.sha256.slice(0, 16) },
    isStaged,
    isCommitted: register.state === 'committed',
    isReading: register.state === 'reading',
    obstacles,
    mayCommit: isStaged && obstacles.length === 0 && outcomes.undecided === 0,
    toAdd: outcomes.add,
    added: await countAdded(app.db, register.id),
    undecided: outcomes.undecided,
    hasUndecided: outcomes.undecided > 0,
    notes: report.notes,
    columns: columnsInWords(JSON.parse(register.columns) as RegisterColumns),
    verdicts: verdictsOf(register.rows, report),
    codes: codesOf(report, href),
    outcomes: rowOutcomes
      .filter((outcome) => outcomes[outcome] > 0)
      .map((outcome) => ({
        text: outcomeText[outcome],
        count: outcomes[outcome],
        href: `${href}?show=${outcome}#rows`,
      })),
    passed: report.passedRows.length,
    hasPassed: report.passedRows.length > 0,
    ...(await rowsOnPage(app, request, rows, href, isStaged)),
    errors,
  })
}

/** Why the register as a whole cannot be committed. */
export function commitObstacles(register: StoredImport, mayImport: readonly Finding[], electionDay: string): Finding[] {
  if (register.electionDay === electionDay) return [...mayImport]
  const message = `核对时的选举日是${longDate(register.electionDay)}，后来改为${longDate(electionDay as typeof register.electionDay)}，年龄要重新核对。请放弃这一份，再上传一次。`
  return [...mayImport, { code: 'election-day-moved', severity: 'error', fields: [], message }]
}

function formatText(format: string): string {
  const known: Readonly<Record<string, string>> = {
    xlsx: '.xlsx 表格',
    'utf-8': '文本（UTF-8）',
    gb18030: '文本（GB 18030）',
  }
  return known[format] ?? '文本（UTF-16）'
}

function columnsInWords(columns: RegisterColumns) {
  return Object.entries(columns).map(([field, header]) => ({ title: columnTitle[field as RegisterField], header }))
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
  app: FastifyInstance,
  request: FastifyRequest,
  rows: readonly OutcomeRow[],
  href: string,
  isStaged: boolean,
) {
  const narrowed = narrowedBy(request.query as ReviewAddress)
  const hasSheets = rows.some(({ sheet }) => sheet !== rows[0]?.sheet)
  const shown = rows.filter((row) => isShown(row, narrowed))
  const pages = Math.max(1, Math.ceil(shown.length / rowsPerPage))
  const page = Math.min(pageNumber((request.query as ReviewAddress).page), pages)
  const some = shown.slice((page - 1) * rowsPerPage, page * rowsPerPage)
  const persons = await listSealedPersons(
    app.db,
    some.map(({ id }) => id),
  )
  const address = (to: number) => `${href}?${new URLSearchParams(narrowed).toString()}&page=${to}#rows`
  return {
    narrowed: {
      ...narrowed,
      title: narrowed.code
        ? findingTitle(narrowed.code)
        : narrowed.show
          ? outcomeText[narrowed.show as RowOutcome]
          : '',
    },
    page,
    rows: some.map((row) =>
      rowOnPage(row, app.sealer.unsealText(persons.get(row.id) as string), { isStaged, hasSheets }),
    ),
    hasDecisions: isStaged && some.some((row) => isForDecision(row, row.outcome)),
    undecidedShown: isStaged ? shown.filter(({ outcome }) => outcome === 'undecided').length : 0,
    hasUndecidedShown: isStaged && shown.some(({ outcome }) => outcome === 'undecided'),
    pager: {
      total: shown.length,
      unit: '行',
      page,
      pages,
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
  }
}

/** What an address, or a form that keeps it, narrows the rows down to. */
export function narrowedBy({ show, code }: ReviewAddress): { show: string; code: string } {
  return {
    show: rowOutcomes.includes(show as RowOutcome) ? (show as string) : '',
    code: typeof code === 'string' && /^[a-z0-9-]{1,40}$/.test(code) ? code : '',
  }
}

export function isShown(row: OutcomeRow, { show, code }: { readonly show: string; readonly code: string }): boolean {
  return (show === '' || row.outcome === show) && (code === '' || row.findings.includes(`"code":"${code}"`))
}
