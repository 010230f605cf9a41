import { longDate } from '../lib/chinese-text.js'
import type { RollVersion } from './version-queries.js'

/** What a version is, in words; a correction after the roll was closed is told from one before. */
export function versionTitle({ number, kind }: Pick<RollVersion, 'number' | 'kind'>, closedAs?: number): string {
  if (kind === 'posted') return '公布的名单'
  if (kind === 'closed') return '确定的名单'
  return closedAs !== undefined && number > closedAs ? '确定后更正' : '补正后的名单'
}

/** A version as pages list it. */
export function versionWords(version: RollVersion, versions: readonly RollVersion[]) {
  const { number, madeOn, voters, electors, hash, cause, madeByName } = version
  const closedAs = versions.find(({ kind }) => kind === 'closed')?.number
  return {
    number,
    title: versionTitle(version, closedAs),
    dayText: longDate(madeOn),
    voters,
    electors,
    hash,
    shortHash: hash.slice(0, 12),
    cause,
    madeBy: madeByName ?? '—',
  }
}
