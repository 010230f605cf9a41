import { hasKnownProvince, type IdentityNumber } from '../../lib/identity-number.js'
import { ageOn } from '../../lib/plain-date.js'
import { type Finding, hasErrors } from '../../rules/finding.js'
import type { Cell, SheetRow } from './cell.js'
import type { CheckedRow, RegisterField, RegisterOptions, RegisterPerson, RowVerdict } from './checked-register.js'
import { readDoor, readNationality, readPhones, readResidence, readResidentsGroup, readSex } from './clean-cell.js'
import { type ReadIdentity, readIdentity } from './clean-identity.js'
import { type CleanName, cleanName } from './clean-name.js'
import { plainCharacters, singleSpaced, textOrNull } from './clean-text.js'
import type { Heading } from './find-columns.js'
import { agreesWith, readBirth, readSince } from './read-birth.js'
import { type RemarkSign, remarkSigns, saysYes } from './remark-signs.js'
import { rowFinding, signFinding } from './row-findings.js'

/** Identity numbers met so far, each with where it stood first: `第12行`. */
export type SeenNumbers = Map<string, string>

/** A cell by what it means; merged texts count for the household's fields, never for a person's own two. */
type CellOf = (field: RegisterField) => Cell | undefined

function cellsBy(row: SheetRow, heading: Heading): CellOf {
  return (field) => {
    const column = heading.columnOf[field]
    const cell = column === undefined ? undefined : row.cells[column]
    return cell?.filled && (field === 'name' || field === 'identityNumber') ? undefined : cell
  }
}

/** Where a row stands, as findings say it. */
export function placeInWords({ sheet, rowNumber }: Pick<CheckedRow, 'sheet' | 'rowNumber'>): string {
  return sheet === '' ? `第${rowNumber}行` : `工作表“${sheet}”第${rowNumber}行`
}

/** Reads, cleans and judges one data row. Remembers its identity number in `seen`. */
export function checkRow(
  sheet: string,
  row: SheetRow,
  heading: Heading,
  options: RegisterOptions,
  seen: SeenNumbers,
): CheckedRow {
  const cellOf = cellsBy(row, heading)
  const sound: CellOf = (field) => (cellOf(field)?.kind === 'error' ? undefined : cellOf(field))
  const name = cleanName(sound('name')?.text)
  const identity = readIdentity(sound('identityNumber'))
  const person = personOf(name, identity, sound)
  const findings = [
    ...cellErrors(cellOf, heading),
    ...nameFindings(name, cellOf('name')),
    ...identityFindings(identity, cellOf('identityNumber')),
    ...duplicateFindings(identity, seen, placeInWords({ sheet, rowNumber: row.rowNumber })),
    ...(identity.kind === 'number' ? agreementFindings(identity.value, sound) : []),
    ...signFindings(person, sound),
    ...(heading.columnOf.residentsGroup !== undefined && person.residentsGroup === null
      ? [rowFinding.groupMissing()]
      : []),
  ]
  return {
    sheet,
    rowNumber: row.rowNumber,
    ...readTexts(cellOf, heading),
    person,
    findings,
    verdict: verdictOf(person, findings, options),
  }
}

function verdictOf(person: RegisterPerson, findings: readonly Finding[], options: RegisterOptions): RowVerdict {
  if (hasErrors(findings) || person.bornOn === null) return 'error'
  if (findings.length > 0) return 'warning'
  return ageOn(person.bornOn, options.electionDay) < options.votingAge ? 'underAge' : 'accepted'
}

function readTexts(cellOf: CellOf, heading: Heading): Pick<CheckedRow, 'read' | 'shapes'> {
  const read: Partial<Record<RegisterField, string>> = {}
  const shapes: Partial<Record<RegisterField, Pick<Cell, 'kind' | 'day'>>> = {}
  for (const field of Object.keys(heading.columnOf) as RegisterField[]) {
    const cell = cellOf(field)
    if (cell === undefined) continue
    read[field] = cell.text
    if (cell.kind !== 'text') shapes[field] = cell.day ? { kind: cell.kind, day: cell.day } : { kind: cell.kind }
  }
  return { read, shapes }
}

function personOf(name: CleanName, identity: ReadIdentity, cellOf: CellOf): RegisterPerson {
  const text = (field: RegisterField) => cellOf(field)?.text
  const number = identity.kind === 'number' ? identity.value : undefined
  const remarks = [name.note, textOrNull(text('remark'))].filter((part) => part !== null)
  return {
    name: name.name,
    identityNumber: number?.number ?? null,
    bornOn: number?.bornOn ?? null,
    sex: number?.sex ?? readSex(text('sex')) ?? null,
    nationality: readNationality(text('nationality')),
    residentsGroup: readResidentsGroup(text('residentsGroup')),
    householdNumber: plainCharacters(text('householdNumber') ?? '') || null,
    householder: cleanName(text('householder')).name,
    relation: textOrNull(text('relation')),
    registeredAddress: textOrNull(text('registeredAddress')),
    address: textOrNull(text('address')),
    door: readDoor(text('building'), text('unit'), text('room')),
    ...readResidence(text('residence')),
    residingSince: readSince(cellOf('residingSince')),
    politicalStatus: textOrNull(text('politicalStatus')),
    education: textOrNull(text('education')),
    phones: readPhones(text('phone')),
    remark: remarks.length === 0 ? null : remarks.join('；'),
  }
}

/** Fields whose loss matters on the roll; an error in any other column is passed over like a blank. */
const neededFields: readonly RegisterField[] = ['name', 'identityNumber', 'sex', 'birth', 'residentsGroup']

function cellErrors(cellOf: CellOf, heading: Heading): Finding[] {
  const fields = neededFields.filter((field) => cellOf(field)?.kind === 'error')
  if (fields.length === 0) return []
  const headers = fields.map((field) => `“${singleSpaced(heading.headers[heading.columnOf[field] ?? -1] ?? '')}”`)
  return [rowFinding.spreadsheetError(fields, headers.join('、'))]
}

function nameFindings(name: CleanName, cell: Cell | undefined): Finding[] {
  if (cell?.kind === 'error') return []
  if (name.name === null) return [rowFinding.nameMissing()]
  return name.isOdd ? [rowFinding.oddName(singleSpaced(cell?.text ?? ''))] : []
}

function identityFindings(identity: ReadIdentity, cell: Cell | undefined): Finding[] {
  if (cell?.kind === 'error') return []
  switch (identity.kind) {
    case 'missing':
      return [rowFinding.idMissing()]
    case 'damaged':
      return [rowFinding.idDamaged()]
    case 'wrong':
      if (identity.fault === 'checksum') return [rowFinding.idChecksum()]
      return [identity.fault === 'malformed' ? rowFinding.idMalformed(identity.length) : rowFinding.idImpossibleDate()]
    case 'number':
      return [
        ...(identity.value.wasShort ? [rowFinding.idShort()] : []),
        ...(hasKnownProvince(identity.value.number) ? [] : [rowFinding.idRegion()]),
      ]
  }
}

function duplicateFindings(identity: ReadIdentity, seen: SeenNumbers, place: string): Finding[] {
  if (identity.kind !== 'number') return []
  const first = seen.get(identity.value.number)
  if (first !== undefined) return [rowFinding.duplicate(first)]
  seen.set(identity.value.number, place)
  return []
}

/** The columns against the number: it is the first source of a birth date, the column only confirms it. */
function agreementFindings(identity: IdentityNumber, cellOf: CellOf): Finding[] {
  const findings: Finding[] = []
  const birth = cellOf('birth')
  const readings = readBirth(birth)
  const written = singleSpaced(birth?.text ?? '')
  if (readings?.length === 0) findings.push(rowFinding.birthUnreadable(written, identity.bornOn))
  else if (readings !== undefined && !agreesWith(readings, identity.bornOn))
    findings.push(rowFinding.birthDisagrees(written, identity.bornOn))
  const sex = readSex(cellOf('sex')?.text)
  if (sex === undefined) findings.push(rowFinding.sexUnreadable(singleSpaced(cellOf('sex')?.text ?? '')))
  else if (sex !== null && sex !== identity.sex) findings.push(rowFinding.sexDisagrees(sex, identity.sex))
  return findings
}

function signFindings(person: RegisterPerson, cellOf: CellOf): Finding[] {
  const text = (field: RegisterField) => cellOf(field)?.text
  const signs = new Map<RemarkSign, RegisterField>()
  for (const sign of remarkSigns(text('residence'), text('status'), person.remark)) signs.set(sign, 'remark')
  if (saysYes(text('death'))) signs.set('deceased', 'death')
  if (saysYes(text('departure'))) signs.set('moved-away', 'departure')
  return [...signs].map(([sign, field]) => signFinding(sign, field))
}
