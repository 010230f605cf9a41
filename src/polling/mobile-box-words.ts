import { longDate } from '../lib/chinese-text.js'
import type { MobileBoxEntry } from './mobile-box-queries.js'

/** Where a mobile box stands, in a word and a mark that is not only colour. */
export function boxState({ state, postedOn }: Pick<MobileBoxEntry, 'state' | 'postedOn'>) {
  if (state === 'draft') return { text: '未报批', look: 'ahead' } as const
  if (state === 'submitted') return { text: '已报批，等街道（镇）批准', look: 'warn' } as const
  if (state === 'refused') return { text: '没有批准', look: 'wrong' } as const
  if (postedOn === null) return { text: '已批准，名单待公布', look: 'current' } as const
  return { text: '已批准，名单已公布', look: 'done' } as const
}

/** What the township said, as the page of the box tells it; blank before it has. */
export function decisionText({ decidedOn, decisionReason, decisionDocument, decidedByName }: MobileBoxEntry): string {
  if (decidedOn === null) return ''
  return `${longDate(decidedOn)}，${decisionDocument}：${decisionReason}（${decidedByName}）`
}
