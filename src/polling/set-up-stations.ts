import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { asKinship, listCandidates, listKinships } from '../nomination/queries.js'
import { listGroups } from '../roll/queries.js'
import { listMilestones, listRounds } from '../timetable/queries.js'
import { findCountPlan, insertStation, listStaff, listStations, replaceStaff, type StaffMember } from './queries.js'
import { checkPlan, checkStationSetup } from './station-checks.js'
import { planOf } from './station-form.js'
import { groupsText, staffLines, stationKindText } from './station-text.js'

/** The polling places of the round, with what is still missing at each. */
export async function showSetUp(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const milestones = await listMilestones(this.db, election.id)
  const stations = await listStations(this.db, election.round.id)
  const staff = await listStaff(this.db, election.round.id)
  const groups = await listGroups(this.db, election.id)
  const candidates = await listCandidates(this.db, election.round.id)
  const kinships = (await listKinships(this.db, election.id)).map(asKinship)
  const names = new Map(groups.map(({ number, name }) => [number, name]))
  const ruleSet = ruleSetInForce(election)
  const refusals = may('setUpStations', milestones, ruleSet)
  const count = await findCountPlan(this.db, election.round.id)
  return await reply.page('polling/set-up-stations.hbs', {
    title: '设置投票站',
    refusals,
    mayChange: refusals.length === 0,
    mayCopy: refusals.length === 0 && stations.length === 0 && (await findEarlierStations(this, request)).length > 0,
    count: stations.length,
    isEmpty: stations.length === 0,
    countText: count ? `${count.place}，${count.begins} 开始` : '',
    planFindings: checkPlan(stations, groups, ruleSet),
    stations: stations.map((station) => ({
      ...station,
      kindText: station.name === stationKindText[station.kind] ? '' : stationKindText[station.kind],
      isMobile: station.kind === 'mobile',
      groupsText: station.kind === 'mobile' ? '名单上的选民' : groupsText(station.groups, names),
      staff: staffLines(staff.get(station.id) ?? []),
      findings: checkStationSetup(station, staff.get(station.id) ?? [], candidates, ruleSet, kinships),
    })),
  })
}

async function findEarlierStations(app: FastifyInstance, request: FastifyRequest) {
  const { id, round } = request.election
  const earlier = (await listRounds(app.db, id)).find(({ number }) => number === round.number - 1)
  return earlier ? await listStations(app.db, earlier.id) : []
}

/** Sets up the places and staff of the vote before again, which is what a run-off mostly needs. */
export async function copyStations(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  // Mobile boxes are approved by the township for one vote and asked for anew.
  const earlier = (await findEarlierStations(this, request)).filter(({ kind }) => kind !== 'mobile')
  const staff = earlier[0] ? await listStaff(this.db, earlier[0].roundId) : new Map<number, StaffMember[]>()
  const copied = await inTransaction(this.db, async (trx) => {
    const isInTime = may('setUpStations', await listMilestones(trx, election.id), ruleSetInForce(election)).length === 0
    if (!isInTime || (await listStations(trx, election.round.id)).length > 0) return refused('stale' as const)
    for (const station of earlier) {
      const { kind, name, opens, closes } = station
      const stationId = await insertStation(trx, election.round.id, planOf(station))
      await replaceStaff(trx, stationId, staff.get(station.id) ?? [])
      await recordEvent(trx, actor, { type: 'stationSetUp', stationId, name, kind, opens, closes }, election.id)
      await recordEvent(
        trx,
        actor,
        { type: 'stationStaffed', stationId, staff: staff.get(station.id) ?? [] },
        election.id,
      )
    }
    return ok(undefined)
  })
  if (!copied.ok) throw new Conflict('投票站已经有人设置，或者投票已经开始。请返回刷新后核对。')
  reply.flash(`已照上一轮设置 ${earlier.length} 个投票站，请逐个核对时间、地点和人员。`)
  return reply.redirect(`/elections/${election.id}/polling/set-up-stations`, 303)
}
