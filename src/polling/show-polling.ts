import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { daysBetween } from '../lib/plain-date.js'
import { hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { BoxActKind } from '../rules/box-acts.js'
import type { Db } from '../infra/db/database.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import { countElectors, listGroups } from '../roll/queries.js'
import { listMilestones } from '../timetable/queries.js'
import { pollingNextStep } from './next-step.js'
import { checkBallotDesign, getBallotsPrinted, listBoxActs, listStations, type Station } from './queries.js'
import { checkPlan } from './station-checks.js'
import { groupsText, stationKindText, stationState } from './station-text.js'
import { turnoutOf } from './turnout-bar.js'

/** Where the poll stands: figures only, for everybody who may see the election. */
export async function showPolling(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account, today } = request
  const { round } = election
  const stations = await listStations(this.db, round.id)
  const { printed } = await getBallotsPrinted(this.db, round.id)
  const electors = await countElectors(this.db, election.id)
  const groups = await listGroups(this.db, election.id)
  const milestones = await listMilestones(this.db, election.id)
  const ruleSet = ruleSetInForce(election)
  const isOfficer = account?.role === 'electionOfficer'
  const next = pollingNextStep({
    stations,
    hasPlanErrors: hasErrors(checkPlan(stations, groups, ruleSet)),
    isPrinted: printed !== null,
    isDesigned: (await checkBallotDesign(this.db, election)).length === 0,
    sealedBox: await findSealedBox(this.db, stations),
    mayAccount: may('accountBallots', milestones, ruleSet).length === 0,
    daysAhead: daysBetween(today, round.votingDay),
    timeNow: shanghaiTime(request.now).slice(11, 16),
  })
  const names = new Map(groups.map(({ number, name }) => [number, name]))
  return await reply.page('polling/show-polling.hbs', {
    title: '投票',
    votingDay: round.votingDay,
    next: { ...next, isMine: account !== null && next.roles.includes(account.role) },
    isOfficer,
    isAtDesk: isOfficer || account?.role === 'checkInClerk',
    seesMobileBoxes: ruleSet.mobileBoxes && (isOfficer || account?.role === 'townshipOfficer'),
    registersProxies: isOfficer || account?.role === 'rollClerk',
    mayCheckIn:
      next.page !== 'polling/check-in' && stations.some((station) => stationState(station).mark === 'current'),
    isBegun: stations.some(({ openedAt }) => openedAt !== null),
    isUnderWay: stations.some((station) => stationState(station).mark === 'current'),
    hasStations: stations.length > 0,
    stations: stations.map((station) => stationRow(station, names, stations)),
    count: stations.length,
    total: totalOf(stations),
    isPrinted: printed !== null,
    printed: printed ?? 0,
    turnout: turnoutOf(election, totalOf(stations).issued, electors),
  })
}

/** The first station whose box was sealed and not yet opened at the count. */
async function findSealedBox(db: Db, stations: readonly Station[]): Promise<Station | undefined> {
  const [first] = stations
  if (!first) return undefined
  const acts = await listBoxActs(db, first.roundId)
  const has = (id: number, kind: BoxActKind) => acts.some((act) => act.stationId === id && act.kind === kind)
  return stations.find(({ id }) => has(id, 'sealed') && !has(id, 'unsealed'))
}

function stationRow(station: Station, names: ReadonlyMap<number, string>, all: readonly Station[]) {
  const { text, mark, at } = stationState(station)
  return {
    ...station,
    // Most central places are called just that.
    kindText: station.name === stationKindText[station.kind] ? '' : stationKindText[station.kind],
    groupsText: station.kind === 'mobile' ? '名单上的选民' : groupsText(station.groups, names),
    stateText: text,
    stateMark: mark,
    stateAt: at,
    mayOpen: mark === 'ahead',
    mayClose: mark === 'current',
    hasBox: station.openedAt !== null && station.closedAt !== null,
    // A place that is not needed on the day is accounted for without having been open.
    mayStayShut: mark === 'ahead' && all.some(({ openedAt }) => openedAt !== null),
    isSupplied: station.received !== null,
    received: station.received ?? 0,
    isAccounted: station.closedAt !== null,
    spoiled: station.spoiled ?? 0,
    unused: station.unused ?? 0,
    explained: station.differenceExplained ?? '',
  }
}

function totalOf(stations: readonly Station[]) {
  const sum = (figure: (station: Station) => number | null) =>
    stations.reduce((total, station) => total + (figure(station) ?? 0), 0)
  return {
    received: sum(({ received }) => received),
    issued: sum(({ issued }) => issued),
    spoiled: sum(({ spoiled }) => spoiled),
    unused: sum(({ unused }) => unused),
  }
}
