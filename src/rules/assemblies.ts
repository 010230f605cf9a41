import { type Fraction, isAtLeast, isMoreThan } from '../lib/fraction.js'
import { lawArticle } from './citation.js'
import type { Finding } from './finding.js'

/** The meetings that may select the election committee and adopt the election procedure. */
export type Assembly = 'residentsAssembly' | 'representativesAssembly'

export const assemblyText: Readonly<Record<Assembly, string>> = {
  residentsAssembly: '居民会议',
  representativesAssembly: '居民代表会议',
}

interface Quorum {
  readonly share: Fraction
  readonly mayEqual: boolean
  readonly words: string
  readonly article: string
}

/** Arts. 27 and 29: more than half of those entitled; two thirds or more of the members. */
const quorums: Readonly<Record<Assembly, Quorum>> = {
  residentsAssembly: { share: { num: 1, den: 2 }, mayEqual: false, words: '过半数', article: lawArticle(27) },
  representativesAssembly: { share: { num: 2, den: 3 }, mayEqual: true, words: '三分之二以上', article: lawArticle(29) },
}

/** Whether enough came for the meeting to decide anything. */
export function checkQuorum(meeting: {
  readonly assembly: Assembly
  readonly entitled: number
  readonly present: number
}): Finding[] {
  const { share, mayEqual, words, article } = quorums[meeting.assembly]
  const { entitled, present } = meeting
  const isReached = mayEqual ? isAtLeast(present, entitled, share) : isMoreThan(present, entitled, share)
  if (isReached) return []
  const message = `${assemblyText[meeting.assembly]}应有${words}的人员到会：应到${entitled}人，实到${present}人，不足法定人数。`
  return [{ code: 'no-quorum', severity: 'error', fields: ['present'], message, article }]
}
