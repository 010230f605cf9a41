import { z } from 'zod'
import { type Result, refused } from '../lib/result.js'
import { positionTitle } from '../rules/post.js'
import { countField, dateField, nameField, positiveField, sexField, versionField } from '../infra/http/fields.js'
import { errorsBesideRows, type FormErrors, readForm, rowError } from '../infra/http/forms.js'

/** Rows on the page; the law gives no number, nine is the most the rule sets know. */
const memberRows = 9

const optionalGroup = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,3}$/.test(text), '居民小组填数字')
  .transform((text) => (text === '' ? null : Number(text)))

const memberRow = z.object({
  name: nameField,
  position: z.enum(['chair', 'viceChair', 'member'], '请选择职务'),
  sex: sexField,
  residentsGroup: optionalGroup,
  votes: countField,
})

const committeeForm = z
  .object({
    /** 0 while no committee is recorded. */
    version: versionField.default(0),
    selectedBy: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择由哪个会议推选'),
    selectedOn: dateField,
    entitled: positiveField,
    present: positiveField,
    members: z.array(memberRow).min(1, '请填写成员'),
  })
  .refine((form) => form.present <= form.entitled, { path: ['present'], message: '到会人数不能多于应到人数' })

export type CommitteeForm = z.infer<typeof committeeForm>

type Typed = Readonly<Record<string, unknown>>

/** Reads the form as posted; member rows come as `member-1-name` …, and their errors stand in those rows. */
export function readCommitteeForm(body: unknown): Result<CommitteeForm, FormErrors> {
  const typed = (body ?? {}) as Typed
  const numbers = rowNumbers.filter((n) => isFilled(rowOf(typed, n)))
  const form = readForm(committeeForm, { ...typed, members: numbers.map((n) => rowOf(typed, n)) })
  if (form.ok) return form
  return refused(
    errorsBesideRows(form.error, { list: 'members', row: 'member', numbers, names: { residentsGroup: 'group' } }),
  )
}

const rowNumbers = Array.from({ length: memberRows }, (_, index) => index + 1)

/** A row in which anything was written: votes without a name are not to vanish unseen. */
function isFilled({ name, sex, residentsGroup, votes }: ReturnType<typeof rowOf>): boolean {
  return [name, sex, residentsGroup, votes].some((value) => typeof value === 'string' && value.trim() !== '')
}

function rowOf(typed: Typed, n: number) {
  const field = (name: string) => typed[`member-${n}-${name}`]
  return {
    name: field('name'),
    position: field('position'),
    sex: field('sex'),
    residentsGroup: field('group') ?? '',
    votes: field('votes'),
  }
}

/** The rows as the page shows them: what was typed, or the members as saved. */
export function memberRowsOf(typed: Typed | undefined, saved: readonly object[], errors?: FormErrors) {
  return rowNumbers.map((n) => {
    const member = typed ? rowOf(typed, n) : ((saved[n - 1] ?? {}) as Partial<ReturnType<typeof rowOf>>)
    return {
      n,
      name: member.name ?? '',
      group: member.residentsGroup ?? '',
      votes: member.votes ?? '',
      positions: choices(positionTitle, member.position ?? (n === 1 ? 'chair' : 'member')),
      sexes: choices({ '': '', male: '男', female: '女' }, member.sex ?? ''),
      error: rowError(errors, `member-${n}`),
    }
  })
}

function choices(options: Readonly<Record<string, string>>, chosen: unknown) {
  return Object.entries(options).map(([value, text]) => ({ value, text, isChosen: value === chosen }))
}
