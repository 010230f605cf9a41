import { type StatutoryBar, statutoryBarText } from './candidate-vetting.js'
import { articleIn } from './citation.js'
import type { Finding } from './finding.js'
import type { RuleSet } from './rule-set.js'

/** Who has a row on the review form (候选人资格审查表): departments, and three bodies that conclude in this order. */
export const vettingBodies = ['department', 'partyOrganisation', 'township', 'bureau'] as const

export type VettingBody = (typeof vettingBodies)[number]

export const vettingBodyText: Readonly<Record<Exclude<VettingBody, 'department'>, string>> = {
  partyOrganisation: '社区党组织',
  township: '街道（镇）',
  bureau: '区（市）主管部门',
}

export const vettingOpinions = ['passed', 'failed', 'remark'] as const

export type VettingOpinion = (typeof vettingOpinions)[number]

export const vettingOpinionText: Readonly<Record<VettingOpinion, string>> = {
  passed: '合格',
  failed: '不合格',
  remark: '说明',
}

/** The departments asked where a season names none: what forms of the joint review (联审) have in common (forms.md A4). */
export const usualDepartments = ['组织', '纪检监察', '公安', '法院', '检察院', '司法行政', '信访'] as const

/** Which row of the form. */
export interface VettingPlace {
  readonly body: VettingBody
  /** Its name; blank for the three bodies. */
  readonly department: string
}

/** A row that has been filled in. */
export interface VettingRow extends VettingPlace {
  readonly opinion: VettingOpinion
  readonly bar: StatutoryBar | null
  /** The article that a failure rests on. */
  readonly basis: string
  readonly note: string
}

/** Every row that a review needs, in the order of the form. */
export function vettingPlaces(departments: readonly string[]): VettingPlace[] {
  const bodies = vettingBodies.filter((body) => body !== 'department')
  return [
    ...departments.map((department): VettingPlace => ({ body: 'department', department })),
    ...bodies.map((body): VettingPlace => ({ body, department: '' })),
  ]
}

export function vettingPlaceText({ body, department }: VettingPlace): string {
  return body === 'department' ? department : vettingBodyText[body]
}

export function isSamePlace(a: VettingPlace, b: VettingPlace): boolean {
  return a.body === b.body && a.department === b.department
}

/** The rows of a form: those that are needed, then those of departments that are asked no longer and have answered. */
export function placesOnForm(departments: readonly string[], given: readonly VettingPlace[]): VettingPlace[] {
  const needed = vettingPlaces(departments)
  const further = given.filter((place) => !needed.some((known) => isSamePlace(known, place)))
  const once = further.filter((place, index) => further.findIndex((other) => isSamePlace(place, other)) === index)
  return [...needed, ...once.map(({ body, department }) => ({ body, department }))]
}

/** The article on which a failing row rests: that of the bar, or the one that was named. */
export function basisOf({ bar, basis }: Pick<VettingRow, 'bar' | 'basis'>, ruleSet: RuleSet): string {
  return bar === null ? basis : articleIn(ruleSet, 18)
}

/**
 * Whether a row may be filled in like this. Nobody is kept from standing without a reason and the article it rests
 * on (Urban Residents' Committees Law 2025, art. 18, is what a bar rests on); a bar found is a failure; and the three
 * bodies conclude, they do not remark.
 */
export function checkOpinion(row: VettingRow, ruleSet: RuleSet): Finding[] {
  const { body, opinion, bar, basis, note } = row
  const error = (code: string, field: string, message: string): Finding => {
    return { code, severity: 'error', fields: [field], message }
  }
  if (bar !== null && opinion !== 'failed') {
    const message = `${statutoryBarText[bar]}的，不得确定为候选人，意见应为不合格。`
    return [{ ...error('bar-means-failed', 'opinion', message), article: articleIn(ruleSet, 18) }]
  }
  if (opinion === 'passed') return []
  if (opinion === 'remark') {
    if (body !== 'department') return [error('conclusion-missing', 'opinion', '结论只能是合格或者不合格。')]
    return note === '' ? [error('remark-without-text', 'note', '请写明要说明的情况。')] : []
  }
  return [
    ...(note === '' ? [error('failed-without-reason', 'note', '不合格的，请写明理由。')] : []),
    ...(bar === null && basis === ''
      ? [error('failed-without-article', 'basis', '不属于法定情形的，请写明依据的条款。')]
      : []),
  ]
}

/** Where a review stands: what is missing, and why somebody failed. */
export interface VettingVerdict {
  readonly vetting: 'open' | 'passed' | 'failed'
  readonly missing: readonly VettingPlace[]
  readonly failing: readonly VettingRow[]
  readonly bars: readonly StatutoryBar[]
  /** 公安：因犯罪受过刑事处罚（《城市居民委员会组织法》第十八条）; blank unless failed. */
  readonly reason: string
}

/**
 * The verdict that follows from the rows: failed by any row that says so, whoever it comes from; passed once every
 * department has answered and all three bodies have concluded (art. 18; the joint review of SC 2025 art. 21).
 */
export function vettingVerdict(
  rows: readonly VettingRow[],
  departments: readonly string[],
  ruleSet: RuleSet,
): VettingVerdict {
  const missing = vettingPlaces(departments).filter((place) => !rows.some((row) => isSamePlace(row, place)))
  const failing = rows.filter(({ opinion }) => opinion === 'failed')
  const bars = [...new Set(failing.flatMap(({ bar }) => (bar === null ? [] : [bar])))]
  const vetting = failing.length > 0 ? 'failed' : missing.length > 0 ? 'open' : 'passed'
  return { vetting, missing, failing, bars, reason: failing.map((row) => failureText(row, ruleSet)).join('；') }
}

function failureText(row: VettingRow, ruleSet: RuleSet): string {
  const what = row.bar === null ? row.note : `${statutoryBarText[row.bar]}，${row.note}`
  return `${vettingPlaceText(row)}：${what.replace(/[。；]$/, '')}（${basisOf(row, ruleSet)}）`
}
