import type { Standing } from './count.js'
import type { Outcome, PostOutcome } from './outcome.js'

/** A figure that a recount (复核) found otherwise. */
export interface ChangedFigure {
  /** 收回选票, or 主任：王伟赞成 */
  readonly what: string
  readonly before: number
  readonly after: number
}

/** What a recount found otherwise than the count before it. */
export interface CountChanges {
  readonly figures: readonly ChangedFigure[]
  /** Votes of persons, post by post: for and against, and of those written in. */
  readonly votes: readonly ChangedFigure[]
  /** Who is elected now and was not, or was and is not: `title` is the post. */
  readonly electedNow: readonly { readonly title: string; readonly name: string }[]
  readonly electedNoMore: readonly { readonly title: string; readonly name: string }[]
  readonly seatsLeft: readonly ChangedFigure[]
  /** Whether the vote became valid or void. */
  readonly validity: 'same' | 'nowValid' | 'nowVoid'
  /** Another vote follows than before, or none does. */
  readonly isFollowUpChanged: boolean
}

/** What is different between two counts of one vote. Nothing is weighed: the later one is in force once declared. */
export function compareCounts(before: Outcome, after: Outcome): CountChanges {
  const pairs = after.posts.flatMap((now) => {
    const earlier = before.posts.find(({ post }) => post.id === now.post.id)
    return earlier ? [{ earlier, now }] : []
  })
  return {
    figures: changed([
      ['收回选票', before.ballots.returned, after.ballots.returned],
      ['有效票', before.ballots.valid, after.ballots.valid],
      ['无效票', before.ballots.invalid, after.ballots.invalid],
      ['空白票', before.ballots.blank, after.ballots.blank],
    ]),
    votes: pairs.flatMap(({ earlier, now }) => changedVotes(earlier, now)),
    electedNow: pairs.flatMap(({ earlier, now }) => newlyElected(earlier, now)),
    electedNoMore: pairs.flatMap(({ earlier, now }) => newlyElected(now, earlier)),
    seatsLeft: changed(pairs.map(({ earlier, now }) => [`${now.post.title}缺额`, earlier.seatsLeft, now.seatsLeft])),
    validity: validityOf(before, after),
    isFollowUpChanged: JSON.stringify(followUpKey(before)) !== JSON.stringify(followUpKey(after)),
  }
}

/** Whether a recount confirmed the count before it in every figure. */
export function isConfirmed(changes: CountChanges): boolean {
  const lists = [changes.figures, changes.votes, changes.electedNow, changes.electedNoMore, changes.seatsLeft]
  return lists.every((list) => list.length === 0) && changes.validity === 'same' && !changes.isFollowUpChanged
}

/** The changes as sentences, the weightiest first; one sentence where there are none. */
export function changeSentences(changes: CountChanges): string[] {
  if (isConfirmed(changes)) return ['复核结果与原结果完全一致。']
  const { electedNow, electedNoMore, validity, isFollowUpChanged } = changes
  const people = (list: CountChanges['electedNow']) => list.map(({ title, name }) => `${name}（${title}）`).join('、')
  const figures = [...changes.figures, ...changes.seatsLeft, ...changes.votes].map(
    ({ what, before, after }) => `${what}由${before}改为${after}。`,
  )
  return [
    ...(validity === 'nowVoid' ? ['本次投票由有效改为无效。'] : []),
    ...(validity === 'nowValid' ? ['本次投票由无效改为有效。'] : []),
    ...(electedNoMore.length > 0 ? [`不再当选：${people(electedNoMore)}。`] : []),
    ...(electedNow.length > 0 ? [`改为当选：${people(electedNow)}。`] : []),
    ...(isFollowUpChanged ? ['是否再次投票、由谁参加与原结果不同。'] : []),
    ...figures,
  ]
}

function validityOf(before: Outcome, after: Outcome): CountChanges['validity'] {
  if (before.isValid === after.isValid) return 'same'
  return after.isValid ? 'nowValid' : 'nowVoid'
}

function changed(rows: readonly (readonly [what: string, before: number, after: number])[]): ChangedFigure[] {
  return rows.filter(([, before, after]) => before !== after).map(([what, before, after]) => ({ what, before, after }))
}

function changedVotes(earlier: PostOutcome, now: PostOutcome): ChangedFigure[] {
  const names = new Map([...earlier.standings, ...now.standings].map(({ id, name }) => [id, name]))
  return [...names].flatMap(([id, name]) => {
    const before = earlier.standings.find((standing) => standing.id === id)
    const after = now.standings.find((standing) => standing.id === id)
    const who = `${now.post.title}：${name}`
    return changed([
      [`${who}赞成`, before?.for ?? 0, after?.for ?? 0],
      [`${who}反对`, before?.against ?? 0, after?.against ?? 0],
    ])
  })
}

function newlyElected(without: PostOutcome, withThem: PostOutcome) {
  const known = new Set(without.elected.map(({ personId }) => personId))
  const { post, elected } = withThem
  return elected.filter(({ personId }) => !known.has(personId)).map(({ name }) => ({ title: post.title, name }))
}

/** What follows, as far as it matters to whoever must hold the next vote: posts, seats and people, not their votes. */
function followUpKey({ followUp }: Outcome): unknown {
  if (!('posts' in followUp)) return followUp.kind
  const ids = (people: readonly Standing[]) => people.map(({ personId }) => personId)
  const posts = followUp.posts.map((line) => ({
    post: line.post.id,
    seats: line.seats,
    people: 'tied' in line ? ids(line.tied) : ids(line.candidates),
  }))
  return { kind: followUp.kind, posts }
}
