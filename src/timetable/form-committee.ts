import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { assemblyText, checkQuorum } from '../rules/assemblies.js'
import { checkElectionCommittee } from '../rules/election-committee.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { positionTitle } from '../rules/post.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, errorsFromFindings, type FormErrors } from '../infra/http/forms.js'
import { type CommitteeForm, memberRowsOf, readCommitteeForm } from './committee-form.js'
import {
  findElectionCommittee,
  listMilestones,
  moveMilestone,
  recordMilestone,
  saveElectionCommittee,
} from './queries.js'

type Typed = Readonly<Record<string, unknown>>

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
  const mayRecord =
    may('formElectionCommittee', await listMilestones(app.db, election.id), ruleSetInForce(election)).length === 0
  const members = saved?.members ?? []
  return await reply.code(errors ? 422 : 200).page('timetable/form-committee.hbs', {
    title: '居民选举委员会',
    isFormed: saved !== undefined,
    selection: saved && { ...saved, by: assemblyText[saved.selectedBy] },
    members: members.map((member) => ({
      ...member,
      positionText: positionTitle[member.position],
      sexText: member.sex === 'male' ? '男' : '女',
      group: member.residentsGroup === null ? '' : `第${member.residentsGroup}居民小组`,
    })),
    findings: checkElectionCommittee(asMembers(members), ruleSetInForce(election)),
    mayRecord: mayRecord && ['electionOfficer', 'townshipOfficer'].includes(request.account?.role ?? ''),
    selectedByChoices: Object.entries(assemblyText).map(([value, text]) => ({ value, text })),
    rows: memberRowsOf(typed, members, errors),
    form: { version: 0, selectedBy: '', selectedOn: '', entitled: '', present: '', ...saved, ...typed },
    errors,
  })
}

/** A person is known by the name here: the committee is selected before there is a roll. */
function asMembers(members: readonly { readonly name: string; readonly position: 'chair' | 'viceChair' | 'member' }[]) {
  return members.map(({ name, position }) => ({ id: name, name, position }))
}

export async function saveCommittee(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const typed = request.body as Typed
  const form = readCommitteeForm(typed)
  if (!form.ok) return await committeePage(this, request, reply, typed, form.error)
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, typed, request.now))) return ok(undefined)
    const version = (await findElectionCommittee(trx, election.id))?.version ?? 0
    if (version !== form.value.version) throw new Conflict()
    const milestones = await listMilestones(trx, election.id)
    const findings = [
      ...may('formElectionCommittee', milestones, ruleSetInForce(election)),
      ...checkForm(form.value, request),
    ]
    if (hasErrors(findings)) return refused(findings.filter(({ severity }) => severity === 'error'))
    await save(trx, request, form.value, findMilestone(milestones, 'electionCommitteeFormed') !== undefined)
    return ok(undefined)
  })
  if (!saved.ok) return await committeePage(this, request, reply, typed, errorsFromFindings(saved.error))
  reply.flash('居民选举委员会已登记。')
  return reply.redirect(`/elections/${election.id}/election-committee`, 303)
}

async function save(
  trx: Trx,
  { election, actor }: FastifyRequest,
  form: CommitteeForm,
  isKnown: boolean,
): Promise<void> {
  const { members, selectedBy, selectedOn, entitled, present } = form
  await saveElectionCommittee(trx, { electionId: election.id, selectedBy, selectedOn, entitled, present }, members)
  await recordEvent(trx, actor, { type: 'electionCommitteeFormed', selectedOn, members }, election.id)
  // The event above tells of a corrected day; the milestone only follows it.
  if (isKnown) await moveMilestone(trx, election.id, { name: 'electionCommitteeFormed', on: selectedOn })
  else await recordMilestone(trx, actor, election.id, { name: 'electionCommitteeFormed', on: selectedOn })
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
