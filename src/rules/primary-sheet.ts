import type { Finding } from './finding.js'
import type { Contest } from './post.js'
import { error } from './sheet-checks.js'
import { candidateField } from './sheet-fields.js'
import { checkSheet, type EnteredSheet, type SheetFacts } from './tally-sheet.js'

/** The tally sheet of a primary as written: it counts a vote for a nominee and nothing else. */
export interface PrimarySheet {
  readonly ballotsIssued: number
  readonly ballotsReturned: number
  readonly validBallots: number
  readonly invalidBallots: number
  /** By nominee. */
  readonly votes: Readonly<Record<string, number>>
}

/**
 * A primary's sheet as a tally sheet, so that it is typed twice and compared as every other: who was not marked on a
 * valid ballot was abstained from, and a ballot without a mark is an invalid one.
 */
export function asTallySheet({ votes, ...ballots }: PrimarySheet, contests: readonly Contest[]): EnteredSheet {
  return {
    ...ballots,
    blankBallots: 0,
    posts: contests.map(({ id, candidates }) => ({
      postId: id,
      candidates: candidates.map((candidate) => {
        const given = votes[candidate.id] ?? 0
        const abstain = Math.max(0, ballots.validBallots - given)
        return { candidateId: candidate.id, for: given, against: 0, abstain }
      }),
      writeIns: [],
    })),
  }
}

/** The votes that a sheet counts for each nominee. */
export function votesOnSheet(sheet: EnteredSheet): Map<string, number> {
  return new Map(sheet.posts.flatMap(({ candidates }) => candidates.map((row) => [row.candidateId, row.for] as const)))
}

const reworded: ReadonlySet<string> = new Set([
  'ballots-do-not-add-up',
  'more-ballots-than-issued',
  'candidate-votes-exceed-valid',
  'votes-exceed-seats',
  'post-without-votes',
])

/** What is wrong or unusual about a primary's sheet, in the words of its paper; codes are those of `checkSheet`. */
export function checkPrimarySheet(entered: EnteredSheet, facts: SheetFacts): Finding[] {
  const found = checkSheet(entered, facts)
  const own = found.some(({ code }) => reworded.has(code)) ? ownFindings(entered, facts.contests) : []
  return [...own, ...found.filter(({ code }) => !reworded.has(code))]
}

function ownFindings(entered: EnteredSheet, contests: readonly Contest[]): Finding[] {
  const { ballotsReturned: returned, validBallots: valid, invalidBallots: invalid } = entered
  const issued = Number(entered.ballotsIssued)
  const findings: Finding[] = []
  if (returned !== valid + invalid) {
    const message = `收回${returned}张，不等于有效${valid}张＋无效${invalid}张＝${valid + invalid}张。`
    findings.push(error('ballots-do-not-add-up', ['ballotsReturned', 'validBallots', 'invalidBallots'], message))
  }
  if (returned > issued) {
    const message = `收回${returned}张，多于发出${issued}张；若属实，预选无效。请核对并说明。`
    const fields = ['ballotsReturned', 'ballotsIssued']
    findings.push({ ...error('more-ballots-than-issued', fields, message), severity: 'warning' })
  }
  const votes = votesOnSheet(entered)
  return [...findings, ...contests.flatMap((contest) => contestFindings(contest, votes, valid))]
}

function contestFindings({ title, seats, candidates }: Contest, given: ReadonlyMap<string, number>, valid: number) {
  const rows = candidates.map(({ id, name }) => ({
    field: candidateField(id, 'for'),
    name,
    votes: Number(given.get(id)),
  }))
  const findings = rows
    .filter(({ votes }) => votes > valid)
    .map(({ field, name, votes }) =>
      error('candidate-votes-exceed-valid', [field], `${name}得${votes}票，多于有效票${valid}张。`),
    )
  const sum = rows.reduce((total, { votes }) => total + votes, 0)
  const fields = rows.map(({ field }) => field)
  if (sum > valid * seats) {
    const most = `有效票${valid}张×每张最多选${seats}人＝${valid * seats}`
    findings.push(error('votes-exceed-seats', fields, `${title}各人得票合计${sum}，多于${most}。`))
  }
  if (sum === 0 && valid > 0) {
    const message = `${title}没有人得票，请核对并说明。`
    findings.push({ ...error('post-without-votes', fields, message), severity: 'warning' })
  }
  return findings
}
