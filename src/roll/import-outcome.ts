import type { RegisterRowTable } from '../infra/db/tables/registers.js'

/** What becomes of a row of a register when it is committed. */
export const rowOutcomes = [
  'add',
  'undecided',
  'refused',
  'underAge',
  'communityWorker',
  'changed',
  'likely',
  'update',
  'kept',
  'unchanged',
  'elsewhere',
  'removed',
  'error',
  'added',
  'updated',
] as const

export type RowOutcome = (typeof rowOutcomes)[number]

export const outcomeText: Readonly<Record<RowOutcome, string>> = {
  add: '可以列入',
  undecided: '有疑问，等您决定',
  refused: '已决定不列入',
  underAge: '选举日未满 18 周岁',
  communityWorker: '社区工作者，须本人申请后单独登记',
  changed: '已在名单，有变化，等您决定',
  likely: '可能是名单上的人，等您确认',
  update: '按这份名册修改',
  kept: '已在名单，已决定不改',
  unchanged: '已在名单，没有变化',
  elsewhere: '已在其他社区登记',
  removed: '以前从本名单删除过，需要时单独登记',
  error: '有差错，不能列入',
  added: '已由这份名册列入',
  updated: '已按这份名册修改',
}

/** Rows that are to be mended and sent in again; the others are kept out rightly. */
export const mendable: readonly RowOutcome[] = ['error', 'undecided', 'refused']

interface Judged extends Pick<RegisterRowTable, 'verdict' | 'heldBack' | 'decision'> {
  /** The election on whose roll the person is registered this season. */
  readonly registeredIn: number | null
  readonly wasRemoved: boolean
}

/** Why a row is or is not added to the roll of an election; for those already on it see `mergedOutcome`. */
export function outcomeOf(row: Judged, electionId: number): RowOutcome {
  if (row.verdict === 'error') return 'error'
  if (row.heldBack) return row.heldBack
  if (row.registeredIn === electionId) return 'unchanged'
  if (row.registeredIn !== null) return 'elsewhere'
  if (row.wasRemoved) return 'removed'
  if (row.verdict === 'warning' && row.decision === null) return 'undecided'
  return row.decision === 'refuse' ? 'refused' : 'add'
}

/** What waits for a person before the register can be committed. */
export const waitingOutcomes: readonly RowOutcome[] = ['undecided', 'changed', 'likely']

/**
 * What becomes of a row whose person is on this roll already: for certain, by the identity number, or perhaps, by name,
 * birth date and household. Nothing on the roll changes unless somebody has accepted it.
 */
export function mergedOutcome(
  match: 'identity' | 'household',
  isChanged: boolean,
  decision: RegisterRowTable['decision'],
): RowOutcome {
  if (match === 'household') return decision === null ? 'likely' : decision === 'accept' ? 'update' : 'add'
  if (!isChanged) return 'unchanged'
  return decision === null ? 'changed' : decision === 'accept' ? 'update' : 'kept'
}

interface Decidable extends Pick<RegisterRowTable, 'verdict' | 'match'> {
  readonly outcome: RowOutcome
}

/** Whether a person decides about the row: it has warnings and nothing else keeps it out, or it is about the roll. */
export function isForDecision({ verdict, match, outcome }: Decidable): boolean {
  if (match === 'identity') return outcome !== 'unchanged' && outcome !== 'updated'
  if (match === 'household') return outcome !== 'updated' && outcome !== 'added'
  return verdict === 'warning' && (outcome === 'undecided' || outcome === 'refused' || outcome === 'add')
}
