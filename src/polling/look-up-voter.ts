import { soughtName } from '../lib/variant-characters.js'
import type { Db } from '../infra/db/database.js'
import { halfWidth } from '../infra/http/fields.js'
import type { Sealer } from '../infra/security/sealing.js'
import { searchVoters, type SoughtVoter } from '../roll/queries.js'

/** Whom a number, a name or pinyin as typed can mean: one voter, or several to choose from, or nobody. */
export interface VoterMeant {
  readonly voter: SoughtVoter | undefined
  /** To choose from; also a single one who was only found by pinyin or a part of the name. */
  readonly choices: readonly SoughtVoter[]
}

/** As many as somebody chooses from without reading a list. */
const choicesMost = 8

/** Looks a voter up in the roll as typed; `chosenId` is whom somebody chose of those offered for the same text. */
export async function lookUpVoter(
  db: Db,
  sealer: Pick<Sealer, 'fingerprint'>,
  electionId: number,
  typed: string,
  chosenId: number | undefined,
): Promise<VoterMeant> {
  const text = typed.replace(/号\s*$/, '')
  const found = text.trim() === '' ? [] : await searchVoters(db, sealer, electionId, text, choicesMost)
  const chosen = found.find(({ id }) => id === chosenId)
  if (chosen) return { voter: chosen, choices: [] }
  const digits = halfWidth(text)
  const exactly = /^\d+$/.test(digits)
    ? found.filter(({ voterNumber }) => voterNumber === Number(digits))
    : found.filter(({ name }) => soughtName(name) === soughtName(text))
  const [only, ...namesakes] = exactly
  if (only && namesakes.length === 0) return { voter: only, choices: [] }
  return { voter: undefined, choices: exactly.length > 0 ? exactly : found }
}

/** Enough to tell namesakes apart, and no more: 12号 男 1950年生 第三居民小组 长岭路5号. */
export function voterChoice({ id, name, voterNumber, sex, birthDate, groupName, address }: SoughtVoter) {
  const born = `${birthDate.slice(0, 4)}年生`
  const text = `${name}　${voterNumber}号 ${sex === 'male' ? '男' : '女'} ${born} ${groupName} ${address}`
  return { value: id, text: text.trim(), note: '' }
}
