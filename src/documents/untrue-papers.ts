import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { hasErrors } from '../rules/finding.js'
import type { Db } from '../infra/db/database.js'
import { listRounds } from '../timetable/queries.js'
import { catalogue } from './catalogue.js'
import { type Change, changesBetween, untold } from './compare-papers.js'
import type { PaperContext, PaperFacts } from './define-notice.js'
import { type PaperInView, viewOf } from './paper-in-view.js'
import { bareNumber, type NumberedPaper } from './paper-number.js'
import { listPapersInForce, listSupplements } from './queries.js'
import { checkPaper } from './readiness.js'
import { renderWording } from './wording.js'

type InForce = Awaited<ReturnType<typeof listPapersInForce>>[number]

/** A paper in force that says what is no longer so. */
export interface UntruePaper {
  readonly issued: InForce
  readonly view: PaperInView
  readonly changes: readonly Change[]
}

/** Papers in force whose words would be other words today, and what of that no correction has told yet. */
export async function listUntruePapers(db: Db, context: PaperContext): Promise<UntruePaper[]> {
  const issued = await listPapersInForce(db, context.election.id)
  const rounds = await listRounds(db, context.election.id)
  const told = await correctionsOf(db, issued)
  const untrue: UntruePaper[] = []
  for (const one of issued) {
    const paper = catalogue.find(({ key }) => key === one.key)
    if (!paper || paper.again === 'adds') continue
    const round = rounds.find(({ id }) => id === one.roundId) ?? context.round
    const view = viewOf(paper, { ...context, round })
    const changes = await changesOf(db, view, one)
    const left = changes === undefined ? [] : untold(changes, told.get(one.id) ?? [])
    if (left.length > 0) untrue.push({ issued: one, view, changes: left })
  }
  return untrue
}

/**
 * What a paper in force would say otherwise. Undefined when its time has passed or it cannot be made now: then what it
 * said is history, and what came after stands in later papers.
 */
async function changesOf(db: Db, { paper, context }: PaperInView, issued: InForce): Promise<Change[] | undefined> {
  if (hasErrors(await checkPaper(db, paper, context))) return undefined
  const now = await paper.load(db, context)
  if (JSON.stringify(now) === issued.facts) return []
  return compare(issued, now)
}

/** Both in the wording of the paper as it was issued, so that new wording alone makes no paper untrue. */
function compare(issued: { readonly wording: string; readonly facts: string } & Marks, now: PaperFacts): Change[] {
  const before = wordAs(issued, JSON.parse(issued.facts) as PaperFacts)
  const after = wordAs(issued, now)
  return changesBetween(before, after)
}

type Marks = NumberedPaper & { readonly issuedOn: PlainDate }

function wordAs(issued: { readonly wording: string } & Marks, facts: PaperFacts) {
  const number = bareNumber(issued) ?? ''
  return renderWording(issued.wording, { ...facts, number, date: longDate(issued.issuedOn) }).blocks
}

/** What corrections in force have told of each paper, first to last. */
export async function correctionsOf(db: Db, papers: readonly { readonly id: number }[]) {
  const told = new Map<number, Change[]>()
  const supplements = await listSupplements(
    db,
    papers.map(({ id }) => id),
  )
  for (const { supplements: paperId, facts } of supplements) {
    if (paperId === null) continue
    const { changes } = JSON.parse(facts) as { readonly changes: readonly Change[] }
    told.set(paperId, [...(told.get(paperId) ?? []), ...changes])
  }
  return told
}
