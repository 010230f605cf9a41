import type { RegisterRowTable } from '../infra/db/tables/roll.js'

/** What becomes of a row of a register when it is committed. */
export const rowOutcomes = [
  'add',
  'undecided',
  'refused',
  'underAge',
  'communityWorker',
  'here',
  'elsewhere',
  'removed',
  'error',
  'added',
] as const

export type RowOutcome = (typeof rowOutcomes)[number]

export const outcomeText: Readonly<Record<RowOutcome, string>> = {
  add: '可以列入',
  undecided: '有疑问，等您决定',
  refused: '已决定不列入',
  underAge: '选举日未满 18 周岁',
  communityWorker: '社区工作者，须本人申请后单独登记',
  here: '已在名册，不重复列入',
  elsewhere: '已在其他社区登记',
  removed: '以前从本名单删除过，需要时单独登记',
  error: '有差错，不能列入',
  added: '已由这份名册列入',
}

/** Rows that are to be mended and sent in again; the others are kept out rightly. */
export const mendable: readonly RowOutcome[] = ['error', 'undecided', 'refused']

interface Judged extends Pick<RegisterRowTable, 'verdict' | 'heldBack' | 'decision'> {
  /** The election on whose roll the person is registered this season. */
  readonly registeredIn: number | null
  readonly wasRemoved: boolean
}

/** Why a row is or is not added to the roll of an election, as the rolls stand now. */
export function outcomeOf(row: Judged, electionId: number): RowOutcome {
  if (row.verdict === 'error') return 'error'
  if (row.heldBack) return row.heldBack
  if (row.registeredIn === electionId) return 'here'
  if (row.registeredIn !== null) return 'elsewhere'
  if (row.wasRemoved) return 'removed'
  if (row.verdict === 'warning' && row.decision === null) return 'undecided'
  return row.decision === 'refuse' ? 'refused' : 'add'
}

/** Whether a person decides about the row: it has warnings, and nothing else keeps it out. */
export function isForDecision({ verdict, outcome }: { readonly verdict: string; readonly outcome: RowOutcome }) {
  return verdict === 'warning' && (outcome === 'undecided' || outcome === 'refused' || outcome === 'add')
}
