import type { Db } from '../../infra/db/database.js'
import {
  countRoll,
  listRollChanges,
  makeCorrectedVersion,
  type PostedFields,
  type RollChange,
} from '../../roll/queries.js'
import { electorText } from '../../rules/electors.js'
import { defineNotice, type PaperContext } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'

interface ChangedEntry {
  readonly kind: string
  readonly name: string
  readonly group: string
  readonly reason: string
  readonly before: string
  readonly after: string
}

interface Facts {
  readonly added: number
  readonly removed: number
  readonly corrected: number
  readonly changes: readonly ChangedEntry[]
  /** Voters on the roll after these changes. */
  readonly voters: number
  readonly hasElectors: boolean
  readonly electorTitle: string
  readonly electors: number
  /** The last change told here: the next notice goes on after it. Not printed. */
  readonly throughChange: number
}

/** What changed on the posted roll since it was posted, or since the last notice of this kind (art. 17). */
export const rollCorrection = defineNotice<Facts>({
  key: 'roll-correction',
  title: '选民名单补正公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [17] },
  after: ['rollPosted'],
  before: ['pollOpened'],
  namesVoters: true,
  again: 'adds',
  check: async (db, context) => {
    const { told, visible } = await changesToTell(db, context)
    if (visible.length > 0) return []
    return [
      obstacle('nothing-to-correct', told > 0 ? '上次补正以后，名单没有新的变动。' : '公布的名单没有变动，不用补正。'),
    ]
  },
  load: async (db, context) => {
    const { election } = context
    const { visible, last } = await changesToTell(db, context)
    const count = (kind: RollChange['kind']) => visible.filter((change) => change.kind === kind).length
    return {
      added: count('added'),
      removed: count('removed'),
      corrected: count('corrected'),
      changes: visible.map((change) => entryOf(change, context)),
      ...(await countRoll(db, election.id)),
      hasElectors: election.form !== 'allVoters',
      electorTitle: electorText[election.form],
      throughChange: last,
    }
  },
  // What the notice tells is a version of the roll, to be shown and compared for ever.
  issued: async (trx, { actor, title }, { election, today }) => {
    await makeCorrectedVersion(trx, { election, actor, today }, title)
  },
  sample: {
    added: 1,
    removed: 1,
    corrected: 1,
    changes: [
      { kind: '新增', name: '司马𫖯', group: '第一居民小组', reason: '登记时遗漏', before: '—', after: '—' },
      { kind: '取消', name: '何明', group: '第一居民小组', reason: '在其他社区登记', before: '—', after: '—' },
      { kind: '更正', name: '罗祎', group: '第二居民小组', reason: '登记内容有误', before: '罗伟', after: '罗祎' },
    ],
    voters: 23,
    hasElectors: false,
    electorTitle: '选民',
    electors: 23,
    throughChange: 3,
  },
})

interface ChangesToTell {
  /** Id of the last change that an earlier notice told; 0 for none. */
  readonly told: number
  readonly visible: readonly RollChange[]
  readonly last: number
}

async function changesToTell(db: Db, context: PaperContext): Promise<ChangesToTell> {
  const { election } = context
  const issued = await findLastIssued(db, election.id, 'roll-correction', null)
  const told = issued ? (JSON.parse(issued.facts) as Facts).throughChange : 0
  const newer = (await listRollChanges(db, election.id)).filter(({ id }) => id > told)
  return { told, visible: newer.filter((change) => isOnWall(change, context)), last: newer.at(-1)?.id ?? told }
}

/** A change of what the wall shows: coming, going, name, group, and who elects for others. */
function isOnWall({ kind, before, after }: RollChange, context: PaperContext): boolean {
  return kind !== 'corrected' || before === null || after === null || differences(before, after, context).length > 0
}

function differences(before: PostedFields, after: PostedFields, { election }: PaperContext): [string, string][] {
  const elector = (fields: PostedFields) =>
    fields.isElector ? electorText[election.form] : `非${electorText[election.form]}`
  const pairs: [string, string][] = [
    [before.name, after.name],
    [before.groupName, after.groupName],
    ...(election.form === 'allVoters' ? [] : [[elector(before), elector(after)] satisfies [string, string]]),
  ]
  return pairs.filter(([was, is]) => was !== is)
}

/** Loss and return of rights and the like are nobody's business on a wall: the file has them (law.md 9.1). */
const keptInFile = new Set(['rightsLost', 'rightsRestored', 'notEntitled'])

function entryOf(change: RollChange, context: PaperContext): ChangedEntry {
  const { kindText, reason, reasonText, before, after } = change
  const shown = after ?? before
  const changed = before && after ? differences(before, after, context) : []
  const words = (texts: readonly string[]) => (texts.length === 0 ? '—' : texts.join('，'))
  return {
    kind: kindText,
    name: shown?.name ?? '',
    group: shown?.groupName ?? '',
    reason: keptInFile.has(reason) ? '依法核定' : reasonText,
    before: words(changed.map(([was]) => was)),
    after: words(changed.map(([, is]) => is)),
  }
}
