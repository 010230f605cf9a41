import { findPaper } from './catalogue.js'
import { findSheet } from './sheet-catalogue.js'

/** What a paper or sheet is called, by its key; undefined for one that there is no more. */
export function titleOfKey(key: string): string | undefined {
  return findPaper(key)?.title ?? findSheet(key)?.title
}
