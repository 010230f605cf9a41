import type { PlainDate } from '../lib/plain-date.js'
import { type Actor, recordEvent } from '../infra/audit-log/record-event.js'
import type { Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { Sealer } from '../infra/security/sealing.js'
import { type ChangeKind, type ChangeReason, changeReasonText } from '../rules/roll-changes.js'
import { pinyinOf } from './pinyin.js'
import { getVoter, type RollVoter } from './queries.js'
import { findRollVersion, insertRollChange, type PostedFields } from './version-queries.js'
import { insertVoter, nextVoterNumber, type Registration, updateVoter } from './voter-queries.js'
import { keptIdentity, keptTelephone, type PersonToRegister, voterRow } from './voter-row.js'

/** Who changes the roll of which election, and on what day. */
export interface RollWork {
  readonly actor: Actor
  readonly election: ElectionInScope
  readonly today: PlainDate
  readonly sealer: Sealer
}

/** Why a roll is changed: the class for the statistics, what there is to say beside it, the paper it rests on. */
export interface Why {
  readonly reason: ChangeReason
  readonly note: string
  readonly document: string
}

function inWords({ reason, note, document }: Why): string {
  const said = note === '' ? changeReasonText(reason) : `${changeReasonText(reason)}：${note}`
  return document === '' ? said : `${said}（依据：${document}）`
}

/** Puts a person on the roll under the next number. A unique violation: registered elsewhere this season. */
export async function addVoter(trx: Trx, work: RollWork, person: PersonToRegister, why: Why | null): Promise<number> {
  const { actor, election, sealer } = work
  const voterNumber = await nextVoterNumber(trx, election.id)
  const decision = { registeredBy: actor.accountId, registeredOn: work.today }
  const row = voterRow(person, election, sealer, { voterNumber, importId: null, ...decision })
  const voterId = await insertVoter(trx, row)
  const after = postedFields(await getVoter(trx, election.id, voterId))
  if (why) await noteChange(trx, work, { voterId, kind: 'added', why, before: null, after })
  const reason = why ? inWords(why) : '登记'
  await recordEvent(trx, actor, { type: 'voterAdded', voterId, voterNumber, reason }, election.id)
  return voterId
}

/** Takes a person off the roll; false when the form was stale. The number stays used. */
export async function takeOffVoter(
  trx: Trx,
  work: RollWork,
  { id: voterId, version }: { readonly id: number; readonly version: number },
  why: Why,
): Promise<boolean> {
  const { actor, election } = work
  const before = postedFields(await getVoter(trx, election.id, voterId))
  if (!(await updateVoter(trx, voterId, version, { state: 'removed', isElector: 0 }))) return false
  await noteChange(trx, work, { voterId, kind: 'removed', why, before, after: null })
  await recordEvent(trx, actor, { type: 'voterRemoved', voterId, reason: inWords(why) }, election.id)
  return true
}

/** What a correction may change. What is absent, and an identity number of null, stays as it is. */
export interface VoterCorrection
  extends Omit<PersonToRegister, 'identityNumber' | keyof Registration>,
    Partial<Registration> {
  readonly identityNumber: PersonToRegister['identityNumber'] | null
  readonly isElector?: boolean
}

/** Corrects a person on the roll; false when the form was stale. */
export async function correctVoter(
  trx: Trx,
  work: RollWork,
  { id: voterId, version }: { readonly id: number; readonly version: number },
  { identityNumber, telephone, isElector, ...rest }: VoterCorrection,
  why: Why | null,
): Promise<boolean> {
  const { actor, election, sealer } = work
  const before = postedFields(await getVoter(trx, election.id, voterId))
  const updated = await updateVoter(trx, voterId, version, {
    ...rest,
    ...pinyinOf(rest.name),
    ...(identityNumber ? keptIdentity(identityNumber, sealer) : {}),
    ...(isElector === undefined ? {} : { isElector: isElector ? 1 : 0 }),
    ...keptTelephone(telephone, sealer),
  })
  if (!updated) return false
  const after = postedFields(await getVoter(trx, election.id, voterId))
  // A telephone put right is no correction of the posted list.
  const isPostedChange = JSON.stringify(before) !== JSON.stringify(after)
  if (why && isPostedChange) await noteChange(trx, work, { voterId, kind: 'corrected', why, before, after })
  const reason = why ? inWords(why) : '登记期间修改'
  await recordEvent(trx, actor, { type: 'voterChanged', voterId, before, after, reason }, election.id)
  return true
}

interface Change {
  readonly voterId: number
  readonly kind: ChangeKind
  readonly why: Why
  readonly before: PostedFields | null
  readonly after: PostedFields | null
}

/** Keeps the change for the correction notice. Before posting there is no version yet and nothing to correct. */
async function noteChange(trx: Trx, { election, today }: RollWork, { why, before, after, ...change }: Change) {
  const version = await findRollVersion(trx, election.id)
  if (!version) return
  await insertRollChange(trx, {
    ...change,
    ...why,
    electionId: election.id,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
    changedOn: today,
    rollVersion: version.number,
  })
}

function postedFields(voter: RollVoter): PostedFields {
  const { voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector } = voter
  return { voterNumber, name, sex, birthDate, residentsGroup, groupName, householdNumber, isElector }
}
