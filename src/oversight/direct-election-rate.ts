import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { percentText } from '../lib/fraction.js'
import {
  type DirectShare,
  directElectionRate,
  type Participation,
  type Verdict,
} from '../rules/direct-election-rate.js'
import { electionFormText } from '../rules/election-form.js'
import type { Milestone } from '../rules/stages.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { listCommunityElections, milestonesByElection } from './queries.js'

export const verdictText: Readonly<Record<Verdict, string>> = {
  met: '已达到目标',
  notMet: '不能达到目标',
  open: '尚未定局',
}

const verdictStatus: Readonly<Record<Verdict, string>> = { met: 'done', notMet: 'wrong', open: 'current' }

type Row = Awaited<ReturnType<typeof listCommunityElections>>[number]
type Season = Awaited<ReturnType<typeof getSeason>>
type Townships = Awaited<ReturnType<typeof listSeasonTownships>>

/**
 * The rate by its rule. An election counts as held once the result of its first vote is declared; a community
 * whose form is not yet decided is still to vote, and counts in neither number.
 */
export function rateOf(
  rows: readonly Row[],
  milestones: ReadonlyMap<number, readonly Milestone[]>,
  { targetNum, targetDen, directForms }: Season,
  townships: Townships,
) {
  const communities = rows.map((row) => ({
    communityId: row.id,
    communityName: row.name,
    townshipId: row.townshipId,
    form: row.form ?? 'allVoters',
    participation: participationOf(row, milestones.get(row.electionId ?? 0) ?? []),
  }))
  const mustAllBeDirect = townships.filter((township) => township.mustAllBeDirect).map(({ id }) => id)
  return directElectionRate(communities, { target: { num: targetNum, den: targetDen }, directForms, mustAllBeDirect })
}

function participationOf(row: Row, milestones: readonly Milestone[]): Participation {
  if (milestones.some(({ name }) => name === 'resultDeclared')) return 'held'
  if (row.participation === 'postponed' || row.participation === 'notHeld') return row.participation
  return 'pending'
}

/** A township without a target of its own can break none: its share stands beside the city's, without judgement. */
function besideTheCity({ held, pending, verdict }: DirectShare) {
  if (held + pending === 0) return { verdict: '没有计入的社区', status: '' }
  const words = { met: '达到全市目标', notMet: '低于全市目标', open: held === 0 ? '尚未选举' : '尚未定局' } as const
  return { verdict: words[verdict], status: verdict === 'met' ? 'done' : '' }
}

/** The rate as two whole numbers and a percentage, citywide and for each township, with what it is made of. */
export async function showRate(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (!request.season) throw new NotFound('还没有设立换届。')
  const season = await getSeason(this.db, request.season.id)
  const townships = await listSeasonTownships(this.db, season.id)
  const rows = await listCommunityElections(this.db, season.id, request.account as Account)
  const rate = rateOf(rows, await milestonesByElection(this.db, season.id), season, townships)
  const names = new Map(townships.map(({ id, name }) => [id, name]))
  const show = (share: (typeof rate.townships)[number] | typeof rate) => ({
    direct: share.direct,
    held: share.held,
    pending: share.pending,
    ...share.byForm,
    percent: percentText(share.direct, share.held),
    verdict: verdictText[share.verdict],
    status: verdictStatus[share.verdict],
  })
  return await reply.page('oversight/direct-election-rate.hbs', {
    title: '直选率',
    city: show(rate),
    target: percentText(season.targetNum, season.targetDen, 0),
    isWholeCity: request.account?.townshipId === null,
    directForms: season.directForms.map((form) => electionFormText[form]),
    townships: rate.townships.map((share) => ({
      name: names.get(share.townshipId) ?? '',
      mustAllBeDirect: share.mustAllBeDirect,
      target: share.mustAllBeDirect ? '全部直选' : `全市 ${percentText(season.targetNum, season.targetDen, 0)}`,
      ...show(share),
      ...(share.mustAllBeDirect ? {} : besideTheCity(share)),
    })),
    excluded: rate.excluded.map(({ communityId, communityName, participation }) => ({
      communityName,
      participation: participation === 'postponed' ? '延期' : '本届不换届',
      reason: rows.find(({ id }) => id === communityId)?.reason ?? '',
    })),
  })
}
