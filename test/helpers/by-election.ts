import { ok } from '../../src/lib/result.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { insertCandidates } from '../../src/nomination/queries.js'
import { personIdOf } from '../../src/rules/person-id.js'
import { recordMilestone } from '../../src/timetable/queries.js'
import type { CountedElection } from './tally.js'
import { closePollOf, polledStations } from './tally.js'
import type { TermDesk } from './term.js'

const plan = {
  ...{ assembly: 'residentsAssembly', on: '2027-06-12', entitled: '420', present: '260', inFavour: '240' },
  ...{ form: 'allVoters', electionDay: '2027-07-20', contactPlace: '社区服务中心一楼' },
  contactTelephone: '0574-00000000',
}

/**
 * A by-election for the seats that are empty, opened through its page on 14 June 2027, with these people of the roll
 * (1 and up) as candidates of its one post, confirmed on 12 July.
 */
export async function aByElection(desk: TermDesk, standing: readonly number[]) {
  const { house, officer, term } = desk
  await desk.moveTo('2027-06-14')
  await officer.open(`${term}/open-by-election`)
  const [post = ''] = /post-\d+/.exec(officer.html) ?? []
  await officer.submit({ ...plan, [post]: 'yes' }, `${term}/open-by-election`)
  const { electionId: id } = await house.db.selectFrom('byElection').select('electionId').executeTakeFirstOrThrow()
  const round = await house.db
    .selectFrom('votingRound')
    .select('id')
    .where('electionId', '=', id)
    .executeTakeFirstOrThrow()
  const posts = await house.db.selectFrom('post').select('id').where('electionId', '=', id).execute()
  const voters = await house.db
    .selectFrom('voter')
    .select(['id', 'name', 'sex'])
    .where('electionId', '=', id)
    .orderBy('voterNumber')
    .execute()
  const people = standing.map((number) => voters[number - 1] as (typeof voters)[number])
  const actor = systemActor('2027-07-12T00:00:00.000Z')
  const [postId = 0] = posts.map((one) => one.id)
  await inTransaction(house.db, async (trx) => {
    for (const name of ['electionCommitteeFormed', 'rollPosted', 'rollClosed', 'nomineesPosted'] as const)
      await recordMilestone(trx, actor, id, { name, on: '2027-07-01' })
    await recordMilestone(trx, actor, id, { name: 'candidatesConfirmed', on: '2027-07-12', round: 1 })
    const list = people.map(({ id: voterId, name, sex }, index) => {
      return { postId, ballotOrder: index + 1, voterId, name, sex, previousVotes: null }
    })
    await insertCandidates(trx, round.id, list, actor)
    return ok(undefined)
  })
  const candidates = [people.map(({ id: voterId, name }) => ({ id: personIdOf(voterId, name), voterId, name }))]
  const voterIds = voters.map((voter) => voter.id)
  return {
    ...{ id, roundId: round.id, electionDay: '2027-07-20' as const, voterIds, postIds: [postId], candidates },
    base: `/elections/${id}/tally`,
  }
}

/** The same with 50 ballots issued and the poll closed on 20 July. */
export async function aPolledByElection(desk: TermDesk, standing: readonly number[]): Promise<CountedElection> {
  const made = await aByElection(desk, standing)
  await desk.moveTo('2027-07-20')
  const stationIds = await polledStations(desk.house, made, made.roundId, [50])
  await closePollOf(desk.house, made.id, 1, '2027-07-20')
  return { ...made, stationIds }
}
