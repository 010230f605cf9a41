import { maskedIdentityNumber, maskedTelephone } from '../lib/identity-number.js'
import type { Finding } from '../rules/finding.js'
import { columnTitle } from './finding-titles.js'
import { isForDecision, outcomeText, type RowOutcome } from './import-outcome.js'
import type { RegisterField, RegisterPerson } from './register/checked-register.js'
import type { RegisterRow } from './register-row-queries.js'
import type { RowMatch } from './review-match.js'
import type { StagedPerson } from './staged-row.js'

const outcomeClass: Partial<Record<RowOutcome, string>> = {
  add: 'status-done',
  added: 'status-done',
  updated: 'status-done',
  update: 'status-done',
  undecided: 'status-warn',
  changed: 'status-warn',
  likely: 'status-warn',
  error: 'status-wrong',
  elsewhere: 'status-wrong',
}

interface RowCircumstances {
  readonly isStaged: boolean
  readonly hasSheets: boolean
  /** The community where the person is registered, when it is another. */
  readonly place: string | undefined
  readonly match: RowMatch | undefined
}

/** What the two decisions are called: of somebody new, on the roll, and perhaps on it. */
export const decisionTexts = {
  new: { accept: '列入', refuse: '不列入' },
  identity: { accept: '按名册改', refuse: '不改' },
  household: { accept: '是同一人，按名册改', refuse: '不是，另外列入' },
} as const

/** One row of a register for the page: what was read, what was understood, what is wrong and what becomes of it. */
export function rowOnPage(row: RegisterRow, staged: string, { isStaged, hasSheets, place, match }: RowCircumstances) {
  const { read, person, original } = JSON.parse(staged) as StagedPerson
  const isDecidable = isStaged && isForDecision(row)
  const findings = JSON.parse(row.findings) as Finding[]
  return {
    id: row.id,
    place: hasSheets ? placeOf(row) : String(row.rowNumber),
    name: person.name ?? '（无）',
    sexText: person.sex === null ? '' : person.sex === 'male' ? '男' : '女',
    bornOn: person.bornOn ?? '',
    identityNumber: person.identityNumber === null ? '' : maskedIdentityNumber(person.identityNumber),
    household: [person.residentsGroup, person.householdNumber, person.relation].filter(Boolean).join('　'),
    address: addressOf(person),
    asRead: asRead(read, person),
    findings,
    mayFix: isStaged && (findings.length > 0 || row.changedAt !== null),
    changes: (Object.entries(original) as [RegisterField, string][]).map(([field, text]) => ({
      title: columnTitle[field],
      text: text === '' ? '（空）' : visible(field, text),
    })),
    changedBy: row.changedByName ?? '',
    outcomeText: row.outcome === 'elsewhere' && place ? `已在${place}登记，不能重复登记` : outcomeText[row.outcome],
    outcomeClass: outcomeClass[row.outcome] ?? '',
    isDecidable,
    texts: decisionTexts[row.match ?? 'new'],
    voterId: match ? String(match.voterId) : '',
    differences: isStaged && match ? match.differences : [],
    decision: row.decision ?? '',
  }
}

/** Where the row stands in the file: 12, or 一组!12 in a file of several sheets. */
export function placeOf({ sheet, rowNumber }: { readonly sheet: string; readonly rowNumber: number }): string {
  return sheet === '' ? String(rowNumber) : `${sheet}!${rowNumber}`
}

/** Address and door together, the door not twice. */
export function addressOf({ address, registeredAddress, door }: RegisterPerson): string {
  const place = address ?? registeredAddress ?? ''
  return door === null || place.includes(door) ? place : `${place}${door}`
}

const compared = {
  name: 'name',
  identityNumber: 'identityNumber',
  sex: 'sex',
  birth: 'bornOn',
  residentsGroup: 'residentsGroup',
  nationality: 'nationality',
} as const satisfies Partial<Record<RegisterField, keyof RegisterPerson>>

/** The texts of the file that were understood as something else than they stand there; nobody's whole number. */
function asRead(read: StagedPerson['read'], person: RegisterPerson): { title: string; text: string }[] {
  const changed = (Object.keys(compared) as (keyof typeof compared)[]).filter((field) => {
    const text = read[field]
    return text !== undefined && text !== cleaned(person, field)
  })
  const remark = read.remark === undefined ? [] : [{ title: columnTitle.remark, text: read.remark }]
  return [
    ...changed.map((field) => ({ title: columnTitle[field], text: visible(field, read[field] ?? '') })),
    ...remark,
  ]
}

function cleaned(person: RegisterPerson, field: keyof typeof compared): string | null {
  const value = person[compared[field]]
  return value === 'male' ? '男' : value === 'female' ? '女' : value
}

/** Blanks of all widths shown as ␣, so that it can be seen what was cleaned away. */
function visible(field: string, text: string): string {
  const marked = text.replace(/[\s\u00a0\u200b\u3000\ufeff]/g, '␣')
  return field === 'identityNumber' ? maskedNumberText(marked) : marked
}

/** A text in which what may be an identity number or a telephone is hidden but for its beginning and end. */
export function maskedDigits(text: string): string {
  return text
    .replace(/(?<=\d{6})[\dXx]{4,}(?=[\dXx]{4})/g, (hidden) => '*'.repeat(hidden.length))
    .replace(/(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/g, maskedTelephone)
}

/** A number as it was typed, its middle hidden whatever its length. */
function maskedNumberText(text: string): string {
  const characters = [...text]
  if (characters.length <= 10) return text
  return characters.map((character, index) => (index < 6 || index >= characters.length - 4 ? character : '*')).join('')
}
