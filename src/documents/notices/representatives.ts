import { chineseNumber } from '../../lib/chinese-text.js'
import { checkRepresentatives } from '../../rules/representatives.js'
import { listGroupSeats, listRepresentatives } from '../../roll/queries.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import type { Db } from '../../infra/db/database.js'

interface Facts {
  readonly count: number
  readonly women: number
  readonly termYears: string
  readonly representatives: readonly { readonly group: string; readonly name: string; readonly sex: string }[]
}

const sexText = { male: '男', female: '女' } as const

/** The residents' representatives whom the groups chose (forms.md A1, N6; art. 13). */
export const representatives = defineNotice<Facts>({
  key: 'representatives',
  title: '居民代表名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [13] },
  after: ['electionCommitteeFormed', 'registerImported'],
  before: ['handedOver'],
  namesVoters: true,
  again: 'replaces',
  check: checkList,
  load: async (db, { election, ruleSet }) => {
    const people = await listRepresentatives(db, election.id)
    const names = await groupNames(db, election.id)
    return {
      count: people.length,
      women: people.filter(({ sex }) => sex === 'female').length,
      termYears: chineseNumber(ruleSet.termYears),
      representatives: people.map(({ residentsGroup, name, sex }) => ({
        group: names.get(residentsGroup) ?? '',
        name,
        sex: sexText[sex],
      })),
    }
  },
  sample: {
    count: 5,
    women: 2,
    termYears: '五',
    representatives: [
      { group: '第一居民小组', name: '欧阳玥', sex: '女' },
      { group: '第一居民小组', name: '王伟', sex: '男' },
      { group: '第一居民小组', name: '诸葛志强', sex: '男' },
      { group: '第二居民小组', name: '司徒𠅤', sex: '男' },
      { group: '第二居民小组', name: '阿依努尔·买买提', sex: '女' },
    ],
  },
})

export async function groupNames(db: Db, electionId: number): Promise<ReadonlyMap<number, string>> {
  return new Map((await listGroupSeats(db, electionId)).map(({ number, name }) => [number, name]))
}

/** What the rule says of the list; too many people for the seats stand in the way. */
export async function checkList(db: Db, { election, ruleSet }: PaperContext) {
  const groups = await listGroupSeats(db, election.id)
  const people = await listRepresentatives(db, election.id)
  if (people.length === 0) return [obstacle('no-representatives', '还没有登记居民代表。')]
  const ruled = groups.map(({ number, name, households, seats }) => {
    const own = people.filter(({ residentsGroup }) => residentsGroup === number)
    const heads = own.filter(({ leads }) => leads === 'head').map(({ voterId }) => voterId)
    return { name, households, seats, representatives: own.map(({ voterId }) => voterId), heads }
  })
  return checkRepresentatives(ruled, ruleSet)
}
