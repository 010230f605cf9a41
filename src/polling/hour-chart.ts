import type { HourCount } from './live-queries.js'
import type { Station } from './queries.js'

/** Height of the tallest bar, and how far apart bars stand, in units of the drawing. */
const tallest = 160
const step = 60
const barWidth = 40
const top = 24

/**
 * Ballots by the hour from the first opening to the last closing, own and by proxy upon each other: the bars of a
 * drawing, and the same in figures. Those typed in after an outage were handed out at an hour that nobody knows and
 * stand apart.
 */
export function hourChart(counts: readonly HourCount[], stations: readonly Pick<Station, 'opens' | 'closes'>[]) {
  const atDesk = counts.filter(({ isPaper }) => !isPaper)
  const hours = hoursOf(atDesk, stations).map((hour) => countsIn(hour, atDesk))
  const most = Math.max(1, ...hours.map(({ own, byProxy }) => own + byProxy))
  let sum = 0
  const bars = hours.map(({ hour, own, byProxy }, index) => {
    sum += own + byProxy
    return { hour, own, byProxy, total: own + byProxy, sum, ...barOf(index, own, byProxy, most) }
  })
  const width = Math.max(1, hours.length) * step
  return { bars, hasBars: bars.length > 0, width, height: top + tallest + 28, base: top + tallest }
}

function hoursOf(counts: readonly HourCount[], stations: readonly Pick<Station, 'opens' | 'closes'>[]): number[] {
  const known = [
    ...counts.map(({ hour }) => hour),
    ...stations.flatMap(({ opens, closes }) => [hourOf(opens), lastHourOf(closes)]),
  ]
  if (known.length === 0) return []
  const first = Math.min(...known)
  return Array.from({ length: Math.max(...known) - first + 1 }, (_, n) => first + n)
}

const hourOf = (time: string) => Number(time.slice(0, 2))

/** A station that closes at 17:00 has no hour of 17. */
function lastHourOf(time: string): number {
  return time.endsWith(':00') ? hourOf(time) - 1 : hourOf(time)
}

function countsIn(hour: number, counts: readonly HourCount[]) {
  const sum = (isByProxy: boolean) =>
    counts.reduce((all, one) => all + (one.hour === hour && one.isByProxy === isByProxy ? one.ballots : 0), 0)
  return { hour, own: sum(false), byProxy: sum(true) }
}

function barOf(index: number, own: number, byProxy: number, most: number) {
  const scaled = (ballots: number) => Math.round((ballots * tallest) / most)
  const ownHeight = scaled(own)
  const proxyHeight = scaled(own + byProxy) - ownHeight
  const base = top + tallest
  const y = base - ownHeight - proxyHeight
  const x = index * step + (step - barWidth) / 2
  return {
    ...{ x, width: barWidth, middle: x + barWidth / 2 },
    ...{ ownY: base - ownHeight, ownHeight, proxyY: y, proxyHeight, textY: y - 6, labelY: base + 20 },
  }
}
