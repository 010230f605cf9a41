import type { Role } from '../infra/security/roles.js'
import type { Station } from './queries.js'

/** The one thing to be done next, where, and by whom. */
export interface NextStep {
  readonly text: string
  /** Below the address of the election; empty where there is nothing to press. */
  readonly page: string
  readonly button: string
  readonly roles: readonly Role[]
}

interface PollingFacts {
  readonly stations: readonly Pick<Station, 'id' | 'name' | 'closes' | 'received' | 'openedAt' | 'closedAt'>[]
  readonly hasPlanErrors: boolean
  readonly isPrinted: boolean
  /** The ballot is frozen by two people and says what is voted on. */
  readonly isDesigned: boolean
  /** A sealed box that was not opened at the count. */
  readonly sealedBox: Pick<Station, 'id' | 'name'> | undefined
  /** Candidates are confirmed, ballots can be printed. */
  readonly mayAccount: boolean
  /** Days to the voting day; negative once it is past. */
  readonly daysAhead: number
  /** Hour and minute, `17:05`. */
  readonly timeNow: string
}

const officer: readonly Role[] = ['electionOfficer']

/** What is to be done next between setting up the stations and handing the boxes to the count. */
export function pollingNextStep(facts: PollingFacts): NextStep {
  const { stations, hasPlanErrors, isPrinted, mayAccount, daysAhead } = facts
  if (stations.length > 0 && stations.every(({ closedAt }) => closedAt !== null)) {
    const { sealedBox } = facts
    if (sealedBox) {
      const text = `各投票站都已结束投票，选票已结账。${sealedBox.name}票箱运到计票地点，当众验封、开箱。`
      return { text, page: `polling/move-box/${sealedBox.id}`, button: `${sealedBox.name}票箱`, roles: officer }
    }
    const text = '各投票站都已结束投票，选票已结账，可以当众开箱计票。'
    return { text, page: 'tally', button: '去计票', roles: ['electionOfficer', 'tallyClerk'] }
  }
  const open = stations.filter(({ openedAt, closedAt }) => openedAt !== null && closedAt === null)
  const due = open.find(({ closes }) => daysAhead < 0 || closes <= facts.timeNow)
  if (due) {
    const text = `${due.name}已到公告的截止时间 ${due.closes}。已到场的选民投完后，清点选票，结束投票。`
    return { text, page: `polling/close-station/${due.id}`, button: `${due.name}结束投票`, roles: officer }
  }
  if (open.length > 0) {
    const text = '正在投票。选民到场后，核对身份证和选民证，验证发票。'
    return { text, page: 'polling/check-in', button: '验证发票', roles: ['electionOfficer', 'checkInClerk'] }
  }
  const next = stations.find(({ openedAt, closedAt }) => openedAt === null && closedAt === null)
  if (next && daysAhead < 0 && stations.some(({ closedAt }) => closedAt !== null)) {
    const text = `${next.name}没有开放，也要结账：领取的选票全部作为剩余。`
    return { text, page: `polling/close-station/${next.id}`, button: `${next.name}结账`, roles: officer }
  }
  if (stations.length === 0 || hasPlanErrors) {
    const text = '设置投票站：时间、地点、服务的居民小组和工作人员。'
    return { text, page: 'polling/set-up-stations', button: '设置投票站', roles: officer }
  }
  if (!mayAccount) {
    return { text: '投票站已设好。正式候选人确定后，登记选票印制数和各站领取数。', page: '', button: '', roles: [] }
  }
  if (!facts.isDesigned) {
    const text = '投票站已设好。制作选票的样票，由两个人先后核准定稿，然后付印。'
    return { text, page: 'documents/ballots', button: '设计选票', roles: ['electionOfficer', 'townshipOfficer'] }
  }
  if (!isPrinted || stations.some(({ received }) => received === null)) {
    const text = '登记选票印制数和各投票站领取数。'
    return { text, page: 'polling/account-ballots', button: '登记选票', roles: officer }
  }
  if (daysAhead > 0) {
    return { text: `准备就绪。还有 ${daysAhead} 天就是投票日，当天到这里开始投票。`, page: '', button: '', roles: [] }
  }
  if (daysAhead < 0 || !next) {
    return { text: '投票日已过，投票没有开始。请与街道（镇）联系，重新确定选举日。', page: '', button: '', roles: [] }
  }
  const text = `今天是投票日。${next.name}当众查验空箱、加封后，开始投票。`
  return { text, page: `polling/open-station/${next.id}`, button: `${next.name}开始投票`, roles: officer }
}
