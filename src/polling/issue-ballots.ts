import { ok, type Result, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import type { AuditEvent } from '../infra/audit-log/events.js'
import { recordEvents } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import type { FastifyRequest } from 'fastify'
import { holdOpenStation, insertCheckIn, listCheckInsOf } from './check-in-queries.js'
import { issuedText } from './check-in-text.js'
import { checkDesk } from './desk-page.js'
import { type BallotAsked, type DeskStanding, deskStanding } from './desk-standing.js'
import { endGrant, type Grant } from './proxy-queries.js'
import { countIssuedAt } from './queries.js'

export type DeskScene = Pick<FastifyRequest, 'election' | 'actor' | 'today'>

/** What a desk asks to hand out to one who has come: the own ballot, and those for principals. */
export interface BallotsWanted {
  readonly stationId: number
  readonly voterId: number
  readonly own: boolean
  readonly grantIds: readonly number[]
}

/**
 * Hands out all the ballots wanted, or none, and records each in one transaction; everything is looked at again in
 * it. Answers the check-ins' ids, or why no ballot was handed out, in Chinese.
 */
export async function issueBallots(
  trx: Trx,
  scene: DeskScene,
  wanted: BallotsWanted,
): Promise<Result<readonly number[], string>> {
  const [refusal] = await checkDesk(trx, scene)
  if (refusal) return refused(refusal.message)
  const station = await holdOpenStation(trx, scene.election.round.id, wanted.stationId)
  if (!station) return refused('本站已经结束投票，不能再发票。')
  const standing = await deskStanding(trx, scene.election, station, wanted.voterId)
  const problem = problemOf(standing, wanted)
  if (problem !== undefined) return refused(problem)
  const issued = await handOut(trx, scene, standing, wanted)
  if (!issued.ok) return issued
  const received = station.received ?? 0
  if ((await countIssuedAt(trx, scene.election.round.id, station.id)) > received) {
    return refused(`本站领取的 ${received} 张选票已全部发完，请负责人补领并登记后再发。`)
  }
  return issued
}

/** The first thing that stands against handing out what is wanted. */
function problemOf({ own, principals }: DeskStanding, wanted: BallotsWanted): string | undefined {
  if (!wanted.own && wanted.grantIds.length === 0) return '没有选中要发的选票。'
  if (wanted.own && own.state !== 'ready') return firstError(own)
  for (const grantId of new Set(wanted.grantIds)) {
    const asked = principals.find(({ grant }) => grant.id === grantId)
    if (!asked) return '有一件委托已经取消或者变更，请重新核对后再发。'
    if (asked.state !== 'ready') return firstError(asked)
  }
  return undefined
}

function firstError({ findings }: BallotAsked): string {
  return findings.find(({ severity }: Finding) => severity === 'error')?.message ?? ''
}

export interface Handout {
  readonly voterId: number
  readonly proxyId: number | null
  readonly grantId: number | null
}

async function handOut(trx: Trx, scene: DeskScene, { voter, own, principals }: DeskStanding, wanted: BallotsWanted) {
  const taken = principals.filter(({ grant }) => wanted.grantIds.includes(grant.id))
  const handouts: Handout[] = [
    ...(wanted.own ? [{ voterId: voter.id, proxyId: null, grantId: own.endsGrant?.id ?? null }] : []),
    ...taken.map(({ grant }) => ({ voterId: grant.principal.id, proxyId: voter.id, grantId: grant.id })),
  ]
  const ended = wanted.own && own.endsGrant ? [own.endsGrant] : []
  return await recordHandouts(
    trx,
    scene,
    { stationId: wanted.stationId, source: 'desk', outageId: null },
    handouts,
    ended,
  )
}

interface HandoutPlace {
  readonly stationId: number
  readonly source: 'desk' | 'paper'
  /** The batch in which it was typed from the paper. */
  readonly outageId: number | null
}

/** Records ballots that are, or on paper were, handed out; grants end whose principals came. */
export async function recordHandouts(
  trx: Trx,
  { election, actor }: DeskScene,
  where: HandoutPlace,
  handouts: readonly Handout[],
  endedGrants: readonly Grant[],
): Promise<Result<readonly number[], string>> {
  const { id: roundId } = election.round
  const by = { roundId, at: actor.at, accountId: actor.accountId as number }
  const events: AuditEvent[] = []
  const ids: number[] = []
  for (const handout of handouts) {
    const checkInId = await insertCheckIn(trx, { ...by, ...where, ...handout })
    if (checkInId === undefined) return refused(await alreadyIssued(trx, roundId, handout.voterId))
    ids.push(checkInId)
    events.push({ type: 'voterCheckedIn', checkInId, stationId: where.stationId, source: where.source, ...handout })
  }
  for (const grant of endedGrants) {
    const reason = `${grant.principal.name}本人到场投票`
    const end = { state: 'votedInPerson', reason, accountId: by.accountId, at: by.at } as const
    if (!(await endGrant(trx, grant, end))) return refused('这件委托刚刚有变化，请重新核对后再发。')
    const { id: grantId, number } = grant
    events.push({ type: 'proxyGrantEnded', grantId, number, state: 'votedInPerson', reason, article: null })
  }
  await recordEvents(trx, actor, events, election.id)
  return ok(ids)
}

async function alreadyIssued(trx: Trx, roundId: number, voterId: number): Promise<string> {
  const [checkIn] = await listCheckInsOf(trx, roundId, [voterId])
  if (!checkIn) return '刚才有别的发票台同时办理了这名选民，请重新查找后再办。'
  return `${checkIn.name}（${checkIn.voterNumber} 号）${issuedText(checkIn)}，不能再发第二张。`
}
