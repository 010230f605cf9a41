import { electorText } from '../../rules/electors.js'
import type { Finding } from '../../rules/finding.js'
import { staffFunctions, staffFunctionText } from '../../rules/station-functions.js'
import { listStaff, listStations, type StaffMember, type Station } from '../../polling/queries.js'
import { listGroups } from '../../roll/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteText } from '../words.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly elector: string
  readonly stations: readonly {
    readonly name: string
    readonly place: string
    readonly groups: string
    readonly hours: string
  }[]
  readonly hasMobileBox: boolean
  readonly hasStaff: boolean
  readonly staff: readonly { readonly station: string; readonly duty: string; readonly names: string }[]
}

/** When, where and by whom the vote is held (art. 19). */
export const pollingArrangements = defineNotice<Facts>({
  key: 'polling-arrangements',
  title: '投票时间、地点和工作人员公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'pollingPosted' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  check: checkStations,
  load: async (db, { election, round }) => {
    const stations = await listStations(db, round.id)
    const staff = await listStaff(db, round.id)
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    return {
      vote: voteText[round.kind],
      votingDay: dayText(round.votingDay),
      elector: electorText[election.form],
      stations: stations.map((station) => ({
        name: station.name,
        place: station.place,
        groups: groupsText(station.groups, groups),
        hours: `${hour(station.opens)}—${hour(station.closes)}`,
      })),
      hasMobileBox: stations.some(({ kind }) => kind === 'mobile'),
      hasStaff: staff.size > 0,
      staff: stations.flatMap((station) => dutiesAt(station, staff.get(station.id) ?? [])),
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
        hours: '7:30—14:30',
      },
      { name: '南门投票站', place: '南门路18号居民活动室', groups: '第三居民小组', hours: '8:00—12:00' },
    ],
    hasMobileBox: false,
    hasStaff: true,
    staff: [
      { station: '中心投票站', duty: '负责人', names: '吴桂英' },
      { station: '中心投票站', duty: '监票人', names: '周海燕、黄喆' },
      { station: '中心投票站', duty: '验证发票员', names: '何明、欧阳𬱖' },
      { station: '南门投票站', duty: '监票人', names: '孙桂兰、朱翀' },
      { station: '南门投票站', duty: '验证发票员', names: '高㛃' },
    ],
  },
})

async function checkStations(db: Db, { round }: PaperContext): Promise<Finding[]> {
  const stations = await listStations(db, round.id)
  if (stations.length === 0) return [obstacle('no-stations', '还没有设置投票站。')]
  const staff = await listStaff(db, round.id)
  const unmanned = stations.filter(({ id }) => !staff.has(id)).map(({ name }) => name)
  if (unmanned.length === 0) return []
  const message = `${unmanned.join('、')}还没有登记工作人员，公告中不会列出。`
  return [{ code: 'stations-without-staff', severity: 'warning', fields: [], message }]
}

function groupsText(groups: readonly number[], names: ReadonlyMap<number, string>): string {
  if (groups.length === 0) return '全部居民小组'
  return groups.map((group) => names.get(group) ?? `第${group}居民小组`).join('、')
}

/** 8:00 for 08:00. */
function hour(time: string): string {
  return time.replace(/^0/, '')
}

function dutiesAt({ name }: Station, staff: readonly StaffMember[]): Facts['staff'] {
  return staffFunctions.flatMap((duty) => {
    const names = staff.filter((member) => member.function === duty).map((member) => member.name)
    return names.length === 0 ? [] : { station: name, duty: staffFunctionText[duty], names: names.join('、') }
  })
}
