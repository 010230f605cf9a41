import { sichuanArticle, zhejiangVillageArticle } from './citation.js'
import type { Strength } from './rule-set.js'

/** A number of days that no rule set sets, with where it comes from and how binding it is there. */
export interface PlanDays {
  readonly days: number
  readonly article: string
  readonly strength: Strength
}

/** Planning days that stand in law.md 4 and in no rule set, because no text that binds a community sets them. */
export const planDays = {
  /** Guidance groups, budget, training and staff are ready so many days before election day. */
  guidanceGroup: { days: 60, article: sichuanArticle(9), strength: 'soft' },
  /** The members of the election committee are posted and filed so many days after they are chosen. */
  committeeNotice: { days: 1, article: zhejiangVillageArticle(8), strength: 'provisional' },
  /** The joint review of nominees is over so many days before election day. */
  vetting: { days: 12, article: sichuanArticle(21), strength: 'provisional' },
  /** A candidate asks to speak in public at least so many days before election day. */
  speechRequest: { days: 5, article: zhejiangVillageArticle(23), strength: 'provisional' },
} as const satisfies Record<string, PlanDays>
