import { ageOn, type PlainDate } from '../lib/plain-date.js'
import { electorText } from '../rules/electors.js'
import type { Db } from '../infra/db/database.js'
import { findElection } from '../infra/db/scope-queries.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import { findVoterOfNumber, readVoterCode, searchVoters, type SoughtVoter } from '../roll/queries.js'
import { type CheckIn, listCheckInsOf } from './check-in-queries.js'
import { issuedShort } from './check-in-text.js'

/** A voter as the desk shows one in its list. */
export interface DeskVoter {
  readonly id: number
  readonly number: number
  readonly name: string
  readonly sex: string
  readonly group: string
  /** The address down to the building: enough to tell two of one name apart, too little to visit. */
  readonly building: string
  readonly state: 'ready' | 'issued' | 'refused'
  readonly stateShort: string
}

export interface DeskSearch {
  readonly voters: readonly DeskVoter[]
  readonly hasMore: boolean
  /** What is wrong with what was scanned. */
  readonly note: string
}

/** As many as are taken in at a glance. */
const shownMost = 8
const nobody: DeskSearch = { voters: [], hasMore: false, note: '' }

/** Everybody whom the text in the desk's one field may mean: a scanned card means exactly one. */
export async function searchDeskVoters(
  db: Db,
  sealer: Sealer,
  election: ElectionInScope,
  text: string,
): Promise<DeskSearch> {
  const card = readVoterCode(text)
  if (card && card.electionId !== election.id) {
    return { ...nobody, note: await strangeCardText(db, election, card.electionId) }
  }
  const found = card
    ? [await findVoterOfNumber(db, election.id, card.voterNumber)].filter((voter) => voter !== undefined)
    : await soughtVoters(db, sealer, election.id, text)
  if (card && found.length === 0) return { ...nobody, note: `名单上没有 ${card.voterNumber} 号。` }
  const shown = found.slice(0, shownMost)
  const checkIns = await listCheckInsOf(
    db,
    election.round.id,
    shown.map(({ id }) => id),
  )
  const byVoter = new Map(checkIns.map((checkIn) => [checkIn.voterId, checkIn]))
  const voters = shown.map((voter) => deskVoterOf(voter, byVoter.get(voter.id), election))
  return { voters, hasMore: found.length > shownMost, note: '' }
}

/** Who was taken off the roll is found too, when nobody else is: they come and ask. */
async function soughtVoters(db: Db, sealer: Sealer, electionId: number, text: string): Promise<SoughtVoter[]> {
  const registered = await searchVoters(db, sealer, electionId, text, shownMost + 1)
  return registered.length > 0 ? registered : await searchVoters(db, sealer, electionId, text, shownMost + 1, 'removed')
}

async function strangeCardText(db: Db, election: ElectionInScope, electionId: number): Promise<string> {
  const other = await findElection(db, electionId)
  if (!other) return '这张选民证不是本系统的，请查验是不是伪造的。'
  if (other.communityId === election.communityId) return '这是本社区另一次选举的选民证，不能用于本次选举。'
  return `这是${other.communityName}的选民证，请到${other.communityName}的投票站投票。`
}

function deskVoterOf(voter: SoughtVoter, checkIn: CheckIn | undefined, { form }: ElectionInScope): DeskVoter {
  return { ...personOf(voter), ...stateOf(voter, checkIn, electorText[form]) }
}

function stateOf({ state, isElector }: SoughtVoter, checkIn: CheckIn | undefined, elector: string) {
  if (checkIn) return { state: 'issued', stateShort: issuedShort(checkIn) } as const
  if (state === 'removed') return { state: 'refused', stateShort: '已从名单取消' } as const
  if (!isElector) return { state: 'refused', stateShort: `不是${elector}` } as const
  return { state: 'ready', stateShort: '可以领票' } as const
}

/** Who somebody is, in what a desk may know. */
export function personOf({ id, voterNumber, name, sex, groupName, address }: SoughtVoter) {
  const sexText = sex === 'male' ? '男' : '女'
  return { id, number: voterNumber, name, sex: sexText, group: groupName, building: buildingOf(address) }
}

/** 60—64 岁: as much as a face can be held against where a card has no photograph. */
export function ageBand(birthDate: PlainDate, day: PlainDate): string {
  const age = ageOn(birthDate, day)
  const from = age - (age % 5)
  return `${from}—${from + 4} 岁`
}

/** 长岭路3号2幢101室 is 长岭路3号2幢; an address of another make shows only what stands before its first digit. */
export function buildingOf(address: string): string {
  const match = /^.*(?:幢|栋|座|号楼)/u.exec(address) ?? /^.*?\d+(?:弄|号)(?:\d+号)?/u.exec(address)
  return match ? match[0] : (/^\D*/u.exec(address)?.[0] ?? '')
}
