import { postedUntil } from '../rules/posting-term.js'
import { lastObjectionDay } from '../rules/roll-objections.js'
import type { Role } from '../infra/security/roles.js'
import type { PaperContext } from './define-notice.js'
import { numberText } from './paper-number.js'
import type { listPostings } from './posting-queries.js'
import type { IssuedPaper } from './queries.js'
import { shortTitle } from './register-row.js'

/** Who records that sheets hang on walls, and who looks at it besides. */
export const posters: readonly Role[] = ['electionOfficer', 'rollClerk', 'townshipOfficer']
export const postingReaders: readonly Role[] = [...posters, 'bureauAuditor']

type Posting = Awaited<ReturnType<typeof listPostings>>[number]

/** Numbered papers in force go on walls; the others are sent or filed. */
export function isOnWalls(paper: IssuedPaper): boolean {
  return numberText(paper) !== '' && paper.withdrawnOn === null && paper.replacedBy === null
}

const mostPlaces = 8

/** Where sheets of this election were posted before, for the next time. */
export function suggestedPlaces(postings: readonly Posting[]): string[] {
  return [...new Set(postings.map(({ place }) => place))].slice(0, mostPlaces)
}

/** A sheet on a wall as the list shows it. */
export function postingRow(posting: Posting, context: PaperContext, papers: readonly IssuedPaper[]) {
  const paper = papers.find(({ id }) => id === posting.paperId)
  const { ruleSet, timetable, election, today } = context
  const until = postedUntil(posting.postedOn, election.electionDay, ruleSet)
  const hangs = posting.takenDownOn === null
  const isInForce = paper !== undefined && paper.withdrawnOn === null && paper.replacedBy === null
  const isRoll = posting.key === 'posted-voter-list'
  return {
    id: posting.id,
    number: numberText(posting),
    title: shortTitle(posting.title, election.communityName),
    place: posting.place,
    postedOn: posting.postedOn,
    postedTime: posting.postedTime,
    postedBy: posting.postedBy,
    until,
    objections: isRoll ? lastObjectionDay(posting.postedOn, ruleSet, timetable.isHoliday) : null,
    takenDownOn: posting.takenDownOn,
    hangs,
    /** Hangs although it is no longer in force. */
    isGone: hangs && !isInForce,
    isOver: hangs && isInForce && today > until,
    isEarly: posting.takenDownOn !== null && isInForce && posting.takenDownOn < until,
    photoId: posting.photoId,
    hasPhoto: posting.photoId !== null,
    needsPhoto: hangs && posting.photoId === null,
  }
}
