import type { Finding } from '../rules/finding.js'
import { checkMobileBox } from '../rules/mobile-boxes.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { isScrutineer } from '../rules/station-functions.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { getMobileBox, listElectorIds, listMobileBoxUsers } from './mobile-box-queries.js'
import { listStandingGrants } from './proxy-facts.js'
import type { StaffMember, Station } from './queries.js'

/**
 * Whether a mobile box may go out as it stands; nothing of any other polling place. Each listed voter's vote is cast
 * nowhere else: who has given it to a proxy has none for the box.
 */
export async function checkBox(
  db: Db,
  election: ElectionInScope,
  { id, kind, name }: Pick<Station, 'id' | 'kind' | 'name'>,
  staff: readonly StaffMember[],
): Promise<Finding[]> {
  if (kind !== 'mobile') return []
  const box = await getMobileBox(db, id)
  const users = (await listMobileBoxUsers(db, election.round.id)).filter(({ stationId }) => stationId === id)
  const voterIds = users.map(({ voterId }) => voterId)
  const electors = await listElectorIds(db, voterIds)
  const grants = await listStandingGrants(db, election.round.id)
  const given = new Map(grants.map(({ principal, proxy }) => [principal.id, `${proxy.name}接受的委托中`]))
  const watching = staff.filter((member) => isScrutineer(member.function))
  const described = {
    name,
    approvedOn: box.state === 'approved' ? box.decidedOn : null,
    postedOn: box.postedOn,
    users: users.map((user) => ({ id: user.voterId, name: user.name })),
    scrutineers: watching.map((member) => ({ id: member.voterId ?? member.name, name: member.name })),
  }
  const facts = {
    electionDay: election.round.votingDay,
    isElector: (person: number | string) => electors.has(Number(person)),
    elsewhere: (person: number | string) => given.get(Number(person)),
  }
  const findings = checkMobileBox(described, facts, ruleSetInForce(election))
  if (users.length > 0) return findings
  return [
    ...findings,
    { code: 'mobile-box-empty', severity: 'error', fields: ['users'], message: `${name}还没有登记投票人员。` },
  ]
}
