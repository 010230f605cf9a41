import type { Station } from '../../polling/queries.js'

/** Where somebody of the group votes; nothing while the stations are not set up. */
export function placeOf(stations: readonly Station[], group: number): { station: string; hours: string } {
  const fixed = stations.filter(({ kind }) => kind !== 'mobile')
  const station = fixed.find(({ groups }) => groups.includes(group)) ?? fixed.find(({ groups }) => groups.length === 0)
  return station
    ? { station: `${station.name}（${station.place}）`, hours: `${station.opens}至${station.closes}` }
    : { station: '', hours: '' }
}
