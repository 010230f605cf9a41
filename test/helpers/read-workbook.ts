import { unzip } from './unzip.js'

/** A cell of a sheet as it stands in the file. */
export interface ReadCell {
  readonly text: string | undefined
  readonly number: number | undefined
  readonly formula: string | undefined
  /** The format code of numbers: `0.00%`. */
  readonly format: string | undefined
}

/** The cells of the first sheet of a workbook by their names (B4), read from its XML. */
export async function readWorkbook(bytes: Buffer): Promise<Map<string, ReadCell>> {
  const files = await unzip(bytes)
  const read = (path: string) => files.get(path)?.toString('utf8') ?? ''
  const shared = [...read('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) =>
    plain([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join('')),
  )
  const styles = read('xl/styles.xml')
  const codes = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id = '', code = '']) => [
      id,
      plain(code),
    ]),
  )
  const cellStyles = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? ''
  const formats = [...cellStyles.matchAll(/<xf ([^>]*)>/g)].map(([, xf = '']) =>
    codes.get(/numFmtId="(\d+)"/.exec(xf)?.[1] ?? ''),
  )
  const cells = new Map<string, ReadCell>()
  for (const [, attributes = '', inner = ''] of read('xl/worksheets/sheet1.xml').matchAll(
    /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs,
  )) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
    const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1]
    const formula = /<f[^>]*>(.*?)<\/f>/s.exec(inner)?.[1]
    const type = attribute('t')
    const inline = /<is>.*?<t[^>]*>(.*?)<\/t>/s.exec(inner)?.[1]
    cells.set(attribute('r') ?? '', {
      text: type === 's' ? shared[Number(value)] : inline === undefined ? undefined : plain(inline),
      number: type === undefined || type === 'n' ? (value === undefined ? undefined : Number(value)) : undefined,
      formula: formula === undefined ? undefined : plain(formula),
      format: formats[Number(attribute('s') ?? 0)],
    })
  }
  return cells
}

function plain(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

/** What a table program makes of a cell: numbers as they are, the formulas of the statistics reckoned. */
export function reckon(cells: ReadonlyMap<string, ReadCell>, name: string): number | string {
  const cell = cells.get(name)
  if (!cell) return ''
  if (cell.formula === undefined) return cell.number ?? cell.text ?? ''
  const { formula } = cell
  const sum = /^SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)$/.exec(formula)
  if (sum) {
    const [, column = '', from, , to] = sum
    let all = 0
    for (let row = Number(from); row <= Number(to); row += 1) all += Number(reckon(cells, `${column}${row}`) || 0)
    return all
  }
  const share = /^IF\(OR\((\w+)="",(\w+)=""\),"",IF\(\2=0,"—",\1\/\2\)\)$/.exec(formula)
  if (share) {
    const [part, whole] = [reckon(cells, share[1] ?? ''), reckon(cells, share[2] ?? '')]
    return part === '' || whole === '' ? '' : whole === 0 ? '—' : Number(part) / Number(whole)
  }
  const average = /^IF\(N\((\w+)\)=0,"",ROUND\((\w+)\/\1,1\)\)$/.exec(formula)
  if (average) {
    const count = Number(reckon(cells, average[1] ?? '') || 0)
    return count === 0 ? '' : Math.round((Number(reckon(cells, average[2] ?? '')) / count) * 10) / 10
  }
  throw new Error(`nobody knows ${formula}`)
}
