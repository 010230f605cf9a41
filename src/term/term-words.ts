import type { RecallTable, VacancyDecisionTable } from '../infra/db/tables/term.js'
import type { MemberBasis, MemberEnd } from './standing.js'

export const causeText: Readonly<Record<MemberEnd['cause'], string>> = {
  resigned: '辞职',
  died: '去世',
  lostCapacity: '丧失行为能力',
  sentenced: '被判处刑罚',
  unfit: '连续民主评议不称职',
  electionVoid: '当选无效',
  recalled: '被罢免',
  absent: '长期不能履职，视为辞职',
  movedUp: '当选更高职务',
}

export const basisText: Readonly<Record<MemberBasis, string>> = {
  elected: '换届选举',
  byElection: '补选',
  succession: '递补',
}

export const recallVerdictText: Readonly<Record<NonNullable<RecallTable['verdict']>, string>> = {
  recalled: '罢免',
  kept: '罢免未通过',
  void: '表决无效',
  ended: '程序终止',
}

export const bodyText: Readonly<Record<VacancyDecisionTable['decidedByBody'], string>> = {
  electionCommittee: '居民选举委员会',
  residentsAssembly: '居民会议',
  representativesAssembly: '居民代表会议',
}

/** What a form holds as text, for showing it again. */
export function typedValues<K extends string>(body: unknown, names: readonly K[]): Record<K, string> {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const values = names.map((name) => [name, typeof typed[name] === 'string' ? typed[name] : ''])
  return Object.fromEntries(values) as Record<K, string>
}
