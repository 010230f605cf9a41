import type { Finding } from './finding.js'

export type BallotStepKind = 'printed' | 'printedLess' | 'handedOut' | 'broughtBack' | 'spoiled' | 'unused' | 'sealed'

/** A step of the ballots' way, as recorded; steps are never changed, a mistake is set right by another step. */
export interface BallotStep {
  readonly kind: BallotStepKind
  /** Null: at the election committee. */
  readonly stationId: number | null
  readonly ballots: number
}

/** Where the ballots of a round are by the steps recorded. */
export interface BallotTotals {
  readonly printed: number
  readonly handedOut: number
  /** With the election committee: printed and not handed out. */
  readonly left: number
  /** Of those left, sealed by the committee. */
  readonly leftSealed: number
  readonly atStation: ReadonlyMap<number, number>
}

export function ballotTotals(steps: readonly BallotStep[]): BallotTotals {
  const sum = (kind: BallotStepKind, stationId?: number | null) =>
    steps
      .filter((step) => step.kind === kind && (stationId === undefined || step.stationId === stationId))
      .reduce((total, { ballots }) => total + ballots, 0)
  const printed = sum('printed') - sum('printedLess')
  const handedOut = sum('handedOut') - sum('broughtBack')
  const stations = [...new Set(steps.flatMap(({ stationId }) => stationId ?? []))]
  const atStation = new Map(stations.map((id) => [id, sum('handedOut', id) - sum('broughtBack', id)]))
  return { printed, handedOut, left: printed - handedOut, leftSealed: sum('sealed', null), atStation }
}

/** What came from the printer: counted, against what its delivery note says. */
export function checkDelivery(announced: number, counted: number): Finding[] {
  if (announced === counted) return []
  const word = counted < announced ? '少' : '多'
  const message = `送货单上${announced}张，清点${counted}张，${word}${Math.abs(announced - counted)}张，请写明原因。`
  return [{ code: 'delivery-differs', severity: 'error', fields: ['explanation'], message }]
}

/** Whether ballots may be taken back from a station, off the print, or sealed by the committee. */
export function checkBallotStep(
  step: BallotStep,
  { left, leftSealed, atStation }: BallotTotals,
  issued: number,
): Finding[] {
  const finding = (code: string, message: string): Finding[] => [
    { code, severity: 'error', fields: ['ballots'], message },
  ]
  const { kind, stationId, ballots } = step
  if (kind === 'broughtBack') {
    const unissued = (atStation.get(stationId ?? 0) ?? 0) - issued
    if (ballots <= unissued) return []
    return finding('more-brought-back', `该站领取后还没有发出的只有${unissued}张，不能退回${ballots}张。`)
  }
  const free = left - leftSealed
  if (kind === 'printed' || ballots <= free) return []
  return finding('more-than-left', `选举委员会手里只有${free}张，不能登记${ballots}张。`)
}

/** The register of a station as signed on paper, beside the ballots issued there. */
export interface RegisterCount {
  readonly station: string
  readonly issued: number
  /** People who signed for a ballot of their own. */
  readonly signatures: number
  /** Ballots signed for on behalf of others. */
  readonly proxyBallots: number
}

/** 发出＝领票签名＋代投票数 (forms.md A4): more ballots about than people signed for could void the vote. */
export function checkRegister({ station, issued, signatures, proxyBallots }: RegisterCount): Finding[] {
  const difference = issued - signatures - proxyBallots
  if (difference === 0) return []
  const sum = `签名领票${signatures}张＋代投${proxyBallots}张＝${signatures + proxyBallots}张`
  const message = `${station}发出选票${issued}张，领票登记表${sum}，${difference > 0 ? '少' : '多'}${Math.abs(difference)}张。`
  return [{ code: 'register-differs', severity: 'error', fields: ['signatures', 'proxyBallots'], message }]
}

/** The whole of a round when its stations have closed. */
export interface RoundAccount {
  readonly printed: number
  readonly left: number
  readonly issued: number
  readonly spoiled: number
  readonly unused: number
}

/** 印制＝发出＋剩余＋作废 (forms.md A4), of the round as a whole; as a sentence with the sum, and whether it comes out. */
export function roundSum({ printed, left, issued, spoiled, unused }: RoundAccount): {
  readonly isEven: boolean
  readonly sentence: string
} {
  const total = left + issued + spoiled + unused
  const sum = `发出${issued}＋污损换发${spoiled}＋各站剩余${unused}＋选举委员会剩余${left}＝${total}张`
  if (total === printed) return { isEven: true, sentence: `印制${printed}张，${sum}，相符。` }
  const word = total < printed ? '少' : '多'
  return { isEven: false, sentence: `印制${printed}张，${sum}，${word}${Math.abs(printed - total)}张。` }
}
