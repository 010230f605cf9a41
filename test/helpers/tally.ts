import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { insertCandidates, type NewCandidate } from '../../src/nomination/queries.js'
import { insertStation, updateStation } from '../../src/polling/queries.js'
import { personIdOf } from '../../src/tally/counted-vote.js'
import { type NewPost, recordMilestone } from '../../src/timetable/queries.js'
import type { TestApp } from './app.js'
import type { Browser, FormValues } from './browser.js'
import { anElection, type House, type MadeElection, testPassword } from './factories.js'

const when = '2027-05-20T08:00:00.000Z'
const actor = { accountId: null, name: '系统', role: 'system', at: when }

export interface CountedElection extends MadeElection {
  /** Stations of the round under way, by number. */
  readonly stationIds: readonly number[]
  /** Candidates by post, in the order of the ballot. */
  readonly candidates: readonly (readonly { readonly id: string; readonly voterId: number; readonly name: string }[])[]
  readonly base: string
}

interface Wish {
  readonly communityId?: number
  readonly voters?: number
  /** Ballots issued at each station. */
  readonly issued?: readonly number[]
  /** Candidates beyond the seats. */
  readonly surplus?: number
  readonly posts?: readonly NewPost[]
}

/** An election whose poll is closed: candidates on the ballot, stations with their check-ins; nothing tallied. */
export async function aPolledElection(house: TestApp, made: House, wish: Wish = {}): Promise<CountedElection> {
  const { voters = 60, issued = [50], surplus = 1, communityId = made.communityIds[0], posts } = wish
  const election = await anElection(house, made, {
    communityId,
    until: 'pollClosed',
    voters,
    ...(posts === undefined ? {} : { posts }),
  })
  const filled = await inTransaction(house.db, async (trx) => {
    const rows = await trx
      .selectFrom('post')
      .select(['id', 'seats'])
      .where('electionId', '=', election.id)
      .orderBy('rank')
      .execute()
    const people = await trx
      .selectFrom('voter')
      .select(['id', 'name', 'sex'])
      .where('electionId', '=', election.id)
      .orderBy('id')
      .execute()
    let used = 0
    const candidates = []
    const list: NewCandidate[] = []
    for (const { id, seats } of rows) {
      const standing = people.slice(used, used + seats + surplus)
      used += standing.length
      list.push(
        ...standing.map(({ id: voterId, name, sex }, index) => ({
          postId: id,
          ballotOrder: index + 1,
          voterId,
          name,
          sex,
          previousVotes: null,
        })),
      )
      candidates.push(standing.map(({ id: voterId, name }) => ({ id: personIdOf(voterId, name), voterId, name })))
    }
    await insertCandidates(trx, election.roundId, list, systemActor('2027-05-05T00:00:00.000Z'))
    return ok(candidates)
  })
  if (!filled.ok) throw new Error('no candidates')
  const stationIds = await polledStations(house, election, election.roundId, issued)
  return { ...election, candidates: filled.value, stationIds, base: `/elections/${election.id}/tally` }
}

/** Stations of a round that have closed, so many ballots issued at each to the first voters of the roll. */
export async function polledStations(
  { db }: TestApp,
  election: Pick<MadeElection, 'voterIds'>,
  roundId: number,
  issued: readonly number[],
): Promise<number[]> {
  const made = await inTransaction(db, async (trx) => {
    const clerk = await trx
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'checkInClerk')
      .executeTakeFirstOrThrow()
    const ids: number[] = []
    let from = 0
    for (const [index, count] of issued.entries()) {
      const id = await insertStation(trx, roundId, {
        kind: index === 0 ? 'central' : 'station',
        name: index === 0 ? '中心会场' : `第${index + 1}投票站`,
        place: '文化礼堂',
        groups: [],
        opens: '08:00',
        closes: '16:00',
        hasVotingBooth: true,
      })
      await updateStation(trx, id, 1, {
        openedAt: when,
        openingWitnesses: '陈国强、林美芳',
        closedAt: when,
        closingWitnesses: '陈国强、林美芳',
        ballotsReceived: count,
        ballotsSpoiled: 0,
        ballotsUnused: 0,
      })
      const voters = election.voterIds.slice(from, from + count)
      const rows = voters.map((voterId) => ({ roundId, stationId: id, voterId, at: when, accountId: clerk.id }))
      if (rows.length > 0) await trx.insertInto('checkIn').values(rows).execute()
      from += count
      ids.push(id)
    }
    return ok(ids)
  })
  if (!made.ok) throw new Error('no stations')
  return made.value
}

/** Records that the poll of a later round opened and closed. */
export async function closePollOf(
  { db }: TestApp,
  electionId: number,
  round: number,
  on: `${number}-${number}-${number}`,
) {
  await inTransaction(db, async (trx) => {
    await recordMilestone(trx, actor, electionId, { name: 'pollOpened', on, round })
    await recordMilestone(trx, actor, electionId, { name: 'pollClosed', on, round })
    return ok(undefined)
  })
}

/** For every post the votes for its candidates in ballot order, and persons written in. */
export interface SheetWish {
  readonly returned: number
  readonly invalid?: number
  readonly blank?: number
  readonly votes: readonly (readonly number[])[]
  readonly writeIns?: readonly { readonly post: number; readonly name: string; readonly votes: number }[]
  readonly explain?: Readonly<Record<string, string>>
}

/** The form fields of a sheet that adds up: everybody not for a candidate abstained. */
export function sheetFields(
  contests: readonly { readonly postId: number | string; readonly candidates: readonly { readonly id: string }[] }[],
  { returned, invalid = 0, blank = 0, votes, writeIns = [], explain = {} }: SheetWish,
): Record<string, string | number> {
  const valid = returned - invalid - blank
  const fields: Record<string, string | number> = {
    ballotsIssued: '',
    ballotsReturned: returned,
    validBallots: valid,
    invalidBallots: invalid,
    blankBallots: blank,
  }
  for (const [index, { postId, candidates }] of contests.entries()) {
    for (const [place, { id }] of candidates.entries()) {
      const votesFor = votes[index]?.[place] ?? 0
      fields[`candidate-${id}-for`] = votesFor
      fields[`candidate-${id}-against`] = 0
      fields[`candidate-${id}-abstain`] = valid - votesFor
    }
    for (const [row, { name, votes: count }] of writeIns.filter(({ post }) => post === index).entries()) {
      fields[`writeIn-${postId}-${row + 1}-name`] = name
      fields[`writeIn-${postId}-${row + 1}-votes`] = count
    }
  }
  for (const [code, text] of Object.entries(explain)) fields[`explain-${code}`] = text
  return fields
}

export function contestsOf(election: CountedElection) {
  return election.candidates.map((candidates, index) => ({ postId: election.postIds[index] as number, candidates }))
}

export async function signedIn(house: TestApp, signInName: string): Promise<Browser> {
  return await house.visitor().signIn(signInName, testPassword)
}

/** Begins the entry due on a sheet, as its clerk. */
export async function startSheet(browser: Browser, base: string, sheetId: number): Promise<Browser> {
  const href = `${base}/sheets/${sheetId}/enter-sheet`
  await browser.open(href)
  return await browser.submit({}, `${href}/start`)
}

/** Types a whole sheet and submits it. */
export async function typeSheet(browser: Browser, base: string, sheetId: number, fields: FormValues): Promise<Browser> {
  await startSheet(browser, base, sheetId)
  return await browser.submit(fields, `${base}/sheets/${sheetId}/enter-sheet`)
}

/** Sheets made for every station and each typed alike by both clerks. */
export async function tallied(
  house: TestApp,
  { base, roundId }: { readonly base: string; readonly roundId: number },
  fieldsOfSheets: readonly FormValues[],
): Promise<number[]> {
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/set-up-sheets`)
  await officer.submit({}, `${base}/set-up-sheets`)
  const sheets = await house.db
    .selectFrom('tallySheet')
    .select('id')
    .where('roundId', '=', roundId)
    .orderBy('id')
    .execute()
  for (const signInName of ['tallyClerk', 'tallyClerk-2']) {
    const clerk = await signedIn(house, signInName)
    for (const [index, { id }] of sheets.entries()) await typeSheet(clerk, base, id, fieldsOfSheets[index] ?? {})
  }
  return sheets.map(({ id }) => id)
}

/** Proposes the result as a clerk and declares it as the officer. */
export async function declared(house: TestApp, base: string): Promise<Browser> {
  const clerk = await signedIn(house, 'tallyClerk')
  await clerk.open(`${base}/result`)
  await clerk.submit({}, `${base}/result/propose`)
  const officer = await signedIn(house, 'electionOfficer')
  await officer.open(`${base}/declare-result`)
  return await officer.submit({ checked: 'yes' }, `${base}/declare-result`)
}

export async function eventsOf({ db }: TestApp, electionId: number, type: string) {
  const rows = await db
    .selectFrom('auditEvent')
    .select('content')
    .where('electionId', '=', electionId)
    .where('type', '=', type)
    .orderBy('id')
    .execute()
  return rows.map(({ content }) => JSON.parse(content) as Record<string, unknown>)
}
