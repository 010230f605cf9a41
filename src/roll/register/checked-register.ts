import type { PartialDate } from '../../lib/partial-date.js'
import type { PlainDate } from '../../lib/plain-date.js'
import type { Finding } from '../../rules/finding.js'
import type { RegistrationClass } from '../../rules/voter-eligibility.js'
import type { Cell } from './cell.js'

/** What a column of a population register can mean (forms.md D1 names the headers met for each). */
export const registerFields = [
  'name',
  'identityNumber',
  'sex',
  'nationality',
  'birth',
  'residentsGroup',
  'householdNumber',
  'householder',
  'relation',
  'registeredAddress',
  'address',
  'building',
  'unit',
  'room',
  'residence',
  'residingSince',
  'politicalStatus',
  'education',
  'phone',
  'remark',
  'status',
  'death',
  'departure',
  'age',
  'sequence',
] as const

export type RegisterField = (typeof registerFields)[number]

/** Which header stands for which field, the header exactly as the file has it: `{ name: '姓 名' }`. */
export type RegisterColumns = Readonly<Partial<Record<RegisterField, string>>>

/** What headers were said by hand to mean in earlier files, by `headerKey`; a blank: nothing that we take. */
export type HeaderMeanings = ReadonlyMap<string, RegisterField | ''>

/** One person of the register, cleaned. `null`: the file does not say, or says it in a way that cannot be read. */
export interface RegisterPerson {
  readonly name: string | null
  /** Always 18 characters with a right check digit; a number of 15 digits is lengthened. */
  readonly identityNumber: string | null
  /** From the identity number; the birth column only confirms it. */
  readonly bornOn: PlainDate | null
  readonly sex: 'male' | 'female' | null
  /** 汉族, 土家族: always the full name. */
  readonly nationality: string | null
  /** `第3居民小组` however the file writes it; another name of a group is kept as it stands. */
  readonly residentsGroup: string | null
  readonly householdNumber: string | null
  readonly householder: string | null
  readonly relation: string | null
  readonly registeredAddress: string | null
  readonly address: string | null
  /** `12幢3单元402室` */
  readonly door: string | null
  /** As far as the register says it; null where it says nothing that is understood. */
  readonly registrationClass: RegistrationClass | null
  /** Since when they live here, as far as the register says. */
  readonly residingSince: PartialDate | null
  /** 空挂户, 人户分离: registered here, living elsewhere. */
  readonly livesElsewhere: boolean
  readonly politicalStatus: string | null
  readonly education: string | null
  readonly phones: readonly string[]
  /** The remark column, and what stood in brackets after the name. */
  readonly remark: string | null
}

/** An error keeps the row out; a warning waits for a person's decision; of the rest some are under age. */
export type RowVerdict = 'accepted' | 'underAge' | 'warning' | 'error'

/** Of cells that hold something else than text (a number, a day, an error), how they hold it. */
export type CellShapes = Readonly<Partial<Record<RegisterField, Pick<Cell, 'kind' | 'day'>>>>

/** One data row with what was read, what was understood and what is wrong with it. */
export interface CheckedRow {
  readonly sheet: string
  /** As the spreadsheet counts, the first row being 1. */
  readonly rowNumber: number
  /** The texts of the understood columns, as they stand in the file. */
  readonly read: Readonly<Partial<Record<RegisterField, string>>>
  readonly shapes: CellShapes
  readonly person: RegisterPerson
  readonly findings: readonly Finding[]
  readonly verdict: RowVerdict
}

/** What `npm run roll:check` prints: counts only, nobody's data. Error and warning counts are rows per code. */
export interface RegisterCounts {
  readonly rows: number
  readonly accepted: number
  readonly underAge: number
  readonly errors: Readonly<Record<string, number>>
  readonly warnings: Readonly<Record<string, number>>
  readonly columns: RegisterColumns
}

/** The first rows of a sheet as they stand, for a page where the columns are set by hand. */
export interface FirstRows {
  readonly sheet: string
  readonly rows: readonly { readonly rowNumber: number; readonly texts: readonly string[] }[]
}

/** A row that is no person's: a title inside the table, a total, a signature, a header printed again. */
export interface PassedRow {
  readonly sheet: string
  readonly rowNumber: number
  readonly why: 'title' | 'total' | 'signature' | 'header' | 'continuation'
}

/** What was found about the file as a whole, beside its rows. */
export interface RegisterReport extends RegisterCounts {
  /** Fields whose column is known from a mapping by hand. */
  readonly remembered: readonly RegisterField[]
  /** Every header of the table, in order, for a mapping by hand. */
  readonly headers: readonly string[]
  /** 'xlsx', or the encoding of a text file: 'utf-8', 'gb18030', 'utf-16le'. */
  readonly format: string
  /** Hidden sheets, sheets without a table, columns that are missing: to be shown above the rows. */
  readonly notes: readonly Finding[]
  /** The first thousand rows passed over that were not simply empty. */
  readonly passedRows: readonly PassedRow[]
}

export interface RegisterCheck extends RegisterReport {
  readonly checkedRows: readonly CheckedRow[]
}

export interface RegisterSource {
  readonly fileName: string
  readonly bytes: Uint8Array
}

export interface RegisterOptions {
  readonly electionDay: PlainDate
  /** Completed years, from the election's rule set. */
  readonly votingAge: number
  /** A mapping set by hand: it replaces the one found, field by field. */
  readonly columns?: RegisterColumns
  readonly remembered?: HeaderMeanings
}
