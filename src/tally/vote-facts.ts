import type { PlainDate } from '../lib/plain-date.js'
import type { Contest } from '../rules/post.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope, RoundInScope } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { listCandidates } from '../nomination/queries.js'
import { findStation } from '../polling/queries.js'
import { listRoundPosts, listRounds } from '../timetable/queries.js'
import { personIdOf } from './counted-vote.js'

export const roundText: Readonly<Record<RoundInScope['kind'], string>> = {
  first: '第一次投票',
  runoff: '另行选举',
  tieBreak: '再次投票',
  rerun: '重新选举',
}

/** A vote among the others: 第一次投票, 第3轮另行选举. */
export function voteTitle({ number, kind }: Pick<RoundInScope, 'number' | 'kind'>): string {
  return number === 1 ? roundText[kind] : `第${number}轮${roundText[kind]}`
}

/** What a round decides: its posts with the seats open in it and their candidates, known by their voters' ids. */
export async function listContests(db: Db, roundId: number): Promise<Contest[]> {
  const posts = await listRoundPosts(db, roundId)
  const candidates = await listCandidates(db, roundId)
  return posts.map((post) => ({
    ...post,
    candidates: candidates
      .filter(({ postId }) => String(postId) === post.id)
      .map(({ voterId, name, sex }) => ({ id: personIdOf(voterId, name), name, sex: sex ?? undefined })),
  }))
}

/** What the sheets of a station are checked against. */
export async function loadSheetFacts(
  db: Db,
  election: ElectionInScope,
  sheet: { readonly roundId: number; readonly stationId: number },
): Promise<SheetFacts> {
  const station = await findStation(db, sheet.roundId, sheet.stationId)
  const contests = await listContests(db, sheet.roundId)
  const isMobileBox = station?.kind === 'mobile'
  return { ...ruleSetInForce(election), contests, ballotsIssued: station?.issued, isMobileBox }
}

/** A round being looked at: the one under way, or an earlier one asked for by `?round=`. */
export interface RoundInView {
  readonly id: number
  readonly number: number
  readonly kind: RoundInScope['kind']
  readonly votingDay: PlainDate
  readonly title: string
  readonly isCurrent: boolean
  /** All rounds, for going from one to the other; empty while there is only one. */
  readonly others: readonly { readonly number: number; readonly title: string; readonly isHere: boolean }[]
}

export async function roundInView(db: Db, election: ElectionInScope, query: unknown): Promise<RoundInView> {
  const rounds = await listRounds(db, election.id)
  const wanted = (query as { round?: unknown } | undefined)?.round ?? String(election.round.number)
  const round = rounds.find(({ number }) => String(number) === wanted)
  if (!round) throw new NotFound('没有这一轮投票。')
  const { id, number, kind, votingDay } = round
  const titled = rounds.map((other) => ({
    number: other.number,
    title: `第${other.number}轮：${roundText[other.kind]}`,
    isHere: other.number === number,
  }))
  return {
    id,
    number,
    kind,
    votingDay,
    title: roundText[kind],
    isCurrent: id === election.round.id,
    others: titled.length > 1 ? titled : [],
  }
}
