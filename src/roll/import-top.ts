import type { Sealer } from '../infra/security/sealing.js'
import type { FirstRows, RegisterColumns } from './register/checked-register.js'

/** Why a file was refused that a person may still make readable. */
export const columnsNotFound = 'columns-not-found'

/** Enough to recognise a table by; a hostile file must not fill a page. */
const most = { sheets: 20, rows: 30, columns: 60, text: 60 } as const

/** The first rows of a file, cut to what a page shows, sealed: there are people in them. */
export function sealedTopOf(tops: readonly FirstRows[], sealer: Sealer): string {
  const cut = tops.slice(0, most.sheets).map(({ sheet, rows }) => ({
    sheet,
    rows: rows.slice(0, most.rows).map(({ rowNumber, texts }) => ({
      rowNumber,
      texts: texts.slice(0, most.columns).map((text) => [...text].slice(0, most.text).join('')),
    })),
  }))
  return sealer.sealText(JSON.stringify(cut satisfies FirstRows[]))
}

export function openedTop(sealed: string | null, sealer: Sealer): FirstRows[] {
  return sealed === null ? [] : (JSON.parse(sealer.unsealText(sealed)) as FirstRows[])
}

/** The row that looks most like a heading: the first of those with the most short texts without digits. */
export function likelyHeading(top: FirstRows | undefined, columns: RegisterColumns): number | undefined {
  const known = new Set(Object.values(columns))
  let best: number | undefined
  let most = 0
  for (const { rowNumber, texts } of top?.rows ?? []) {
    const words = texts.filter((text) => text !== '' && text.length <= 16 && !/\d{2}/.test(text))
    const score = words.length + 100 * words.filter((text) => known.has(text)).length
    if (score <= most) continue
    best = rowNumber
    most = score
  }
  return best
}
