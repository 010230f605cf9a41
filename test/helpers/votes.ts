import type { Ballot, PostMarks } from '../../src/rules/ballot-validity.js'
import type { Standing } from '../../src/rules/count.js'
import { relativesOf } from '../../src/rules/relatives.js'
import type { BarFacts } from '../../src/rules/seat-bars.js'
import type { Candidate, Contest, Sex } from '../../src/rules/post.js'
import { positionTitle } from '../../src/rules/post.js'
import type { EnteredSheet } from '../../src/rules/tally-sheet.js'

/** Candidates by id; the name is the id unless the entry gives another: `aContest('chair', 1, ['c1', 'c2'])`. */
export function aContest(
  id: string,
  seats: number,
  candidates: readonly (string | Candidate)[],
  more: Partial<Contest> = {},
): Contest {
  const position = id === 'chair' || id === 'viceChair' ? id : 'member'
  const named = candidates.map((candidate) =>
    typeof candidate === 'string' ? { id: candidate, name: candidate } : candidate,
  )
  return { id, title: positionTitle[position], position, seats, reservedForWoman: false, candidates: named, ...more }
}

export function aPerson(id: string, sex?: Sex): Candidate {
  return { id, name: id, sex }
}

export function ballots(times: number, marks: Record<string, PostMarks>, invalid?: string): Ballot {
  return { times, marks, invalid }
}

export function aStanding(id: string, votes: number, more: Partial<Standing> = {}): Standing {
  return { id, personId: id, name: id, for: votes, against: 0, abstain: 0, writeIn: false, ...more }
}

/** Nobody related, nobody barred, nobody elected before. */
export const nothingTold: Omit<BarFacts, 'round'> = {
  relatives: relativesOf([], { closeRelatives: 'civilCode' }),
  ineligible: new Map(),
  membersBefore: [],
}

/** A sheet for one post `member` in which every figure agrees: 100 returned, 96 valid, 3 invalid, 1 blank. */
export function aSheet(more: Partial<EnteredSheet> = {}): EnteredSheet {
  return {
    ballotsReturned: 100,
    validBallots: 96,
    invalidBallots: 3,
    blankBallots: 1,
    posts: [
      {
        postId: 'member',
        candidates: [
          { candidateId: 'm1', for: 60, against: 30, abstain: 6 },
          { candidateId: 'm2', for: 50, against: 40, abstain: 6 },
        ],
        writeIns: [{ name: '张三', votes: 20 }],
      },
    ],
    ...more,
  }
}
