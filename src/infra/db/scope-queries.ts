import type { Account, ElectionInScope, RoundInScope, SeasonInForce } from '../http/context.js'
import { assert } from '../../lib/assert.js'
import type { Db } from './database.js'
import { preparedQuery } from './prepared-query.js'

/** The season that is on: the newest. */
export async function findSeasonInForce(db: Db): Promise<SeasonInForce | undefined> {
  const [row] = await seasonInForce(db, {})
  return row
}

const seasonInForce = preparedQuery((db) =>
  db
    .selectFrom('season')
    .innerJoin('installation', 'installation.kind', 'season.installationKind')
    .select(['season.id', 'installation.kind', 'installation.bureauName', 'season.termNumber'])
    .select(['season.firstDay', 'season.lastDay', 'season.drillToday'])
    .orderBy('season.termNumber', 'desc')
    .limit(1),
)

/** The account of a session, while it is active. */
export async function findActiveAccount(db: Db, accountId: number): Promise<Account | undefined> {
  const [row] = await activeAccount(db, { accountId })
  return row && { ...row, mustChangePassword: row.mustChangePassword === 1 }
}

const activeAccount = preparedQuery((db, { accountId }: { accountId: number }) =>
  db
    .selectFrom('account')
    .select(['id', 'displayName', 'role', 'townshipId', 'communityId', 'mustChangePassword'])
    .where('id', '=', accountId)
    .where('isActive', '=', 1),
)

/** An election, with its place and its present round. */
export async function findElection(db: Db, electionId: number): Promise<ElectionInScope | undefined> {
  const [row] = await electionWithPlace(db, { electionId })
  if (!row) return undefined
  return { ...row, round: await getLastRound(db, electionId) }
}

const electionWithPlace = preparedQuery((db, { electionId }: { electionId: number }) =>
  db
    .selectFrom('election')
    .innerJoin('community', 'community.id', 'election.communityId')
    .innerJoin('township', 'township.id', 'community.townshipId')
    .select(['election.id', 'election.seasonId', 'election.communityId', 'election.termNumber', 'election.form'])
    .select('election.kind')
    .select(['election.electionDay', 'election.ruleSetId', 'election.ruleSetVersion', 'election.settings'])
    .select(['election.contactPlace', 'election.contactTelephone', 'election.version', 'community.townshipId'])
    .select(['community.name as communityName', 'township.name as townshipName'])
    .where('election.id', '=', electionId),
)

async function getLastRound(db: Db, electionId: number): Promise<RoundInScope> {
  const [round] = await lastRound(db, { electionId })
  assert(round, 'an election has its first round from the beginning')
  return round
}

const lastRound = preparedQuery((db, { electionId }: { electionId: number }) =>
  db
    .selectFrom('votingRound')
    .select(['id', 'number', 'kind', 'votingDay'])
    .where('electionId', '=', electionId)
    .orderBy('number', 'desc')
    .limit(1),
)
