import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, type Result, refused } from '../lib/result.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { electorText } from '../rules/electors.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, formErrors, readForm } from '../infra/http/forms.js'
import type { SoughtVoter } from '../roll/queries.js'
import { addressId } from './address-id.js'
import { lookUpVoter } from './look-up-voter.js'
import { userForm } from './mobile-box-form.js'
import { deleteMobileBoxUser, findMobileBoxOf, insertMobileBoxUser, updateMobileBox } from './mobile-box-queries.js'
import { findGrantOfPrincipal, holdRound } from './queries.js'
import { type BoxInView, type BoxRefusal, boxInView, boxPage, isInTime, undecided } from './show-mobile-box.js'

type Typed = Readonly<Record<string, unknown>>

/** Lists a voter for a mobile box; the reason is kept sealed. One more after the approval is to be approved anew. */
export async function listUser(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = request.body as Typed
  const form = readForm(userForm, typed)
  if (!form.ok) return await boxPage(this.db, request, reply, typed, { errors: form.error })
  const { askedOn, askedBy, reason } = form.value
  const { election, actor } = request
  const wrong = (field: string, message: string) => refused<BoxRefusal>({ errors: formErrors([{ field, message }]) })
  const listed = await inTransaction(this.db, async (trx): Promise<Result<string, BoxRefusal>> => {
    await holdRound(trx, election.round.id)
    const view = await boxInView(trx, request)
    if (!(await claimForm(trx, typed, request.now))) return ok('')
    if (askedOn > request.today) return wrong('askedOn', '提出日期不能在今天之后')
    const { voter, choices } = await lookUpVoter(trx, this.sealer, election.id, form.value.voter, form.value.chosenId)
    if (!voter && choices.length > 0)
      return refused({ errors: formErrors([{ field: 'chosenId', message: '请选定是哪一位' }]), choices })
    if (!voter) return wrong('voter', '选民名单上查不到，请核对姓名，或者改填选民证号')
    const refusal = await whyNot(trx, request, voter)
    if (refusal) return wrong('voter', refusal)
    await insertUser(trx, request, view, { voter, askedBy, askedOn, sealedReason: this.sealer.sealText(reason) })
    await recordEvent(
      trx,
      actor,
      { type: 'mobileBoxUserListed', stationId: view.station.id, voterId: voter.id },
      election.id,
    )
    return ok(`${voter.name}（${voter.voterNumber} 号）已列入。`)
  })
  if (!listed.ok) return await boxPage(this.db, request, reply, typed, listed.error)
  if (listed.value !== '') reply.flash(listed.value)
  const { stationId } = request.params as { stationId: string }
  return reply.redirect(`/elections/${election.id}/polling/mobile-boxes/${stationId}`, 303)
}

/** A vote is cast in one place: who is no elector, listed already, or has given the vote away is not listed. */
async function whyNot(trx: Trx, { election }: FastifyRequest, voter: SoughtVoter): Promise<string | undefined> {
  if (!ruleSetInForce(election).mobileBoxes) return '本次选举不使用流动票箱'
  if (!voter.isElector) return `${voter.name}不是这次选举的${electorText[election.form]}，没有选票`
  const other = await findMobileBoxOf(trx, election.round.id, voter.id)
  if (other) return `${voter.name}已经列入${other.name}的名单`
  const grant = await findGrantOfPrincipal(trx, election.round.id, voter.id)
  return grant && `${voter.name}已经委托${grant.proxy.name}投票（第 ${grant.number} 号），须先取消委托`
}

interface NewUser {
  readonly voter: SoughtVoter
  readonly askedBy: string
  readonly askedOn: FastifyRequest['today']
  readonly sealedReason: string
}

async function insertUser(trx: Trx, request: FastifyRequest, { station, box }: BoxInView, user: NewUser) {
  const { voter, askedBy, askedOn, sealedReason } = user
  if (box.state === 'submitted' || !(await isInTime(trx, request))) throw new Conflict()
  const { actor } = request
  const added = { addedBy: actor.accountId as number, addedAt: actor.at }
  const where = { stationId: station.id, roundId: station.roundId, voterId: voter.id }
  if (!(await insertMobileBoxUser(trx, { ...where, sealedReason, askedBy, askedOn, ...added }))) throw new Conflict()
  if (box.state !== 'approved') return
  const again = { state: 'draft', submittedOn: null, ...undecided } as const
  if (!(await updateMobileBox(trx, station.id, box.version, again))) throw new Conflict()
}

/** Takes a voter off the list, who then votes at the polling station as everybody else. */
export async function unlistUser(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const { stationId, voterId } = request.params as { stationId: string; voterId: string }
  await inTransaction(this.db, async (trx) => {
    await holdRound(trx, election.round.id)
    const { station, box } = await boxInView(trx, request)
    if (box.state === 'submitted' || !(await isInTime(trx, request))) throw new Conflict()
    if (!(await deleteMobileBoxUser(trx, station.id, addressId(voterId)))) throw new Conflict('这名选民已不在名单上。')
    const event = { type: 'mobileBoxUserUnlisted', stationId: station.id, voterId: addressId(voterId) } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  reply.flash('已从名单中去掉，由本人到所属的投票站投票。')
  return reply.redirect(`/elections/${election.id}/polling/mobile-boxes/${stationId}`, 303)
}
