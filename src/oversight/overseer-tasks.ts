import { longDate } from '../lib/chinese-text.js'
import { claimStateOf, claimStateText } from '../rules/rate-verdict.js'
import type { Db } from '../infra/db/database.js'
import type { Account } from '../infra/http/context.js'
import { countClashes } from '../roll/queries.js'
import { countResultsSinceCheckpoint } from './checkpoint-queries.js'
import { countTownshipWork } from './today-queries.js'
import { givenVerdict, listLastVerdicts } from './verdict-queries.js'

/** One thing that waits for the township or the bureau. */
export interface OverseerTask {
  readonly text: string
  readonly detail: string
  readonly href: string
  readonly button: string
}

/** What waits for a decision of the township or the bureau, beside what the table says of the communities. */
export async function overseerTasks(db: Db, seasonId: number, account: Account): Promise<OverseerTask[]> {
  const { role, townshipId } = account
  if (role !== 'townshipOfficer' && role !== 'bureauAuditor') return []
  const clashes = await countClashes(db, seasonId, account, 'open')
  const verdicts = (await listLastVerdicts(db, seasonId, townshipId)).map((row) => ({
    ...row,
    state: claimStateOf(givenVerdict(row)),
  }))
  return [
    ...(role === 'townshipOfficer' ? sentBackTasks(verdicts) : auditTasks(verdicts, account.id)),
    ...(clashes > 0
      ? [{ text: `重复登记 ${clashes} 件待决定`, detail: '', href: '/registration-clashes', button: '去决定' }]
      : []),
    ...(role === 'townshipOfficer'
      ? await decisionTasks(db, seasonId, townshipId)
      : await checkpointTasks(db, seasonId)),
  ]
}

interface Verdict extends Omit<Awaited<ReturnType<typeof listLastVerdicts>>[number], 'state'> {
  readonly state: ReturnType<typeof claimStateOf>
}

/** A claim that the bureau sent back is the township's to be completed. */
function sentBackTasks(verdicts: readonly Verdict[]): OverseerTask[] {
  return verdicts
    .filter(({ state }) => state === 'sentBack')
    .map(({ communityId, communityName, reason, givenOn }) => ({
      text: `${communityName}：民政局退回直选率凭据，等待补充`,
      detail: `${longDate(givenOn)}退回：${reason}`,
      href: `/rate-evidence/${communityId}`,
      button: '去补充',
    }))
}

/** An answer that came, a verdict that waits for its second name, one that was not agreed with. */
function auditTasks(verdicts: readonly Verdict[], accountId: number): OverseerTask[] {
  return verdicts
    .filter(
      ({ state, givenBy }) =>
        state === 'answered' || state === 'refused' || (state === 'proposed' && givenBy !== accountId),
    )
    .map(({ communityId, communityName, state, answer }) => ({
      text: `${communityName}：直选率凭据${claimStateText[state]}`,
      detail: state === 'answered' ? (answer ?? '') : '',
      href: `/rate-evidence/${communityId}`,
      button: state === 'proposed' ? '去复核' : '去审核',
    }))
}

/** What was declared stands in the log alone until somebody else keeps what the log was then. */
async function checkpointTasks(db: Db, seasonId: number): Promise<OverseerTask[]> {
  const results = await countResultsSinceCheckpoint(db, seasonId)
  if (results === 0) return []
  return [
    {
      text: `上次存证以后有 ${results} 个社区宣布了结果，日志还没有存证`,
      detail: '存证单打印出来，交系统以外的人保管',
      href: '/audit-log/checkpoints',
      button: '去存证',
    },
  ]
}

async function decisionTasks(db: Db, seasonId: number, townshipId: number | null): Promise<OverseerTask[]> {
  const { boxes, filings, ballots } = await countTownshipWork(db, seasonId, townshipId)
  return [
    ...boxes.map(({ electionId, communityName, stationId, stationName }) => ({
      text: `${communityName}${stationName}：流动票箱报批`,
      detail: '',
      href: `/elections/${electionId}/polling/approve-mobile-box/${stationId}`,
      button: '去审批',
    })),
    ...ballots.map(({ electionId, communityName, id, kind }) => ({
      text: `${communityName}：${kind === 'primary' ? '预选选票' : '选票'}等第二个人核准`,
      detail: '',
      href: `/elections/${electionId}/documents/ballots/${id}/approve-ballot`,
      button: '去核对',
    })),
    ...filings.map(({ electionId, communityName }) => ({
      text: `${communityName}：选举结果报送备案`,
      detail: '',
      href: `/elections/${electionId}/handover/filing`,
      button: '去审核',
    })),
  ]
}
