import { differenceOf, type RollLine } from '../rules/roll-versions.js'

/** A voter as a version of the roll holds one. */
export interface VersionedVoter {
  readonly voterId: number
  readonly voterNumber: number
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly birthDate: string
  readonly residentsGroup: number
  readonly groupName: string
  readonly householdNumber: string
  readonly isElector: boolean
}

/** The order of every list: group, household (9 before 10), then as registered. */
export function inPlace(a: VersionedVoter, b: VersionedVoter): number {
  return (
    a.residentsGroup - b.residentsGroup ||
    [...a.householdNumber].length - [...b.householdNumber].length ||
    (a.householdNumber < b.householdNumber ? -1 : a.householdNumber > b.householdNumber ? 1 : 0) ||
    a.voterId - b.voterId
  )
}

/** What the posted list shows of a voter, in the words of its columns. */
export const versionedFields = {
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
  groupName: '居民小组',
  householdNumber: '户号',
  isElector: '投票资格',
} as const satisfies Partial<Record<keyof VersionedVoter, string>>

export interface FieldChange {
  readonly title: string
  readonly before: string
  readonly after: string
}

export interface VoterDifference {
  readonly kind: 'added' | 'removed' | 'corrected'
  /** As in the later version, or as last seen. */
  readonly voter: VersionedVoter
  /** Field by field; none for somebody who came or went. */
  readonly fields: readonly FieldChange[]
}

export interface RollComparison {
  readonly added: number
  readonly removed: number
  readonly corrected: number
  readonly unchanged: number
  /** In the order of the list. */
  readonly differences: readonly VoterDifference[]
  /** Every group in which something differs. */
  readonly groups: readonly {
    readonly number: number
    readonly name: string
    readonly added: number
    readonly removed: number
    readonly corrected: number
  }[]
}

/** Who came, who went and what was put right between two versions of a roll. */
export function compareRolls(from: readonly VersionedVoter[], to: readonly VersionedVoter[]): RollComparison {
  const difference = differenceOf(from.map(lineOf), to.map(lineOf))
  const voterIn = (voters: readonly VersionedVoter[]) => {
    const byNumber = new Map(voters.map((voter) => [voter.voterNumber, voter]))
    return ({ voterNumber }: RollLine) => byNumber.get(voterNumber) as VersionedVoter
  }
  const [before, after] = [voterIn(from), voterIn(to)]
  const differences: VoterDifference[] = [
    ...difference.added.map((line) => ({ kind: 'added', voter: after(line), fields: [] }) as const),
    ...difference.removed.map((line) => ({ kind: 'removed', voter: before(line), fields: [] }) as const),
    ...difference.changed.map((line) => {
      const voter = after(line.after)
      return { kind: 'corrected', voter, fields: fieldChanges(before(line.before), voter) } as const
    }),
  ]
  differences.sort((a, b) => inPlace(a.voter, b.voter))
  const { added, corrected, removed } = countKinds(differences)
  const unchanged = to.length - added - corrected
  return { added, corrected, removed, unchanged, differences, groups: byGroup(differences) }
}

function lineOf({
  voterNumber,
  name,
  sex,
  birthDate,
  groupName,
  householdNumber,
  isElector,
}: VersionedVoter): RollLine {
  return { voterNumber, fields: { name, sex, birthDate, groupName, householdNumber, isElector } }
}

function countKinds(differences: readonly VoterDifference[]) {
  const count = (wanted: VoterDifference['kind']) => differences.filter(({ kind }) => kind === wanted).length
  return { added: count('added'), removed: count('removed'), corrected: count('corrected') }
}

function byGroup(differences: readonly VoterDifference[]): RollComparison['groups'] {
  const groups = new Map<number, VoterDifference[]>()
  for (const difference of differences) {
    const { residentsGroup } = difference.voter
    groups.set(residentsGroup, [...(groups.get(residentsGroup) ?? []), difference])
  }
  return [...groups].map(([number, own]) => ({ number, name: own[0]?.voter.groupName ?? '', ...countKinds(own) }))
}

type Compared = Pick<VersionedVoter, keyof typeof versionedFields>

/** Field by field, what stood there before and what stands there after. */
export function fieldChanges(before: Compared, after: Compared): FieldChange[] {
  const fields = Object.keys(versionedFields) as (keyof typeof versionedFields)[]
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      title: versionedFields[field],
      before: valueText(before[field]),
      after: valueText(after[field]),
    }))
}

function valueText(value: Compared[keyof Compared]): string {
  if (value === 'male' || value === 'female') return value === 'male' ? '男' : '女'
  if (typeof value === 'boolean') return value ? '是户代表或居民代表' : '不是'
  return value
}
