export type Position = 'chair' | 'viceChair' | 'member'

export type Sex = 'male' | 'female'

/**
 * A post of the residents' committee (职务). A community keeps a free list of them: 主任, 副主任, 专职委员,
 * 兼职委员, a member's seat for a woman; what the law knows of each is its position.
 */
export interface Post {
  readonly id: string
  /** As printed on the ballot: 专职委员. */
  readonly title: string
  readonly position: Position
  /** Seats to be filled in this vote. */
  readonly seats: number
  /** Only women can be elected to it (妇女名额, the separate line). */
  readonly reservedForWoman: boolean
  /** Of the seats, those kept for women since a first vote found none with enough votes (the ranking technique). */
  readonly seatsForWomen?: number | undefined
}

/** A confirmed candidate for one post, or a person left over from the vote before in a run-off. */
export interface Candidate {
  readonly id: string
  readonly name: string
  /** Absent when the source of the names does not say. */
  readonly sex?: Sex | undefined
}

/** What one vote decides for one post; candidates in the order of the ballot. */
export interface Contest extends Post {
  readonly candidates: readonly Candidate[]
}

export const positionTitle: Readonly<Record<Position, string>> = {
  chair: '主任',
  viceChair: '副主任',
  member: '委员',
}

const rank: Readonly<Record<Position, number>> = { chair: 0, viceChair: 1, member: 2 }

/** The posts from high to low; posts of one position keep the order of the list. */
export function highestFirst<P extends Post>(posts: readonly P[]): P[] {
  return [...posts].sort((a, b) => rank[a.position] - rank[b.position])
}

/** The woman's post is on a par with the other members' posts; only the position makes one post higher. */
export function isHigher(a: Pick<Post, 'position'>, b: Pick<Post, 'position'>): boolean {
  return rank[a.position] < rank[b.position]
}
