import { z } from 'zod'
import type { Assembly } from '../rules/assemblies.js'
import { dateField, positiveField } from '../infra/http/fields.js'

/** A meeting that decided something, with its votes (arts. 27 and 29). */
export const meetingFields = {
  assembly: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择会议'),
  on: dateField,
  entitled: positiveField,
  present: positiveField,
  inFavour: positiveField,
} as const

export const meetingNames = ['assembly', 'on', 'entitled', 'present', 'inFavour'] as const

export const assemblyChoices: readonly { readonly value: Assembly; readonly text: string }[] = [
  { value: 'residentsAssembly', text: '居民会议' },
  { value: 'representativesAssembly', text: '居民代表会议' },
]
