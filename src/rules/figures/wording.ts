import type { Fraction } from '../../lib/fraction.js'
import { type ElectionForm, electionForms } from '../election-form.js'

/** From the fewest to the most, both included. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** Who must be present for a meeting to decide: more than the share (过半数), or exactly it and more (以上). */
export interface Quorum {
  readonly share: Fraction
  readonly reachedBy: 'moreThan' | 'atLeast'
}

/** A share for each form of election. */
export type SharesByForm = Readonly<Record<ElectionForm, Fraction>>

export const formText: Readonly<Record<ElectionForm, string>> = {
  allVoters: '居民直选',
  households: '户代表选举',
  representatives: '居民代表选举',
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 三分之二; figures beyond ten are written with digits. */
export function fractionText({ num, den }: Fraction): string {
  const numeral = (n: number) => numerals[n - 1] ?? String(n)
  return `${numeral(den)}分之${numeral(num)}`
}

/** Strictly more than the share: the law says 过半数 of a half and 超过 of any other. */
export function moreThanText(share: Fraction): string {
  return share.num * 2 === share.den ? '过半数' : `超过${fractionText(share)}`
}

export function quorumText({ share, reachedBy }: Quorum): string {
  return reachedBy === 'moreThan' ? moreThanText(share) : `${fractionText(share)}以上`
}

/** Each form with its share: 居民直选：过半数；户代表选举：过半数. */
export function byFormText(text: (share: Fraction) => string): (shares: SharesByForm) => string {
  return (shares) => electionForms.map((form) => `${formText[form]}：${text(shares[form])}`).join('；')
}

export const people = ({ min, max }: Range) => (min === max ? `${min}人` : `${min}至${max}人`)
export const years = (n: number) => `${n}年`
export const days = (n: number) => `${n}日`
export const months = (n: number) => `${n}个月`
export const within = (n: number) => (n === 0 ? '当日' : `${n}日内`)
export const withinMonths = (n: number) => `${n}个月内`
export const before = (n: number) => `选举日${n}日前`
export const atLeast = (n: number) => `至少${n}人`
export const atMost = (n: number) => `不超过${n}人`
