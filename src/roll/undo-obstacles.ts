import type { Db } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { countMergedTouched } from './merge-queries.js'
import { countReferences, countTouched } from './undo-queries.js'

/**
 * What rests on a committed register, so that it cannot be taken back: the posted roll (art. 17), anything that refers
 * to one of its people, and what somebody has changed of them since: undoing would undo that as well.
 */
export async function undoObstacles(db: Db, electionId: number, importId: number): Promise<Finding[]> {
  const election = (await findElection(db, electionId)) as ElectionInScope
  const { changed, removed } = await countTouched(db, importId)
  const merged = await countMergedTouched(db, importId)
  const references = await countReferences(db, importId)
  return [
    ...may('undoImport', await listMilestones(db, electionId), ruleSetInForce(election)),
    ...(changed > 0
      ? [finding('voters-changed', `由它列入的人中，有 ${changed} 人的资料后来改过，或已确定为户代表、居民代表。`)]
      : []),
    ...(removed > 0 ? [finding('voters-removed', `由它列入的人中，有 ${removed} 人后来从名单上删除。`)] : []),
    ...(merged > 0 ? [finding('merged-changed', `由它修改的人中，有 ${merged} 人后来又改过或者删除。`)] : []),
    ...references.map(({ text, count }) =>
      finding('voters-referred-to', `${text}中用到了由它列入的人（${count} 处）。`),
    ),
  ]
}

function finding(code: string, message: string): Finding {
  return { code, severity: 'error', fields: [], message }
}
