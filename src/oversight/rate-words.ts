import { percentText } from '../lib/fraction.js'
import type { DirectElectionTarget, DirectShare, Verdict } from '../rules/direct-election-rate.js'
import { electionFormText } from '../rules/election-form.js'

export const verdictText: Readonly<Record<Verdict, string>> = {
  met: '已达到目标',
  notMet: '不能达到目标',
  open: '尚未定局',
}

const verdictStatus: Readonly<Record<Verdict, string>> = { met: 'done', notMet: 'wrong', open: 'current' }

/** A share as pages show it: whole numbers, a percentage, and how it stands to its target. */
export function shareWords(share: DirectShare) {
  return {
    direct: share.direct,
    held: share.held,
    pending: share.pending,
    ...share.byForm,
    percent: percentText(share.direct, share.held),
    verdict: verdictText[share.verdict],
    status: verdictStatus[share.verdict],
  }
}

/** A township without a target of its own can break none: its share stands beside the city's, without judgement. */
export function besideTheCity({ held, pending, verdict }: DirectShare) {
  if (held + pending === 0) return { verdict: '没有计入的社区', status: '' }
  const words = { met: '达到全市目标', notMet: '低于全市目标', open: held === 0 ? '尚未选举' : '尚未定局' } as const
  return { verdict: words[verdict], status: verdict === 'met' ? 'done' : '' }
}

/** 70%, and what else the rate is reckoned by. */
export function targetWords({ target, directForms }: DirectElectionTarget) {
  return {
    target: percentText(target.num, target.den, 0),
    directForms: directForms.map((form) => electionFormText[form]).join('、'),
  }
}

export const participationText = {
  held: '已选举',
  pending: '还没有选举',
  postponed: '延期',
  notHeld: '本届不换届',
} as const
