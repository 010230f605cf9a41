import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { idField, nameField, textField, tickField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { CloseRelation } from '../rules/kinship.js'
import { personIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { listMilestones } from '../timetable/queries.js'
import { deleteKinship, insertKinship, kinshipRow, listKinships, type NomineeRow } from './queries.js'
import { relationsOf } from './relation-words.js'
import { getNominee } from './show-nominee.js'
import { lookUp } from './voters-called.js'
import { nomineeWords, typedValues, voterText } from './words.js'

/** What somebody is to the nominee; `elder` says which of the two is, where one is. */
const relationships = {
  spouse: { text: '配偶', relation: 'spouse', elder: 'nominee' },
  parent: { text: '父亲或者母亲', relation: 'parentChild', elder: 'relative' },
  child: { text: '子女', relation: 'parentChild', elder: 'nominee' },
  sibling: { text: '兄弟姐妹', relation: 'sibling', elder: 'nominee' },
  grandparent: { text: '祖父母、外祖父母', relation: 'grandparentGrandchild', elder: 'relative' },
  grandchild: { text: '孙子女、外孙子女', relation: 'grandparentGrandchild', elder: 'nominee' },
} as const satisfies Record<string, { text: string; relation: CloseRelation; elder: 'nominee' | 'relative' }>

type Relationship = keyof typeof relationships
const relationshipKeys = Object.keys(relationships) as Relationship[]

const kinForm = z.object({
  relative: textField(40, '请填写亲属的姓名或者选民证号'),
  relativeId: z.string().default(''),
  notOnRoll: tickField,
  relationship: z.enum(relationshipKeys, '请选择关系'),
  evidence: textField(200, '请写明依据，如本人申报、户口簿'),
})

const withdrawForm = z.object({ kinshipId: idField, reason: textField(200, '请写明撤销的原因') })

type Voters = Awaited<ReturnType<typeof lookUp>>[number]['voters']

/** The close relatives that a nominee declares: who cannot sit together, and who must leave an office. */
export async function showKinship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await kinshipPage(this, request, reply, await getNominee(this.db, request))
}

interface Refusal {
  readonly errors: FormErrors
  readonly namesakes?: Voters
}

async function kinshipPage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  nominee: NomineeRow,
  refusal?: Refusal,
) {
  const { election } = request
  const milestones = await listMilestones(db, election.id)
  const fields = ['relative', 'relativeId', 'relationship', 'evidence'] as const
  return await reply.code(refusal ? 422 : 200).page('nomination/declare-kinship.hbs', {
    title: `近亲属：${nominee.name}`,
    person: nomineeWords(nominee, election.electionDay),
    home: `/elections/${election.id}/nomination/nominees/${nominee.id}`,
    isOpen: findMilestone(milestones, 'pollClosed') === undefined,
    withGrandparents: ruleSetInForce(election).closeRelatives === 'civilCode',
    relations: relationsOf(nominee, await listKinships(db, election.id)),
    relationships: relationshipKeys.map((value) => ({ value, text: relationships[value].text, note: '' })),
    namesakes: (refusal?.namesakes ?? []).map((voter) => ({
      value: voter.id,
      text: `${voter.name} ${voterText(voter)}`,
      note: '',
    })),
    form: typedValues(request.body, fields),
    errors: refusal?.errors,
  })
}

export async function declareKinship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const form = readForm(kinForm, request.body)
  if (!form.ok) return await kinshipPage(this, request, reply, nominee, { errors: form.error })
  const saved = await inTransaction(this.db, async (trx) => await declare(trx, request, nominee, form.value)).catch(
    (error: unknown) => {
      if (isUniqueViolation(error)) throw new Conflict('这两个人的关系已经登记过了；登记错了的，请先撤销。')
      throw error
    },
  )
  if (!saved.ok) return await kinshipPage(this, request, reply, nominee, saved.error)
  reply.flash('已登记近亲属关系。')
  return reply.redirect(`/elections/${request.election.id}/nomination/nominees/${nominee.id}/declare-kinship`, 303)
}

async function declare(
  trx: Trx,
  request: FastifyRequest,
  nominee: NomineeRow,
  form: z.infer<typeof kinForm>,
): Promise<Result<undefined, Refusal>> {
  const { election, actor, account, now } = request
  if (!(await claimForm(trx, request.body, now))) return ok(undefined)
  const late = await lateErrors(trx, election.id)
  if (late) return refused({ errors: late })
  const found = await findRelative(trx, election.id, form)
  if (!found.ok) return found
  const own = String(nominee.voterId)
  if (found.value === own) return refused({ errors: formErrors([{ field: 'relative', message: '请填写另一个人' }]) })
  const { relation, elder } = relationships[form.relationship]
  const [first, second] = elder === 'nominee' ? [own, found.value] : [found.value, own]
  const kept = { electionId: election.id, ...kinshipRow(first, second, relation), note: form.evidence }
  await insertKinship(trx, { ...kept, declaredBy: account?.id ?? 0, declaredAt: now })
  const event = { type: 'kinshipDeclared', between: [first, second], relation, note: form.evidence } as const
  await recordEvent(trx, actor, event, election.id)
  return ok(undefined)
}

/** After the poll relations are noted where the winners are checked, because the result rests on them. */
async function lateErrors(db: Db, electionId: number): Promise<FormErrors | undefined> {
  if (findMilestone(await listMilestones(db, electionId), 'pollClosed') === undefined) return undefined
  const message = '投票已经结束。当选人的近亲属关系请在“当选人资格核对”中登记'
  return formErrors([{ field: 'relative', message }])
}

async function findRelative(
  db: Db,
  electionId: number,
  { relative, relativeId, notOnRoll }: z.infer<typeof kinForm>,
): Promise<Result<string, Refusal>> {
  const refuse = (field: string, message: string, namesakes: Voters = []) =>
    refused({ errors: formErrors([{ field, message }]), namesakes })
  const name = nameField.safeParse(relative)
  if (notOnRoll) {
    return name.success && !/\d/.test(relative) ? ok(personIdOf(null, name.data)) : refuse('relative', '请填写姓名')
  }
  const [found] = await lookUp(db, electionId, [relative])
  const voters = found?.voters ?? []
  if (voters.length === 0) {
    return refuse('relative', `“${relative}”在选民名单上查不到；不是本社区选民的，请勾选“不在选民名单上”`)
  }
  const voter = voters.length === 1 ? voters[0] : voters.find(({ id }) => String(id) === relativeId)
  if (voter) return ok(String(voter.id))
  return refuse('relativeId', `“${relative}”有${voters.length}名同名选民，请选定是哪一位`, voters)
}

/** Takes a relation back that was declared in error. */
export async function withdrawKinship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const nominee = await getNominee(this.db, request)
  const form = readForm(withdrawForm, request.body)
  if (!form.ok) return await kinshipPage(this, request, reply, nominee, { errors: form.error })
  const { kinshipId, reason } = form.value
  const { election, actor, now } = request
  const saved = await inTransaction(this.db, async (trx): Promise<Result<undefined, Refusal>> => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    const late = await lateErrors(trx, election.id)
    if (late) return refused({ errors: late })
    const known = relationsOf(nominee, await listKinships(trx, election.id))
    if (!known.some(({ id }) => id === kinshipId)) throw new Conflict('这条关系已经撤销了。')
    const gone = await deleteKinship(trx, election.id, kinshipId)
    if (!gone) throw new Conflict('这条关系已经撤销了。')
    await recordEvent(trx, actor, { type: 'kinshipWithdrawn', ...gone, reason }, election.id)
    return ok(undefined)
  })
  if (!saved.ok) return await kinshipPage(this, request, reply, nominee, saved.error)
  reply.flash('已撤销。')
  return reply.redirect(`/elections/${election.id}/nomination/nominees/${nominee.id}/declare-kinship`, 303)
}
