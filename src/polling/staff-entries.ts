import { soughtName } from '../lib/variant-characters.js'
import { ok, type Result, refused } from '../lib/result.js'
import type { StaffFunction } from '../rules/station-functions.js'
import type { Db } from '../infra/db/database.js'
import { halfWidth, nameField } from '../infra/http/fields.js'
import type { FieldError } from '../infra/http/forms.js'
import { type FoundVoter, listVotersCalled } from '../nomination/queries.js'
import type { NewStaffMember, StaffMember } from './queries.js'
import { splitNames } from './station-form.js'

/** What was typed for one function at one station. */
export interface StaffCell {
  /** The field on the page, where what is wrong is said. */
  readonly field: string
  readonly stationId: number
  readonly function: StaffFunction
  readonly text: string
}

interface Entry {
  readonly typed: string
  readonly name: string
  readonly number: number | null
  /** Where somebody comes from who is not on the roll: 李明（街道干部）. */
  readonly note: string
}

const mostInCell = 30

/** Reads the cells: each entry a name, a voter number (12号), both, or a name with where they come from. */
export async function readStaff(
  db: Db,
  electionId: number,
  cells: readonly StaffCell[],
): Promise<Result<Map<number, NewStaffMember[]>, FieldError[]>> {
  const errors: FieldError[] = []
  const read = cells.map((cell) => ({ cell, entries: readCell(cell, errors) }))
  const asked = read.flatMap(({ entries }) => entries)
  const names = asked.flatMap(({ name, number, note }) => (number === null && note === '' ? [name] : []))
  const numbers = asked.flatMap(({ number }) => (number === null ? [] : [number]))
  const voters = await listVotersCalled(db, electionId, [...new Set(names)], [...new Set(numbers)])
  const staff = new Map<number, NewStaffMember[]>()
  for (const { cell, entries } of read) {
    const known = staff.get(cell.stationId) ?? []
    for (const entry of entries) {
      const person = resolve(entry, voters)
      if (typeof person === 'string') errors.push({ field: cell.field, message: person })
      else if (!isNamed(known, cell.function, person)) known.push({ ...person, function: cell.function })
    }
    staff.set(cell.stationId, known)
  }
  return errors.length > 0 ? refused(errors) : ok(staff)
}

/** A name twice in one function is one person. */
function isNamed(known: readonly NewStaffMember[], each: StaffFunction, person: Omit<NewStaffMember, 'function'>) {
  return known.some(
    (one) => one.function === each && one.name === person.name && (one.voterId ?? null) === (person.voterId ?? null),
  )
}

function readCell({ field, text }: StaffCell, errors: FieldError[]): Entry[] {
  const typed = splitNames(text)
  if (typed.length > mostInCell) errors.push({ field, message: `最多 ${mostInCell} 人` })
  return typed.slice(0, mostInCell).flatMap((one) => {
    const entry = readEntry(one)
    if (typeof entry !== 'string') return [entry]
    errors.push({ field, message: entry })
    return []
  })
}

function readEntry(typed: string): Entry | string {
  const [, core = '', note = ''] = /^(.*?)(?:[（(](.*)[）)])?$/.exec(typed) ?? []
  const [, before = '', digits = ''] = /^(.*?)\s*(\d{1,7})号?$/.exec(halfWidth(core)) ?? []
  if (digits !== '' && before === '') return { typed, name: '', number: Number(digits), note: '' }
  const name = nameField.safeParse(digits === '' ? core : before)
  if (!name.success) return `“${typed}”：${name.error.issues[0]?.message ?? '请填写姓名'}`
  if ([...note].length > 20) return `“${typed}”：括号里的说明最多 20 个字`
  return { typed, name: name.data, number: digits === '' ? null : Number(digits), note: note.trim() }
}

function resolve(entry: Entry, voters: readonly FoundVoter[]): Omit<NewStaffMember, 'function'> | string {
  const { typed, name, number, note } = entry
  if (number !== null) {
    const voter = voters.find(({ voterNumber }) => voterNumber === number)
    if (!voter?.isOnRoll) return `“${typed}”：选民名单上没有${number}号`
    if (name !== '' && soughtName(voter.name) !== soughtName(name)) return `“${typed}”：${number}号是${voter.name}`
    return { name: voter.name, voterId: voter.id, note: '' }
  }
  // Somebody sent from elsewhere is not to be taken for a voter of the same name.
  if (note !== '') return { name, voterId: null, note }
  const onRoll = voters.filter(({ isOnRoll, name: other }) => isOnRoll && soughtName(other) === soughtName(name))
  const exactly = onRoll.filter((voter) => voter.name === name)
  const [voter, ...more] = exactly.length > 0 ? exactly : onRoll
  if (!voter) return { name, voterId: null, note: '' }
  if (more.length === 0) return { name: voter.name, voterId: voter.id, note: '' }
  const choices = [voter, ...more].map(namesakeText).join('；')
  return `“${typed}”有${more.length + 1}名同名选民，请改填选民证号：${choices}。不是选民的，在姓名后写明来处，如 ${name}（街道）`
}

/** Enough to tell namesakes apart, and no more. */
function namesakeText({ voterNumber, sex, birthDate, groupName }: FoundVoter): string {
  return `${voterNumber}号 ${sex === 'male' ? '男' : '女'} ${birthDate.slice(0, 4)}年生 ${groupName}`
}

/** The staff of a function as they would be typed: 王伟12号、李明（街道）. */
export function staffText(staff: readonly StaffMember[], each: StaffFunction): string {
  return staff
    .filter((member) => member.function === each)
    .map(
      ({ name, voterNumber, note }) =>
        `${name}${voterNumber === null ? '' : `${voterNumber}号`}${note === '' ? '' : `（${note}）`}`,
    )
    .join('、')
}
