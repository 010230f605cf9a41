import type { Account, ElectionInScope, RoundInScope, SeasonInForce } from '../http/context.js'
import type { Db } from './database.js'

/** The season that is on: the newest. */
export async function findSeasonInForce(db: Db): Promise<SeasonInForce | undefined> {
  const row = await db
    .selectFrom('season')
    .innerJoin('installation', 'installation.kind', 'season.installationKind')
    .select(['season.id', 'installation.kind', 'installation.bureauName', 'season.termNumber'])
    .select(['season.firstDay', 'season.lastDay', 'season.drillToday'])
    .orderBy('season.termNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
}

/** The account of a session, while it is active. */
export async function findActiveAccount(db: Db, accountId: number): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'displayName', 'role', 'townshipId', 'communityId', 'mustChangePassword'])
    .where('id', '=', accountId)
    .where('isActive', '=', 1)
    .executeTakeFirst()
  return row && { ...row, mustChangePassword: row.mustChangePassword === 1 }
}

/** An election, with its place and its present round. */
export async function findElection(db: Db, electionId: number): Promise<ElectionInScope | undefined> {
  const row = await db
    .selectFrom('election')
    .innerJoin('community', 'community.id', 'election.communityId')
    .innerJoin('township', 'township.id', 'community.townshipId')
    .select(['election.id', 'election.seasonId', 'election.communityId', 'election.termNumber', 'election.form'])
    .select('election.kind')
    .select(['election.electionDay', 'election.ruleSetId', 'election.ruleSetVersion', 'election.settings'])
    .select(['election.contactPlace', 'election.contactTelephone', 'election.version', 'community.townshipId'])
    .select(['community.name as communityName', 'township.name as townshipName'])
    .where('election.id', '=', electionId)
    .executeTakeFirst()
  if (!row) return undefined
  return { ...row, round: await getLastRound(db, electionId) }
}

async function getLastRound(db: Db, electionId: number): Promise<RoundInScope> {
  return await db
    .selectFrom('votingRound')
    .select(['id', 'number', 'kind', 'votingDay'])
    .where('electionId', '=', electionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}
