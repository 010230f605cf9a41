import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { checkSealing, leastKeptUntil, openingReasonText, sealedKinds, sealedKindText } from '../rules/ballot-seals.js'
import type { Finding } from '../rules/finding.js'
import { countTitle } from '../rules/recount.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, dateField, nameField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { isUnpublished } from './queries.js'
import { type BallotSeal, insertSeal } from './seal-queries.js'
import { balanceRows, sealingState } from './sealed-ballots.js'
import { roundInView } from './vote-facts.js'

const sealForm = z
  .object({
    package: textField(30, '请填写箱、袋号'),
    bundles: optionalTextField(100),
    sealNumbers: textField(60, '请填写封条号'),
    valid: countField,
    invalid: countField,
    unused: countField,
    spoiled: countField,
    place: textField(60, '请填写保管地点'),
    keeper: nameField,
    sealedOn: dateField,
    keptUntil: dateField,
    firstName: nameField,
    secondName: nameField,
  })
  .refine(({ firstName, secondName }) => firstName !== secondName, {
    path: ['secondName'],
    message: '封存人和监封人应当是两个人',
  })

export async function showSeals(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await sealsPage(this, request, reply)
}

async function sealsPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, account, today } = request
  const round = await roundInView(app.db, election, request.query)
  const state = await sealingState(app.db, election, round)
  const { due, sealed, seals } = state
  const balance = due ? balanceRows(due, sealed) : []
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const last = seals.at(-1)
  // What is left goes into the next package as a rule, to the place and by the people of the one before.
  const usual: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(balance.map(({ kind, left }) => [kind, Math.max(left, 0)])),
    ...{ package: '', bundles: '', sealNumbers: '', place: last?.place ?? '', keeper: last?.keeper ?? '' },
    ...{ sealedOn: today, keptUntil: leastKeptUntil(round.votingDay, ruleSetInForce(election)) },
    ...{ firstName: last?.firstName ?? '', secondName: last?.secondName ?? '' },
  }
  const isOfficer = account?.role === 'electionOfficer'
  const isAllSealed = balance.length > 0 && balance.every(({ isWhole }) => isWhole)
  return await reply.code(errors ? 422 : 200).page('tally/seal-ballots.hbs', {
    title: '选票封存',
    isUnpublished: await isUnpublished(app.db, round.id),
    here: `/elections/${election.id}/tally`,
    sealsHere: `/elections/${election.id}/tally/seal-ballots`,
    round,
    isCounted: due !== undefined,
    isAllSealed,
    balance,
    seals: seals.map((seal) => sealRow(seal, isOfficer)),
    hasSeals: seals.length > 0,
    maySeal: isOfficer && due !== undefined && (!isAllSealed || errors !== undefined),
    isRecounting: state.isRecounting,
    mayPrint: ['electionOfficer', 'townshipOfficer'].includes(account?.role ?? ''),
    counts: sealedKinds.map((name) => ({
      name,
      label: `${sealedKindText[name]}（张）`,
      value: typed[name] ?? usual[name],
    })),
    form: Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, typed[name] ?? value])),
    errors,
  })
}

/** A package as the page lists it. */
function sealRow(seal: BallotSeal, mayOpen: boolean) {
  const { opening } = seal
  return {
    ...seal,
    count: seal.recount > 0 ? countTitle(seal.recount) : '',
    ballots: sealedKinds
      .filter((kind) => seal[kind] > 0)
      .map((kind) => `${sealedKindText[kind]}${seal[kind]}张`)
      .join('、'),
    sealedText: longDate(seal.sealedOn),
    keptText: longDate(seal.keptUntil),
    isOpened: opening !== undefined,
    opened: opening
      ? `${longDate(opening.openedOn)}因${openingReasonText(opening)}启封（${opening.firstName}、${opening.secondName}），封条${opening.isSealWhole ? '完好' : `不完好：${opening.note}`}`
      : '',
    mayOpen: mayOpen && opening === undefined,
  }
}

/** Records that two people sealed a package of ballots after the count. */
export async function sealBallots(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(sealForm, request.body)
  if (!form.ok) return await sealsPage(this, request, reply, form.error)
  const { election, actor, today, now } = request
  const { valid, invalid, unused, spoiled, sealedOn, keptUntil, ...more } = form.value
  const ballots = { valid, invalid, unused, spoiled }
  const round = await roundInView(this.db, election, request.query)
  const saved = await inTransaction<number, readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(0)
    const { due, sealed: sealedBefore, recount } = await sealingState(trx, election, round)
    if (!due) throw new Conflict('计票单还没有全部核定，选票要等计完以后封存。')
    const { id: roundId, votingDay } = round
    const sealing = { ballots, due, sealedBefore, votingDay, sealedOn, keptUntil, today }
    const findings = checkSealing(sealing, ruleSetInForce(election))
    if (findings.length > 0) return refused(findings)
    const by = { at: now, accountId: request.account?.id ?? 0 }
    const number = await insertSeal(trx, { roundId, recount, ...more, ...ballots, sealedOn, keptUntil, ...by })
    const { place, keeper, sealNumbers, firstName, secondName } = more
    const told = { package: more.package, sealNumbers, ...ballots, place, keeper, on: sealedOn, keptUntil }
    const event = { type: 'ballotsSealed', roundId, recount, number, ...told } as const
    await recordEvent(trx, actor, { ...event, witnesses: `${firstName}、${secondName}` }, election.id)
    return ok(number)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚登记了一包，请返回看看。')
    throw error
  })
  if (!saved.ok) return await sealsPage(this, request, reply, errorsFromFindings(saved.error))
  if (saved.value > 0) reply.flash(`已登记封存单第${saved.value}号。登记以后不能改动。`)
  return reply.redirect(`/elections/${election.id}/tally/seal-ballots?round=${round.number}`, 303)
}
