import type { FastifyRequest } from 'fastify'
import { ballotDifferences } from '../rules/ballot-changes.js'
import type { BallotContent } from '../rules/ballot-content.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import {
  type BallotDesign,
  type BallotKind,
  checkPrimaryOfBallot,
  getBallotDesign,
  loadBallotContent,
  struckIds,
} from '../polling/queries.js'
import { listMilestones } from '../timetable/queries.js'

/** Where the pages of the ballots are. */
export function ballotsAddress(request: FastifyRequest, kind: BallotKind): string {
  return `/elections/${request.election.id}/documents/ballots${kind === 'primary' ? '?kind=primary' : ''}`
}

/** Which ballot an address asks for: that of the vote, or of the primary. */
export function ballotKind(request: FastifyRequest): BallotKind {
  return (request.query as { kind?: unknown } | undefined)?.kind === 'primary' ? 'primary' : 'vote'
}

/** Whether the ballot may be designed and approved now. */
export async function designRefusals(db: Db, { election }: FastifyRequest, kind: BallotKind): Promise<Finding[]> {
  const action = kind === 'primary' ? 'designPrimaryBallot' : 'designBallot'
  const untimely = may(action, await listMilestones(db, election.id), ruleSetInForce(election))
  return untimely.length > 0 || kind === 'vote' ? untimely : await checkPrimaryOfBallot(db, election.id)
}

/** A proof that an address names, beside what would stand on the ballot now. */
export interface BallotInView {
  readonly design: BallotDesign
  readonly content: BallotContent
  readonly differences: readonly string[]
}

/** Throws NotFound for one that the round under way does not have. */
export async function ballotInView(db: Db, request: FastifyRequest): Promise<BallotInView> {
  const { designId } = request.params as { designId: string }
  if (!/^[1-9]\d{0,8}$/.test(designId)) throw new NotFound('没有这份选票设计。')
  const design = await getBallotDesign(db, request.election.round.id, Number(designId))
  const content = await loadBallotContent(db, request.election, design.kind)
  const struck = design.kind === 'vote' ? await struckIds(db, request.election) : undefined
  return { design, content, differences: ballotDifferences(design.content, content, struck) }
}
