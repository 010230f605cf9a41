import { z } from 'zod'
import { optionalTextField } from '../infra/http/fields.js'
import type { ResumeRow } from './resume.js'

/** What papers tell of a nominee beside what stands on the roll (forms.md A4). */
export interface NomineeFacts {
  readonly occupation: string
  readonly politicalStatus: string
  readonly education: string
  readonly resume: readonly ResumeRow[]
  /** 竞选承诺 */
  readonly pledge: string
  /** 是否服从资格条件; null where the paper does not say. */
  readonly acceptsConditions: boolean | null
}

export const pledgeField = optionalTextField(600)

export const acceptsField = z
  .enum(['', 'yes', 'no'])
  .default('')
  .transform((value) => (value === '' ? null : value === 'yes'))

export const acceptsText = (accepts: boolean | null) => (accepts === null ? '没有写明' : accepts ? '服从' : '不服从')

/** For a form's choice. */
export const acceptsValue = (accepts: boolean | null) => (accepts === null ? '' : accepts ? 'yes' : 'no')

export const acceptsChoices = [
  { value: 'yes', text: '服从资格条件，接受资格审查', note: '' },
  { value: 'no', text: '不服从', note: '' },
  { value: '', text: '表上没有写明', note: '' },
]

/** Only the facts, of a row that holds more. */
export function factsOf(nominee: NomineeFacts): NomineeFacts {
  const { occupation, politicalStatus, education, resume, pledge, acceptsConditions } = nominee
  return { occupation, politicalStatus, education, resume, pledge, acceptsConditions }
}
