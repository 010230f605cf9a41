import { articleText } from '../lib/chinese-text.js'

/** The statute as papers name it in full. */
export const residentsCommitteesLaw = '《中华人民共和国城市居民委员会组织法》（2025年修订）'

/** An article of the Urban Residents' Committees Law 2025 as findings name it: 17 is 《城市居民委员会组织法》第十七条. */
export function lawArticle(number: number): string {
  return `《城市居民委员会组织法》${articleText(number)}`
}

/** An article of the Zhejiang village election method, the province's nearest text that has been read in full. */
export function zhejiangVillageArticle(number: number): string {
  return `参照《浙江省村民委员会选举办法》${articleText(number)}`
}

/** An article of the Sichuan residents' committee election regulation, the first whole text made under the 2025 law. */
export function sichuanArticle(number: number): string {
  return `参照《四川省城市居民委员会选举条例》${articleText(number)}`
}
