import type { Db } from '../infra/db/database.js'
import type { Paper } from './define-notice.js'
import { checkWording, type CheckedWording } from './wording-check.js'
import { findLastWording } from './wording-queries.js'
import { type Shape, shapeOfFacts } from './wording-shape.js'
import { wordingTree } from './wording-tree.js'
import { readWording } from './wording.js'

/** The words that a kind of paper is set in now. */
export interface WordingInForce {
  readonly text: string
  /** The bureau's own version; 0: as shipped. */
  readonly version: number
  /** Why the bureau's own wording is not used; empty when nothing is wrong. */
  readonly setAside: string
}

/**
 * The bureau's own wording where there is one, else the shipped one; this too when the bureau's has become unfit, because
 * a newer version of the house names other words of the law or other facts.
 */
export async function wordingInForce(db: Db, paper: Paper): Promise<WordingInForce> {
  const shipped = readWording(paper.key)
  const last = await findLastWording(db, paper.key)
  if (!last || last.wording === null) return { text: shipped, version: 0, setAside: '' }
  const [mistake] = checkedOnce(paper, last.wording, shipped).mistakes
  if (!mistake) return { text: last.wording, version: last.version, setAside: '' }
  const setAside = `本市措辞第${last.version}版不合现在的要求（第${mistake.line}行：${mistake.message}），已改用出厂措辞。`
  return { text: shipped, version: 0, setAside }
}

/** What a wording of this paper may name. */
export function shapeOfPaper(paper: Paper): Shape {
  return shapeOfFacts({ ...paper.sample, number: '', date: '' }, wordingTree(readWording(paper.key)))
}

/** The last check of each kind: it takes a millisecond, and lists of papers ask for all of them. */
const checks = new Map<string, { readonly text: string; readonly checked: CheckedWording }>()

function checkedOnce(paper: Paper, text: string, shipped: string): CheckedWording {
  const known = checks.get(paper.key)
  if (known?.text === text) return known.checked
  const checked = checkWording(text, shipped, shapeOfPaper(paper))
  checks.set(paper.key, { text, checked })
  return checked
}
