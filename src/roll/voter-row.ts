import type { IdentityNumber } from '../lib/identity-number.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import { pinyinOf } from './pinyin.js'
import type { NewVoter, Registration, RegistrationDecision } from './voter-queries.js'
import { tailHashOf } from './voter-search.js'

/** A person who may be registered, whether typed in or read from a register. */
export interface PersonToRegister extends Registration {
  readonly name: string
  readonly identityNumber: Pick<IdentityNumber, 'number' | 'bornOn' | 'sex'>
  readonly nationality: string
  readonly residentsGroup: number
  readonly householdNumber: string
  readonly relationship: string
  readonly address: string
  readonly registeredAddress: string | null
  /** Blank when not known. */
  readonly telephone: string
  readonly politicalStatus: string
  readonly education: string
}

/** How an identity number is kept: sealed, as a keyed hash for comparing, and the same of its last four. */
export function keptIdentity({ number, bornOn, sex }: PersonToRegister['identityNumber'], sealer: Sealer) {
  return {
    sealedIdentityNumber: sealer.sealText(number),
    identityHash: sealer.fingerprint(number),
    identityTailHash: tailHashOf(number, sealer),
    birthDate: bornOn,
    sex,
  }
}

/** How a telephone is kept: sealed, and as a keyed hash of its digits (of the first mobile number, where there are two). */
export function keptTelephone(telephone: string, sealer: Sealer) {
  const digits = telephone.replace(/\D/g, '')
  const compared = /^1\d{10}/.exec(digits)?.[0] ?? digits
  return {
    sealedTelephone: telephone === '' ? null : sealer.sealText(telephone),
    telephoneHash: compared.length < 7 ? null : sealer.fingerprint(`telephone ${compared}`),
  }
}

/** The row of a new voter. Where all voters elect, every voter casts a ballot; elsewhere nobody yet. */
export function voterRow(
  { identityNumber, telephone, ...person }: PersonToRegister,
  election: Pick<ElectionInScope, 'id' | 'seasonId' | 'form'>,
  sealer: Sealer,
  place: RegistrationDecision & { readonly voterNumber: number; readonly importId: number | null },
): NewVoter {
  return {
    ...person,
    ...pinyinOf(person.name),
    ...keptIdentity(identityNumber, sealer),
    seasonId: election.seasonId,
    electionId: election.id,
    ...keptTelephone(telephone, sealer),
    isElector: election.form === 'allVoters' ? 1 : 0,
    state: 'registered',
    ...place,
  }
}
