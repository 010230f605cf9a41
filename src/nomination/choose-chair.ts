import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok, refused, type Result } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, idField, textField, versionField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { membersWhoMustLeave } from '../rules/election-committee-leaving.js'
import { presiding } from '../rules/election-committee-succession.js'
import { may } from '../rules/permitted-actions.js'
import { positionTitle } from '../rules/post.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { insertCommitteeChange, listMilestones, setMemberPosition, takeCommitteeVersion } from '../timetable/queries.js'
import { type CommitteePeople, personOf, rankedMembers, readCommitteePeople } from './committee-people.js'
import { assemblyChoices, readMeeting } from './meeting-fields.js'
import { typedValues } from './words.js'

const chairForm = z.object({
  memberId: z.string('请选择现任成员').pipe(idField),
  on: dateField,
  document: textField(200, '请写明依据的材料，如会议记录'),
  version: versionField,
})

type ChairForm = z.infer<typeof chairForm>

export async function showChooseChair(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const people = await readCommitteePeople(this.db, request.election)
  if (!people) throw new NotFound('还没有登记选举委员会。')
  return await chairPage(request, reply, people, { on: request.today, version: people.version })
}

async function chairPage(
  request: FastifyRequest,
  reply: FastifyReply,
  people: CommitteePeople,
  typed: unknown,
  errors?: FormErrors,
) {
  return await reply.code(errors ? 422 : 200).page('nomination/choose-chair.hbs', {
    title: '确定选举委员会主任',
    home: `/elections/${request.election.id}/nomination`,
    hasChair: people.sitting.some(({ position }) => position === 'chair'),
    sentence: presiding(rankedMembers(people.sitting)).sentence,
    members: people.sitting.map(({ id, name, position }) => ({
      value: String(id),
      text: `${name}（${positionTitle[position]}）`,
    })),
    assemblies: assemblyChoices,
    form: typedValues(typed, ['memberId', 'on', 'document', 'chosenBy', 'entitled', 'present', 'version']),
    errors,
  })
}

export async function chooseChair(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(chairForm, request.body)
  const people = await readCommitteePeople(this.db, request.election)
  if (!people) throw new NotFound('还没有登记选举委员会。')
  if (!form.ok) return await chairPage(request, reply, people, request.body, form.error)
  const saved = await inTransaction<string | undefined, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    return await choose(trx, request, form.value)
  })
  if (!saved.ok) return await chairPage(request, reply, people, request.body, saved.error)
  if (saved.value !== undefined) reply.flash(`${saved.value}已任选举委员会主任。请发布成员变动公告。`)
  return reply.redirect(`/elections/${request.election.id}/nomination/committee-changes`, 303)
}

async function choose(trx: Trx, request: FastifyRequest, form: ChairForm): Promise<Result<string, FormErrors>> {
  const { election, actor } = request
  const untimely = may('formElectionCommittee', await listMilestones(trx, election.id), ruleSetInForce(election))
  if (untimely.length > 0) return refused(errorsFromFindings(untimely))
  if (!(await takeCommitteeVersion(trx, election.id, form.version))) throw new Conflict()
  const people = await readCommitteePeople(trx, election)
  const member = people?.sitting.find(({ id }) => id === form.memberId)
  if (!people || people.sitting.some(({ position }) => position === 'chair')) throw new Conflict('现在已经有主任。')
  if (!member || member.position === 'chair')
    return refused(formErrors([{ field: 'memberId', message: '请选择现任成员' }]))
  const meeting = readMeeting(request.body, people.ruleSet)
  if (!meeting.ok) return meeting
  const errors = checkChair(form, people, member, request.today)
  if (errors.list.length > 0) return refused(errors)
  const { on, document } = form
  await setMemberPosition(trx, member.id, 'chair')
  await insertCommitteeChange(trx, {
    electionId: election.id,
    kind: 'chair',
    onDay: on,
    memberId: member.id,
    document,
    ...meeting.value,
    positionBefore: member.position,
    recordedBy: request.account?.id ?? 0,
    recordedAt: request.now,
  })
  await recordEvent(trx, actor, { type: 'committeeChairChosen', name: member.name, on, document }, election.id)
  return ok(member.name)
}

function checkChair(
  { on }: ChairForm,
  { changes, nominees, kinships, ruleSet }: CommitteePeople,
  member: CommitteePeople['sitting'][number],
  today: string,
): FormErrors {
  if (on > today) return formErrors([{ field: 'on', message: '日期不能在今天之后' }])
  const left = changes.filter(({ kind }) => kind === 'left').at(-1)
  if (left && on < left.onDay) {
    return formErrors([{ field: 'on', message: `成员${longDate(left.onDay)}才退出，确定主任不能更早` }])
  }
  const [barred] = membersWhoMustLeave([personOf(member)], nominees, kinships, ruleSet)
  return formErrors(barred ? [{ field: 'memberId', message: `${barred.reason}，应当退出，不能任主任` }] : [])
}
