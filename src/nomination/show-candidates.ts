import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { longDate } from '../lib/chinese-text.js'
import { ageOn } from '../lib/plain-date.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones, listRoundPosts } from '../timetable/queries.js'
import { type CandidateRow, listCandidates } from './queries.js'
import { sexText } from './words.js'

const roundTitle = {
  first: '正式候选人',
  runoff: '另行选举候选人',
  tieBreak: '再次投票候选人',
  rerun: '重新选举候选人',
} as const

/** The names on the ballot of the vote that is on; whoever may look at the election may look at these. */
export async function showCandidates(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const { round } = election
  const candidates = await listCandidates(this.db, round.id)
  const milestones = await listMilestones(this.db, election.id)
  const confirmedOn = findMilestone(milestones, 'candidatesConfirmed', round.number)?.on
  const posts = await listRoundPosts(this.db, round.id)
  return await reply.page('nomination/show-candidates.hbs', {
    title: roundTitle[round.kind],
    lead: confirmedOn ? `${longDate(confirmedOn)}确定，以下按选票上的顺序。` : '候选人还没有确定。',
    isLaterVote: round.number > 1,
    isConfirmed: confirmedOn !== undefined,
    posts: posts.map(({ id, title, seats, reservedForWoman }) => {
      const standing = candidates.filter(({ postId }) => String(postId) === id)
      const note = reservedForWoman ? '妇女名额' : ''
      return { title, seats, note, count: standing.length, candidates: standing.map((one) => words(one, request)) }
    }),
  })
}

function words(candidate: CandidateRow, { election }: FastifyRequest) {
  const { birthDate, sex, previousVotes } = candidate
  return {
    place: candidate.ballotOrder,
    name: candidate.name,
    sexText: sex ? sexText[sex] : '—',
    ageText: birthDate ? String(ageOn(birthDate, election.round.votingDay)) : '—',
    politicalStatus: candidate.politicalStatus ?? '—',
    education: candidate.education ?? '—',
    occupation: candidate.occupation ?? '—',
    previousVotes: previousVotes === null ? '—' : String(previousVotes),
  }
}
