import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused } from '../lib/result.js'
import { checkOpening, sealedKinds, sealedKindText } from '../rules/ballot-seals.js'
import type { Finding } from '../rules/finding.js'
import { countTitle, recountOrderers, recountOrdererText } from '../rules/recount.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, nameField, optionalDateField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { listRounds } from '../timetable/queries.js'
import { isUnpublished } from './queries.js'
import { insertOpening, listSeals } from './seal-queries.js'
import { sealingState } from './sealed-ballots.js'

const openingForm = z
  .object({
    orderedBy: z
      .enum(recountOrderers, '请选择由谁决定')
      .or(z.literal('').transform(() => null))
      .default(null),
    document: optionalTextField(100),
    decidedOn: optionalDateField.default(null),
    reason: optionalTextField(300),
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

/** A package of any round of the election, with its round; of another election it is not found. */
async function getSeal(db: Db, { election, params }: Request) {
  for (const round of await listRounds(db, election.id)) {
    const seal = (await listSeals(db, round.id)).find(({ id }) => String(id) === params.sealId)
    if (seal) return { seal, round }
  }
  throw new NotFound('没有这张封存单。')
}

export async function showOpenSeal(this: FastifyInstance, request: Request, reply: FastifyReply) {
  return await openingPage(this, request, reply)
}

async function openingPage(app: FastifyInstance, request: Request, reply: FastifyReply, errors?: FormErrors) {
  const { election, today } = request
  const { seal, round } = await getSeal(app.db, request)
  const { isRecounting, recount } = await sealingState(app.db, election, round)
  const typed = (request.body ?? {}) as Readonly<Record<string, string | undefined>>
  return await reply.code(errors ? 422 : 200).page('tally/open-seal.hbs', {
    title: `启封第${seal.number}号`,
    isUnpublished: await isUnpublished(app.db, round.id),
    home: `/elections/${election.id}/tally/seal-ballots?round=${round.number}`,
    here: `/elections/${election.id}/tally/seals/${seal.id}/open-seal`,
    seal,
    sealedText: longDate(seal.sealedOn),
    ballots: sealedKinds.filter((kind) => seal[kind] > 0).map((kind) => `${sealedKindText[kind]}${seal[kind]}张`),
    isRecounting,
    why: countTitle(recount),
    mayOpen: seal.opening === undefined,
    isOpened: seal.opening !== undefined,
    seals: [
      { value: 'whole', text: '完好', note: '' },
      { value: 'broken', text: '不完好', note: '须写明情况' },
    ],
    orderers: [
      { value: '', text: '请选择' },
      ...recountOrderers.map((value) => ({ value, text: recountOrdererText[value] })),
    ],
    form: {
      ...{ orderedBy: typed['orderedBy'] ?? '', document: typed['document'] ?? '' },
      ...{ decidedOn: typed['decidedOn'] ?? '', reason: typed['reason'] ?? '' },
      ...{ openedOn: typed['openedOn'] ?? today, place: typed['place'] ?? seal.place, seal: typed['seal'] ?? '' },
      ...{ note: typed['note'] ?? '', firstName: typed['firstName'] ?? '', secondName: typed['secondName'] ?? '' },
    },
    errors,
  })
}

/** Records that the seal of a package was opened before two people: the vote is counted again, or it was so decided. */
export async function openSeal(this: FastifyInstance, request: Request, reply: FastifyReply) {
  const form = readForm(openingForm, request.body)
  if (!form.ok) return await openingPage(this, request, reply, form.error)
  const { election, now } = request
  const opened = await inTransaction<number, readonly Finding[]>(this.db, async (trx) => {
    const { seal, round } = await getSeal(trx, request)
    if (!(await claimForm(trx, request.body, now))) return ok(round.number)
    const findings = await saveOpening(trx, request, { seal, round }, form.value)
    return findings.length > 0 ? refused(findings) : ok(round.number)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这一包已经启封了。')
    throw error
  })
  if (!opened.ok) return await openingPage(this, request, reply, errorsFromFindings(opened.error))
  reply.flash('已登记启封。办完以后重新封存，另编新号。')
  return reply.redirect(`/elections/${election.id}/tally/seal-ballots?round=${opened.value}`, 303)
}

async function saveOpening(
  trx: Trx,
  { election, actor, account, today, now }: Request,
  { seal, round }: Awaited<ReturnType<typeof getSeal>>,
  form: z.infer<typeof openingForm>,
): Promise<Finding[]> {
  const { seal: found, openedOn, place, note, firstName, secondName, ...decision } = form
  const { isRecounting, recount: inHand } = await sealingState(trx, election, round)
  const why = isRecounting
    ? { recount: inHand, orderedBy: null, document: '', decidedOn: null, reason: '' }
    : { recount: 0, ...decision }
  const findings = checkOpening({ ...why, sealedOn: seal.sealedOn, openedOn, today })
  if (findings.length > 0) return findings
  const isSealWhole = found === 'whole'
  const act = { ...why, openedOn, place, note, firstName, secondName, at: now, accountId: account?.id ?? 0 }
  await insertOpening(trx, { sealId: seal.id, ...act, isSealWhole: isSealWhole ? 1 : 0 })
  const { recount, orderedBy, document, decidedOn, reason } = why
  const decided = orderedBy && decidedOn ? { orderedBy, document, decidedOn, reason } : {}
  const told = { roundId: round.id, recount, ...decided, number: seal.number, on: openedOn, place, isSealWhole, note }
  const witnesses = `${firstName}、${secondName}`
  await recordEvent(trx, actor, { type: 'sealOpened', ...told, witnesses }, election.id)
  return []
}
