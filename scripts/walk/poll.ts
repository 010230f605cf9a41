import { type Browser, carryOut } from './browser.js'
import type { Cast } from './cast.js'

const witnesses = { firstWitness: '陈国强', secondWitness: '林美芳' }

export interface StationWish {
  readonly name: string
  readonly place: string
  readonly kind: 'central' | 'station'
  readonly staff: readonly [string, string, string, string]
}

/** Sets up the stations and hands out the ballots; returns the stations' keys. */
export async function setUpPolling(
  officer: Browser,
  electionId: number,
  stations: readonly StationWish[],
  ballots: number,
) {
  const home = `/elections/${electionId}/polling`
  for (const { name, place, kind, staff } of stations) {
    await officer.open(`${home}/edit-station`)
    const [head, first, second, issuer] = staff
    await carryOut(officer, {
      kind,
      name,
      place,
      opens: '07:30',
      closes: '14:30',
      hasVotingBooth: 'yes',
      'staff-head': head,
      'staff-scrutineer': `${first}、${second}`,
      'staff-ballotIssuer': issuer,
    })
  }
  await officer.open(`${home}/account-ballots`)
  const fields = [...officer.html.matchAll(/<input class="form-control width-8" id="([\w-]+)" name="([\w-]+)"/g)]
    .map(([, , name]) => name as string)
    .filter((name) => name !== 'printed')
  const share = Math.floor(ballots / fields.length)
  await carryOut(officer, { printed: ballots, ...Object.fromEntries(fields.map((field) => [field, share])) })
  return stationIds(officer.html)
}

function stationIds(html: string): number[] {
  return [...new Set([...html.matchAll(/name="version-(\d+)"/g)].map(([, id]) => Number(id)))]
}

export async function openStations(officer: Browser, electionId: number, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    await officer.open(`/elections/${electionId}/polling/open-station/${id}`)
    await carryOut(officer, witnesses)
  }
}

/** Checks voters in at one station, one ballot each. */
export async function checkIn(
  desk: Browser,
  electionId: number,
  stationId: number,
  voterIds: readonly number[],
  /** Called before each: lets the clock of a made-up morning go on. */
  tick: () => void = () => undefined,
): Promise<void> {
  const home = `/elections/${electionId}/polling`
  await desk.open(`${home}/choose-desk`)
  await carryOut(desk, { stationId })
  await desk.open(`${home}/check-in?voter=${voterIds[0] ?? ''}`)
  for (const voterId of voterIds) {
    tick()
    const answer = await desk.post(`${home}/check-in`, { voterId, stationId, ballots: 'own' })
    if (answer.statusCode !== 303) throw new Error(`voter ${voterId} was not checked in: ${answer.statusCode}`)
  }
}

/** Closes every station, the unused ballots counted so that the account balances. */
export async function closeStations(cast: Cast, electionId: number, ids: readonly number[]): Promise<void> {
  const { officer } = cast
  for (const id of ids) {
    await officer.open(`/elections/${electionId}/polling/close-station/${id}`)
    const figures = [...officer.html.matchAll(/<strong class="num">([\d\u2009]+)<\/strong> 张/g)].map(([, digits]) =>
      Number((digits as string).replaceAll('\u2009', '')),
    )
    const [received = 0, issued = 0] = figures
    await carryOut(officer, { spoiled: 0, unused: received - issued, ...witnesses })
  }
}
