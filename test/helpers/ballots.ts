import { findElection } from '../../src/infra/db/scope-queries.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import {
  insertBallotApproval,
  insertBallotDesign,
  listBallotDesigns,
  loadBallotContent,
} from '../../src/polling/queries.js'
import type { TestApp } from './app.js'

/** A ballot as it would be designed now, approved by two; without bytes that anybody could print. */
export async function freezeBallot({ db }: TestApp, electionId: number): Promise<number> {
  const election = await findElection(db, electionId)
  if (!election) throw new Error('no such election')
  const content = await loadBallotContent(db, election)
  const [last] = await listBallotDesigns(db, election.round.id)
  const officers = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'electionOfficer')
    .orderBy('id')
    .limit(2)
    .execute()
  const made = await inTransaction(db, async (trx) => {
    const designId = await insertBallotDesign(trx, {
      ...{ roundId: election.round.id, kind: 'vote', number: (last?.number ?? 0) + 1, pages: 1 },
      content: JSON.stringify(content),
      layout: JSON.stringify({ paper: 'A4', arrangement: 'oneSheet', colours: ['白色'], isTinted: false }),
      geometry: '{}',
      ...{ fingerprint: '0'.repeat(64), printSha256: '0'.repeat(64) },
      ...{ samplePdf: Buffer.alloc(0), printPdf: Buffer.alloc(0) },
      ...{ madeAt: '2027-05-15T01:00:00.000Z', madeBy: officers[0]?.id ?? 0 },
    })
    for (const [i, { id: accountId }] of officers.entries()) {
      await insertBallotApproval(trx, { designId, place: i + 1, accountId, approvedAt: '2027-05-15T02:00:00.000Z' })
    }
    return ok(designId)
  })
  return made.ok ? made.value : 0
}
