import { longDate } from '../lib/chinese-text.js'
import { ageOn, type PlainDate } from '../lib/plain-date.js'
import type { Sex } from '../rules/post.js'
import type { FoundVoter, NomineeRow } from './queries.js'

export const sexText: Readonly<Record<Sex, string>> = { male: '男', female: '女' }

/** Where the review stands, with the look of the status. */
export const vettingWords: Readonly<Record<NomineeRow['vetting'], { readonly text: string; readonly look: string }>> = {
  open: { text: '待审查', look: 'warn' },
  passed: { text: '合格', look: 'done' },
  failed: { text: '不合格', look: 'wrong' },
  withdrawn: { text: '已放弃', look: 'ahead' },
}

export function consentText({ consentedOn, vetting }: Pick<NomineeRow, 'consentedOn' | 'vetting'>): string {
  if (vetting === 'withdrawn') return '书面放弃'
  return consentedOn === null ? '未表态' : `${longDate(consentedOn)}接受`
}

/** Enough to tell namesakes apart, and no more: 12号 男 1950年生 第三居民小组 长岭路5号. */
export function voterText({ voterNumber, sex, birthDate, groupName, address }: FoundVoter): string {
  return `${voterNumber}号 ${sexText[sex]} ${birthDate.slice(0, 4)}年生 ${groupName} ${address}`.trim()
}

/** A nominee as every page of the area shows him. */
export function nomineeWords(nominee: NomineeRow, electionDay: PlainDate) {
  return {
    id: nominee.id,
    name: nominee.name,
    voterNumber: nominee.voterNumber,
    sexText: sexText[nominee.sex],
    age: ageOn(nominee.birthDate, electionDay),
    birthText: longDate(nominee.birthDate),
    postTitle: nominee.postTitle,
    occupation: nominee.occupation,
    politicalStatus: nominee.politicalStatus,
    education: nominee.education,
    consentText: consentText(nominee),
    needsConsent: nominee.consentedOn === null && nominee.vetting !== 'withdrawn',
    vettingText: vettingWords[nominee.vetting].text,
    vettingLook: vettingWords[nominee.vetting].look,
    isOnRoll: nominee.isOnRoll,
  }
}

/** One value as typed; anything that is no text is not something a person typed. */
export function typedText(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise
}

/** What was typed into the named fields, for showing the form again; a missing one is blank. */
export function typedValues<F extends string>(body: unknown, fields: readonly F[]): Record<F, string> {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(fields.map((field) => [field, typedText(typed[field])])) as Record<F, string>
}
