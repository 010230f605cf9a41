import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { assemblyText, checkQuorum } from '../rules/assemblies.js'
import { checkElectionCommittee } from '../rules/election-committee.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { positionTitle } from '../rules/post.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { countField, dateField, nameField, positiveField, sexField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { findElectionCommittee, listMilestones, recordMilestone, saveElectionCommittee } from './queries.js'

/** Rows on the page; the law gives no number, nine is the most the rule sets know. */
const memberRows = 9

const optionalGroup = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,3}$/.test(text), '居民小组填数字')
  .transform((text) => (text === '' ? null : Number(text)))

const memberRow = z.object({
  name: nameField,
  position: z.enum(['chair', 'viceChair', 'member'], '请选择职务'),
  sex: sexField,
  residentsGroup: optionalGroup,
  votes: countField,
})

const committeeForm = z.preprocess(
  collectMembers,
  z
    .object({
      selectedBy: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择由哪个会议推选'),
      selectedOn: dateField,
      entitled: positiveField,
      present: positiveField,
      members: z.array(memberRow).min(1, '请填写成员'),
    })
    .refine((form) => form.present <= form.entitled, { path: ['present'], message: '到会人数不能多于应到人数' }),
)

type CommitteeForm = z.infer<typeof committeeForm>
type Typed = Readonly<Record<string, unknown>>

function rowOf(typed: Typed, n: number) {
  const field = (name: string) => typed[`member-${n}-${name}`]
  return {
    name: field('name'),
    position: field('position'),
    sex: field('sex'),
    residentsGroup: field('group') ?? '',
    votes: field('votes'),
  }
}

function collectMembers(body: unknown): unknown {
  const typed = (body ?? {}) as Typed
  const members = Array.from({ length: memberRows }, (_, index) => rowOf(typed, index + 1)).filter(
    ({ name }) => typeof name === 'string' && name.trim() !== '',
  )
  return { ...typed, members }
}

export async function showCommittee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await committeePage(this, request, reply)
}

async function committeePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { election } = request
  const saved = await findElectionCommittee(app.db, election.id)
  const mayRecord = may('formElectionCommittee', await listMilestones(app.db, election.id)).length === 0
  const ruleSet = ruleSetInForce(election)
  const members = saved?.members ?? []
  return await reply.code(errors ? 422 : 200).page('timetable/form-committee.hbs', {
    title: '居民选举委员会',
    isFormed: saved !== undefined,
    selection: saved && { ...saved, by: assemblyText[saved.selectedBy] },
    members: members.map((member, index) => ({
      ...member,
      n: index + 1,
      positionText: positionTitle[member.position],
      sexText: member.sex === 'male' ? '男' : '女',
      group: member.residentsGroup === null ? '' : `第${member.residentsGroup}居民小组`,
    })),
    findings: checkElectionCommittee(asMembers(members), ruleSet),
    mayRecord: mayRecord && ['electionOfficer', 'townshipOfficer'].includes(request.account?.role ?? ''),
    selectedByChoices: Object.entries(assemblyText).map(([value, text]) => ({ value, text })),
    rows: rowsOf(typed, members),
    form: { selectedBy: '', selectedOn: '', entitled: '', present: '', ...saved, ...typed },
    errors,
  })
}

/** A person is known by the name here: the committee is selected before there is a roll. */
function asMembers(members: readonly { readonly name: string; readonly position: 'chair' | 'viceChair' | 'member' }[]) {
  return members.map(({ name, position }) => ({ id: name, name, position }))
}

function rowsOf(typed: Typed | undefined, saved: readonly object[]) {
  return Array.from({ length: memberRows }, (_, index) => {
    const n = index + 1
    const member = typed ? rowOf(typed, n) : ((saved[index] ?? {}) as ReturnType<typeof rowOf>)
    const choose = (options: Readonly<Record<string, string>>, value: unknown) =>
      Object.entries(options).map(([key, text]) => ({ value: key, text, isChosen: key === value }))
    return {
      n,
      name: member.name ?? '',
      group: member.residentsGroup ?? '',
      votes: member.votes ?? '',
      positions: choose(positionTitle, member.position ?? (n === 1 ? 'chair' : 'member')),
      sexes: choose({ '': '', male: '男', female: '女' }, member.sex ?? ''),
    }
  })
}

export async function saveCommittee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(committeeForm, request.body)
  if (!form.ok) return await committeePage(this, request, reply, request.body as Typed, beside(form.error))
  const saved = await inTransaction(this.db, async (trx) => {
    const milestones = await listMilestones(trx, election.id)
    const findings = [...may('formElectionCommittee', milestones), ...checkForm(form.value, request)]
    if (hasErrors(findings)) return refused(findings.filter(({ severity }) => severity === 'error'))
    const { members, ...selection } = form.value
    const { selectedBy, selectedOn, entitled, present } = selection
    await saveElectionCommittee(trx, { electionId: election.id, selectedBy, selectedOn, entitled, present }, members)
    await recordEvent(trx, request.actor, { type: 'electionCommitteeFormed', selectedOn, members }, election.id)
    if (!findMilestone(milestones, 'electionCommitteeFormed')) {
      await recordMilestone(trx, request.actor, election.id, { name: 'electionCommitteeFormed', on: selectedOn })
    }
    return ok(undefined)
  })
  if (!saved.ok) return await committeePage(this, request, reply, request.body as Typed, errorsFromFindings(saved.error))
  reply.flash('居民选举委员会已登记。')
  return reply.redirect(`/elections/${election.id}/election-committee`, 303)
}

/** The rule on its make-up, and the quorum of the meeting that selected it (arts. 27 and 29). */
function checkForm(form: CommitteeForm, request: FastifyRequest): Finding[] {
  const ruleSet = ruleSetInForce(request.election)
  const findings = checkElectionCommittee(asMembers(form.members), ruleSet)
  if (form.selectedOn > request.today) {
    const message = '推选日期还没有到，请核对。'
    findings.push({ code: 'selected-in-future', severity: 'error', fields: ['selectedOn'], message })
  }
  return [...findings, ...checkQuorum({ ...form, assembly: form.selectedBy }, ruleSet)]
}

/** Rows are inputs of their own names; an error of row 3 belongs beside `member-3-votes`. */
function beside(errors: FormErrors): FormErrors {
  const list = errors.list.map(({ field, message }) => {
    const match = /^members\.(\d+)\.(\w+)$/.exec(field)
    if (!match) return { field, message }
    const n = Number(match[1]) + 1
    return { field: `member-${n}`, message: `第 ${n} 行：${message}` }
  })
  return { list, byField: Object.fromEntries(list.map(({ field, message }) => [field, message])) }
}
