import type { Finding } from '../../rules/finding.js'
import { staffFunctions, staffFunctionText } from '../../rules/station-functions.js'
import { checkStepDay } from '../../rules/timetable.js'
import { listStaff, listStations, type StaffMember, type Station } from '../../polling/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteName } from '../words.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly areRelativesBarred: boolean
  readonly staff: readonly { readonly station: string; readonly duty: string; readonly names: string }[]
}

/** Who works at the vote, by function (forms.md A1, N11); names only. */
export const pollingStaff = defineNotice<Facts>({
  key: 'polling-staff',
  title: '选举工作人员名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19] },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  again: 'replaces',
  check: checkStaff,
  load: async (db, { election, round, ruleSet }) => {
    const staff = await listStaff(db, round.id)
    const stations = await listStations(db, round.id)
    return {
      vote: voteName(election, round),
      votingDay: dayText(round.votingDay),
      areRelativesBarred: ruleSet.staffRelativesBarred,
      staff: stations.flatMap((station) => dutiesAt(station, staff.get(station.id) ?? [])),
    }
  },
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    areRelativesBarred: true,
    staff: [
      { station: '中心投票站', duty: '负责人', names: '吴桂英' },
      { station: '中心投票站', duty: '主持人', names: '欧阳玥' },
      { station: '中心投票站', duty: '总监票人', names: '周海燕' },
      { station: '中心投票站', duty: '监票人', names: '黄喆、孙桂兰' },
      { station: '中心投票站', duty: '计票人', names: '何明' },
      { station: '中心投票站', duty: '唱票人', names: '阿依努尔·买买提' },
      { station: '中心投票站', duty: '验证发票员', names: '欧阳𬱖、诸葛志强' },
      { station: '南门投票站', duty: '监票人', names: '朱翀、高㛃' },
      { station: '南门投票站', duty: '代书人', names: '马骉' },
    ],
  },
})

async function checkStaff(db: Db, context: PaperContext): Promise<Finding[]> {
  const { round, election, ruleSet, milestones, timetable, today } = context
  const stations = await listStations(db, round.id)
  const staff = await listStaff(db, round.id)
  if (staff.size === 0) return [obstacle('no-staff', '还没有登记工作人员。')]
  const unmanned = stations.filter(({ id }) => !staff.has(id)).map(({ name }) => name)
  const facts = { electionDay: election.electionDay, ruleSet, milestones, ...timetable }
  // They are posted with time and place, whose notice is the step of the timetable.
  const late = round.number > 1 ? [] : checkStepDay('pollingPosted', today, facts)
  return [
    ...(unmanned.length > 0 ? [unmannedFinding(unmanned)] : []),
    ...late.map((finding): Finding => ({ ...finding, severity: 'warning' })),
  ]
}

function unmannedFinding(names: readonly string[]): Finding {
  const message = `${names.join('、')}还没有登记工作人员，公告中不会列出。`
  return { code: 'stations-without-staff', severity: 'warning', fields: [], message }
}

function dutiesAt({ name }: Station, staff: readonly StaffMember[]): Facts['staff'] {
  return staffFunctions.flatMap((duty) => {
    const names = staff.filter((member) => member.function === duty).map((member) => member.name)
    return names.length === 0 ? [] : { station: name, duty: staffFunctionText[duty], names: names.join('、') }
  })
}
