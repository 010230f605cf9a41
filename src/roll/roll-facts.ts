import type { PlainDate } from '../lib/plain-date.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { RuleSet } from '../rules/rule-set.js'
import { findMilestone, type Milestone } from '../rules/stages.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { TimetableOptions } from '../rules/timetable.js'
import { listMilestones, timetableOptions } from '../timetable/queries.js'
import { findElectorChoice } from './elector-queries.js'
import { listImports } from './import-queries.js'
import { countOpenObjections } from './objection-queries.js'
import { countRoll } from './queries.js'

/** Where the roll of an election stands: what every page of it decides from. */
export interface RollFacts {
  readonly election: ElectionInScope
  readonly ruleSet: RuleSet
  readonly milestones: readonly Milestone[]
  /** What the timetable needs besides, the days off among it. */
  readonly timetable: TimetableOptions
  readonly voters: number
  readonly electors: number
  readonly openObjections: number
  /** A register that is uploaded but neither committed nor discarded. */
  readonly stagedImport: { readonly id: number; readonly fileName: string } | undefined
  /** Whether electors are named for the election's form; nothing is to be named where all voters elect. */
  readonly hasElectorsNamed: boolean
  readonly postedOn: PlainDate | undefined
  readonly closedOn: PlainDate | undefined
}

export async function rollFacts(db: Db, election: ElectionInScope): Promise<RollFacts> {
  const milestones = await listMilestones(db, election.id)
  const choice = await findElectorChoice(db, election.id)
  return {
    election,
    ruleSet: ruleSetInForce(election),
    milestones,
    timetable: await timetableOptions(db, election),
    ...(await countRoll(db, election.id)),
    openObjections: await countOpenObjections(db, election.id),
    stagedImport: (await listImports(db, election.id)).find(({ state }) => state === 'staged'),
    hasElectorsNamed: election.form === 'allVoters' || choice?.form === election.form,
    postedOn: findMilestone(milestones, 'rollPosted')?.on,
    closedOn: findMilestone(milestones, 'rollClosed')?.on,
  }
}
