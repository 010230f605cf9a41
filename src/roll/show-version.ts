import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { electorText } from '../rules/electors.js'
import { NotFound } from '../infra/http/errors.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import type { VersionedVoter } from './compare-rolls.js'
import { pagerOf } from '../infra/http/pager.js'
import { hashOfRoll } from './roll-hash.js'
import { getRollVersion, listRollVersions, listVotersOfVersion } from './version-queries.js'
import { versionWords } from './version-words.js'

/** The roll as it stood in one version, made again from the roll of today and every change since. */
export async function showVersion(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, query } = request
  const version = await getRollVersion(this.db, election.id, numberOf(request))
  const voters = await listVotersOfVersion(this.db, election.id, version.number)
  const groups = groupsOf(voters)
  const group = groups.find(({ number }) => String(number) === queryText(query, 'group'))?.number
  const chosen = group === undefined ? voters : voters.filter(({ residentsGroup }) => residentsGroup === group)
  const address = `/elections/${election.id}/roll/show-version/${version.number}?group=${group ?? ''}`
  const { pager, rows } = pagerOf(chosen, '人', pageNumber(queryText(query, 'page')), address)
  return await reply.page('roll/show-version.hbs', {
    title: `第${version.number}版名单`,
    version: versionWords(version, await listRollVersions(this.db, election.id)),
    // Whether what is shown is what was fixed: every field of every voter went into the hash.
    isProven: hashOfRoll(voters) === version.hash,
    electorTitle: election.form === 'allVoters' ? '' : electorText[election.form],
    groups,
    group: group ?? '',
    rows: rows.map((voter) => ({
      ...voter,
      sexText: voter.sex === 'male' ? '男' : '女',
      electorText: voter.isElector ? '是' : '',
      href: `/elections/${election.id}/roll/voters/${voter.voterId}`,
    })),
    pager,
    mayPrint: (['electionOfficer', 'rollClerk', 'townshipOfficer'] as readonly (string | undefined)[]).includes(
      request.account?.role,
    ),
  })
}

function numberOf(request: FastifyRequest): number {
  const { number } = request.params as { number: string }
  if (!/^[1-9]\d{0,5}$/.test(number)) throw new NotFound()
  return Number(number)
}

function groupsOf(voters: readonly VersionedVoter[]) {
  const groups = new Map<number, { number: number; name: string; voters: number }>()
  for (const { residentsGroup: number, groupName: name } of voters) {
    groups.set(number, { number, name, voters: (groups.get(number)?.voters ?? 0) + 1 })
  }
  return [...groups.values()]
}
