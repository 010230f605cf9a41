import assert from 'node:assert/strict'
import { freezeBallot } from './ballots.js'
import type { Browser } from './browser.js'
import { anElection, type House, type MadeElection, testPassword } from './factories.js'
import type { TestApp } from './app.js'

export const stationFields = {
  kind: 'central',
  name: '中心投票站',
  place: '社区文化礼堂',
  opens: '08:00',
  closes: '17:00',
  hasVotingBooth: 'yes',
  'staff-head': '陈国强',
  'staff-scrutineer': '林美芳、周建平',
  'staff-ballotIssuer': '吴桂英',
  staffReason: '同一批人先后到各站',
}

export const witnesses = { firstWitness: '林美芳', secondWitness: '周建平' }

export interface Poll extends MadeElection {
  readonly url: string
  readonly officer: Browser
  /** In the order of their numbers. */
  readonly stationIds: readonly number[]
}

interface PollWish extends NonNullable<Parameters<typeof anElection>[2]> {
  readonly stations?: readonly Partial<Record<string, string>>[]
  readonly printed?: number
  readonly received?: readonly number[]
  readonly isOpen?: boolean
}

/** An election with its stations set up, supplied and opened, all through their pages. */
export async function aPoll(house: TestApp, made: House, wish: PollWish = {}): Promise<Poll> {
  const { stations = [{}], printed = 30, received = [30], isOpen = true, ...election } = wish
  const poll = await anElection(house, made, { until: 'candidatesConfirmed', ...election })
  const url = `/elections/${poll.id}/polling`
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  for (const station of stations) {
    await officer.open(`${url}/edit-station`)
    await officer.submit({ ...stationFields, ...station }, `${url}/edit-station`)
    assert.equal(officer.status, 200, officer.html)
  }
  const rows = await house.db
    .selectFrom('pollingStation')
    .select('id')
    .where('roundId', '=', poll.roundId)
    .orderBy('number')
    .execute()
  const stationIds = rows.map(({ id }) => id)
  await freezeBallot(house, poll.id)
  await supply(
    officer,
    url,
    printed,
    Object.fromEntries(stationIds.map((id, index) => [`received-${id}`, received[index] ?? 0])),
  )
  if (isOpen) for (const id of stationIds) await openStation(officer, url, id)
  return { ...poll, url, officer, stationIds }
}

/** Two people for every step of the ballots. */
export async function supply(officer: Browser, url: string, printed: number, received: Record<string, number>) {
  await officer.open(`${url}/account-ballots`)
  await officer.submit(supplyFields(printed, received), `${url}/account-ballots`)
  assert.equal(officer.status, 200, officer.html)
}

/** What came from the printer and went to the stations, as the form takes it. */
export function supplyFields(printed: number | string, received: Readonly<Record<string, number | string>>) {
  const people = Object.keys(received).flatMap((field) => [
    [field.replace('received', 'handed'), '陈国强'],
    [field.replace('received', 'taken'), '周建平'],
  ])
  const delivery = printed === '' ? {} : { announced: printed, printed, deliveredBy: '方志远', checkedBy: '陈国强' }
  return { ...delivery, ...received, ...(Object.fromEntries(people) as Record<string, string>) }
}

export async function openStation(officer: Browser, url: string, stationId: number) {
  await officer.open(`${url}/open-station/${stationId}`)
  await officer.submit({ ...witnesses }, `${url}/open-station/${stationId}`)
  assert.equal(officer.status, 200, officer.html)
}

/** A clerk who has taken their place at a station. */
export async function aClerk(
  house: TestApp,
  poll: Poll,
  name: string,
  stationId = poll.stationIds[0],
): Promise<Browser> {
  const clerk = await house.visitor().signIn(name, testPassword)
  await clerk.open(`${poll.url}/check-in`)
  await clerk.submit({ stationId: stationId ?? 0 }, `${poll.url}/choose-desk`)
  assert.match(clerk.html, /扫选民证/, 'the clerk sits at the desk')
  return clerk
}

/** Looks a voter up and hands out the ballot, as the desk does it. */
export async function checkIn(clerk: Browser, poll: Poll, voterId: number | undefined) {
  await clerk.open(`${poll.url}/check-in?voter=${voterId}`)
  await clerk.submit({}, `${poll.url}/check-in`)
}

/** Sends the desk's form as somebody could who does not care what the page offers. */
export async function forceCheckIn(clerk: Browser, poll: Poll, voterId: number | undefined, formId = '') {
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(clerk.html)?.[1] ?? ''
  const stationId = poll.stationIds[0] ?? 0
  await clerk.submit({ _csrf, formId, voterId: voterId ?? 0, stationId, ballots: 'own' }, `${poll.url}/check-in`)
}

export async function closeStation(
  officer: Browser,
  url: string,
  stationId: number | undefined,
  account: Readonly<Record<string, string | number>>,
) {
  await officer.open(`${url}/close-station/${stationId}`)
  // By default the register on paper agrees with what was issued.
  const signatures = /name="issuedShown" value="(\d+)"/.exec(officer.html)?.[1] ?? ''
  await officer.submit({ ...witnesses, signatures, proxyBallots: 0, ...account }, `${url}/close-station/${stationId}`)
}

/** A written authorisation that was registered and posted before the day; answers its key. */
export async function aGrant(
  { db }: Pick<TestApp, 'db'>,
  poll: Pick<Poll, 'id' | 'roundId'>,
  principalId: number | undefined,
  proxyId: number | undefined,
) {
  const { last } = await db
    .selectFrom('proxyGrant')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('proxyGrant')
    .values({
      ...{ electionId: poll.id, roundId: poll.roundId, number: (last ?? 0) + 1 },
      ...{ principalId: principalId ?? 0, proxyId: proxyId ?? 0, relation: 'none', reason: '外出', document: '委托书' },
      ...{ manner: 'inPerson', appliedOn: '2027-05-10', postedOn: '2027-05-15' },
      ...{ registeredBy: 1, registeredAt: '2027-05-10T01:00:00.000Z' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What was recorded, oldest first, without the sign-ins. */
export async function eventsOf({ db }: TestApp, electionId: number) {
  const rows = await db
    .selectFrom('auditEvent')
    .select(['type', 'content', 'accountName'])
    .where('electionId', '=', electionId)
    .where('accountId', 'is not', null)
    .orderBy('sequence')
    .execute()
  return rows.map(({ content, ...row }) => ({ ...row, ...(JSON.parse(content) as object) }))
}
