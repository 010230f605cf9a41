import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { sealedKinds, sealedKindText } from '../rules/ballot-seals.js'
import type { Finding } from '../rules/finding.js'
import { countTitle } from '../rules/recount.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, nameField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { isUnpublished } from './queries.js'
import { insertOpening, listSeals } from './seal-queries.js'
import { sealingState } from './sealed-ballots.js'

const openingForm = z
  .object({
    openedOn: dateField,
    place: textField(60, '请填写启封地点'),
    seal: z.enum(['whole', 'broken'], '请选择封条是否完好'),
    note: optionalTextField(200),
    firstName: nameField,
    secondName: nameField,
  })
  .refine(({ firstName, secondName }) => firstName !== secondName, {
    path: ['secondName'],
    message: '启封人和监封人应当是两个人',
  })
  .refine(({ seal, note }) => seal === 'whole' || note !== '', {
    path: ['note'],
    message: '封条不完好的，请写明情况',
  })

interface SealRequest {
  Params: { sealId: string }
}
type Request = FastifyRequest<SealRequest>

/** A package of the round under way; of any other it is not found. */
async function getSeal(db: Db, { election, params }: Request) {
  const seal = (await listSeals(db, election.round.id)).find(({ id }) => String(id) === params.sealId)
  if (!seal) throw new NotFound('没有这张封存单。')
  return seal
}

export async function showOpenSeal(this: FastifyInstance, request: Request, reply: FastifyReply) {
  return await openingPage(this, request, reply)
}

async function openingPage(app: FastifyInstance, request: Request, reply: FastifyReply, errors?: FormErrors) {
  const { election, today } = request
  const seal = await getSeal(app.db, request)
  const { isRecounting, recount } = await sealingState(app.db, election, election.round)
  const typed = (request.body ?? {}) as Readonly<Record<string, string | undefined>>
  return await reply.code(errors ? 422 : 200).page('tally/open-seal.hbs', {
    title: `启封第${seal.number}号`,
    isUnpublished: await isUnpublished(app.db, election.round.id),
    home: `/elections/${election.id}/tally/seal-ballots`,
    here: `/elections/${election.id}/tally/seals/${seal.id}/open-seal`,
    seal,
    sealedText: longDate(seal.sealedOn),
    ballots: sealedKinds.filter((kind) => seal[kind] > 0).map((kind) => `${sealedKindText[kind]}${seal[kind]}张`),
    why: isRecounting ? countTitle(recount) : '',
    mayOpen: isRecounting && seal.opening === undefined,
    isOpened: seal.opening !== undefined,
    seals: [
      { value: 'whole', text: '完好', note: '' },
      { value: 'broken', text: '不完好', note: '须写明情况' },
    ],
    form: {
      ...{ openedOn: typed['openedOn'] ?? today, place: typed['place'] ?? seal.place, seal: typed['seal'] ?? '' },
      ...{ note: typed['note'] ?? '', firstName: typed['firstName'] ?? '', secondName: typed['secondName'] ?? '' },
    },
    errors,
  })
}

/** Records that the seal of a package was opened before two people, because the vote is counted again. */
export async function openSeal(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const form = readForm(openingForm, request.body)
  if (!form.ok) return await openingPage(this, request, reply, form.error)
  const { election, actor, today, now } = request
  const { seal: found, openedOn, place, note, firstName, secondName } = form.value
  const isSealWhole = found === 'whole'
  const opened = await inTransaction<'done' | 'again', readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok('again' as const)
    const seal = await getSeal(trx, request)
    const { isRecounting, recount } = await sealingState(trx, election, election.round)
    if (!isRecounting) throw new Conflict('没有正在进行的复核，封存的选票不能启封。')
    if (openedOn > today || openedOn < seal.sealedOn) {
      const message = `启封日期应在封存的${longDate(seal.sealedOn)}以后，不晚于今天。`
      return refused([{ code: 'opening-day', severity: 'error', fields: ['openedOn'], message } as const])
    }
    const by = { at: now, accountId: request.account?.id ?? 0 }
    const act = { recount, openedOn, place, note, firstName, secondName }
    await insertOpening(trx, { sealId: seal.id, ...act, isSealWhole: isSealWhole ? 1 : 0, ...by })
    const told = { roundId: election.round.id, recount, number: seal.number, on: openedOn, place, isSealWhole, note }
    const witnesses = `${firstName}、${secondName}`
    await recordEvent(trx, actor, { type: 'sealOpened', ...told, witnesses }, election.id)
    return ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这一包已经启封了。')
    throw error
  })
  if (!opened.ok) return await openingPage(this, request, reply, errorsFromFindings(opened.error))
  if (opened.value === 'done') reply.flash('已登记启封。复核以后重新封存，另编新号。')
  return reply.redirect(`/elections/${election.id}/tally/seal-ballots`, 303)
}
