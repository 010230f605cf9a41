import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { termText } from '../lib/chinese-text.js'
import type { Db } from '../infra/db/database.js'
import { lastByElectionDay, termEnd, termSentence } from '../rules/by-election.js'
import { electionFormText } from '../rules/election-form.js'
import { lastChangeNoticeDay } from '../rules/resignation.js'
import type { RuleSet } from '../rules/rule-set.js'
import { actingChair } from '../rules/succession.js'
import { listRecalls } from './recall-queries.js'
import type { Standing, StandingMember } from './standing.js'
import { basisText, causeText, recallVerdictText } from './term-words.js'
import { listByElectionPosts, listByElections } from './term-queries.js'
import { termInView } from './term-in-view.js'

/** The committee as it stands: who holds which post since when, who left, which seats are empty and what to do. */
export async function showMembers(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, account } = request
  const { standing, ruleSet, home } = await termInView(this.db, request)
  const { since, sitting, former, posts, seats, vacant, hasFormed } = standing
  const isOfficer = account?.role === 'electionOfficer' || account?.role === 'townshipOfficer'
  return await reply.page('term/show-members.hbs', {
    title: `${election.communityName}${termText(election.termNumber)}居民委员会`,
    home,
    hasBegun: since !== undefined,
    since: since ?? '',
    lastDay: since === undefined ? '' : termEnd({ since }, ruleSet),
    hasFormed,
    isOfficer,
    sitting: sitting.map((member) => shownMember(member)),
    count: sitting.length,
    seats,
    isVacant: vacant > 0 && since !== undefined,
    vacant,
    vacancies: posts
      .filter((post) => post.vacant > 0)
      .map((post) => ({ title: post.title, seats: post.seats, vacant: post.vacant })),
    mayFollow: !hasFormed && former.length > 0,
    acting: hasFormed ? actingText(standing, ruleSet) : '',
    deadline: deadlineOf(standing, ruleSet),
    former: former.map((member) => ({
      ...shownMember(member),
      cause: member.end ? causeText[member.end.cause] : '',
      endedOn: member.end?.onDay ?? '',
      explanation: member.end?.explanation ?? '',
      document: member.end?.document ?? '',
      noticeBy: member.end ? lastChangeNoticeDay(member.end.onDay, ruleSet) : '',
    })),
    noticeDays: ruleSet.changeNoticeDays,
    ...(await byElectionsOf(this.db, standing)),
    recalls: (await listRecalls(this.db, election.id)).map(({ id, name, postTitle, filedOn, voteOn, verdict }) => ({
      ...{ id, name, postTitle, filedOn },
      hasVote: voteOn !== null,
      voteOn: voteOn ?? '',
      verdictText: verdict === null ? '进行中' : recallVerdictText[verdict],
    })),
  })
}

/** The by-elections so far, and whether one may be opened. */
async function byElectionsOf(db: Db, { regularId, hasFormed, vacant }: Standing) {
  const rows = await listByElections(db, regularId)
  const byElections = []
  for (const { electionId, electionDay, form, closedOn } of rows) {
    const posts = await listByElectionPosts(db, electionId)
    byElections.push({
      electionId,
      electionDay,
      formText: electionFormText[form],
      seats: posts.map(({ title, seats }) => `${title}${seats}名`).join('、'),
      isOpen: closedOn === null,
    })
  }
  const mayOpen = hasFormed && vacant > 0 && rows.every(({ closedOn }) => closedOn !== null)
  return { byElections, mayOpenByElection: mayOpen }
}

function shownMember({ key, postTitle, name, sex, since, basis, votes }: StandingMember) {
  const sexText = sex === 'female' ? '女' : sex === 'male' ? '男' : ''
  return { key, postTitle, name, sexText, since, basis: basisText[basis], votes }
}

/** Who leads while there is no chair; blank while there is one. */
function actingText({ posts, sitting, since }: Standing, ruleSet: RuleSet): string {
  const isEmpty = posts.some(({ position, vacant }) => position === 'chair' && vacant > 0)
  if (!isEmpty || since === undefined) return ''
  const members = sitting.map(({ key: id, name, position, votes }) => ({ id, name, position, votes }))
  return actingChair(members, ruleSet).sentence
}

/** Until when the seats must be filled, where they must; and how long those elected now will sit. */
function deadlineOf({ since, sitting, belowMinimumSince, hasFormed }: Standing, ruleSet: RuleSet) {
  // Seats of a committee that is still being elected are filled by the votes to come.
  if (since === undefined || !hasFormed) return { term: '', latest: '', minimum: 0, article: '' }
  const committee = { since, members: sitting.length, ...(belowMinimumSince ? { belowMinimumSince } : {}) }
  return {
    term: termSentence(committee, ruleSet),
    latest: lastByElectionDay(committee, ruleSet) ?? '',
    minimum: ruleSet.committeeSize.min,
    article: ruleSet.provenance.byElectionMonths.source,
  }
}
