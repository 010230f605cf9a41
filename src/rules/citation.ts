import { articleText } from '../lib/chinese-text.js'
import type { RuleSet } from './rule-set.js'

/** The statute as papers name it in full. */
export const residentsCommitteesLaw = '《中华人民共和国城市居民委员会组织法》（2025年修订）'

/** The statute before that revision, in force until 2025-12-31. */
export const residentsCommitteesLaw2018 = '《中华人民共和国城市居民委员会组织法》（2018年修正）'

/** An article of the Urban Residents' Committees Law 2025 as findings name it: 17 is 《城市居民委员会组织法》第十七条. */
export function lawArticle(number: number): string {
  return `《城市居民委员会组织法》${articleText(number)}`
}

/** An article of the Zhejiang village election method, the province's nearest text that has been read in full. */
export function zhejiangVillageArticle(number: number): string {
  return `参照《浙江省村民委员会选举办法》${articleText(number)}`
}

/** An article of the revised law, taken over for an election held before it was in force. */
export function laterLawArticle(number: number): string {
  return `参照2025年修订的${lawArticle(number)}`
}

/** An article of the Hainan village election method, taken over where nearer texts are silent. */
export function hainanVillageArticle(number: number): string {
  return `参照《海南省村民委员会选举办法》${articleText(number)}`
}

/**
 * An article of the 2025 law as an election under this rule set may cite it: as the law itself, or by analogy
 * where the set rests on the law before that revision. For what rests on no figure, which names its own source.
 */
export function articleIn({ law }: Pick<RuleSet, 'law'>, number: number): string {
  return law === residentsCommitteesLaw ? lawArticle(number) : laterLawArticle(number)
}

/**
 * The statute as a notice names it, with the articles of the 2025 law that the notice carries out. An older law had
 * other articles, which have not all been read, and is named alone.
 */
export function statuteText({ law }: Pick<RuleSet, 'law'>, articles: readonly number[]): string {
  return law === residentsCommitteesLaw ? `${law}${articles.map(articleText).join('、')}` : law
}

/** An article of the Sichuan residents' committee election regulation, the first whole text made under the 2025 law. */
export function sichuanRegulationArticle(number: number): string {
  return `《四川省城市居民委员会选举条例》${articleText(number)}`
}

/** The same article outside Sichuan, where it does not bind. */
export function sichuanArticle(number: number): string {
  return `参照${sichuanRegulationArticle(number)}`
}

/** An article of the Zhejiang residents' committee election rules, in the version of 2012 or of 2020. */
export function zhejiangRulesArticle(version: 2012 | 2020, number: number): string {
  return `《浙江省城市社区居民委员会选举规程（试行）》（${version}年）${articleText(number)}`
}
