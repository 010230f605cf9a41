import type { FastifyRequest } from 'fastify'
import type { Db } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { type Standing, standingCommittee, type StandingMember } from './standing.js'

export interface TermInView {
  readonly standing: Standing
  readonly ruleSet: RuleSet
  /** Address of the pages of the term. */
  readonly home: string
}

/** The committee that an address is about. A by-election has none of its own: its committee is the regular election's. */
export async function termInView(db: Db, { election }: FastifyRequest): Promise<TermInView> {
  if (election.kind !== 'regular') throw new NotFound('请从换届选举的“本届居民委员会”页办理。')
  const ruleSet = ruleSetInForce(election)
  const standing = await standingCommittee(db, election.id, ruleSet)
  return { standing, ruleSet, home: `/elections/${election.id}/term` }
}

/** The member that the address names, still in office. */
export function sittingMember({ sitting }: Standing, request: FastifyRequest): StandingMember {
  const { memberKey } = request.params as { memberKey: string }
  const member = sitting.find(({ key }) => key === memberKey)
  if (!member) throw new NotFound('没有这名成员，可能已经离任。')
  return member
}
