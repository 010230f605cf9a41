import type { Standing } from '../rules/count.js'
import type { Finding } from '../rules/finding.js'
import { writtenName } from '../rules/write-in.js'
import type { CountedVote } from './counted-vote.js'

/** The name of a person written in whom nobody has looked up yet; undefined for everybody else. */
export function undecidedName({ personId, writeIn }: Standing): string | undefined {
  return writeIn ? writtenName(personId) : undefined
}

/** Write-ins whose identity must be settled before the result can stand: elected or tied, and nobody decided. */
export function undecidedWinners({ outcome }: CountedVote): string[] {
  const winners = outcome.posts.flatMap(({ elected, ties }) => [...elected, ...ties.flatMap(({ tied }) => tied)])
  return [...new Set(winners.flatMap((person) => undecidedName(person) ?? []))]
}

/** A result with winners nobody has looked up cannot stand (law.md 6.2; Sichuan art. 33). */
export function checkWriteIns(counted: CountedVote): Finding[] {
  return undecidedWinners(counted).map((name) => ({
    code: 'write-in-undecided',
    severity: 'error',
    fields: [],
    message: `另选人${name}还没有核对是不是本社区选民、符不符合当选条件，不能宣布。`,
  }))
}
