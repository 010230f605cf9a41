import * as handover from '../walk/handover.js'
import * as papers from '../walk/papers.js'
import type { Stage, Work } from './community-steps.js'
import { voterNumbers } from './voters.js'

/** Declared, filed, and waiting for its certificates; and one whose township has not looked at the filing yet. */
export const declaredAndSent: readonly string[] = ['东门社区', '江口社区']
const waiting = '江口社区'

/** Everybody elected is described, and the result goes to the township. */
export async function fileIt({ electionId, community }: Work, { cast, today }: Stage): Promise<void> {
  await handover.recordMembers(cast.officer, electionId)
  if (community.plan.community === waiting) await handover.sendResult(cast.officer, electionId, today)
  else await handover.fileResult(cast, electionId, today)
}

export async function certify({ electionId }: Work, { cast }: Stage): Promise<void> {
  await handover.issueCertificates(cast.township, electionId)
}

/** The list, the handover itself, those who supervise from now on, and the notices of both. */
export async function handOver(work: Work, { db, cast, today }: Stage): Promise<void> {
  const { electionId } = work
  await handover.handOver(cast.officer, electionId, today)
  const { signers } = await voterNumbers(work, db)
  await handover.chooseSupervisors(cast.officer, electionId, signers.slice(-6, -3), today)
  await papers.issue(cast.officer, electionId, ['supervision-committee', 'handover'])
  await papers.post(cast.officer, electionId, '社区公告栏、社区服务中心门口')
  // One file is complete; of the others some papers are still to come.
  await handover.fillFile(cast.officer, electionId, work.community.index === 0 ? 0 : 3 + work.community.index)
}
