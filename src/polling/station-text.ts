import { staffFunctions, staffFunctionText } from '../rules/station-functions.js'
import type { StaffMember, Station, StationKind } from './queries.js'

export const stationKindText: Readonly<Record<StationKind, string>> = {
  central: '中心投票站',
  station: '投票分站',
  mobile: '流动票箱',
}

/** 第一、第二居民小组, or 全部居民小组 where a station names none. */
export function groupsText(groups: readonly number[], names: ReadonlyMap<number, string>): string {
  if (groups.length === 0) return '全部居民小组'
  return groups.map((group) => names.get(group) ?? `第${group}居民小组`).join('、')
}

/** 监票人：陈国强、林美芳 */
export function staffLines(staff: readonly StaffMember[]): { title: string; names: string }[] {
  return staffFunctions.flatMap((each) => {
    const names = staff.filter((member) => member.function === each).map(({ name }) => name)
    return names.length === 0 ? [] : { title: staffFunctionText[each], names: names.join('、') }
  })
}

/** Where a station stands, in a word and a mark that is not only colour. */
export function stationState({ openedAt, closedAt }: Pick<Station, 'openedAt' | 'closedAt'>) {
  if (closedAt !== null) return { text: openedAt === null ? '未开放，已结账' : '已结束', mark: 'done', at: closedAt }
  if (openedAt !== null) return { text: '投票中', mark: 'current', at: openedAt }
  return { text: '未开始', mark: 'ahead', at: '' }
}
