import type { RuleSet } from './rule-set.js'

export interface OrderingStation {
  readonly id: number
  /** Residents' groups that vote there; empty: all that no other station names. */
  readonly groups: readonly number[]
}

export interface OrderLine {
  readonly stationId: number
  readonly electors: number
  readonly reserve: number
  readonly ballots: number
}

/**
 * How many ballots to have printed for each station: one for each elector who votes there, and a reserve for spoiled
 * ones by the figure `ballotReserve`, rounded up. Stations that name no group share the electors whom nobody else
 * serves. A mobile box is not among them: its voters are counted at their station.
 */
export function ballotOrder(
  stations: readonly OrderingStation[],
  groups: readonly { readonly number: number; readonly electors: number }[],
  { ballotReserve }: Pick<RuleSet, 'ballotReserve'>,
): OrderLine[] {
  const electorsOf = (numbers: readonly number[]) =>
    groups.filter(({ number }) => numbers.includes(number)).reduce((sum, { electors }) => sum + electors, 0)
  const named = stations.flatMap((station) => station.groups)
  const others = electorsOf(groups.map(({ number }) => number).filter((number) => !named.includes(number)))
  const sharing = stations.filter((station) => station.groups.length === 0).length
  return stations.map((station) => {
    const electors = station.groups.length > 0 ? electorsOf(station.groups) : Math.ceil(others / sharing)
    const reserve = Math.ceil((electors * ballotReserve) / 100)
    return { stationId: station.id, electors, reserve, ballots: electors + reserve }
  })
}
