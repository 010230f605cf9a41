import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { type Leaving, membersWhoMustLeave } from '../rules/election-committee-leaving.js'
import { may } from '../rules/permitted-actions.js'
import { voterIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import {
  type ElectionCommitteeMember,
  endMembership,
  insertCommitteeChange,
  listMilestones,
  takeCommitteeVersion,
} from '../timetable/queries.js'
import { type CommitteePeople, personOf, readCommitteePeople } from './committee-people.js'
import { leavingReasons, leavingReasonText } from './committee-words.js'
import { typedValues } from './words.js'

const leavingForm = z.object({
  on: dateField,
  reason: z.enum(leavingReasons, '请选择原因'),
  document: textField(200, '请写明依据的材料，如本人书面声明'),
  version: versionField,
})

type LeavingForm = z.infer<typeof leavingForm>

/** The committee and the member of the address; who has left or was never there is not found. */
async function readScene(db: Db, request: FastifyRequest) {
  const people = await readCommitteePeople(db, request.election)
  const { memberId } = request.params as { memberId: string }
  const member = people?.sitting.find(({ id }) => String(id) === memberId)
  if (!people || !member) throw new NotFound('没有这名成员，可能已经退出。')
  return { people, member }
}

export async function showLeaving(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { people, member } = await readScene(this.db, request)
  const ground = groundOf(people, member)
  const reason = ground ? reasonOf(ground, member) : ''
  const typed = { on: request.today, reason, document: '', version: people.version }
  return await leavingPage(request, reply, people, member, typed)
}

async function leavingPage(
  request: FastifyRequest,
  reply: FastifyReply,
  people: CommitteePeople,
  member: ElectionCommitteeMember,
  typed: unknown,
  errors?: FormErrors,
) {
  const ground = groundOf(people, member)
  return await reply.code(errors ? 422 : 200).page('nomination/record-leaving.hbs', {
    title: `${member.name}退出选举委员会`,
    home: `/elections/${request.election.id}/nomination`,
    member: { id: member.id, name: member.name },
    ground: ground ? `${ground.reason}${ground.since ? `，应当自${longDate(ground.since)}起退出` : ''}。` : '',
    article: people.ruleSet.provenance.electionCommitteeLeavesOn.source,
    reasons: [
      { value: '', text: '请选择' },
      ...leavingReasons.map((value) => ({ value, text: leavingReasonText[value] })),
    ],
    form: typedValues(typed, ['on', 'reason', 'document', 'version']),
    errors,
  })
}

/** Why a member has to leave, or will have to once the nominee accepts; a nominee may be ahead of the page. */
function groundOf({ ruleSet, nominees, kinships }: CommitteePeople, member: ElectionCommitteeMember) {
  const fromNomination = { ...ruleSet, electionCommitteeLeavesOn: 'nomination' } as const
  const [known] = membersWhoMustLeave([personOf(member)], nominees, kinships, ruleSet)
  return known ?? membersWhoMustLeave([personOf(member)], nominees, kinships, fromNomination)[0]
}

function reasonOf({ because }: Leaving, member: ElectionCommitteeMember): 'nominated' | 'relativeNominated' {
  return because === personOf(member).id ? 'nominated' : 'relativeNominated'
}

export async function recordLeaving(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(leavingForm, request.body)
  const again = async (errors: FormErrors) => {
    const { people, member } = await readScene(this.db, request)
    return await leavingPage(request, reply, people, member, request.body, errors)
  }
  if (!form.ok) return await again(form.error)
  const saved = await inTransaction<string | undefined, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await leave(trx, request, form.value)
  })
  if (!saved.ok) return await again(saved.error)
  if (saved.value !== undefined) reply.flash(`已登记${saved.value}退出。请补上缺额，并发布成员变动公告。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/committee-changes`, 303)
}

async function leave(trx: Trx, request: FastifyRequest, form: LeavingForm): Promise<Result<string, FormErrors>> {
  const { election, actor } = request
  const untimely = may('formElectionCommittee', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (untimely.length > 0) return refused(errorsFromFindings(untimely))
  const { people, member } = await readScene(trx, request)
  if (!(await takeCommitteeVersion(trx, election.id, form.version))) throw new Conflict()
  const ground = groundOf(people, member)
  const errors = checkLeavingForm(form, people, member, ground, request.today)
  if (errors.list.length > 0) return refused(errors)
  const { on, reason, document } = form
  const because = reason === 'nominated' || reason === 'relativeNominated' ? ground?.because : undefined
  await endMembership(trx, member.id, on)
  await insertCommitteeChange(trx, {
    electionId: election.id,
    kind: 'left',
    onDay: on,
    memberId: member.id,
    reason,
    becauseVoterId: because === undefined ? null : voterIdOf(String(because)),
    document,
    recordedBy: request.account?.id ?? 0,
    recordedAt: request.now,
  })
  const { name } = member
  const nominee = people.nominees.find(({ id }) => id === because)?.name ?? null
  await recordEvent(
    trx,
    actor,
    { type: 'committeeMemberLeft', name, on, reason, because: nominee, document },
    election.id,
  )
  return ok(name)
}

function checkLeavingForm(
  { on, reason }: LeavingForm,
  { selection }: CommitteePeople,
  member: ElectionCommitteeMember,
  ground: Leaving | undefined,
  today: string,
): FormErrors {
  if (on > today) return formErrors([{ field: 'on', message: '退出的日期不能在今天之后' }])
  const since = member.joinedOn ?? selection.selectedOn
  if (on < since) {
    return formErrors([{ field: 'on', message: `${member.name}${longDate(since)}才成为成员，退出不能更早` }])
  }
  if (reason !== 'nominated' && reason !== 'relativeNominated') return formErrors([])
  if (!ground) {
    const message = `没有登记${member.name}或者其近亲属被提名。请先核对${member.name}是名单上的哪一位，登记近亲属关系，再登记退出`
    return formErrors([{ field: 'reason', message }])
  }
  const proper = reasonOf(ground, member)
  if (reason !== proper) return formErrors([{ field: 'reason', message: `登记的情况是“${leavingReasonText[proper]}”` }])
  return formErrors([])
}
