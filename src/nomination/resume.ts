import type { FieldError } from '../infra/http/forms.js'
import { typedText } from './words.js'

/** A line of 个人简历: from when to when, where, as what. */
export interface ResumeRow {
  readonly span: string
  readonly employer: string
  readonly duty: string
}

/** As many lines as the paper form has. */
const linesOnForm = 8
const numbers = Array.from({ length: linesOnForm }, (_, index) => index + 1)
const longest = { span: 30, employer: 50, duty: 30 } as const

type Typed = Readonly<Record<string, unknown>>

/** Reads `resume-1-span`, `resume-1-employer`, `resume-1-duty` and so on; lines left blank are none. */
export function readResume(body: unknown): { readonly rows: readonly ResumeRow[]; readonly errors: FieldError[] } {
  const typed = typedLines((body ?? {}) as Typed).filter(({ span, employer, duty }) => span + employer + duty !== '')
  const errors = typed.flatMap(({ number, ...row }): FieldError[] => {
    if (row.span === '') return [{ field: `resume-${number}-span`, message: `简历第${number}行请填写起止年月` }]
    if (row.employer + row.duty === '') {
      return [{ field: `resume-${number}-employer`, message: `简历第${number}行请填写单位或者职务` }]
    }
    const tooLong = (['span', 'employer', 'duty'] as const).find((part) => [...row[part]].length > longest[part])
    return tooLong
      ? [{ field: `resume-${number}-${tooLong}`, message: `简历第${number}行最多 ${longest[tooLong]} 个字` }]
      : []
  })
  return { rows: typed.map(({ span, employer, duty }) => ({ span, employer, duty })), errors }
}

function typedLines(typed: Typed) {
  const part = (number: number, name: string) => typedText(typed[`resume-${number}-${name}`]).trim()
  return numbers.map((number) => ({
    number,
    span: part(number, 'span'),
    employer: part(number, 'employer'),
    duty: part(number, 'duty'),
  }))
}

/** The lines of a form as they were typed: those with something in them, and one or two more to write in. */
export function resumeLines(body: unknown) {
  const lines = typedLines((body ?? {}) as Typed)
  const used = lines.findLastIndex(({ span, employer, duty }) => span + employer + duty !== '') + 1
  return lines.slice(0, Math.max(3, used + 1))
}

/** Kept lines as if they had just been typed. */
export function asTyped(rows: readonly ResumeRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, index) =>
      (['span', 'employer', 'duty'] as const).map((part) => [`resume-${index + 1}-${part}`, row[part]]),
    ),
  )
}

/** 2010年至2018年　桃源小学　教师 */
export function resumeText({ span, employer, duty }: ResumeRow): string {
  return [span, employer, duty].filter((part) => part !== '').join('　')
}
