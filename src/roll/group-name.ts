import { chineseNumber } from '../lib/chinese-text.js'

/** The number of voters who are in no group. */
export const noGroup = 0

/** Groups that have a name instead of a number are numbered from here, out of the way of the others. */
export const firstNamedGroup = 1001

/** 第三居民小组 as papers head their lists; 未分组; or the group's own name. */
export function groupName(number: number, ownName: string | null): string {
  if (ownName !== null) return ownName
  if (number === noGroup) return '未分组'
  return `第${number < 100 ? chineseNumber(number) : number}居民小组`
}
