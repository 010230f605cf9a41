import type { Stage } from '../rules/stages.js'
import type { Role } from '../infra/security/roles.js'

/** Where each stage's work is done, below the address of its election. */
const pages: Readonly<Record<Stage, string>> = {
  preparation: 'plan',
  electionCommittee: 'election-committee',
  registration: 'roll',
  rollPosted: 'roll/objections',
  nomination: 'nomination',
  polling: 'polling',
  tally: 'tally',
  result: 'tally/result',
  handover: 'handover',
}

/** Their pages name voters: an observer sees how far they are, and no more. */
const stagesOfVoters: readonly Stage[] = ['registration', 'rollPosted']

/** The address of a stage's work, or none for somebody who may not open it. */
export function stageAddress(electionId: number, stage: Stage, role: Role | undefined): string | null {
  if (role === 'observer' && stagesOfVoters.includes(stage)) return null
  return `/elections/${electionId}/${pages[stage]}`
}
