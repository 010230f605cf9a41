import { longDate } from '../lib/chinese-text.js'
import { percentText } from '../lib/fraction.js'
import type { PlainDate } from '../lib/plain-date.js'
import { type ElectionForm, electionFormText } from './election-form.js'
import { electorText } from './electors.js'
import { type FormDecision, formDecisionSentence } from './form-decision.js'
import { type EvidencePiece, pieceOf } from './rate-evidence.js'

/** The notice of day and form as it was issued. */
export interface DayNotice {
  readonly number: number
  readonly issuedOn: PlainDate
  /** As its words say; null where they name none. */
  readonly form: ElectionForm | null
  /** The day in its words: 2027年5月20日（星期四）. */
  readonly electionDay: string
  /** A correction that was issued for it says what holds instead. */
  readonly isCorrected: boolean
  /** Places where it is recorded as posted. */
  readonly postings: number
}

/** The roll as it was closed, or corrected after that, and as it stands. */
export interface ClosedRoll {
  readonly version: number
  readonly madeOn: PlainDate
  readonly voters: number
  readonly electors: number
  readonly votersNow: number
  readonly electorsNow: number
  /** Residents of 18 and more in the registers that were imported: those entitled, as far as the registers know. */
  readonly adults: number
}

interface Claim {
  readonly form: ElectionForm
  readonly electionDay: PlainDate
}

/** Until the roll is posted the form may still be changed (permitted-actions.ts): so long nothing about it is missed. */
function notYet(key: 'formDecision' | 'dayNotice', sentence: string): EvidencePiece {
  return { key, state: 'notDue', sentences: [sentence] }
}

/** The decision on the form: its minutes, and that they decide what is claimed before it was announced. */
export function formDecisionEvidence(
  { form }: Claim,
  decision: FormDecision | undefined,
  notice: DayNotice | undefined,
  isRollPosted: boolean,
): EvidencePiece {
  if (!decision && !isRollPosted) return notYet('formDecision', '决定选举方式的会议还没有登记。')
  if (!decision) return pieceOf('formDecision', [], { missing: ['没有登记决定选举方式的会议（会议记录、表决票数）。'] })
  const contradictory: string[] = []
  if (decision.form !== form) {
    contradictory.push(`会议决定的是${electionFormText[decision.form]}，申报的是${electionFormText[form]}。`)
  }
  if (notice && decision.decidedOn > notice.issuedOn) {
    const days = `${longDate(decision.decidedOn)}，晚于公告印发的${longDate(notice.issuedOn)}`
    contradictory.push(`会议日期是${days}。`)
  }
  return pieceOf('formDecision', [formDecisionSentence(decision, electionFormText[decision.form])], { contradictory })
}

/** The notice of day and form (art. 14): issued, posted, and saying what is claimed. */
export function dayNoticeEvidence(
  { form, electionDay }: Claim,
  notice: DayNotice | undefined,
  isRollPosted: boolean,
): EvidencePiece {
  if (!notice && !isRollPosted) return notYet('dayNotice', '选举日和选举方式公告还没有印发。')
  if (!notice) return pieceOf('dayNotice', [], { missing: ['没有印发选举日和选举方式公告。'] })
  const { number, issuedOn, postings, isCorrected } = notice
  const words = notice.form === null ? '没有写明选举方式' : electionFormText[notice.form]
  const there = [
    `第${number}号公告，${longDate(issuedOn)}印发：${notice.electionDay}，${words}；登记张贴${postings}处。`,
  ]
  const contradictory: string[] = []
  if (notice.form !== form) contradictory.push(`公告写的是${words}，申报的是${electionFormText[form]}。`)
  if (!notice.electionDay.startsWith(longDate(electionDay))) {
    contradictory.push(`公告的选举日是${notice.electionDay}，实际是${longDate(electionDay)}。`)
  }
  if (isCorrected && contradictory.length > 0) {
    return pieceOf('dayNotice', [...there, ...contradictory, '已经印发更正公告。'], {})
  }
  const missing = postings === 0 ? ['没有登记在哪里张贴。'] : []
  return pieceOf('dayNotice', there, { contradictory, missing })
}

/** The roll (art. 17): closed, unchanged since, and its electors those that the form asks for (art. 14). */
export function rollEvidence({ form }: Claim, roll: ClosedRoll | undefined, isPollOpened: boolean): EvidencePiece {
  if (!roll) {
    if (isPollOpened) return pieceOf('roll', [], { missing: ['已经投票，没有确定的选民名单。'] })
    return { key: 'roll', state: 'notDue', sentences: ['选民名单还没有确定。'] }
  }
  const { version, madeOn, voters, electors, adults } = roll
  const register = adults < voters ? '' : `；名册中选举日年满18周岁的${adults}人，登记率${percentText(voters, adults)}`
  const eligible = form === 'allVoters' ? '' : `，其中${electorText[form]}${electors}人`
  const there = [`第${version}版名单，${longDate(madeOn)}：选民${voters}人${eligible}${register}。`]
  return pieceOf('roll', there, { contradictory: rollContradictions(form, roll) })
}

function rollContradictions(form: ElectionForm, roll: ClosedRoll): string[] {
  const { voters, electors, votersNow, electorsNow } = roll
  const found: string[] = []
  if (form === 'allVoters' && electors !== voters) {
    found.push(`居民直选由全体选民投票，名单上能投票的只有${electors}人，选民${voters}人。`)
  }
  if (form !== 'allVoters' && electors === voters) {
    found.push(`申报的是${electionFormText[form]}，名单上全部选民${voters}人都能投票。`)
  }
  if (votersNow !== voters || electorsNow !== electors) {
    const now = `选民${votersNow}人、能投票的${electorsNow}人`
    found.push(`现在名单上${now}，与第${roll.version}版的选民${voters}人、能投票的${electors}人不同。`)
  }
  return found
}
