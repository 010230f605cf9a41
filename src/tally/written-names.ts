import type { RuleSet } from '../rules/rule-set.js'
import type { Contest } from '../rules/post.js'
import { acceptSheet } from '../rules/tally-sheet.js'
import { plainName } from '../rules/write-in.js'
import { definitiveEntry, type JoinedSpelling } from './counted-vote.js'
import { asRead, type SheetOfVote } from './decide-vote.js'
import { readingsOf } from './doubtful-ballots.js'
import type { SheetRow } from './queries.js'
import type { BallotReading } from './reading-queries.js'

/** A name as voters wrote it, with its votes on the definitive sheets. */
export interface WrittenName {
  readonly name: string
  readonly votes: readonly { readonly postId: string; readonly title: string; readonly votes: number }[]
}

export interface WrittenFacts {
  readonly sheets: readonly SheetRow[]
  readonly readings: readonly BallotReading[]
  readonly contests: readonly Contest[]
  readonly ruleSet: RuleSet
}

function definitiveSheets({ sheets, readings }: WrittenFacts): SheetOfVote[] {
  return sheets.flatMap(({ id, stationId, number, entry }) => {
    const definitive = definitiveEntry(entry)
    if (!definitive) return []
    const { entered, explanations } = definitive
    return [{ stationId, number, entered, explanations, readings: readingsOf(id, readings) }]
  })
}

/** Every name written in on the definitive sheets, each way of writing it by itself. */
export function writtenNames(facts: WrittenFacts): WrittenName[] {
  const byName = new Map<string, Map<string, number>>()
  for (const sheet of definitiveSheets(facts)) {
    for (const { postId, writeIns } of asRead(sheet, { ...facts, spellings: [] }).entered.posts) {
      for (const { name: written, votes } of writeIns) {
        const name = plainName(written)
        const own = byName.get(name) ?? new Map<string, number>()
        byName.set(name, own.set(postId, (own.get(postId) ?? 0) + votes))
      }
    }
  }
  return [...byName].map(([name, own]) => ({
    name,
    votes: facts.contests.flatMap(({ id, title }) => {
      const votes = own.get(id)
      return votes === undefined ? [] : [{ postId: id, title, votes }]
    }),
  }))
}

/** Why the sheets cannot be counted with these spellings joined: two people, if one cannot have as many votes. */
export function whyNotJoined(facts: WrittenFacts, spellings: readonly JoinedSpelling[]): string | undefined {
  for (const sheet of definitiveSheets(facts)) {
    const accepted = acceptSheet(asRead(sheet, { ...facts, spellings }).entered, { ...facts.ruleSet, ...facts })
    const [first] = accepted.ok ? [] : accepted.error.filter(({ severity }) => severity === 'error')
    if (first) return first.message
  }
  return undefined
}
