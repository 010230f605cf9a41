import type { Finding } from './finding.js'

/** What has become of a proof. `proof`: nobody has approved it; `frozen`: two people have, it is printed as it is. */
export type BallotDesignState = 'proof' | 'approvedOnce' | 'frozen'

export interface Approval {
  readonly accountId: number
}

export function ballotDesignState(approvals: readonly Approval[]): BallotDesignState {
  if (approvals.length >= 2) return 'frozen'
  return approvals.length === 1 ? 'approvedOnce' : 'proof'
}

export const ballotDesignStateText: Readonly<Record<BallotDesignState, string>> = {
  proof: '样票，等第一人核准',
  approvedOnce: '一人已核准，等第二人核准',
  frozen: '已定稿',
}

/** Somebody who wants to approve a proof. */
export interface Approver {
  readonly accountId: number
  readonly isElectionOfficer: boolean
}

/**
 * Whether somebody may approve a proof. The law asks for no second pair of eyes here, but a ballot with a mistake makes
 * the vote be held again: the election committee approves first, then somebody else there or of the township.
 */
export function checkApproval(approvals: readonly Approval[], by: Approver): Finding[] {
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: [], message })
  if (approvals.length >= 2) return [finding('ballot-already-frozen', '这份选票已经两人核准定稿。')]
  if (approvals.some(({ accountId }) => accountId === by.accountId)) {
    return [finding('ballot-approved-by-same-person', '您已经核准过这份选票，第二次须由另一个人核准。')]
  }
  if (approvals.length === 0 && !by.isElectionOfficer) {
    return [finding('ballot-first-approval-by-committee', '先由选举委员会核准，街道（镇）再核准。')]
  }
  return []
}

/** The design a vote is held with: whether there is one, and whether it still says what is voted on. */
export interface DesignInForce {
  readonly state: BallotDesignState
  readonly number: number
  readonly differences: readonly string[]
}

/** What keeps ballots from being accounted for and stations from opening. */
export function checkDesignInForce(design: DesignInForce | undefined): Finding[] {
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: [], message })
  if (design === undefined) return [finding('ballot-not-designed', '选票还没有设计，请先制作样票，由两人核准定稿。')]
  const { state, number, differences } = design
  if (differences.length > 0) {
    const message = `选票第${number}稿与现在的候选人名单、职务或者投票日不符：${differences.join('')}请重新制作样票，由两人核准。`
    return [finding('ballot-design-outdated', message)]
  }
  if (state === 'frozen') return []
  return [finding('ballot-not-frozen', `选票第${number}稿还没有定稿：${ballotDesignStateText[state]}。`)]
}
