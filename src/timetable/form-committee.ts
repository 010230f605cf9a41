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
import { type CommitteeForm, committeeRowsOf, readCommitteeForm } from './committee-form.js'
import {
  findElectionCommittee,
  listCommitteeChanges,
  listMilestones,
  listReserves,
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
  const reserves = await listReserves(app.db, election.id)
  const changes = await listCommitteeChanges(app.db, election.id)
  const role = request.account?.role ?? ''
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
    reserves: reserves.filter(({ memberId }) => memberId === null),
    findings: checkElectionCommittee(asMembers(members), ruleSetInForce(election)),
    hasChanged: changes.length > 0,
    mayRecord: mayRecord && changes.length === 0 && ['electionOfficer', 'townshipOfficer'].includes(role),
    seesPeople: ['electionOfficer', 'rollClerk', 'townshipOfficer', 'bureauAuditor'].includes(role),
    mayLink: ['electionOfficer', 'rollClerk'].includes(role),
    selectedByChoices: Object.entries(assemblyText).map(([value, text]) => ({ value, text })),
    rows: committeeRowsOf('member', typed, members, errors),
    reserveRows: committeeRowsOf('reserve', typed, reserves, errors),
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
    if ((await listCommitteeChanges(trx, election.id)).length > 0) return refused([changedSince])
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

/** What is recorded of members who left or came in rests on the selection as it was recorded. */
const changedSince: Finding = {
  code: 'election-committee-changed-since',
  severity: 'error',
  fields: ['members'],
  message: '已经登记了成员变动，推选结果不能再更正；登记错了的，请先在“成员变动”里撤销。',
}

async function save(
  trx: Trx,
  { election, actor }: FastifyRequest,
  form: CommitteeForm,
  isKnown: boolean,
): Promise<void> {
  const { members, reserves, selectedBy, selectedOn, entitled, present } = form
  const selection = { electionId: election.id, selectedBy, selectedOn, entitled, present }
  await saveElectionCommittee(trx, selection, members, reserves)
  await recordEvent(trx, actor, { type: 'electionCommitteeFormed', selectedOn, members, reserves }, election.id)
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
  return [...findings, ...checkReserves(form), ...checkQuorum({ ...form, assembly: form.selectedBy }, ruleSet)]
}

/** Who had fewer votes follows those who had more: nobody stands in both lists, or in one of them twice. */
function checkReserves({ members, reserves }: CommitteeForm): Finding[] {
  const names = [...members, ...reserves].map(({ name }) => name)
  const twice = [...new Set(reserves.map(({ name }) => name))].filter(
    (name) => names.indexOf(name) !== names.lastIndexOf(name),
  )
  return twice.map((name) => ({
    code: 'election-committee-reserve-twice',
    severity: 'error',
    fields: ['reserves'],
    message: `${name}在名单中出现两次以上。`,
  }))
}
