import { longDate } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { listStruckNames } from '../nomination/queries.js'

/**
 * What whoever types must know of names on the ballots that no longer stand, a sentence each. They have no row on the
 * sheet: a mark for somebody who dropped out counts for nobody, and makes no ballot invalid.
 */
export async function struckNames(db: Db, election: ElectionInScope): Promise<string[]> {
  return (await listStruckNames(db, election)).map(
    ({ name, postTitle, droppedOn }) =>
      `选票上印的${postTitle}候选人${name}已于${longDate(droppedOn)}退出，所以这里没有${name}的一行：投给${name}的不录、不计票，也不算多选；同一张选票上的其他选择照常计票。`,
  )
}
