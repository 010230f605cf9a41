import { electorText } from '../rules/electors.js'
import type { ElectionForm } from '../rules/election-form.js'
import type { Db } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { shanghaiTime } from '../infra/http/handlebars.js'
import type { Sealer } from '../infra/security/sealing.js'
import { type RollVoter, searchVoters, type SoughtVoter } from '../roll/queries.js'
import { type CheckIn, listCheckInsOf } from './check-in-queries.js'

/** A voter as the desk shows one, with whether a ballot may be handed out, and if not, why. */
export interface DeskVoter {
  readonly id: number
  readonly number: number
  readonly name: string
  readonly sex: string
  readonly group: string
  /** The address down to the building: enough to tell two of one name apart, too little to visit. */
  readonly building: string
  readonly tail: string
  readonly state: 'ready' | 'issued' | 'refused'
  readonly stateText: string
  /** The same for a line of a list. */
  readonly stateShort: string
}

/** As many as are taken in at a glance. */
const shownMost = 8

export async function searchDeskVoters(db: Db, sealer: Sealer, election: ElectionInScope, text: string) {
  const found = await searchVoters(db, sealer, election.id, text, shownMost + 1)
  const shown = found.slice(0, shownMost)
  const checkIns = await listCheckInsOf(
    db,
    election.round.id,
    shown.map(({ id }) => id),
  )
  const byVoter = new Map(checkIns.map((checkIn) => [checkIn.voterId, checkIn]))
  const voters = shown.map((voter) => deskVoterOf(voter, byVoter.get(voter.id), election.form, sealer))
  return { voters, hasMore: found.length > shownMost }
}

export function deskVoterOf(
  voter: SoughtVoter,
  checkIn: CheckIn | undefined,
  form: ElectionForm,
  sealer: Sealer,
): DeskVoter {
  return {
    id: voter.id,
    number: voter.voterNumber,
    name: voter.name,
    sex: voter.sex === 'male' ? '男' : '女',
    group: voter.groupName,
    building: buildingOf(voter.address),
    tail: sealer.unsealText(voter.sealedIdentityNumber).slice(-4),
    ...standingOf(voter, checkIn, form),
  }
}

/** Whether a ballot may be handed out, and if not, why. */
export function standingOf(voter: RollVoter, checkIn: CheckIn | undefined, form: ElectionForm) {
  if (checkIn)
    return {
      state: 'issued',
      stateText: issuedText(checkIn),
      stateShort: `已领票 ${clockOf(checkIn)} ${checkIn.stationName}`,
    } as const
  if (voter.state === 'removed') return { state: 'refused', ...same('已从选民名单取消，不能领票') } as const
  if (!voter.isElector) return { state: 'refused', ...same(`不是${electorText[form]}，不能领票`) } as const
  return { state: 'ready', ...same('可以领票') } as const
}

function same(text: string) {
  return { stateText: text, stateShort: text }
}

function clockOf({ at }: CheckIn): string {
  return shanghaiTime(at).slice(11, 16)
}

/** 已于 09:12 在第二投票站领票，经办人李明 */
export function issuedText(checkIn: CheckIn): string {
  return `已于 ${clockOf(checkIn)} 在${checkIn.stationName}领票，经办人${checkIn.clerk}`
}

/** 长岭路3号2幢101室 is 长岭路3号2幢; an address of another make shows only what stands before its first digit. */
export function buildingOf(address: string): string {
  const match = /^.*(?:幢|栋|座|号楼)/u.exec(address) ?? /^.*?\d+(?:弄|号)(?:\d+号)?/u.exec(address)
  return match ? match[0] : (/^\D*/u.exec(address)?.[0] ?? '')
}
