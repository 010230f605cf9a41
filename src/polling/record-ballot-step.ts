import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { ballotTotals, checkBallotStep } from '../rules/ballot-ledger.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { nameField, positiveField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { carryTotals, recordBallotStep, refuseStale } from './account-ballots.js'
import { accountPage, type Typed } from './ballot-account-page.js'
import { addressId } from './address-id.js'
import { findStation, holdRound, listBallotSteps } from './queries.js'

const stepForm = z
  .object({
    kind: z.enum(['broughtBack', 'printedLess', 'sealed'], '请选择事项'),
    stationId: z.string().default('').transform(addressId),
    ballots: positiveField,
    firstName: nameField,
    secondName: nameField,
    reason: textField(300, '请写明原因、地点'),
    lastStep: versionField,
  })
  .refine((form) => form.firstName !== form.secondName, { path: ['secondName'], message: '应当是两个人' })

type StepForm = z.infer<typeof stepForm>

/** Ballots that come back, a count that was too high, or what the committee has left and seals. */
export async function saveBallotStep(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Typed
  const form = readForm(stepForm, typed)
  if (!form.ok) return await accountPage(this, request, reply, typed, form.error)
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await saveIn(trx, request, form.value)
  })
  if (!saved.ok) return await accountPage(this, request, reply, typed, saved.error)
  reply.flash('已登记。')
  return reply.redirect(`/elections/${request.election.id}/polling/account-ballots`, 303)
}

async function saveIn(trx: Trx, request: FastifyRequest, form: StepForm): Promise<Result<void, FormErrors>> {
  const { election } = request
  const { id: roundId } = election.round
  await holdRound(trx, roundId)
  const untimely = await refusalsOf(trx, request, form)
  if (untimely.length > 0) return refused(errorsFromFindings(untimely))
  await refuseStale(trx, request, form.lastStep)
  const isAtStation = form.kind === 'broughtBack'
  const station = isAtStation ? await findStation(trx, roundId, form.stationId) : undefined
  if (isAtStation && (!station || station.closedAt !== null)) {
    return refused(formErrors([{ field: 'stationId', message: '请选择还没有结账的投票站' }]))
  }
  const { kind, ballots, firstName, secondName, reason } = form
  const stationId = station?.id ?? null
  const totals = ballotTotals(await listBallotSteps(trx, roundId))
  const findings = checkBallotStep({ kind, stationId, ballots }, totals, station?.issued ?? 0)
  if (findings.length > 0) return refused(errorsFromFindings(findings))
  const step = { stationId, ballots, announced: null, firstName, secondName, explanation: reason }
  await recordBallotStep(trx, request, kind, step)
  await carryTotals(trx, request)
  return ok(undefined)
}

/** What is left is sealed after the poll too; everything else ends with it. */
async function refusalsOf(trx: Trx, { election }: FastifyRequest, { kind }: StepForm): Promise<Finding[]> {
  const refusals = may('accountBallots', await listMilestones(trx, election.id), ruleSetInForce(election))
  return kind === 'sealed' ? refusals.filter(({ code }) => code !== 'already-poll-closed') : refusals
}
