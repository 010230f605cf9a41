import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import { listStations } from './queries.js'

/** So many of a kind are shown; more are told by their number. */
const shownMost = 200

/** The hour and minute of a day in the whole country as an instant: 17:00 is 09:00 in UTC. */
function instantAt(day: PlainDate, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString()
}

function selectWithNames(db: Db, roundId: number) {
  return db
    .selectFrom('checkIn')
    .innerJoin('pollingStation', 'pollingStation.id', 'checkIn.stationId')
    .innerJoin('voter', 'voter.id', 'checkIn.voterId')
    .innerJoin('account', 'account.id', 'checkIn.accountId')
    .leftJoin('voter as agent', 'agent.id', 'checkIn.proxyId')
    .select(['checkIn.id', 'checkIn.at', 'checkIn.voterId', 'checkIn.source', 'voter.name', 'voter.voterNumber'])
    .select(['voter.residentsGroup', 'pollingStation.name as stationName', 'account.displayName as clerk'])
    .select(['agent.name as proxyName'])
    .where('checkIn.roundId', '=', roundId)
}

export type AnomalyRow = Awaited<ReturnType<ReturnType<typeof selectWithNames>['executeTakeFirstOrThrow']>>

/** Ballots that were taken back, newest first, and whether the voter was handed one afterwards. */
export async function listUndone(db: Db, roundId: number) {
  const rows = await selectWithNames(db, roundId)
    .innerJoin('account as undoer', 'undoer.id', 'checkIn.undoneBy')
    .leftJoin('checkIn as later', (join) =>
      join
        .onRef('later.roundId', '=', 'checkIn.roundId')
        .onRef('later.voterId', '=', 'checkIn.voterId')
        .on('later.undoneAt', 'is', null),
    )
    .select([
      'checkIn.undoneAt',
      'checkIn.undoneReason',
      'undoer.displayName as undoneByName',
      'later.at as issuedAgainAt',
    ])
    .where('checkIn.undoneAt', 'is not', null)
    .orderBy('checkIn.undoneAt', 'desc')
    .limit(shownMost)
    .execute()
  return rows.map((row) => ({ ...row, undoneAt: row.undoneAt ?? '', undoneReason: row.undoneReason ?? '' }))
}

/** Ballots handed out at a station that serves other groups than the voter's. */
export async function listElsewhere(db: Db, roundId: number): Promise<AnomalyRow[]> {
  const narrow = (await listStations(db, roundId)).filter(({ groups }) => groups.length > 0)
  if (narrow.length === 0) return []
  return await selectWithNames(db, roundId)
    .where('checkIn.undoneAt', 'is', null)
    .where((eb) =>
      eb.or(
        narrow.map(({ id, groups }) =>
          eb.and([eb('checkIn.stationId', '=', id), eb('voter.residentsGroup', 'not in', [...groups])]),
        ),
      ),
    )
    .orderBy('checkIn.id', 'desc')
    .limit(shownMost)
    .execute()
}

/** Ballots handed out at a desk outside the announced hours of its station. */
export async function listOutsideHours(db: Db, roundId: number, votingDay: PlainDate): Promise<AnomalyRow[]> {
  const stations = await listStations(db, roundId)
  if (stations.length === 0) return []
  return await selectWithNames(db, roundId)
    .where('checkIn.undoneAt', 'is', null)
    .where('checkIn.source', '=', 'desk')
    .where((eb) =>
      eb.or(
        stations.map(({ id, opens, closes }) =>
          eb.and([
            eb('checkIn.stationId', '=', id),
            eb.or([
              eb('checkIn.at', '<', instantAt(votingDay, opens)),
              eb('checkIn.at', '>=', instantAt(votingDay, closes)),
            ]),
          ]),
        ),
      ),
    )
    .orderBy('checkIn.id', 'desc')
    .limit(shownMost)
    .execute()
}
