import { ok } from '../../src/lib/result.js'
import { recordEvent, systemActor } from '../../src/infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../../src/infra/db/database.js'
import { hashPassword } from '../../src/infra/security/password.js'
import type { Role } from '../../src/infra/security/roles.js'
import {
  insertAccount,
  insertCommunity,
  insertInstallation,
  insertSeason,
  insertTownship,
  setParticipation,
  setTownshipTargets,
} from '../../src/organisation/queries.js'
import { city } from './city.js'
import { castNames, demoPassword, houseNames, madeName } from './names.js'
import { postponed } from './season-plan.js'

const firstDay = '2027-04-01'
const lastDay = '2027-07-31'

/** Places, accounts and the season of the drill; returns each community's key by its name. */
export async function makeHouse(db: Db): Promise<Map<string, number>> {
  const passwordHash = await hashPassword(demoPassword)
  const at = '2027-03-25T01:00:00.000Z'
  const actor = systemActor(at)
  const made = await inTransaction(db, async (trx) => {
    await insertInstallation(trx, 'drill', '奉化市民政局', at)
    await recordEvent(trx, actor, { type: 'installed', kind: 'drill', bureauName: '奉化市民政局' }, null)
    const seasonId = await insertSeason(trx, 'drill', season, firstDay)
    const opened = { type: 'seasonOpened', seasonId, termNumber: season.termNumber, firstDay, lastDay } as const
    await recordEvent(trx, actor, { ...opened, target: '70/100' }, null)
    await addAccount(trx, houseNames.administrator, 'administrator', null, null)
    await addAccount(trx, houseNames.auditor, 'bureauAuditor', null, null)
    await addAccount(trx, houseNames.observer, 'observer', null, null)
    const places = await addPlaces(trx, seasonId)
    await addAccount(trx, houseNames.secondAuditor, 'bureauAuditor', null, null)
    return ok(places)
  })
  if (!made.ok) throw new Error('the drill could not be set up')
  return made.value

  async function addPlaces(trx: Trx, seasonId: number): Promise<Map<string, number>> {
    const communities = new Map<string, number>()
    const directTownships: number[] = []
    for (const township of city) {
      const { code, name, kind } = township
      const townshipId = await insertTownship(trx, { code, name, kind })
      await recordEvent(trx, actor, { type: 'townshipAdded', townshipId, name }, null)
      if (township.mustAllBeDirect) directTownships.push(townshipId)
      await addAccount(trx, township.signInName, 'townshipOfficer', townshipId, null)
      for (const [index, community] of township.communities.entries()) {
        const number = String(index + 1).padStart(3, '0')
        const communityId = await insertCommunity(trx, { townshipId, code: `${code}${number}`, name: community })
        await recordEvent(trx, actor, { type: 'communityAdded', communityId, name: community }, null)
        communities.set(community, communityId)
        await addCast(trx, community, communityId)
      }
    }
    await setTownshipTargets(trx, seasonId, directTownships)
    const communityId = communities.get(postponed.community) as number
    const { reason } = postponed
    await setParticipation(trx, seasonId, communityId, 'postponed', reason)
    const event = { type: 'participationChanged', seasonId, communityId, participation: 'postponed', reason } as const
    await recordEvent(trx, actor, event, null)
    return communities
  }

  async function addCast(trx: Trx, community: string, communityId: number): Promise<void> {
    const names = castNames(community)
    await addAccount(trx, names.officer, 'electionOfficer', null, communityId)
    await addAccount(trx, names.rollClerk, 'rollClerk', null, communityId)
    await addAccount(trx, names.desk, 'checkInClerk', null, communityId)
    await addAccount(trx, names.firstTypist, 'tallyClerk', null, communityId)
    await addAccount(trx, names.secondTypist, 'tallyClerk', null, communityId)
  }

  async function addAccount(
    trx: Trx,
    signInName: string,
    role: Role,
    townshipId: number | null,
    communityId: number | null,
  ): Promise<void> {
    const place = { townshipId, communityId }
    const displayName = madeName(nextPerson())
    const account = { signInName, displayName, passwordHash, role, mustChangePassword: 0, createdAt: at }
    const accountId = await insertAccount(trx, { ...account, ...place })
    await recordEvent(trx, actor, { type: 'accountCreated', accountId, signInName, role, ...place }, null)
  }
}

const season = { termNumber: 9, firstDay, lastDay, targetNum: 70, targetDen: 100, directForms: ['allVoters'] } as const

let person = 0
function nextPerson(): number {
  person += 1
  return person
}
