import type { PlainDate } from '../../src/lib/plain-date.js'
import { ok } from '../../src/lib/result.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import {
  insertCommunity,
  insertTownship,
  setParticipation,
  setTownshipTargets,
} from '../../src/organisation/queries.js'
import { recordMilestone } from '../../src/timetable/queries.js'
import { city } from '../../scripts/demo/city.js'
import { type CommunityPlan, postponed, seasonPlan } from '../../scripts/demo/season-plan.js'
import type { TestApp } from './app.js'
import { aHouse, anElection, type House } from './factories.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import { moveTo } from './journey.js'

interface Declaration {
  readonly on: PlainDate
  readonly isValid?: boolean
  readonly form?: ElectionForm
  readonly recount?: number
}

/** A result as declared, with the figures of a small vote; the counting itself is tested elsewhere. */
export async function declareVote(
  { db }: TestApp,
  { id: electionId, roundId }: { readonly id: number; readonly roundId: number },
  { on, isValid = true, form = 'allVoters', recount = 0 }: Declaration,
): Promise<void> {
  const at = `${on}T10:00:00.000Z`
  await inTransaction(db, async (trx) => {
    const accounts = await trx.selectFrom('account').select('id').orderBy('id').limit(2).execute()
    const [proposer, declarer] = accounts.map(({ id }) => id)
    const { number } = await trx
      .selectFrom('votingRound')
      .select('number')
      .where('id', '=', roundId)
      .executeTakeFirstOrThrow()
    const ballots = { returned: 3, valid: 3, invalid: 0, blank: 0 }
    const counted = { form, registered: 3, ballotsIssued: 3, outcome: { isValid, ballots, posts: [] } }
    await trx
      .insertInto('result')
      .values({
        ...{ roundId, recount, outcome: JSON.stringify(counted), hash: 'a'.repeat(64) },
        ...{ proposedBy: proposer ?? 0, proposedAt: at, declaredBy: declarer ?? 0, declaredAt: at, declaredOn: on },
      })
      .execute()
    if (recount === 0) {
      await recordMilestone(trx, systemActor(at), electionId, { name: 'resultDeclared', on, round: number })
    }
    return ok(undefined)
  })
}

/** A vote held again in the place of a void one. */
export async function openRerun({ db }: TestApp, electionId: number, votingDay: PlainDate): Promise<number> {
  const { id } = await db
    .insertInto('votingRound')
    .values({ electionId, number: 2, kind: 'rerun', votingDay })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface MadeSeason {
  readonly house: House
  readonly communityIds: ReadonlyMap<string, number>
  readonly townshipIds: ReadonlyMap<string, number>
  readonly elections: ReadonlyMap<string, { readonly id: number; readonly roundId: number }>
}

const declaredBy = (plan: CommunityPlan) => ['declared', 'handedOver', 'runoffOpen'].includes(plan.reach)

/** The places and plans of the demo's season, each election opened in its form; declared are those that the plan says are. */
export async function demoSeason(test: TestApp): Promise<MadeSeason> {
  const house = await aHouse(test, '2027-04-02')
  const { db } = test
  const communityIds = new Map<string, number>()
  const townshipIds = new Map<string, number>()
  await inTransaction(db, async (trx) => {
    for (const { code, name, kind, communities } of city) {
      const standing = await trx.selectFrom('township').select('id').where('name', '=', name).executeTakeFirst()
      const townshipId = standing?.id ?? (await insertTownship(trx, { code: `9${code}`, name, kind }))
      townshipIds.set(name, townshipId)
      for (const [index, community] of communities.entries()) {
        const there = await trx.selectFrom('community').select('id').where('name', '=', community).executeTakeFirst()
        const key = `9${code}${String(index + 1).padStart(3, '0')}`
        communityIds.set(
          community,
          there?.id ?? (await insertCommunity(trx, { townshipId, code: key, name: community })),
        )
      }
    }
    const named = city.filter(({ mustAllBeDirect }) => mustAllBeDirect).map(({ name }) => townshipIds.get(name) ?? 0)
    await setTownshipTargets(trx, house.seasonId, named)
    const putOff = communityIds.get(postponed.community) ?? 0
    await setParticipation(trx, house.seasonId, putOff, 'postponed', postponed.reason)
    return ok(undefined)
  })
  const elections = new Map<string, { readonly id: number; readonly roundId: number }>()
  for (const { community, form, electionDay } of seasonPlan) {
    const communityId = communityIds.get(community) ?? 0
    elections.set(community, await anElection(test, house, { communityId, form, electionDay, voters: 3 }))
  }
  for (const plan of [...seasonPlan].filter(declaredBy).sort((a, b) => (a.electionDay < b.electionDay ? -1 : 1))) {
    const election = elections.get(plan.community)
    if (!election) throw new Error(plan.community)
    await moveTo(test, house, plan.electionDay)
    await declareVote(test, election, { on: plan.electionDay, form: plan.form })
  }
  return { house, communityIds, townshipIds, elections }
}
