import type { Block, TableBlock } from './layout/blocks.js'
import { wordJoiner } from './layout/blocks.js'

/** One thing that a paper says, and what it would say now; in the words of the paper. */
export interface Change {
  /** The heading, row and column that it stands under. */
  readonly where: string
  readonly before: string
  readonly after: string
}

export const notThere = '（原无此项）'
export const takenOut = '（删去）'

/** A sentence, a row of a table or a name. */
interface Unit {
  readonly where: string
  readonly text: string
  readonly cells?: readonly Cell[]
}

interface Cell {
  readonly title: string
  readonly text: string
}

/**
 * What two settings of one paper say differently: sentence by sentence, name by name, and of a row of a table field by
 * field. Order alone is no difference; neither are number and date, which every issue has of its own.
 */
export function changesBetween(before: readonly Block[], after: readonly Block[]): Change[] {
  const [was, is] = [unitsOf(before), unitsOf(after)]
  const gone = without(was, is)
  const come = without(is, was)
  const changes: Change[] = []
  for (const unit of gone) {
    const partner = come.find((other) => isPartner(unit, other))
    if (!partner) {
      changes.push({ where: unit.where, before: unit.text, after: takenOut })
      continue
    }
    come.splice(come.indexOf(partner), 1)
    changes.push(...changesOf(unit, partner))
  }
  return [...changes, ...come.map(({ where, text }) => ({ where, before: notThere, after: text }))]
}

function changesOf(was: Unit, is: Unit): Change[] {
  if (!was.cells || !is.cells) return [{ where: was.where, before: was.text, after: is.text }]
  const row = keyOf(was.cells)
  return was.cells.flatMap(({ title, text }, i) => {
    const now = is.cells?.[i]?.text ?? ''
    return now === text ? [] : [{ where: `${was.where}：${row}，${title}`, before: text, after: now }]
  })
}

/** Names come and go; a sentence takes the place of the next one gone under its heading, a row of one with its key. */
function isPartner(was: Unit, is: Unit): boolean {
  if (was.where !== is.where || (was.cells === undefined) !== (is.cells === undefined)) return false
  if (was.cells && is.cells) return was.cells.length === is.cells.length && keyOf(was.cells) === keyOf(is.cells)
  return !was.where.endsWith('名单')
}

/** What a row is known by: its first field that is more than a number. */
function keyOf(cells: readonly Cell[]): string {
  return (cells.find(({ text }) => /[^\d\s\u3000]/.test(text)) ?? cells[0])?.text ?? ''
}

/** Those of a list that another has not, each as often as it is missing there. */
function without(units: readonly Unit[], others: readonly Unit[]): Unit[] {
  const counts = new Map<string, number>()
  for (const { text } of others) counts.set(text, (counts.get(text) ?? 0) + 1)
  return units.filter(({ text }) => {
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left <= 0
  })
}

function unitsOf(blocks: readonly Block[]): Unit[] {
  let heading = '正文'
  return blocks.flatMap((block): Unit[] => {
    switch (block.kind) {
      case 'title':
        return block.lines.map((text) => ({ where: '标题', text: plain(text) }))
      case 'annex':
        heading = plain(block.title)
        return []
      case 'addressee':
        return [{ where: '主送', text: plain(block.text) }]
      case 'paragraph':
        if (block.level === 1 || block.level === 2) heading = plain(block.text).replace(/[。：].*$/u, '')
        return sentences(plain(block.text)).map((text) => ({ where: heading, text }))
      case 'table':
        return rowsOf(block, block.caption ?? heading)
      case 'names':
        return block.names.map(({ name, note }) => ({
          where: `${block.caption?.replace(/（.*$/u, '') ?? heading}名单`,
          text: note ? `${name}（${note}）` : name,
        }))
      case 'attachments':
        return block.titles.map((text) => ({ where: '附件', text: plain(text) }))
      case 'signature':
        return [{ where: '署名', text: block.issuer }]
      case 'note':
        return [{ where: '附注', text: plain(block.text) }]
      default:
        return []
    }
  })
}

function rowsOf({ columns, rows, total }: TableBlock, where: string): Unit[] {
  return [...rows, ...(total ? [total] : [])].map((row) => {
    const cells = row.map((text, i) => ({ title: columns[i]?.title ?? '', text: plain(text) }))
    return { where, text: cells.map(({ text }) => text).join('，'), cells }
  })
}

function plain(text: string): string {
  return text.replaceAll(wordJoiner, '')
}

function sentences(text: string): string[] {
  return text.match(/[^。；]+[。；]?/gu) ?? []
}

/** What is still to be corrected: changes that no correction has told yet, and corrections that no longer hold. */
export function untold(changes: readonly Change[], told: readonly Change[]): Change[] {
  const standing = inOne(told)
  const open = changes.flatMap((change) => {
    const last = standing.find((one) => isOfSameSpot(one, change))
    if (!last) return [change]
    standing.splice(standing.indexOf(last), 1)
    return last.after === change.after ? [] : [{ ...change, before: last.after }]
  })
  return [...open, ...standing.map(({ where, before, after }) => ({ where, before: after, after: before }))]
}

/** Corrections of the same thing, one after the other, as one from what the paper itself says. */
function inOne(told: readonly Change[]): Change[] {
  const standing: Change[] = []
  for (const change of told) {
    const at = standing.findIndex(({ where, after }) => where === change.where && after === change.before)
    const earlier = standing[at]
    if (earlier) standing[at] = { ...earlier, after: change.after }
    else standing.push(change)
  }
  return standing.filter(({ before, after }) => before !== after)
}

function isOfSameSpot(one: Change, other: Change): boolean {
  if (one.where !== other.where || one.before !== other.before) return false
  return one.before !== notThere || one.after === other.after
}
