import { type Browser, carryOut, type FormValues, insistOnSuccess } from './browser.js'
import type { Cast } from './cast.js'

/** The share of the valid ballots, in per cent, that the candidate of a rank gets for a post of so many seats. */
export type Support = (post: { readonly title: string; readonly seats: number }, rank: number) => number

/** Everybody who leads is elected; those behind stay far below half. No two posts have the same figures. */
export const clearSupport: Support = ({ title, seats }, rank) => {
  const turn = [...title].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 7
  return rank < seats ? 72 - 6 * rank - turn : 22 - 5 * (rank - seats) - turn
}

/** As clear, but for one post the last seat finds nobody with more than half. */
export function shortOfOne(title: string): Support {
  return (post, rank) =>
    post.title === title && rank >= post.seats - 1 ? 44 - 6 * (rank - post.seats + 1) : clearSupport(post, rank)
}

/** What the community's own procedure decides: those at the count may see the votes so far. */
export async function allowStandings(bureau: Browser, electionId: number, adoptedOn: string): Promise<void> {
  const page = `/elections/${electionId}/local-procedure/standingsWhileCounting`
  const decision = {
    value: 'true',
    reason: '居民代表会议通过的选举办法允许在计票现场显示得票进度',
    documentName: '社区选举办法',
    documentDate: adoptedOn,
  }
  await bureau.open(page)
  await carryOut(bureau, decision, page)
  await carryOut(bureau, { ...decision, step: 'confirm' }, page)
}

/** Makes a sheet for each station, once the poll is closed. */
export async function createSheets(officer: Browser, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/tally/set-up-sheets`
  await officer.open(page)
  await carryOut(officer, {}, page)
}

/** What the paper says other than the figures that a support makes: the whole form as typed. */
export type Amend = (figures: FormValues, sheet: PaperSheet, html: string) => FormValues

/** Types every sheet; the second clerk all of them, or the first few where the count is to stand half done. */
export async function typeSheets(
  cast: Cast,
  electionId: number,
  support: Support,
  twice = Number.POSITIVE_INFINITY,
  amend: Amend = (figures) => figures,
): Promise<void> {
  for (const [index, sheet] of (await listSheets(cast.officer, electionId)).entries()) {
    await typeSheet(cast.firstTypist, electionId, sheet, support, amend)
    if (index < twice) await typeSheet(cast.secondTypist, electionId, sheet, support, amend)
  }
}

export interface PaperSheet {
  readonly id: number
  /** Ballots handed out at its station. */
  readonly issued: number
}

/** The sheets not yet begun, from the page where the officer sets them up. */
export async function listSheets(browser: Browser, electionId: number): Promise<PaperSheet[]> {
  await browser.open(`/elections/${electionId}/tally/set-up-sheets`)
  const rows = [...browser.html.matchAll(/<tr>\s*<th scope="row">.*?<\/tr>/gs)].map(([row]) => row)
  return rows.flatMap((row) => {
    const issued = Number((/<td class="num">([\d\u2009]+)<\/td>/.exec(row)?.[1] ?? '').replaceAll('\u2009', ''))
    return [...row.matchAll(/name="sheetId" value="(\d+)"/g)].map(([, id]) => ({ id: Number(id), issued }))
  })
}

/** One entry of one sheet; what the page asks about is explained. */
export async function typeSheet(
  typist: Browser,
  electionId: number,
  sheet: PaperSheet,
  support: Support,
  amend: Amend = (figures) => figures,
): Promise<void> {
  const { id, issued } = sheet
  const page = `/elections/${electionId}/tally/sheets/${id}/enter-sheet`
  await typist.open(page)
  if (typist.html.includes(`${page}/start`)) await typist.submit({}, `${page}/start`)
  await typist.open(page)
  const figures = amend(sheetValues(typist.html, issued, support), sheet, typist.html)
  await typist.submit(figures, page)
  const asked = [...typist.html.matchAll(/name="(explain-[a-z-]+)"/g)].map(([, name]) => name as string)
  if (asked.length > 0) {
    const explained = Object.fromEntries(asked.map((name) => [name, '经核对纸质计票单，数字无误。']))
    await typist.submit({ ...figures, ...explained }, page)
  }
  insistOnSuccess(typist, page)
}

/** The figures of a sheet on which all identities hold. */
export function sheetValues(html: string, issued: number, support: Support): FormValues {
  const returned = issued
  const invalid = Math.floor(issued / 90)
  const blank = Math.floor(issued / 120)
  const valid = returned - invalid - blank
  const values: Record<string, string> = {
    ballotsIssued: String(issued),
    ballotsReturned: String(returned),
    validBallots: String(valid),
    invalidBallots: String(invalid),
    blankBallots: String(blank),
  }
  for (const [, head = '', body = ''] of html.matchAll(/<section class="panel sheet-post"([^>]*)>(.*?)<\/section>/gs)) {
    const seats = Number(/data-seats="(\d+)"/.exec(head)?.[1])
    const title = /data-title="([^"]*)"/.exec(head)?.[1] ?? ''
    const candidates = [...new Set([...body.matchAll(/name="candidate-(\d+)-for"/g)].map(([, id]) => id as string))]
    for (const [rank, id] of candidates.entries()) {
      const votes = Math.round((valid * Math.max(support({ title, seats }, rank), 3)) / 100)
      const against = Math.floor((valid - votes) / 3)
      values[`candidate-${id}-for`] = String(votes)
      values[`candidate-${id}-against`] = String(against)
      values[`candidate-${id}-abstain`] = String(valid - votes - against)
    }
  }
  return values
}

/** Counts a spelling of somebody written in under the name that is right. */
export async function joinWriteIns(
  officer: Browser,
  electionId: number,
  wish: { readonly name: string; readonly spelling: string; readonly grounds: string },
): Promise<void> {
  const page = `/elections/${electionId}/tally/join-write-ins`
  await officer.open(page)
  await carryOut(officer, wish, page)
}

/** One proposes, another declares. */
export async function declareResult(cast: Cast, electionId: number): Promise<void> {
  const home = `/elections/${electionId}/tally`
  await cast.firstTypist.open(`${home}/result`)
  await carryOut(cast.firstTypist, {}, `${home}/result/propose`)
  await cast.officer.open(`${home}/declare-result`)
  await carryOut(cast.officer, { checked: 'yes' })
}

/** Seals all ballots of a counted vote in one package, as the form offers their numbers. */
export async function sealBallots(officer: Browser, electionId: number, people: readonly [string, string]) {
  const page = `/elections/${electionId}/tally/seal-ballots`
  await officer.open(page)
  const offered = (name: string) => new RegExp(`id="${name}"[^>]*? value="([^"]*)"`).exec(officer.html)?.[1] ?? ''
  const figures = ['valid', 'invalid', 'unused', 'spoiled', 'sealedOn', 'keptUntil']
  const [firstName, secondName] = people
  await carryOut(
    officer,
    {
      ...Object.fromEntries(figures.map((name) => [name, offered(name)])),
      ...{ package: '1号箱', bundles: '', sealNumbers: `${electionId}-001、${electionId}-002` },
      ...{ place: '社区档案室铁皮柜', keeper: secondName, firstName, secondName },
    },
    page,
  )
}

/** On whose decision a declared vote is counted again, and why. */
export interface RecountDecision extends Readonly<Record<string, string>> {
  readonly orderedBy: 'electionCommittee' | 'townshipGroup' | 'bureau'
  readonly document: string
  readonly decidedOn: string
  readonly reason: string
}

/** Counts a declared vote again, as the ballots turn out to be: opened, typed twice, proposed and declared. */
export async function recount(
  cast: Cast,
  electionId: number,
  decision: RecountDecision,
  support: Support,
): Promise<void> {
  await cast.officer.open(`/elections/${electionId}/tally/open-recount`)
  await carryOut(cast.officer, decision, `/elections/${electionId}/tally/open-recount`)
  await typeSheets(cast, electionId, support)
  await declareResult(cast, electionId)
}

/** Opens the vote that follows, for the seats left or between the tied. */
export async function openRunoff(officer: Browser, electionId: number, votingDay: string): Promise<void> {
  await officer.open(`/elections/${electionId}/tally/open-runoff`)
  await carryOut(officer, { votingDay })
}

export { handOver } from './handover.js'
