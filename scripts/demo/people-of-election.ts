import type { PlainDate } from '../../src/lib/plain-date.js'
import type { Db } from '../../src/infra/db/database.js'
import { makeRegister } from '../make-register.js'
import type { Cast } from '../walk/cast.js'
import { declareSibling, replaceMember } from '../walk/committee.js'
import type { StationWish } from '../walk/poll.js'
import type { CommitteeMemberWish } from '../walk/prepare.js'
import { madeName } from './names.js'
import type { CommunityPlan } from './season-plan.js'

interface Community {
  readonly plan: CommunityPlan
  readonly index: number
}

/** What makes the people of a community, the same at every making. */
export function registerOf({ plan, index }: Community) {
  return { seed: 2027, people: plan.people, communityCode: index, asOf: plan.electionDay }
}

/** Five for the election committee and three who had votes too: residents, or made-up names while there are none. */
export function committeeOf(community: Community): CommitteeMemberWish[] {
  const { people } = makeRegister(registerOf(community))
  const names = people.map(({ name }) => name)
  const able = people.filter(({ name, bornOn, residence }, place) => {
    const isAlone = names.indexOf(name) === place && names.lastIndexOf(name) === place
    return isAlone && residence === '户籍在册' && bornOn > '1955' && bornOn < '1990'
  })
  // From the end of the register: those who stand for a post are taken from its beginning.
  able.reverse()
  return Array.from({ length: 8 }, (_, n): CommitteeMemberWish => {
    const person = able[n * 3]
    const isWoman = person ? person.sex === '女' : n % 2 === 1
    const name = person?.name ?? madeName(300 + community.index * 8 + n)
    return { name, sex: isWoman ? 'female' : 'male', group: n + 1 }
  })
}

/** A member of the election committee has a brother among the nominees: leaves, and the next in votes follows. */
export async function aMemberLeaves(db: Db, { officer, rollClerk }: Cast, electionId: number, today: PlainDate) {
  const member = await db
    .selectFrom('electionCommitteeMember')
    .innerJoin('voter', 'voter.id', 'electionCommitteeMember.voterId')
    .select(['voter.name', 'voter.voterNumber'])
    .where('electionCommitteeMember.electionId', '=', electionId)
    .where('electionCommitteeMember.position', '=', 'member')
    .orderBy('rank')
    .executeTakeFirstOrThrow()
  const nominee = await db
    .selectFrom('nominee')
    .select('id')
    .where('electionId', '=', electionId)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  await declareSibling(rollClerk, electionId, nominee.id, member.voterNumber)
  await replaceMember(officer, electionId, member.name, today)
}

/** The stations of a community with their staff: voters by number, and somebody from the street. */
export function stationsOf({ plan, index }: Community, voterNumbers: readonly number[]): StationWish[] {
  const people = voterNumbers.slice(-24).map((number) => `${number}号`)
  const some = (from: number, count = 1) => people.slice(from, from + count).join('、')
  const atEvery = (n: number) => ({
    staff: [some(n * 4), some(n * 4 + 1), some(n * 4 + 2), some(n * 4 + 3)] as const,
    telephone: `0574-0000${String(2000 + index * 2 + n)}`,
    others: {
      'staff-boothKeeper': `${madeName(900 + index * 8 + n)}（街道）`,
      'staff-scribe': some(8 + n),
      ...(n === 0 ? leadingTheCount(some) : {}),
    },
  })
  const stations = [
    { name: '中心投票站', place: `${plan.community}礼堂`, kind: 'central' as const, ...atEvery(0) },
    { name: '第二投票站', place: `${plan.community}老年活动室`, kind: 'station' as const, ...atEvery(1) },
  ]
  return stations.slice(0, plan.people > 500 ? 2 : 1)
}

function leadingTheCount(some: (from: number, count?: number) => string) {
  return {
    'staff-host': some(10),
    'staff-chiefScrutineer': some(11),
    'staff-chiefCounter': some(12),
    'staff-voteCounter': some(13, 2),
    'staff-ballotCaller': some(15),
  }
}
