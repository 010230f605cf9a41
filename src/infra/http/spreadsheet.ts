import type { FastifyReply } from 'fastify'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'

/** A table to be handed out as .xlsx. Every cell is text, so that no identity number loses its last digits. */
export interface TextTable {
  readonly title: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Widths in characters, column by column. */
  readonly widths: readonly number[]
}

const text = (value: string) => ({ value, type: String, format: '@' })

export async function xlsxOf({ title, headers, rows, widths }: TextTable): Promise<Buffer> {
  const head = headers.map((header) => ({ ...text(header), fontWeight: 'bold' as const }))
  const data: SheetData = [head, ...rows.map((row) => row.map(text))]
  const columns = widths.map((width) => ({ width }))
  return await writeXlsxFile(data, { sheet: title, columns, stickyRowsCount: 1 }).toBuffer()
}

/** Sends a table under a name that a person can file it by. */
export async function sendXlsx(reply: FastifyReply, table: TextTable, name: string): Promise<FastifyReply> {
  const bytes = await xlsxOf(table)
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('cache-control', 'no-store')
    .header(
      'content-disposition',
      `attachment; filename="table.xlsx"; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`,
    )
    .send(bytes)
}
