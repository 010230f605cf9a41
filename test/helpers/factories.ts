import { ok } from '../../src/lib/result.js'
import { soughtName } from '../../src/lib/variant-characters.js'
import { addDays, type PlainDate } from '../../src/lib/plain-date.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { hashPassword } from '../../src/infra/security/password.js'
import { type Role, roleScope, roles } from '../../src/infra/security/roles.js'
import { sealerFor } from '../../src/infra/security/sealing.js'
import {
  insertAccount,
  insertCommunity,
  insertInstallation,
  insertSeason,
  insertTownship,
  setTownshipTargets,
} from '../../src/organisation/queries.js'
import { tailHashOf } from '../../src/roll/voter-search.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import { type MilestoneName, milestoneNames } from '../../src/rules/stages.js'
import { insertElection, type NewPost, recordMilestone, saveElectionCommittee } from '../../src/timetable/queries.js'
import { type TestApp, testSecrets } from './app.js'

export const testPassword = 'test password one'
const passwordHash = hashPassword(testPassword)
const madeAt = '2027-04-01T00:00:00.000Z'
const maker = systemActor(madeAt)

/** Two subdistricts, three communities (two in the first), and the drill season of the ninth term. */
export interface House {
  readonly seasonId: number
  readonly townshipIds: readonly [number, number]
  readonly communityIds: readonly [number, number, number]
}

/**
 * Accounts: for every role `<role>` in the first community (or township, or the bureau) and `<role>-other` in the
 * third community, which lies in the second township; all with `testPassword`. Clerks also as `<role>-2`.
 */
export async function aHouse({ db }: TestApp, today: PlainDate = '2027-05-20'): Promise<House> {
  const hash = await passwordHash
  const made = await inTransaction(db, async (trx) => {
    await insertInstallation(trx, 'drill', '奉化市民政局', madeAt)
    const first = await insertTownship(trx, { code: '001', name: '锦屏街道', kind: 'subdistrict' })
    const second = await insertTownship(trx, { code: '100', name: '溪口镇', kind: 'town' })
    const communityIds = [
      await insertCommunity(trx, { townshipId: first, code: '001001', name: '奉中社区' }),
      await insertCommunity(trx, { townshipId: first, code: '001002', name: '锦山社区' }),
      await insertCommunity(trx, { townshipId: second, code: '100001', name: '武岭社区' }),
    ] as const
    const season = {
      termNumber: 9,
      firstDay: '2027-04-01',
      lastDay: '2027-07-31',
      targetNum: 70,
      targetDen: 100,
    } as const
    const seasonId = await insertSeason(trx, 'drill', { ...season, directForms: ['allVoters'] }, today)
    await setTownshipTargets(trx, seasonId, [first])
    for (const role of roles) {
      await addAccount(role, role, first, communityIds[0])
      await addAccount(`${role}-2`, role, first, communityIds[0])
      await addAccount(`${role}-other`, role, second, communityIds[2])
    }
    return ok({ seasonId, townshipIds: [first, second] as const, communityIds })

    async function addAccount(signInName: string, role: Role, townshipId: number, communityId: number) {
      const scope = roleScope[role]
      await insertAccount(trx, {
        // Sign-in names are kept in small letters.
        signInName: signInName.toLowerCase(),
        displayName: signInName,
        passwordHash: hash,
        role,
        townshipId: scope === 'township' ? townshipId : null,
        communityId: scope === 'community' || scope === 'any' ? communityId : null,
        mustChangePassword: 0,
        createdAt: madeAt,
      })
    }
  })
  if (!made.ok) throw new Error('the house could not be made')
  return made.value
}

export const ordinaryPosts: readonly NewPost[] = [
  { title: '主任', position: 'chair', seats: 1, reservedForWoman: false },
  { title: '副主任', position: 'viceChair', seats: 1, reservedForWoman: false },
  { title: '委员', position: 'member', seats: 3, reservedForWoman: false },
]

interface ElectionWish {
  readonly communityId?: number
  readonly form?: ElectionForm
  readonly electionDay?: PlainDate
  /** The last milestone reached; everything up to it is recorded, tables beyond voters are left empty. */
  readonly until?: MilestoneName
  readonly voters?: number
  readonly posts?: readonly NewPost[]
}

export interface MadeElection {
  readonly id: number
  readonly roundId: number
  readonly electionDay: PlainDate
  readonly voterIds: readonly number[]
  readonly postIds: readonly number[]
}

/** An election with its election committee and voters, standing where it is wished. */
export async function anElection({ db }: TestApp, house: House, wish: ElectionWish = {}): Promise<MadeElection> {
  const { communityId = house.communityIds[0], form = 'allVoters', electionDay = '2027-05-20' } = wish
  const { until = 'electionOpened', voters = 30, posts = ordinaryPosts } = wish
  const made = await inTransaction(db, async (trx) => {
    const id = await insertElection(trx, {
      seasonId: house.seasonId,
      communityId,
      termNumber: 9,
      form,
      electionDay,
      ruleSetId: 'zhejiang-2026',
      ruleSetVersion: 1,
      contactPlace: '社区服务中心一楼',
      contactTelephone: '0574-00000000',
      openedAt: madeAt,
      posts,
    })
    const reached = milestoneNames.slice(0, milestoneNames.indexOf(until) + 1)
    if (reached.includes('electionCommitteeFormed')) await saveElectionCommittee(trx, selectionOf(id), memberList)
    const voterIds = reached.includes('registerImported') ? await addVoters(id, voters) : []
    for (const name of reached) {
      await recordMilestone(trx, maker, id, { name, on: milestoneDay(name, electionDay) })
    }
    const round = await trx
      .selectFrom('votingRound')
      .select('id')
      .where('electionId', '=', id)
      .executeTakeFirstOrThrow()
    const rows = await trx.selectFrom('post').select('id').where('electionId', '=', id).orderBy('rank').execute()
    return ok({ id, roundId: round.id, electionDay, voterIds, postIds: rows.map((row) => row.id) })

    async function addVoters(electionId: number, count: number): Promise<number[]> {
      const rows = Array.from({ length: count }, (_, index) => voterRow(house.seasonId, electionId, index, form))
      return (await trx.insertInto('voter').values(rows).returning('id').execute()).map((row) => row.id)
    }
  })
  if (!made.ok) throw new Error('the election could not be made')
  return made.value
}

const daysBefore: Partial<Record<MilestoneName, number>> = {
  electionOpened: 45,
  electionCommitteeFormed: 44,
  registerImported: 30,
  rollPosted: 25,
  rollClosed: 17,
  nomineesPosted: 15,
  candidatesConfirmed: 6,
}

function milestoneDay(name: MilestoneName, electionDay: PlainDate): PlainDate {
  return addDays(electionDay, -(daysBefore[name] ?? 0))
}

function selectionOf(electionId: number) {
  const selectedOn: PlainDate = '2027-04-02'
  return { electionId, selectedBy: 'representativesAssembly', selectedOn, entitled: 40, present: 36 } as const
}

const memberList = ['陈国强', '林美芳', '周建平', '吴桂英', '郑志明'].map((name, index) => ({
  position: index === 0 ? ('chair' as const) : index === 1 ? ('viceChair' as const) : ('member' as const),
  name,
  sex: index % 2 === 1 ? ('female' as const) : ('male' as const),
  residentsGroup: index + 1,
  votes: 36 - index,
}))

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const givenNames = ['伟', '秀英', '建国', '桂兰', '志强', '丽华', '𬱖', '昪悦', '明', '海燕']
const sealer = sealerFor(testSecrets.dataKey)
const two = (number: number) => String(number).padStart(2, '0')

function voterRow(seasonId: number, electionId: number, index: number, form: ElectionForm) {
  const identityNumber = `330299${1950 + (index % 50)}01${two(electionId)}${String(index).padStart(3, '0')}X`
  const name = `${[...surnames][index % 20]}${givenNames[Math.floor(index / 20) % 10]}`
  return {
    seasonId,
    electionId,
    voterNumber: index + 1,
    name,
    searchName: soughtName(name),
    pinyin: `xing${index}`,
    initials: `x${index}`,
    sex: index % 2 === 0 ? ('male' as const) : ('female' as const),
    birthDate: `${1950 + (index % 50)}-01-01` as PlainDate,
    sealedIdentityNumber: sealer.sealText(identityNumber),
    identityHash: sealer.fingerprint(identityNumber),
    identityTailHash: tailHashOf(identityNumber, sealer),
    residentsGroup: 1 + (index % 3),
    householdNumber: String(1 + Math.floor(index / 3)).padStart(5, '0'),
    relationship: index % 3 === 0 ? '户主' : '配偶',
    address: `长岭路${1 + Math.floor(index / 3)}号`,
    sealedTelephone: null,
    registrationClass: 'household' as const,
    isElector: form === 'allVoters' || index % 3 === 0 ? 1 : 0,
    state: 'registered' as const,
    importId: null,
  }
}
