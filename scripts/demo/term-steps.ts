import { addDays } from '../../src/lib/plain-date.js'
import { formCommittee } from '../walk/prepare.js'
import * as tally from '../walk/tally.js'
import * as term from '../walk/term.js'
import type { Act, Stage, Work } from './community-steps.js'
import { issueAndPost } from './issue-and-post.js'
import { committeeOf } from './people-of-election.js'
import { electorsOf, voterNumbers } from './voters.js'

/** What a committee goes through after its election, by community: steps so many days after election day. */
export const termSteps: Readonly<Record<string, readonly { readonly offset: number; readonly act: Act }[]>> = {
  光明社区: [
    { offset: 3, act: resignBeforeComplete },
    { offset: 4, act: nextFollows },
  ],
  锦山社区: [
    { offset: 10, act: resignAfterHandover },
    { offset: 12, act: callByElection },
  ],
  民主社区: [{ offset: 10, act: demandRecall }],
}

/** Where somebody who was elected gives up, and a third has more than half of the votes for two seats. */
export const withFollower = '光明社区'

/** The seat of the vice-chair goes to a run-off; three have more than half for the two seats of members. */
export const threeForTwo: tally.Support = (post, rank) =>
  post.title === '委员' ? 68 - 6 * rank : tally.shortOfOne('副主任')(post, rank)

async function resignBeforeComplete(work: Work, { cast, today }: Stage): Promise<void> {
  await term.resign(cast.officer, work.electionId, '委员', { appliedOn: addDays(today, -1), on: today })
}

async function nextFollows(work: Work, { cast }: Stage): Promise<void> {
  await term.followByVotes(cast.officer, work.electionId)
  await issueAndPost(cast.officer, work.electionId, ['member-change'])
}

async function resignAfterHandover(work: Work, { cast, today }: Stage): Promise<void> {
  await term.resign(cast.officer, work.electionId, '委员', { appliedOn: addDays(today, -3), on: today })
  await issueAndPost(cast.officer, work.electionId, ['member-change'])
}

/** The by-election stands where its election committee is chosen and its day announced. */
async function callByElection(work: Work, { cast, today }: Stage): Promise<void> {
  const { officer } = cast
  const wish = { decidedOn: today, electionDay: addDays(today, 40) }
  const byElectionId = await term.openByElection(officer, work.electionId, wish)
  const people = committeeOf(work.community)
  await formCommittee(officer, byElectionId, today, people.slice(0, 5), people.slice(5))
  await issueAndPost(officer, byElectionId, ['committee-members', 'election-day'])
}

/** Enough signed; the member has answered, and the day of the vote is announced. */
async function demandRecall(work: Work, { db, cast, today }: Stage): Promise<void> {
  const { signers } = await voterNumbers(work, db)
  const voters = (await electorsOf(work, db)).length
  // A tenth of all who have the vote, and a few more: they are more than those on the roll.
  const entitled = voters + 60
  await term.planRecall(cast.officer, work.electionId, '委员', {
    filedOn: today,
    reasons: '三个月内没有参加居民委员会的会议，也不到分管的楼栋走访。',
    signatories: signers.slice(0, Math.ceil(entitled / 10) + 4),
    entitled,
    answer: '因家人住院请过假，以后按时参加会议和走访。',
    voteOn: addDays(today, 20),
    voters,
  })
  await issueAndPost(cast.officer, work.electionId, ['recall-vote'])
}
