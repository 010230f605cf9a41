import { changeSentences, compareCounts } from '../rules/compare-counts.js'
import { countTitle, recountOrdererText } from '../rules/recount.js'
import { longDate } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import type { Outcome } from '../rules/outcome.js'
import { listCounts, listRecounts, type ResultRow } from './queries.js'

/** A count of a vote among the others, for going from one to the other. */
export interface CountLink {
  readonly recount: number
  readonly title: string
  readonly state: string
  readonly isHere: boolean
}

/** For the page of a sheet: which recount it belongs to, or nothing. */
export function recountText({ recount }: { readonly recount: number }): string {
  return recount > 0 ? countTitle(recount) : ''
}

/** The counts of a vote: those declared, and the one in hand. Empty while there is only one. */
export function countLinks(declared: readonly ResultRow[], inHand: number, here: number): CountLink[] {
  const inForce = declared.at(-1)?.recount
  const links = declared.map(({ recount, declaredOn }) => ({
    recount,
    title: countTitle(recount),
    state: `${longDate(declaredOn ?? '2000-01-01')}宣布，${recount === inForce ? '有效' : '已由复核结果代替'}`,
    isHere: recount === here,
  }))
  const isOpen = !declared.some(({ recount }) => recount === inHand)
  const open = { recount: inHand, title: countTitle(inHand), state: '未公布', isHere: inHand === here }
  const all = isOpen ? [...links, open] : links
  return all.length > 1 ? all : []
}

/** A recount with the decision it rests on and what it found otherwise than the count before; null for the count itself. */
export async function recountInView(db: Db, roundId: number, recount: number, outcome: Outcome | undefined) {
  const opened = (await listRecounts(db, roundId)).find(({ number }) => number === recount)
  if (!opened) return null
  const before = (await listCounts(db, roundId)).findLast((count) => count.recount < recount)
  return {
    title: countTitle(recount),
    decision: `${recountOrdererText[opened.orderedBy]}${longDate(opened.decidedOn)}决定`,
    document: opened.document,
    reason: opened.reason,
    opened: `${longDate(opened.openedOn)}，${opened.openedByName}`,
    before: before ? countTitle(before.recount) : '',
    changes: before && outcome ? changeSentences(compareCounts(before.counted.outcome, outcome)) : [],
  }
}
