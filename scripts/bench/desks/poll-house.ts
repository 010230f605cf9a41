import Sqlite from 'better-sqlite3'
import { assert } from '../../../src/lib/assert.js'
import { sealAfterMigration } from '../../../src/infra/audit-log/reseal.js'
import { openDatabase } from '../../../src/infra/db/database.js'
import { hashPassword } from '../../../src/infra/security/password.js'
import { sealerFor } from '../../../src/infra/security/sealing.js'
import { dataKey, electionDay, electionHouse } from '../election-house.js'
import { fillRolls } from '../fill-rolls.js'
import type { DeskSeat } from './desk-client.js'

export const desksEach = 3
const password = 'a desk of a drill'
const openedAt = `${electionDay}T00:00:00.000Z`

/** What a server needs to know to serve the house. */
export const houseVariables = {
  DEMO: 'off',
  ELECTION_TODAY: electionDay,
  SESSION_SECRET: 's'.repeat(64),
  DATA_KEY: dataKey,
} as const

/** A voter as a desk asks for one. */
export interface DeskVoter {
  readonly id: number
  readonly voterNumber: number
}

export interface PollHouse {
  readonly file: string
  /** So many desks, three in each community; the last few communities have none. */
  readonly seats: readonly DeskSeat[]
  readonly votersOf: ReadonlyMap<number, readonly DeskVoter[]>
  done(): Promise<void>
}

/** Every community on its election day with its roll, and desks to hand out the ballots; left as a database file. */
export async function pollHouse(desks: number, votersEach?: number): Promise<PollHouse> {
  const house = await electionHouse(['electionOpened', 'rollPosted', 'rollClosed', 'candidatesConfirmed', 'pollOpened'])
  fillRolls(house, sealerFor(dataKey), Number.POSITIVE_INFINITY, votersEach)
  await house.leave()
  const raw = new Sqlite(house.file)
  const passwordHash = await hashPassword(password)
  const seats = house.elections.flatMap(({ id }) => seatsOf(raw, id, passwordHash)).slice(0, desks)
  assert(seats.length === desks, 'there are as many places')
  const voters = raw.prepare('select id, voter_number as voterNumber from voter where election_id = ? order by id')
  const votersOf = new Map(house.elections.map(({ id }) => [id, voters.all(id) as DeskVoter[]]))
  // As the database keeps itself after a night's rest.
  raw.exec('analyze')
  raw.close()
  await sealRows(house.file)
  return { file: house.file, seats, votersOf, done: async () => await house.done() }
}

/** The rows that were written past the log are sealed as if the log had told of them: the check at a start finds no fault. */
async function sealRows(file: string): Promise<void> {
  const db = openDatabase(file)
  await sealAfterMigration(db, [], new Set())
  await db.destroy()
}

/** Three open stations of a community, each with a clerk. */
function seatsOf(raw: Sqlite.Database, electionId: number, passwordHash: string): DeskSeat[] {
  const { roundId, communityId } = raw
    .prepare(
      'select voting_round.id as roundId, community_id as communityId from voting_round join election on election.id = election_id where election_id = ?',
    )
    .get(electionId) as { roundId: number; communityId: number }
  const station = raw.prepare(
    `insert into polling_station (round_id, number, kind, name, place, residents_groups, opens, closes, has_voting_booth, opened_at, opening_witnesses, ballots_received)
     values (?, ?, ?, ?, '社区', '[]', '07:30', '17:00', 1, ?, '甲、乙', 10000)`,
  )
  const account = raw.prepare(
    `insert into account (sign_in_name, display_name, password_hash, role, community_id, must_change_password, created_at)
     values (?, ?, ?, 'checkInClerk', ?, 0, ?)`,
  )
  return Array.from({ length: desksEach }, (_, n) => {
    const kind = n === 0 ? 'central' : 'station'
    const { lastInsertRowid } = station.run(roundId, n + 1, kind, `第${n + 1}投票站`, openedAt)
    const signInName = `desk-${electionId}-${n}`
    const accountId = Number(account.run(signInName, signInName, passwordHash, communityId, openedAt).lastInsertRowid)
    return { signInName, password, electionId, stationId: Number(lastInsertRowid), accountId }
  })
}
