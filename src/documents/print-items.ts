import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Role } from '../infra/security/roles.js'
import type { Sealer } from '../infra/security/sealing.js'
import { isUnpublished } from '../tally/queries.js'
import { listRounds } from '../timetable/queries.js'
import { catalogue, supplements } from './catalogue.js'
import type { PaperContext } from './define-notice.js'
import type { Picked, Sheet } from './define-sheet.js'
import type { PrintChoice } from './print-choice.js'
import { numberText } from './paper-number.js'
import { isOf } from './paper-in-view.js'
import { getIssuedPaper, type IssuedPaper, listIssuedPapers } from './queries.js'
import { checkPaper, outOfTime } from './readiness.js'
import { setSheet, sheetFacts } from './render-sheet.js'
import { findSheet, sheetCatalogue } from './sheet-catalogue.js'

/** Kinds of paper that can be picked, in printing order. */
export const pickablePapers = [...catalogue, ...supplements]

/** Sheets that are the same for everybody: those of one objection or one version are printed by themselves. */
export function pickableSheets(role: Role): readonly Sheet[] {
  const alone = ['version', 'earlierVersion', 'objection', 'certificate'] as const
  return sheetCatalogue.filter(
    ({ roles, options }) => roles.includes(role) && !alone.some((option) => options.includes(option)),
  )
}

/** A paper or sheet of a community that can be printed, or why not. */
export interface PrintItem {
  readonly kind: 'paper' | 'sheet'
  readonly key: string
  readonly title: string
  readonly why: string
  /** Papers in force of the kind. */
  readonly issued: readonly IssuedPaper[]
}

/** What of a choice a community has ready, in printing order. */
export async function itemsOf(
  db: Db,
  context: PaperContext,
  { papers, sheets }: Pick<PrintChoice, 'papers' | 'sheets'>,
): Promise<PrintItem[]> {
  const all = await listIssuedPapers(db, context.election.id)
  const inForce = all.filter(({ withdrawnOn, replacedBy }) => withdrawnOn === null && replacedBy === null)
  const items: PrintItem[] = []
  for (const { key, title } of pickablePapers.filter((paper) => papers.includes(paper.key))) {
    const issued = inForce.filter((paper) => paper.key === key)
    const why = issued.length > 0 ? '' : await whyNotIssued(db, context, key)
    items.push({ kind: 'paper', key, title, why, issued })
  }
  for (const { key, title, after } of sheetCatalogue.filter((sheet) => sheets.includes(sheet.key))) {
    const why = outOfTime(after, [], context)[0]?.message ?? ''
    items.push({ kind: 'sheet', key, title, why, issued: [] })
  }
  return items
}

async function whyNotIssued(db: Db, context: PaperContext, key: string): Promise<string> {
  const paper = catalogue.find((each) => each.key === key)
  if (!paper) return '没有更正公告。'
  const { round } = context
  const rounds = await listRounds(db, context.election.id)
  if (paper.rounds && !rounds.some((each) => isOf(paper, each))) return '没有这一轮投票。'
  const wanted = paper.rounds && !isOf(paper, round) ? rounds.findLast((each) => isOf(paper, each)) : round
  const findings = await checkPaper(db, paper, { ...context, round: wanted ?? round })
  const errors = findings.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? errors.map(({ message }) => message).join('') : '可以印发，还没有印发。'
}

/** One document ready to be printed. */
export interface PrintedDocument {
  readonly name: string
  readonly bytes: Buffer
  readonly pages: number
  /** Of a sheet, for the log. */
  readonly sheet?: { readonly key: string; readonly picked: Picked; readonly entries: number }
}

/** The stored bytes of every paper in force of a kind. */
export async function* printPapers(
  db: Db,
  { id, communityName }: ElectionInScope,
  { issued }: PrintItem,
): AsyncGenerator<PrintedDocument> {
  for (const { id: paperId } of issued) {
    const paper = await getIssuedPaper(db, id, paperId)
    const number = numberText(paper)
    const title = paper.title.replace(communityName, '').replace(/（第.*$/u, '')
    yield {
      name: `${number === '' ? '' : `${number} `}${title}`,
      bytes: Buffer.from(paper.content),
      pages: paper.pages,
    }
  }
}

/** A sheet as the facts stand now; a sentence where there is nothing to print or a character has no font. */
export async function printSheetOf(
  source: { readonly db: Db; readonly sealer: Sealer },
  context: PaperContext,
  item: PrintItem,
  { group, isSample }: { readonly group: number | undefined; readonly isSample: boolean },
): Promise<PrintedDocument | string> {
  const sheet = findSheet(item.key)
  if (!sheet) return '没有这种表册。'
  const picked: Picked = {
    ...(group !== undefined && sheet.options.includes('group') ? { group } : {}),
    paper: 'A4',
    layout: 'names',
    identity: sheet.options.includes('identity') ? 'last4' : 'none',
  }
  const { entries, blocks } = await sheet.prepare(source, context, picked)
  if (entries === 0) return '没有要印的内容。'
  const facts = sheetFacts(context)
  const isMarked = sheet.ofCount === true && (await isUnpublished(source.db, context.round.id))
  const set = await setSheet(sheet, blocks(facts), {
    ...{ picked, on: context.today, sample: isSample, facts },
    isUnpublished: isMarked,
  })
  if (!set.ok) return `字体中没有这些字：${set.error.map(({ character }) => character).join('、')}。`
  const { bytes, pages } = set.value
  const name = isMarked ? `（未公布）${sheet.title}` : sheet.title
  return { name, bytes, pages, sheet: { key: sheet.key, picked, entries } }
}
