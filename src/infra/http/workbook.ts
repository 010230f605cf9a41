import type { FastifyReply } from 'fastify'
import writeXlsxFile from 'write-excel-file/node'

/** How a number of a sheet is shown. */
export type NumberFormat = 'whole' | 'percent' | 'tenth'

/** A cell of a sheet: words, a number, or a formula, without its equals sign, that the table program reckons. */
export type SheetCell =
  | { readonly kind: 'words'; readonly text: string; readonly isHead?: boolean; readonly span?: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'formula'; readonly formula: string; readonly format: NumberFormat; readonly isHead?: boolean }

export interface Sheet {
  /** At most 31 characters, none of those that a sheet's name must not have. */
  readonly name: string
  readonly rows: readonly (readonly (SheetCell | null)[])[]
  /** Widths in characters, column by column. */
  readonly widths: readonly number[]
  /** Rows and columns that stay in sight. */
  readonly stickyRows: number
  readonly stickyColumns: number
}

const formats: Readonly<Record<NumberFormat, string>> = { whole: '#,##0', percent: '0.00%', tenth: '0.0' }

function cellOf(cell: SheetCell | null) {
  if (cell === null) return null
  switch (cell.kind) {
    case 'words':
      return {
        ...{ value: cell.text, type: String, format: '@', wrap: true, alignVertical: 'center' as const },
        ...(cell.isHead ? { fontWeight: 'bold' as const, align: 'center' as const } : {}),
        ...(cell.span && cell.span > 1 ? { columnSpan: cell.span } : {}),
      }
    case 'number':
      return { value: cell.value, type: Number, format: formats.whole }
    case 'formula':
      return {
        ...{ value: cell.formula, type: 'Formula' as const, format: formats[cell.format] },
        ...(cell.isHead ? { fontWeight: 'bold' as const } : {}),
      }
  }
}

/** A workbook of tables to be reckoned on with; every text is text, whatever it begins with. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
  return await writeXlsxFile(
    sheets.map(({ name, rows, widths, stickyRows, stickyColumns }) => ({
      data: rows.map((row) => row.map(cellOf)),
      sheet: name,
      columns: widths.map((width) => ({ width })),
      ...{ stickyRowsCount: stickyRows, stickyColumnsCount: stickyColumns },
    })),
  ).toBuffer()
}

/** Sends a file to be kept, under a name that a person can file it by (RFC 6266, the name in UTF-8). */
export function sendFile(reply: FastifyReply, bytes: Buffer | string, type: string, name: string): FastifyReply {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const ending = name.slice(name.lastIndexOf('.'))
  return reply
    .type(type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="table${ending}"; filename*=UTF-8''${encoded}`)
    .send(bytes)
}
