import type { PlainDate } from '../lib/plain-date.js'
import type { Db } from '../infra/db/database.js'
import type { Account, SeasonInForce } from '../infra/http/context.js'
import type { Role } from '../infra/security/roles.js'
import { timetableOptionsOfSeason } from '../timetable/queries.js'
import { countDoubtsByElection, openObjectionsByElection, papersByElection } from './cockpit-queries.js'
import { listCommunityElections, milestonesByElection, turnoutByElection } from './queries.js'

export type CommunityRow = Awaited<ReturnType<typeof listCommunityElections>>[number]

/** What the rows of the cockpit are made of, for all communities at once. */
export interface CockpitFacts {
  readonly rows: readonly CommunityRow[]
  readonly milestones: Awaited<ReturnType<typeof milestonesByElection>>
  readonly turnout: Awaited<ReturnType<typeof turnoutByElection>>
  readonly options: Awaited<ReturnType<typeof timetableOptionsOfSeason>>
  readonly papers: Awaited<ReturnType<typeof papersByElection>>
  readonly objections: Awaited<ReturnType<typeof openObjectionsByElection>>
  readonly doubts: Awaited<ReturnType<typeof countDoubtsByElection>>
  readonly today: PlainDate
  /** Of whoever looks. */
  readonly role: Role
}

/** The facts of every community that an account sees, in as many statements for 340 communities as for one. */
export async function cockpitFacts(
  db: Db,
  season: Pick<SeasonInForce, 'id'>,
  account: Account,
  today: PlainDate,
): Promise<CockpitFacts> {
  return {
    rows: await listCommunityElections(db, season.id, account),
    milestones: await milestonesByElection(db, season.id),
    turnout: await turnoutByElection(db, season.id),
    options: await timetableOptionsOfSeason(db, season.id),
    papers: await papersByElection(db, season.id),
    objections: await openObjectionsByElection(db, season.id),
    doubts: await countDoubtsByElection(db, season.id),
    today,
    role: account.role,
  }
}
