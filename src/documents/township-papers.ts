import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account, ElectionInScope } from '../infra/http/context.js'
import type { Db } from '../infra/db/database.js'
import { contextFor } from './paper-in-view.js'
import { listElectionsInScope, listIssuedPapers } from './queries.js'
import { untrueRows } from './untrue-rows.js'
import { listUntruePapers } from './untrue-papers.js'
import { placeName } from './words.js'

/** Papers of every community at a glance: how many are issued, and which say what is no longer so. */
export async function showTownshipPapers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season, account } = request
  const elections = season && account ? await listElectionsInScope(this.db, season.id, account satisfies Account) : []
  const rows = []
  for (const election of elections) rows.push(await rowOf(this.db, request, election))
  const untrue = rows.flatMap((row) => row.untrue.map((paper) => ({ ...paper, community: row.community })))
  return await reply.page('documents/township-papers.hbs', {
    title: '各社区文书',
    rows,
    untrue,
    untrueCount: untrue.length,
    communities: rows.length,
    mayIssue: account?.role === 'townshipOfficer',
  })
}

async function rowOf(db: Db, request: FastifyRequest, election: ElectionInScope) {
  const context = await contextFor(db, election, request.season?.bureauName ?? '', request.today)
  const issued = await listIssuedPapers(db, election.id)
  const untrue = untrueRows(request, await listUntruePapers(db, context))
  return {
    electionId: election.id,
    township: election.townshipName,
    community: placeName(election),
    issued: issued.length,
    withdrawn: issued.filter(({ withdrawnOn }) => withdrawnOn !== null).length,
    untrue,
    untrueCount: untrue.length,
    isUntrue: untrue.length > 0,
  }
}
