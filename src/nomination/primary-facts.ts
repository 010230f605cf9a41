import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { electorText } from '../rules/electors.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Contest } from '../rules/post.js'
import {
  type PrimaryCount,
  type PrimaryOutcome,
  primaryOutcome,
  primaryShare,
  type PrimaryVotes,
} from '../rules/primary.js'
import { votesOnSheet } from '../rules/primary-sheet.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { EnteredSheet, SheetFacts } from '../rules/tally-sheet.js'
import { shareText } from '../rules/arithmetic.js'
import { findOpenPrimary, listPrimaries, type Primary } from './queries.js'

/** The primary that is open, for whoever works on it; somebody who comes when there is none is told so. */
export async function getOpenPrimary(db: Db, electionId: number): Promise<Primary> {
  const open = await findOpenPrimary(db, electionId)
  if (!open) throw new NotFound('现在没有正在办理的预选。')
  return open
}

/** A primary of the election by its number. */
export async function getPrimary(db: Db, electionId: number, number: unknown): Promise<Primary> {
  const found = (await listPrimaries(db, electionId)).find((one) => String(one.number) === number)
  if (!found) throw new NotFound('没有这次预选。')
  return found
}

/** The posts of a primary as a sheet counts them: as many marks a ballot as nominees go on. */
export function contestsOf({ posts }: Pick<Primary, 'posts'>): Contest[] {
  return posts.map(({ post, places, nominees }) => ({
    ...post,
    seats: places,
    reservedForWoman: false,
    candidates: nominees.map(({ nomineeId, name, sex }) => ({ id: String(nomineeId), name, sex })),
  }))
}

/** What the sheet of a primary is checked against. */
export function primarySheetFacts(election: ElectionInScope, primary: Primary): SheetFacts {
  return { ...ruleSetInForce(election), contests: contestsOf(primary) }
}

/** What the sheet decides, typed twice alike. */
export function outcomeOf(
  primary: Primary,
  sheet: EnteredSheet,
  { form, electors }: { readonly form: ElectionForm; readonly electors: number },
  ruleSet: RuleSet,
): PrimaryOutcome<PrimaryVotes> {
  const votes = votesOnSheet(sheet)
  const isAgain = primary.kind === 'again'
  const count: PrimaryCount<PrimaryVotes> = {
    form,
    electors,
    ballotsIssued: sheet.ballotsIssued ?? 0,
    ballotsReturned: sheet.ballotsReturned,
    posts: primary.posts.map(({ post, places, nominees }) => ({
      post,
      ...(isAgain ? { places } : {}),
      nominees: nominees.map(({ nomineeId, name }) => ({
        id: nomineeId,
        name,
        votes: votes.get(String(nomineeId)) ?? 0,
      })),
    })),
  }
  return primaryOutcome(count, ruleSet)
}

/** Who votes and how many have to come: 选民1200人，收回选票超过1200人的半数预选有效（……第十八条）. */
export function quorumText(form: ElectionForm, electors: number, ruleSet: RuleSet): string {
  const share = shareText(primaryShare(form, ruleSet))
  const article = ruleSet.provenance.primaryTurnout.source
  return `${electorText[form]}${electors}人参加，收回选票超过${electors}人的${share}，预选有效（${article}）。`
}

/** What becomes of equal votes for the last place. */
export function tieText({ primaryTie, provenance }: RuleSet): string {
  const what = primaryTie === 'allGoOn' ? '得票相等的一并列为正式候选人' : '在得票相等的人中再次投票'
  return `末位得票相等的，${what}（${provenance.primaryTie.source}）。`
}
