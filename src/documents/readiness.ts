import { longDate } from '../lib/chinese-text.js'
import { kebabCase } from '../lib/text-case.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { findMilestone, type MilestoneName, milestoneText } from '../rules/stages.js'
import { checkStepDay } from '../rules/timetable.js'
import type { Db } from '../infra/db/database.js'
import type { Paper, PaperContext } from './define-notice.js'

/** Something in the way of issuing a paper. */
export function obstacle(code: string, message: string): Finding {
  return { code, severity: 'error', fields: [], message }
}

/**
 * Whether a paper may be issued today: errors stand in the way, warnings (a posting day missed, something left out)
 * are to be acknowledged. What the timetable says of the day never keeps a notice back: a late one is still owed.
 */
export async function checkPaper(db: Db, paper: Paper, context: PaperContext): Promise<Finding[]> {
  // A paper of the whole election waits for no later vote: members may change while a run-off is under way.
  const after = paper.rounds ? paper.after : paper.after.filter((name) => !isReached(name, context))
  const untimely = outOfTime(after, paper.before, context)
  if (untimely.length > 0) return untimely
  const others = (await paper.check?.(db, context)) ?? []
  return hasErrors(others) ? others : [...others, ...lateness(paper, context)]
}

/** Whether it happened in the first vote. */
function isReached(name: MilestoneName, { milestones }: PaperContext): boolean {
  return findMilestone(milestones, name, 1) !== undefined
}

/** What has not happened yet, or has happened already, in the vote that the paper is about. */
export function outOfTime(
  after: readonly MilestoneName[],
  before: readonly MilestoneName[],
  { milestones, round }: PaperContext,
): Finding[] {
  const missing = after
    .filter((name) => findMilestone(milestones, name, round.number) === undefined)
    .map((name) =>
      obstacle(`not-yet-${kebabCase(name)}`, `${milestoneText[name].what}尚未${milestoneText[name].verb}。`),
    )
  const past = before.flatMap((name) => {
    const reached = findMilestone(milestones, name, round.number)
    if (reached === undefined) return []
    const { what, verb } = milestoneText[name]
    return obstacle(`already-${kebabCase(name)}`, `${what}已于${longDate(reached.on)}${verb}，不再印发。`)
  })
  return [...missing, ...past]
}

/** The timetable counts back from the first vote, so it says nothing of later ones. */
function lateness(
  { rule }: Paper,
  { election, ruleSet, milestones, timetable, round, today }: PaperContext,
): Finding[] {
  if (rule.step === undefined || round.number > 1) return []
  const facts = { electionDay: election.electionDay, ruleSet, milestones, ...timetable }
  return checkStepDay(rule.step, today, facts).map((finding) => ({ ...finding, severity: 'warning' }))
}
