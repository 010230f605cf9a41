import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import { electionFormText } from '../rules/election-form.js'
import { type ClaimState, claimStateText } from '../rules/rate-verdict.js'
import type { Account } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { getSeason, listSeasonTownships } from '../organisation/queries.js'
import { listCommunityElections, listVoidElections, milestonesByElection } from './queries.js'
import { type Claim, listClaims } from './rate-claims.js'
import { besideTheCity, shareWords } from './rate-words.js'
import { listReports } from './report-queries.js'
import { confirmedRate, rateOf } from './season-rate.js'

/** The rate as two whole numbers and a percentage, as claimed and as confirmed, citywide and for each township. */
export async function showRate(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  if (!request.season) throw new NotFound('还没有设立换届。')
  const season = await getSeason(this.db, request.season.id)
  const townships = await listSeasonTownships(this.db, season.id)
  const rows = await listCommunityElections(this.db, season.id, request.account as Account)
  const milestones = await milestonesByElection(this.db, season.id)
  const voided = await listVoidElections(this.db, season.id)
  const claims = await listClaims(this.db, season.id, request.account as Account)
  const rate = rateOf(rows, milestones, season, townships, voided)
  const confirmed = confirmedRate(rows, claims, season, townships)
  const names = new Map(townships.map(({ id, name }) => [id, name]))
  const target = percentText(season.targetNum, season.targetDen, 0)
  return await reply.page('oversight/direct-election-rate.hbs', {
    title: '直选率',
    city: shareWords(rate),
    confirmed: shareWords(confirmed),
    target,
    isWholeCity: request.account?.townshipId === null,
    isBureau: request.account?.role === 'bureauAuditor',
    directForms: season.directForms.map((form) => electionFormText[form]),
    townships: rate.townships.map((share, index) => ({
      name: names.get(share.townshipId) ?? '',
      mustAllBeDirect: share.mustAllBeDirect,
      target: share.mustAllBeDirect ? '全部直选' : `全市 ${target}`,
      ...shareWords(share),
      ...(share.mustAllBeDirect ? {} : besideTheCity(share)),
      confirmed: shareWords(confirmed.townships[index] ?? confirmed),
    })),
    excluded: rate.excluded.map(({ communityId, communityName, participation }) => ({
      communityName,
      participation: participation === 'postponed' ? '延期' : '本届不换届',
      reason: rows.find(({ id }) => id === communityId)?.reason ?? '',
    })),
    tasks: tasksOf(claims, request.account?.role === 'bureauAuditor'),
    reports: await reportsToSecond(this, request),
  })
}

/** What waits for whoever looks: the second name, an answer that came, what was sent back. */
function tasksOf(claims: readonly Claim[], isBureau: boolean) {
  const wanted: readonly ClaimState[] = isBureau ? ['proposed', 'answered', 'refused'] : ['sentBack']
  return claims
    .filter(({ state }) => wanted.includes(state))
    .map((claim) => ({
      communityId: claim.row.id,
      name: claim.row.name,
      state: claimStateText[claim.state],
      reason: claim.state === 'sentBack' ? (claim.verdicts.at(-1)?.reason ?? '') : '',
    }))
}

/** Frozen reports that wait for whoever looks to put the second name to them. */
async function reportsToSecond(app: FastifyInstance, { season, account }: FastifyRequest) {
  if (!season || account?.role !== 'bureauAuditor') return []
  return (await listReports(app.db, season.id))
    .filter(({ agrees, frozenBy }) => agrees === null && frozenBy !== account.id)
    .map(({ number, day, purpose }) => ({ number, day: longDate(day), purpose }))
}
