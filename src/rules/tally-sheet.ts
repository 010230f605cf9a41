import { type Result, ok, refused } from '../lib/result.js'
import { type Finding, hasErrors } from './finding.js'
import type { Contest } from './post.js'
import type { RuleSet } from './rule-set.js'
import { brokenFigures, checkBallots, checkPost, error, isOfThisBallot } from './sheet-checks.js'

/**
 * One tally sheet (计票单) as typed from paper, in the order of the paper. Nothing in it is believed yet.
 * Form fields are named after it (sheet-fields.ts):
 * `ballotsIssued`, `ballotsReturned`, `validBallots`, `invalidBallots`, `blankBallots`;
 * `candidate-<candidateId>-for`, `-against`, `-abstain`;
 * `writeIn-<postId>-<n>-name` and `writeIn-<postId>-<n>-votes`, n counting a post's write-in rows from 1.
 */
export interface EnteredSheet {
  /** Ballots handed out at the station, where the sheet states it. */
  readonly ballotsIssued?: number | undefined
  readonly ballotsReturned: number
  readonly validBallots: number
  readonly invalidBallots: number
  /** Wholly blank ballots: abstentions, neither valid nor invalid, but ballots cast. */
  readonly blankBallots: number
  /** In the order of the ballot. */
  readonly posts: readonly EnteredPost[]
  /**
   * The ballots, where the bundle was typed ballot by ballot (typed-ballot.ts); everything above is then made from them
   * by the rules (ballot-bundle.ts). Form fields: `ballot-<n>`, n from 1.
   */
  readonly ballots?: readonly string[] | undefined
  /** Invalid ballots by reason, and forged ones that are no ballots cast; known only ballot by ballot. */
  readonly invalidBy?: Readonly<Record<string, number>> | undefined
  readonly setApart?: number | undefined
}

export interface EnteredPost {
  readonly postId: string
  readonly candidates: readonly EnteredCandidate[]
  /** Persons written in (另选人), in the order of the paper. */
  readonly writeIns: readonly EnteredWriteIn[]
}

export interface EnteredCandidate {
  readonly candidateId: string
  readonly for: number
  readonly against: number
  readonly abstain: number
}

export interface EnteredWriteIn {
  readonly name: string
  readonly votes: number
}

/** What a sheet is checked against. */
export interface SheetFacts
  extends Pick<
    RuleSet,
    | 'overvoteScope'
    | 'illegibleScope'
    | 'multiPost'
    | 'writeInWithoutMark'
    | 'ballotsNotMoreThan'
    | 'overfullBox'
    | 'provenance'
  > {
  readonly contests: readonly Contest[]
  /** Ballots issued at the station by its ballot account; a sheet may cover only a part of its ballots. */
  readonly ballotsIssued?: number | undefined
  /** The ballots are those of a mobile box, which alone is void when it held too many. */
  readonly isMobileBox?: boolean
}

declare const isChecked: unique symbol

/** A sheet that passed its check; only `acceptSheet` makes one, and only these are counted. */
export type CheckedSheet = EnteredSheet & { readonly [isChecked]: true }

/** Takes a sheet for the count. Warnings do not keep it out: they are explained where it is typed. */
export function acceptSheet(entered: EnteredSheet, facts: SheetFacts): Result<CheckedSheet, Finding[]> {
  const findings = checkSheet(entered, facts)
  return hasErrors(findings) ? refused(findings) : ok(entered as CheckedSheet)
}

/**
 * What is wrong or unusual about one sheet, by the identities of counting. Errors: `figure-not-whole`,
 * `sheet-differs-from-ballot`, `ballots-do-not-add-up`, `candidate-votes-exceed-valid`,
 * `candidate-votes-short-of-valid`, `votes-exceed-seats`, `write-in-without-name`, `write-in-without-votes`,
 * `write-in-twice`, `write-in-names-candidate`, `write-in-exceeds-valid`. Warnings: `more-ballots-than-issued`,
 * `issued-differs-from-account`, `many-ballots-missing`, `no-ballots-returned`, `many-invalid`, `many-blank`,
 * `post-partly-void`, `post-without-votes`, `write-in-names-other-candidate`.
 */
export function checkSheet(entered: EnteredSheet, facts: SheetFacts): Finding[] {
  const broken = brokenFigures(entered)
  if (broken.length > 0) {
    return [error('figure-not-whole', broken, '票数只能是不小于0的整数。')]
  }
  if (!isOfThisBallot(entered, facts.contests)) {
    return [error('sheet-differs-from-ballot', [], '计票单上的职务或候选人与选票不一致，请按选票重新录入。')]
  }
  const checkTyped = (post: EnteredPost): Finding[] =>
    facts.contests
      .filter(({ id }) => id === post.postId)
      .flatMap((contest) => checkPost(post, contest, entered.validBallots, facts))
  // Typed ballot by ballot the figures of a post cannot disagree: the rules made them.
  if (entered.ballots !== undefined) return checkBallots(entered, facts)
  return [...checkBallots(entered, facts), ...entered.posts.flatMap(checkTyped)]
}
