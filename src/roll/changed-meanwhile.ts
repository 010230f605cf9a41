import { declarationWayText, registrationClassText } from '../rules/voter-eligibility.js'

/** The fields of the form to change a voter that two clerks may both have changed. */
const fields = {
  name: '姓名',
  residentsGroup: '居民小组',
  householdNumber: '户号',
  relationship: '与户主关系',
  address: '住址',
  registeredAddress: '户籍地址',
  nationality: '民族',
  politicalStatus: '政治面貌',
  education: '文化程度',
  telephone: '联系电话',
  registrationClass: '登记类别',
  residingSince: '居住起始',
  workingSince: '到本社区工作的日期',
  declarationWay: '表示参加选举的方式',
  declaredOn: '表示参加选举的日期',
  undertakenOn: '不在他处登记的承诺',
  isElector: '代表本户（或作为居民代表）投票',
} as const

type Field = keyof typeof fields
export type FormTexts = Readonly<Record<Field, string>>

export const sharedFields = Object.keys(fields) as readonly Field[]

/** The hidden field that remembers what a field held when the form was opened. */
export const openedName = (field: Field) => `opened-${field}`

/** A field that somebody else changed while the form was open. */
export interface ForeignChange {
  readonly title: string
  readonly was: string
  readonly now: string
  /** What was typed here instead, where this clerk had changed the same field. */
  readonly typed: string | undefined
}

/** Values of lists, in words. */
const words: Readonly<Record<string, string>> = { ...registrationClassText, ...declarationWayText }

const shown = (field: Field, text: string) =>
  field === 'isElector' ? (text === 'yes' ? '是' : '否') : words[text] || text || '（空）'

/**
 * Joins what was typed into a form with what others saved since it was opened: a field that only they changed takes
 * their value; a field that both changed keeps what was typed here, and is named with both values for a person to
 * decide. Nothing of either is lost.
 */
export function joinChanges(
  body: Readonly<Record<string, unknown>>,
  now: FormTexts,
): { readonly form: Readonly<Record<string, string>>; readonly changes: readonly ForeignChange[] } {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  const joined: Record<string, string> = {}
  const changes: ForeignChange[] = []
  for (const field of sharedFields) {
    const [was, typed] = [text(openedName(field)), text(field)]
    const isForeign = was !== now[field]
    const isOwn = typed.trim() !== was
    joined[field] = isOwn ? typed : now[field]
    if (!isForeign || typed === now[field]) continue
    const [before, after] = [shown(field, was), shown(field, now[field])]
    changes.push({ title: fields[field], was: before, now: after, typed: isOwn ? shown(field, typed) : undefined })
  }
  return { form: joined, changes }
}
