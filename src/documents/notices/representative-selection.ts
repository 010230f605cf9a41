import { longDate, weekdayText } from '../../lib/chinese-text.js'
import { listGroupSeats } from '../../roll/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly seats: number
  readonly fewestHouseholds: number
  readonly mostHouseholds: number
  readonly groups: readonly {
    readonly name: string
    readonly seats: number
    readonly place: string
    readonly time: string
  }[]
}

/** How the groups choose their representatives and heads: seats, place and time (forms.md A1, N5; art. 13). */
export const representativeSelection = defineNotice<Facts>({
  key: 'representative-selection',
  title: '居民代表、居民小组长推选公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [13] },
  after: ['electionCommitteeFormed', 'registerImported'],
  before: ['handedOver'],
  again: 'replaces',
  check: async (db, context) => {
    const settled = await settledGroups(db, context)
    if (settled.length === 0) return [obstacle('no-representative-seats', '还没有确定各居民小组的居民代表名额。')]
    const open = settled.filter(({ place, meetsOn }) => place === '' || meetsOn === null).map(({ name }) => name)
    if (open.length === 0) return []
    const message = `${open.join('、')}还没有写明推选的地点或者日期，公告上印“另行通知”。`
    return [{ code: 'selection-meeting-open', severity: 'warning', fields: [], message }]
  },
  load: async (db, context) => {
    const groups = await settledGroups(db, context)
    const { min, max } = context.ruleSet.householdsPerRepresentative
    return {
      seats: groups.reduce((sum, { seats }) => sum + (seats ?? 0), 0),
      fewestHouseholds: min,
      mostHouseholds: max,
      groups: groups.map(({ name, seats, place, meetsOn, meetsAt }) => ({
        name,
        seats: seats ?? 0,
        place: place || '另行通知',
        time:
          meetsOn === null
            ? '另行通知'
            : `${longDate(meetsOn)}（${weekdayText(meetsOn)}）${meetsAt?.replace(/^0/, '') ?? ''}`,
      })),
    }
  },
  sample: {
    seats: 5,
    fewestHouseholds: 20,
    mostHouseholds: 50,
    groups: [
      { name: '第一居民小组', seats: 3, place: '社区服务中心二楼会议室', time: '2027年4月28日（星期三）19:00' },
      { name: '第二居民小组', seats: 2, place: '云岭小学门厅', time: '2027年4月29日（星期四）19:00' },
    ],
  },
})

async function settledGroups(db: Db, { election }: PaperContext) {
  return (await listGroupSeats(db, election.id)).filter(({ seats }) => seats !== null)
}
