import { ageOn, type PlainDate } from '../../lib/plain-date.js'
import { countRegisterOutcomes, listVotersInFull, type RowOutcome, type VoterInFull } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { byGroup } from './people.js'

interface Counts {
  readonly households: number
  readonly voters: number
  readonly men: number
  readonly women: number
  readonly minorities: number
  readonly partyMembers: number
  readonly household: number
  readonly resident: number
  readonly communityWorker: number
  readonly to35: number
  readonly to60: number
  readonly over60: number
}

interface Facts {
  readonly groups: readonly ({ readonly name: string } & Counts)[]
  readonly total: Counts
  /** Of the registers that were imported, and empty where none was. */
  readonly register: string
}

/** Where the rows of a register went, as the statistics group them. */
const registerLines: readonly { readonly text: string; readonly outcomes: readonly RowOutcome[] }[] = [
  { text: '列入选民名单', outcomes: ['add', 'added', 'update', 'updated', 'unchanged', 'kept', 'changed', 'likely'] },
  { text: '选举日未满18周岁', outcomes: ['underAge'] },
  { text: '经核对不予登记', outcomes: ['refused', 'removed', 'undecided'] },
  { text: '已在其他社区登记', outcomes: ['elsewhere'] },
  { text: '须本人申请的社区工作者', outcomes: ['communityWorker'] },
  { text: '内容有差错、待补正', outcomes: ['error'] },
]

/** 选民登记情况统计表: who is registered, group by group (forms.md A3). */
export const rollStatistics = defineSheet<Facts>({
  key: 'roll-statistics',
  title: '选民登记情况统计表',
  use: '按居民小组统计登记的选民，报街道（镇）和民政局。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer', 'bureauAuditor'],
  after: [],
  options: [],
  page: { orientation: 'landscape', margins: 'wide' },
  load: async ({ db }, { election }) => {
    const voters = await listVotersInFull(db, election.id, {})
    const counted = (some: readonly VoterInFull[]) => countsOf(some, election.electionDay)
    return {
      groups: byGroup(voters).map(([name, members]) => ({ name, ...counted(members) })),
      total: counted(voters),
      register: registerText(await countRegisterOutcomes(db, election.id)),
    }
  },
  count: ({ total }) => total.voters,
  blocks: ({ election, electionCommittee, electionDay, printedOn, groups, total, register }) => [
    { kind: 'title', lines: [`${election}选民登记情况统计表`] },
    {
      kind: 'table',
      caption: `年龄按选举日${electionDay}计算`,
      size: 10.5,
      columns: [{ title: '居民小组' }, ...headings.map((title) => ({ title, align: 'right' as const }))],
      rows: groups.map((group) => [group.name, ...cellsOf(group)]),
      total: ['合计', ...cellsOf(total)],
    },
    ...(register === '' ? [] : [{ kind: 'paragraph', text: register } as const]),
    { kind: 'signers', labels: ['制表人', '审核人'] },
    { kind: 'signature', issuer: electionCommittee, date: printedOn },
  ],
  sample: {
    groups: [
      { name: '第一居民小组', ...sampleCounts(40, 75, 36, 39) },
      { name: '第二居民小组', ...sampleCounts(32, 61, 30, 31) },
    ],
    total: together(sampleCounts(40, 75, 36, 39), sampleCounts(32, 61, 30, 31)),
    register: registerText(
      new Map([
        ['add', 130],
        ['underAge', 31],
        ['refused', 4],
        ['error', 2],
      ]),
    ),
  },
})

/** What the registers held beside the voters, in the words of the statistics: too young, kept out, faulty. */
function registerText(counts: ReadonlyMap<RowOutcome, number>): string {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (all === 0) return ''
  const parts = registerLines.flatMap(({ text, outcomes }) => {
    const count = outcomes.reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0)
    return count === 0 ? [] : [`${text}${count}人`]
  })
  return `导入的登记名册共${all}行：${parts.join('，')}。其余选民由登记站单独登记。`
}

const headings = [
  '户数',
  '选民',
  '男',
  '女',
  '少数民族',
  '党员',
  '户籍居民',
  '常住居民',
  '社区工作者',
  '35岁以下',
  '36至60岁',
  '61岁以上',
]

function cellsOf(counts: Counts): string[] {
  const { households, voters, men, women, minorities, partyMembers } = counts
  const { household, resident, communityWorker, to35, to60, over60 } = counts
  const cells = [households, voters, men, women, minorities, partyMembers, household, resident, communityWorker]
  return [...cells, to35, to60, over60].map(String)
}

/** Party members on probation are members (Party constitution); 汉 and 汉族 are the same. */
function countsOf(voters: readonly VoterInFull[], electionDay: PlainDate): Counts {
  const count = (is: (voter: VoterInFull) => boolean) => voters.filter(is).length
  const age = ({ birthDate }: VoterInFull) => ageOn(birthDate, electionDay)
  return {
    households: new Set(voters.map((voter) => `${voter.residentsGroup}/${voter.householdNumber}`)).size,
    voters: voters.length,
    men: count(({ sex }) => sex === 'male'),
    women: count(({ sex }) => sex === 'female'),
    minorities: count(({ nationality }) => nationality !== '' && !/^汉族?$/.test(nationality)),
    partyMembers: count(({ politicalStatus }) => /共产党|^中共(预备)?党员|^党员|预备党员/.test(politicalStatus)),
    household: count(({ registrationClass }) => registrationClass === 'household'),
    resident: count(({ registrationClass }) => registrationClass === 'resident'),
    communityWorker: count(({ registrationClass }) => registrationClass === 'communityWorker'),
    to35: count((voter) => age(voter) <= 35),
    to60: count((voter) => age(voter) > 35 && age(voter) <= 60),
    over60: count((voter) => age(voter) > 60),
  }
}

function together(one: Counts, other: Counts): Counts {
  const keys = Object.keys(one) as (keyof Counts)[]
  return Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as unknown as Counts
}

function sampleCounts(households: number, voters: number, men: number, women: number): Counts {
  const parts = { minorities: 2, partyMembers: 9, household: voters - 8, resident: 7, communityWorker: 1 }
  return { households, voters, men, women, ...parts, to35: 20, to60: voters - 45, over60: 25 }
}
