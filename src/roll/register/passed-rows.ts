import type { Cell, SheetRow } from './cell.js'
import type { PassedRow } from './checked-register.js'
import { type Heading, repeatsHeading } from './find-columns.js'

const totalWords = /^(合计|总计|小计|共计|累计|总人数|本页(小计|合计|人数)|以上合计|共\d+(人|户))/
const signatureWords =
  /^(填表|制表|审核|负责|填报|登记|经办|核对|单位负责|统计|录入|复核|主管|联系)(人|员|单位|日期|时间|人员|负责人|人签名|人签字)?[:：]|^(注|说明|备注|日期|填表说明)[:：]|^[(（]?(盖章|公章|签章)/

/**
 * Why a row of the sheet is nobody's: `blank` (also a line numbered in advance), a title, a total, a signature, the
 * heading again, or the second line of somebody whose name is merged over two. Undefined: the row is a person.
 * In doubt it is a person, who then appears as an error and is seen, instead of vanishing.
 */
export function whyPassed(row: SheetRow, heading: Heading): PassedRow['why'] | 'blank' | undefined {
  const { name, identityNumber, sequence } = heading.columnOf
  const at = (column: number | undefined): Cell | undefined => (column === undefined ? undefined : row.cells[column])
  const own = row.cells.filter((cell) => cell !== undefined && !cell.filled) as Cell[]
  if (own.length === 0) return 'blank'
  if (own.length === 1 && own[0] === at(sequence) && /^\s*\d+\s*$/.test(own[0]?.text ?? '')) return 'blank'
  if (repeatsHeading(row, heading)) return 'header'
  if (at(name)?.filled && at(identityNumber)?.filled) return 'continuation'
  if (/\d{6}/.test(at(identityNumber)?.text ?? '')) return undefined
  const first = (own[0] as Cell).text.normalize('NFKC').replace(/\s+/g, '')
  if (totalWords.test(first)) return 'total'
  if (signatureWords.test(first)) return 'signature'
  if (own.length === 1 && own[0] !== at(name) && own[0] !== at(identityNumber)) return 'title'
  return undefined
}
