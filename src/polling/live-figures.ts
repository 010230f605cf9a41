import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { countElectors } from '../roll/queries.js'
import { hourChart } from './hour-chart.js'
import { countByHour, countUndone, type HourCount } from './live-queries.js'
import { listStations, type Station } from './queries.js'
import { stationState } from './station-text.js'
import { turnoutOf } from './turnout-bar.js'

/**
 * How the vote goes, in figures alone: who came is nobody's business on a wall, and how they voted is known to nobody
 * before the boxes are opened.
 */
export async function liveFigures(db: Db, election: ElectionInScope, now: string) {
  const { id: roundId } = election.round
  const stations = await listStations(db, roundId)
  const counts = await countByHour(db, roundId)
  const issued = ballotsOf(counts)
  const isAccounted = stations.length > 0 && stations.every(({ closedAt }) => closedAt !== null)
  return {
    asOf: now,
    isOver: isAccounted,
    turnout: turnoutOf(election, issued, await countElectors(db, election.id)),
    kinds: kindsOf(counts),
    undone: await countUndone(db, roundId),
    hasStations: stations.length > 0,
    stations: stations.map((station) => stationLine(station, counts)),
    spoiled: stations.reduce((sum, { spoiled }) => sum + (spoiled ?? 0), 0),
    isSpoiledKnown: stations.some(({ spoiled }) => spoiled !== null),
    received: stations.reduce((sum, { received }) => sum + (received ?? 0), 0),
    chart: hourChart(counts, stations),
  }
}

function ballotsOf(counts: readonly HourCount[]): number {
  return counts.reduce((sum, { ballots }) => sum + ballots, 0)
}

function kindsOf(counts: readonly HourCount[]) {
  return {
    issued: ballotsOf(counts),
    own: ballotsOf(counts.filter(({ isByProxy }) => !isByProxy)),
    byProxy: ballotsOf(counts.filter(({ isByProxy }) => isByProxy)),
    paper: ballotsOf(counts.filter(({ isPaper }) => isPaper)),
  }
}

function stationLine(station: Station, counts: readonly HourCount[]) {
  const { text, mark } = stationState(station)
  const kinds = kindsOf(counts.filter(({ stationId }) => stationId === station.id))
  return {
    name: station.name,
    ...kinds,
    stateText: text,
    stateMark: mark,
    received: station.received ?? 0,
    left: (station.received ?? 0) - kinds.issued - (station.spoiled ?? 0),
    isSpoiledKnown: station.spoiled !== null,
    spoiled: station.spoiled ?? 0,
  }
}
