import type { PlainDate } from '../../src/lib/plain-date.js'
import { type Browser, carryOut } from './browser.js'
import type { Cast } from './cast.js'

const witnesses = { firstWitness: '陈国强', secondWitness: '林美芳' }

export interface StationWish {
  readonly name: string
  readonly place: string
  readonly kind: 'central' | 'station'
  readonly staff: readonly [string, string, string, string]
  /** Names in other functions: `staff-host`, `staff-scribe` … */
  readonly others?: Readonly<Record<string, string>>
  readonly telephone?: string
}

/** Sets up the stations and hands out the ballots; returns the stations' keys. */
export async function setUpPolling(cast: Cast, electionId: number, stations: readonly StationWish[], ballots: number) {
  const { officer } = cast
  const home = `/elections/${electionId}/polling`
  for (const { name, place, kind, staff, others = {}, telephone = '' } of stations) {
    await officer.open(`${home}/edit-station`)
    const [head, first, second, issuer] = staff
    await carryOut(officer, {
      kind,
      name,
      place,
      opens: '07:30',
      closes: '14:30',
      hasVotingBooth: 'yes',
      hasScribeDesk: 'yes',
      telephone,
      'staff-head': head,
      'staff-scrutineer': `${first}、${second}`,
      'staff-ballotIssuer': issuer,
      ...others,
    })
  }
  await designBallot(cast, electionId)
  await planCount(officer, electionId)
  await officer.open(`${home}/account-ballots`)
  const ids = stationIds(officer.html)
  const share = Math.floor(ballots / ids.length)
  const rows = ids.map((id) => [
    [`received-${id}`, share],
    [`handed-${id}`, '陈国强'],
    [`taken-${id}`, '周建平'],
  ])
  await carryOut(
    officer,
    {
      announced: ballots,
      printed: ballots,
      deliveredBy: '方志远',
      checkedBy: '陈国强',
      ...(Object.fromEntries(rows.flat()) as Record<string, string | number>),
    },
    `${home}/account-ballots`,
  )
  return ids
}

/** A voter asks for somebody to write the ballot, both by voter number. */
export async function requestScribe(
  officer: Browser,
  electionId: number,
  voter: number,
  scribe: number,
  on: PlainDate,
) {
  await officer.open(`/elections/${electionId}/polling/scribe-requests`)
  await carryOut(officer, { voter: `${voter}号`, scribe: `${scribe}号`, on })
}

/** Where and when the boxes are opened: as the page proposes it. */
async function planCount(officer: Browser, electionId: number): Promise<void> {
  await officer.open(`/elections/${electionId}/polling/plan-count`)
  const proposed = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(officer.html)?.[1] ?? ''
  await carryOut(officer, { place: proposed('place'), begins: proposed('begins') })
}

function stationIds(html: string): number[] {
  return [...new Set([...html.matchAll(/name="received-(\d+)"/g)].map(([, id]) => Number(id)))]
}

/** The ballot: its proof made by the officer, approved by the officer and then by the township. */
async function designBallot({ officer, township }: Cast, electionId: number): Promise<void> {
  const page = `/elections/${electionId}/documents/ballots`
  await officer.open(page)
  await carryOut(officer, { paper: 'A4', arrangement: 'oneSheet' }, page)
  for (const person of [officer, township]) {
    await person.open(page)
    const approval = /href="([^"]*\/approve-ballot)"/.exec(person.html)?.[1]
    if (approval === undefined) throw new Error('the page offers no ballot to approve')
    await person.open(approval)
    await carryOut(person, { isRead: 'yes' }, approval)
  }
}

/** Opens the boxes where they stand, once the poll is closed. */
export async function openBoxes(officer: Browser, electionId: number, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const page = `/elections/${electionId}/polling/move-box/${id}`
    await officer.open(page)
    const people = { firstName: witnesses.firstWitness, secondName: witnesses.secondWitness }
    await carryOut(officer, { kind: 'unsealed', place: '计票会场', seal: 'whole', ...people }, page)
  }
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

/** Takes a ballot back that a desk handed out last, as its clerk does. */
export async function undoLast(desk: Browser, electionId: number, reason: string): Promise<void> {
  await desk.open(`/elections/${electionId}/polling/check-in`)
  const [, address = ''] = /href="([^"]*undo-check-in\/\d+)"/.exec(desk.html) ?? []
  await desk.open(address)
  await carryOut(desk, { reason })
}

/** What was handed out by hand during an outage, typed in afterwards: looked at first, then entered. */
export async function enterOutage(
  desk: Browser,
  electionId: number,
  outage: { readonly stationId: number; readonly began: string; readonly ended: string; readonly reason: string },
  numbers: readonly number[],
): Promise<void> {
  await desk.open(`/elections/${electionId}/polling/enter-outage`)
  const paper = { ...outage, numbers: numbers.join('\n'), ...witnesses }
  await carryOut(desk, paper)
  await carryOut(desk, paper)
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
    const register = { signatures: issued, proxyBallots: 0 }
    await carryOut(officer, { spoiled: 0, unused: received - issued, ...register, ...witnesses })
  }
}
