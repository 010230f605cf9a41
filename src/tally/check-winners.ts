import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { ineligibleReasons, ineligibleText } from '../rules/eligibility.js'
import type { Finding } from '../rules/finding.js'
import { closeRelations, closeRelationText } from '../rules/kinship.js'
import { relationText } from '../rules/relatives.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { deleteKinship, insertKinship, kinshipRow, listKinships, listMembersInOffice } from '../nomination/queries.js'
import { countVote } from './count-vote.js'
import { personIdOf } from './counted-vote.js'
import { findResult, listElectedMembers } from './queries.js'
import { listWouldBeWinners, uncheckedWinners } from './winner-checks.js'
import { saveWinnerCheck } from './winner-queries.js'
import { shownWinner, winnerChoices } from './winner-words.js'

const checkForm = z.object({
  person: z.string('请选择当选人').min(1, '请选择当选人'),
  verdict: z.enum(['eligible', ...ineligibleReasons], '请选择核对结论'),
  note: textField(200, '请写明核对了什么材料、由谁核对'),
})

const kinshipForm = z.object({
  one: z.string('请选择').min(1, '请选择'),
  other: z.string('请选择').min(1, '请选择'),
  relation: z.enum(closeRelations, '请选择关系'),
  evidence: textField(200, '请写明依据，如本人申报、户口簿'),
})

const withdrawForm = z.object({ kinshipId: idField, reason: textField(200, '请写明撤销的原因') })

export async function showWinners(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await winnersPage(this, request, reply)
}

async function winnersPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const counted = await countVote(app.db, election, election.round)
  const winners = counted.ok ? await listWouldBeWinners(app.db, election.id, counted.value) : []
  const members = await listMembers(app, request)
  const inOffice = await listMembersInOffice(app.db, election.id)
  const known = winners.filter(({ isKnown }) => isKnown)
  const names = new Map([...known, ...members, ...inOffice].map(({ personId, name }) => [personId, name]))
  const result = await findResult(app.db, election.round.id)
  const people = [...names].map(([value, text]) => ({ value, text }))
  const kinships = await listKinships(app.db, election.id)
  return await reply.code(errors ? 422 : 200).page('tally/check-winners.hbs', {
    title: '当选人资格核对',
    isUnpublished: !result?.declaredOn,
    here: `/elections/${election.id}/tally`,
    isCounted: counted.ok,
    isOpen: counted.ok && result === undefined,
    isDeclared: result !== undefined && result.declaredOn !== null,
    winners: winners.map(shownWinner),
    waiting: uncheckedWinners(winners).length,
    isAnyWaiting: uncheckedWinners(winners).length > 0,
    unknown: winners.length - known.length,
    isAnyUnknown: known.length < winners.length,
    mayMatch: request.account?.role === 'electionOfficer',
    members,
    inOffice,
    kinships: kinships.map(({ elder, younger, relation, ...kinship }) => {
      return { ...kinship, one: elder.name, other: younger.name, relation: relationText(relation) }
    }),
    scope: ruleSetInForce(election).closeRelatives === 'civilCode',
    people: [{ value: '', text: '请选择' }, ...people],
    winnerChoices: [{ value: '', text: '请选择' }, ...winnerChoices(winners)],
    verdicts: [
      { value: '', text: '请选择' },
      { value: 'eligible', text: '符合当选条件' },
      ...ineligibleReasons.map((value) => ({ value, text: `不能当选：${ineligibleText[value]}` })),
    ],
    relations: [
      { value: '', text: '请选择' },
      ...closeRelations.map((value) => ({ value, text: closeRelationText[value] })),
    ],
    form: {
      person: '',
      verdict: '',
      note: '',
      one: '',
      other: '',
      relation: '',
      evidence: '',
      ...(request.body ?? {}),
    },
    errors,
  })
}

/** Members elected in earlier votes, who keep out relatives of theirs or give way to them. */
async function listMembers(app: FastifyInstance, { election }: FastifyRequest) {
  const members = await listElectedMembers(app.db, election.id)
  return members
    .filter(({ roundNumber }) => roundNumber < election.round.number)
    .map(({ voterId, name, postTitle }) => ({ personId: personIdOf(voterId, name), name, post: postTitle }))
}

/** Notes whether somebody with the votes for a seat may be elected; the count follows it. */
export async function checkWinner(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(checkForm, request.body)
  if (!form.ok) return await winnersPage(this, request, reply, form.error)
  const { person, verdict, note } = form.value
  return await change(this, request, reply, async (trx) => {
    const counted = await countVote(trx, request.election, request.election.round)
    const winners = counted.ok ? await listWouldBeWinners(trx, request.election.id, counted.value) : []
    const winner = winners.find(({ personId }) => personId === person)
    if (!winner) return [refusal('person', '此人现在不在当选名单里，请重新选择。')]
    if (!winner.isKnown) return [refusal('person', '请先认定这名另选人是哪一位选民。')]
    const reason = verdict === 'eligible' ? null : verdict
    const roundId = request.election.round.id
    const found = { roundId, personId: person, name: winner.name, reason, note }
    const when = { checkedBy: request.account?.id ?? 0, checkedAt: request.now }
    await saveWinnerCheck(trx, { ...found, ...when, isEligible: reason === null ? 1 : 0 })
    const event = { type: 'winnerChecked', roundId, name: winner.name, verdict, note } as const
    await recordEvent(trx, request.actor, event, request.election.id)
    return []
  })
}

/** Notes that two people are close relatives, of whom one at most can sit. */
export async function declareKinship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(kinshipForm, request.body)
  if (!form.ok) return await winnersPage(this, request, reply, form.error)
  const { one, other, relation, evidence: note } = form.value
  return await change(this, request, reply, async (trx) => {
    if (one === other) return [refusal('other', '请选择两个不同的人。')]
    const electionId = request.election.id
    const when = { declaredBy: request.account?.id ?? 0, declaredAt: request.now }
    await insertKinship(trx, { electionId, ...kinshipRow(one, other, relation), note, ...when })
    const event = { type: 'kinshipDeclared', between: [one, other], relation, note } as const
    await recordEvent(trx, request.actor, event, electionId)
    return []
  })
}

/** Takes a relation back that was noted in error. */
export async function withdrawKinship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await winnersPage(this, request, reply, form.error)
  const { kinshipId, reason } = form.value
  return await change(this, request, reply, async (trx) => {
    const electionId = request.election.id
    const gone = await deleteKinship(trx, electionId, kinshipId)
    if (!gone) throw new Conflict('这条关系已经撤销了。')
    const { between, relation } = gone
    const event = { type: 'kinshipWithdrawn', between, relation, reason } as const
    await recordEvent(trx, request.actor, event, electionId)
    return []
  })
}

/** Never under a proposed result: it rests on what was noted when it was proposed. */
async function change(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (trx: Trx) => Promise<Finding[]>,
) {
  const { election } = request
  const done = await inTransaction<'done', readonly Finding[]>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('done' as const)
    if (await findResult(trx, election.round.id)) {
      return refused([refusal('', '计票结果已经提出或者宣布。要改动，请先撤回这个结果。')])
    }
    const findings = await act(trx)
    return findings.length > 0 ? refused(findings) : ok('done' as const)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这两个人的关系已经登记过了；登记错了的，请先撤销。')
    throw error
  })
  if (!done.ok) return await winnersPage(app, request, reply, errorsFromFindings(done.error))
  reply.flash('已保存，结果按此重新计算。')
  return reply.redirect(`/elections/${election.id}/tally/check-winners`, 303)
}

function refusal(field: string, message: string): Finding {
  return { code: 'winner-check-refused', severity: 'error', fields: field === '' ? [] : [field], message }
}
