import { z } from 'zod'
import { type Result, refused } from '../lib/result.js'
import { positionTitle } from '../rules/post.js'
import { countField, dateField, nameField, positiveField, sexField, versionField } from '../infra/http/fields.js'
import { errorsBesideRows, type FormErrors, readForm, rowError } from '../infra/http/forms.js'

/** Rows on the page; the law gives no number, nine is the most the rule sets know. */
const rowsOf = { member: 9, reserve: 6 } as const

/** Who was selected, and who had votes too and follows when a member leaves. */
type RowKind = keyof typeof rowsOf

const optionalGroup = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,3}$/.test(text), '居民小组填数字')
  .transform((text) => (text === '' ? null : Number(text)))

const reserveRow = z.object({ name: nameField, sex: sexField, residentsGroup: optionalGroup, votes: countField })

const memberRow = reserveRow.extend({ position: z.enum(['chair', 'viceChair', 'member'], '请选择职务') })

const committeeForm = z
  .object({
    /** 0 while no committee is recorded. */
    version: versionField.default(0),
    selectedBy: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择由哪个会议推选'),
    selectedOn: dateField,
    entitled: positiveField,
    present: positiveField,
    members: z.array(memberRow).min(1, '请填写成员'),
    reserves: z.array(reserveRow),
  })
  .refine((form) => form.present <= form.entitled, { path: ['present'], message: '到会人数不能多于应到人数' })

export type CommitteeForm = z.infer<typeof committeeForm>

type Typed = Readonly<Record<string, unknown>>

/** Reads the form as posted; rows come as `member-1-name` …, `reserve-1-name` …, and their errors stand in those rows. */
export function readCommitteeForm(body: unknown): Result<CommitteeForm, FormErrors> {
  const typed = (body ?? {}) as Typed
  const filled = (kind: RowKind) => numbersOf(kind).filter((n) => isFilled(rowOf(typed, kind, n)))
  const rows = (kind: RowKind) => filled(kind).map((n) => rowOf(typed, kind, n))
  const form = readForm(committeeForm, { ...typed, members: rows('member'), reserves: rows('reserve') })
  if (form.ok) return form
  const names = { residentsGroup: 'group' }
  const beside = (errors: FormErrors, kind: RowKind) =>
    errorsBesideRows(errors, { list: `${kind}s`, row: kind, numbers: filled(kind), names })
  return refused(beside(beside(form.error, 'member'), 'reserve'))
}

function numbersOf(kind: RowKind): number[] {
  return Array.from({ length: rowsOf[kind] }, (_, index) => index + 1)
}

/** A row in which anything was written: votes without a name are not to vanish unseen. */
function isFilled({ name, sex, residentsGroup, votes }: ReturnType<typeof rowOf>): boolean {
  return [name, sex, residentsGroup, votes].some((value) => typeof value === 'string' && value.trim() !== '')
}

function rowOf(typed: Typed, kind: RowKind, n: number) {
  const field = (name: string) => typed[`${kind}-${n}-${name}`]
  return {
    name: field('name'),
    position: field('position'),
    sex: field('sex'),
    residentsGroup: field('group') ?? '',
    votes: field('votes'),
  }
}

/** The rows as the page shows them: what was typed, or the people as saved. */
export function committeeRowsOf(
  kind: RowKind,
  typed: Typed | undefined,
  saved: readonly object[],
  errors?: FormErrors,
) {
  return numbersOf(kind).map((n) => {
    const person = typed ? rowOf(typed, kind, n) : ((saved[n - 1] ?? {}) as Partial<ReturnType<typeof rowOf>>)
    return {
      n,
      name: person.name ?? '',
      group: person.residentsGroup ?? '',
      votes: person.votes ?? '',
      positions: choices(positionTitle, person.position ?? (n === 1 ? 'chair' : 'member')),
      sexes: choices({ '': '', male: '男', female: '女' }, person.sex ?? ''),
      error: rowError(errors, `${kind}-${n}`),
    }
  })
}

function choices(options: Readonly<Record<string, string>>, chosen: unknown) {
  return Object.entries(options).map(([value, text]) => ({ value, text, isChosen: value === chosen }))
}
