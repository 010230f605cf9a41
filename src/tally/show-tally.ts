import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listStations } from '../polling/queries.js'
import { recountText } from './counts-of-vote.js'
import { doubtfulAmong } from './doubtful-ballots.js'
import { countInHand, findResult, listSheets, type SheetRow } from './queries.js'
import { listAccountNames } from '../organisation/queries.js'
import { accountsIn, entryDue, entryText, isToBeResolved, mayType, statusText, waitsFor } from '../rules/entry-words.js'
import { listReadings } from './reading-queries.js'
import { struckNames } from './struck-names.js'
import { checkTallyOpen } from './tally-open.js'
import { type RoundInView, roundInView } from './vote-facts.js'

/** Every sheet of a round and what each waits for; for observers only how many are done. */
export async function showTally(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const round = await roundInView(this.db, election, request.query)
  const findings = round.isCurrent ? await checkTallyOpen(this.db, election) : []
  const sheets = await listSheets(this.db, round.id)
  const stations = await listStations(this.db, round.id)
  const result = await findResult(this.db, round.id)
  const recount = await countInHand(this.db, round.id)
  const covered = new Set(sheets.map(({ stationId }) => stationId))
  const uncovered = stations.filter(({ id }) => !covered.has(id)).map(({ name }) => name)
  const isObserver = request.account?.role === 'observer'
  const isOpen = round.isCurrent && findings.length === 0
  const definitive = sheets.filter(({ entry }) => entry.status === 'definitive').length
  const doubtful = doubtfulAmong(sheets, await listReadings(this.db, round.id))
  const undecided = doubtful.filter(({ decided }) => decided === undefined).length
  const isComplete = sheets.length > 0 && definitive === sheets.length && uncovered.length === 0 && undecided === 0
  const rows = isObserver ? [] : await sheetRows(this, request, sheets, isOpen)
  return await reply.page('tally/show-tally.hbs', {
    title: '计票',
    isUnpublished: sheets.length > 0 && stateOf(result) !== 'declared',
    round,
    recountTitle: recountText({ recount }),
    isRecounting: recount > 0 && stateOf(result) !== 'declared',
    findings: result ? [] : findings,
    struck: round.isCurrent ? await struckNames(this.db, election) : [],
    isObserver,
    rows,
    hasSheets: sheets.length > 0,
    progress: progressOf(sheets),
    uncovered: uncovered.join('、'),
    doubtful: doubtful.length,
    hasDoubtful: doubtful.length > 0 && !isObserver,
    undecided,
    isComplete,
    step: nextStep({ request, round, rows, isOpen, isComplete, uncovered, undecided, stateOfResult: stateOf(result) }),
    mayPrint: round.isCurrent && ['electionOfficer', 'tallyClerk'].includes(request.account?.role ?? ''),
    mayJoin: round.isCurrent && definitive > 0 && request.account?.role === 'electionOfficer',
    maySetUp: isOpen && request.account?.role === 'electionOfficer',
    here: `/elections/${election.id}/tally`,
  })
}

function stateOf(result: { readonly declaredOn: unknown } | undefined): 'none' | 'proposed' | 'declared' {
  if (!result) return 'none'
  return result.declaredOn ? 'declared' : 'proposed'
}

function progressOf(sheets: readonly SheetRow[]) {
  const count = (test: (sheet: SheetRow) => boolean): number => sheets.filter(test).length
  return {
    total: sheets.length,
    definitive: count(({ entry }) => entry.status === 'definitive'),
    once: count(({ entry }) => 'first' in entry && entry.status !== 'definitive'),
    toResolve: count(({ entry }) => isToBeResolved(entry)),
    untouched: count(({ entry }) => entry.status === 'empty' || entry.status === 'firstEntryInProgress'),
  }
}

type SheetLine = Awaited<ReturnType<typeof sheetRows>>[number]

async function sheetRows(app: FastifyInstance, request: FastifyRequest, sheets: readonly SheetRow[], isOpen: boolean) {
  const names = await listAccountNames(app.db, [...new Set(sheets.flatMap(({ entry }) => accountsIn(entry)))])
  const accountId = request.account?.id ?? 0
  const role = request.account?.role
  return sheets.map((sheet) => {
    const { entry, id } = sheet
    const due = entryDue(entry)
    const typing = role === 'tallyClerk' && isOpen && due ? mayType(entry, accountId) : { may: false, reason: '' }
    const isOwn = 'running' in entry && entry.running.accountId === accountId
    const action = due && typing.may ? `${isOwn ? '继续' : '开始'}${entryText[due]}` : ''
    return {
      id,
      version: sheet.version,
      station: sheet.stationName,
      number: sheet.number,
      isBundle: sheet.mode === 'ballots',
      status: statusText[entry.status],
      first: 'first' in entry ? (names.get(entry.first.accountId) ?? '') : '',
      second: 'second' in entry ? (names.get(entry.second.accountId) ?? '') : '',
      running: 'running' in entry ? (names.get(entry.running.accountId) ?? '') : '',
      waitsFor: waitsFor(entry),
      reason: typing.reason,
      action,
      isOwn,
      isToBeResolved: isToBeResolved(entry),
      mayResolve: role === 'electionOfficer' && isOpen && entry.status !== 'empty' && entry.status !== 'firstEntryDone',
    }
  })
}

interface Situation {
  readonly request: FastifyRequest
  readonly round: RoundInView
  readonly rows: readonly SheetLine[]
  readonly isOpen: boolean
  readonly isComplete: boolean
  readonly uncovered: readonly string[]
  readonly undecided: number
  readonly stateOfResult: 'none' | 'proposed' | 'declared'
}

interface NextStep {
  readonly text: string
  readonly label: string
  readonly href: string
  /** Set where the step is carried out by a form. */
  readonly startSheet: SheetLine | null
}

/** The one next step of whoever looks. */
function nextStep(situation: Situation): NextStep {
  const { request, rows, isOpen, isComplete, uncovered, undecided, stateOfResult, round } = situation
  const base = `/elections/${request.election.id}/tally`
  const step = (text: string, label = '', href = '', startSheet: SheetLine | null = null): NextStep => ({
    text,
    label,
    href,
    startSheet,
  })
  const result = `${base}/result${round.isCurrent ? '' : `?round=${round.number}`}`
  if (stateOfResult === 'declared') return step('选举结果已经宣布。', '看选举结果', result)
  if (stateOfResult === 'proposed') return step('计票结果已经提出，等选举委员会负责人宣布。', '看计票结果', result)
  if (!isOpen) return step('')
  if (isComplete) return step('全部计票单已核定，可以看计票结果。', '看计票结果', result)
  const role = request.account?.role
  if (role === 'electionOfficer') {
    if (uncovered.length > 0)
      return step(`还没有计票单的投票站：${uncovered.join('、')}。`, '生成计票单', `${base}/set-up-sheets`)
    const waiting = rows.find((row) => row.isToBeResolved)
    if (waiting) {
      const href = `${base}/sheets/${waiting.id}/resolve-differences`
      return step(`${waiting.station}第${waiting.number}张：${waiting.status.text}。`, '核对这张计票单', href)
    }
    if (undecided > 0) return step(`有 ${undecided} 张疑难票要认定。`, '认定疑难票', `${base}/judge-doubtful`)
    return step('等录入员把每张计票单录入两次。')
  }
  if (role === 'tallyClerk') {
    const own = rows.find(({ isOwn }) => isOwn)
    if (own)
      return step(`您正在录入${own.station}第${own.number}张。`, '继续录入', `${base}/sheets/${own.id}/enter-sheet`)
    const free = rows.find(({ action }) => action !== '')
    if (free) return step(`可以录入${free.station}第${free.number}张。`, free.action, '', free)
  }
  return step(rows.length === 0 && role === 'tallyClerk' ? '等选举委员会负责人生成计票单。' : '现在没有要您办的事。')
}
