import type { Finding } from '../../rules/finding.js'
import {
  listMobileBoxes,
  listMobileBoxUsers,
  listStaff,
  listStations,
  recordMobileBoxPosting,
} from '../../polling/queries.js'
import { listGroups } from '../../roll/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteName } from '../words.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly township: string
  readonly boxes: readonly {
    readonly name: string
    readonly route: string
    readonly hours: string
    readonly scrutineers: string
  }[]
  readonly users: readonly { readonly box: string; readonly name: string; readonly group: string }[]
  readonly count: number
}

/**
 * Who votes at a mobile box, and who watches over it (ZJ villages art. 24). Name and group only: illness and
 * disability are sensitive (Personal Information Protection Law, art. 28; law.md 9.1).
 */
export const mobileBoxList = defineNotice<Facts>({
  key: 'mobile-box-list',
  title: '使用流动票箱投票人员名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'mobileBoxList' },
  after: ['rollPosted'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  namesVoters: true,
  again: 'replaces',
  check: checkBoxes,
  load: async (db, { election, round }) => {
    const boxes = await approvedBoxes(db, round.id)
    const staff = await listStaff(db, round.id)
    const groups = new Map((await listGroups(db, election.id)).map(({ number, name }) => [number, name]))
    const names = new Map(boxes.map(({ id, name }) => [id, name]))
    const users = (await listMobileBoxUsers(db, round.id)).filter(({ stationId }) => names.has(stationId))
    return {
      vote: voteName(election, round),
      votingDay: dayText(round.votingDay),
      township: election.townshipName,
      boxes: boxes.map(({ id, name, place, opens, closes }) => ({
        name,
        route: place,
        hours: `${opens.replace(/^0/, '')}—${closes.replace(/^0/, '')}`,
        scrutineers: (staff.get(id) ?? [])
          .filter((member) => member.function === 'scrutineer')
          .map((member) => member.name)
          .join('、'),
      })),
      users: users.map(({ stationId, name, residentsGroup }) => ({
        box: names.get(stationId) ?? '',
        name,
        group: groups.get(residentsGroup) ?? `第${residentsGroup}居民小组`,
      })),
      count: users.length,
    }
  },
  // What was not posted before the day does not go out.
  issued: async (trx, { actor }, { election, round, today }) => {
    await recordMobileBoxPosting(trx, actor, { electionId: election.id, roundId: round.id, on: today })
  },
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    township: '云岭街道',
    boxes: [
      {
        name: '流动票箱1',
        route: '桃源路12弄、桃源路16弄逐户上门',
        hours: '9:00—11:30',
        scrutineers: '周海燕、黄喆、朱翀',
      },
    ],
    users: [
      { box: '流动票箱1', name: '王伟', group: '第一居民小组' },
      { box: '流动票箱1', name: '阿依努尔·买买提', group: '第二居民小组' },
    ],
    count: 2,
  },
})

async function approvedBoxes(db: Db, roundId: number) {
  const boxes = await listMobileBoxes(db, roundId)
  return (await listStations(db, roundId)).filter(({ id }) => boxes.get(id)?.state === 'approved')
}

async function checkBoxes(db: Db, { round }: PaperContext): Promise<Finding[]> {
  const boxes = await approvedBoxes(db, round.id)
  if (boxes.length === 0) return [obstacle('no-approved-mobile-box', '没有经街道（镇）批准的流动票箱，不用公布。')]
  const users = await listMobileBoxUsers(db, round.id)
  const empty = boxes.filter(({ id }) => !users.some(({ stationId }) => stationId === id)).map(({ name }) => name)
  if (empty.length === 0) return []
  return [obstacle('mobile-box-without-users', `${empty.join('、')}还没有登记投票人员。`)]
}
