import { electorText } from '../../rules/electors.js'
import type { Finding } from '../../rules/finding.js'
import { findCountPlan, listStaff, listStations, type StaffMember, type Station } from '../../polling/queries.js'
import { listGroups } from '../../roll/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteName } from '../words.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly elector: string
  readonly stations: readonly {
    readonly name: string
    readonly place: string
    readonly groups: string
    readonly opens: string
    readonly closes: string
    readonly head: string
    readonly telephone: string
  }[]
  readonly hasMobileBox: boolean
  readonly boxes: readonly { readonly name: string; readonly route: string; readonly hours: string }[]
  readonly hasScribes: boolean
  /** 社区文化礼堂（14:30开始） */
  readonly count: string
}

/** When and where the vote is held and counted (art. 19; forms.md A1, N10); who works there is a notice of its own. */
export const pollingArrangements = defineNotice<Facts>({
  key: 'polling-arrangements',
  title: '投票时间、地点公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'pollingPosted' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  check: checkStations,
  load: async (db, { election, round }) => {
    const all = await listStations(db, round.id)
    const staff = await listStaff(db, round.id)
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    const stations = all.filter(({ kind }) => kind !== 'mobile')
    const boxes = all.filter(({ kind }) => kind === 'mobile')
    return {
      vote: voteName(election, round),
      votingDay: dayText(round.votingDay),
      elector: electorText[election.form],
      stations: stations.map((station) => ({
        name: station.name,
        place: station.place,
        groups: groupsText(station.groups, groups),
        opens: hour(station.opens),
        closes: hour(station.closes),
        head: headsOf(staff.get(station.id) ?? []),
        telephone: station.telephone || '—',
      })),
      hasMobileBox: boxes.length > 0,
      boxes: boxes.map(({ name, place: route, opens, closes }) => ({
        name,
        route,
        hours: `${hour(opens)}—${hour(closes)}`,
      })),
      hasScribes: stations.some(({ hasScribeDesk }) => hasScribeDesk),
      count: await countText(db, round.id, stations),
    }
  },
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    elector: '选民',
    stations: [
      {
        name: '中心投票站',
        place: '社区服务中心二楼会议室',
        groups: '第一居民小组、第二居民小组',
        opens: '7:30',
        closes: '14:30',
        head: '吴桂英',
        telephone: '0574-00000001',
      },
      {
        name: '南门投票站',
        place: '南门路18号居民活动室',
        groups: '第三居民小组',
        opens: '8:00',
        closes: '12:00',
        head: '孙桂兰',
        telephone: '0574-00000002',
      },
    ],
    hasMobileBox: false,
    boxes: [],
    hasScribes: true,
    count: '社区服务中心二楼会议室，14:40开始',
  },
})

async function checkStations(db: Db, { round }: PaperContext): Promise<Finding[]> {
  const stations = await listStations(db, round.id)
  if (stations.length === 0) return [obstacle('no-stations', '还没有设置投票站。')]
  const staff = await listStaff(db, round.id)
  const fixed = stations.filter(({ kind }) => kind !== 'mobile')
  const headless = fixed.filter(({ id }) => headsOf(staff.get(id) ?? []) === '—').map(({ name }) => name)
  const silent = fixed.filter(({ telephone }) => telephone === '').map(({ name }) => name)
  return [
    ...(headless.length > 0 ? [missing('stations-without-head', `${headless.join('、')}还没有登记负责人。`)] : []),
    ...(silent.length > 0 ? [missing('stations-without-telephone', `${silent.join('、')}还没有登记负责人电话。`)] : []),
    ...((await findCountPlan(db, round.id))
      ? []
      : [missing('no-count-plan', '还没有登记开箱计票的地点和时间，公告中写投票结束后在中心投票站。')]),
  ]
}

function missing(code: string, message: string): Finding {
  return { code, severity: 'warning', fields: [], message }
}

/** Where and when the count is, or that it follows the poll at the central place. */
async function countText(db: Db, roundId: number, stations: readonly Station[]): Promise<string> {
  const plan = await findCountPlan(db, roundId)
  if (plan) return `${plan.place}，${hour(plan.begins)}开始`
  const central = stations.find(({ kind }) => kind === 'central')
  return `${central?.place ?? '中心投票站'}，投票结束后开始`
}

const headsOf = (staff: readonly StaffMember[]) =>
  staff
    .filter((member) => member.function === 'head')
    .map(({ name }) => name)
    .join('、') || '—'

function groupsText(groups: readonly number[], names: ReadonlyMap<number, string>): string {
  if (groups.length === 0) return '全部居民小组'
  return groups.map((group) => names.get(group) ?? `第${group}居民小组`).join('、')
}

/** 8:00 for 08:00. */
function hour(time: string): string {
  return time.replace(/^0/, '')
}
