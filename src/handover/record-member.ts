import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import {
  checkMemberFacts,
  type MemberFacts,
  memberAge,
  originText,
  partyOfficeText,
  serviceText,
} from '../rules/member-facts.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import {
  optionalDateField,
  optionalPartialDateField,
  optionalTextField,
  textField,
  versionField,
} from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { changedFacts } from './changed-facts.js'
import { listMembers, type Member, type RecordedMember, saveMemberFacts } from './queries.js'
import { optionsOf, sexText, typedValues } from './words.js'

const keysOf = <T extends string>(texts: Readonly<Record<T, string>>) => Object.keys(texts) as [T, ...T[]]

const memberForm = z.object({
  sex: z.enum(['male', 'female']).optional(),
  birthDate: optionalDateField.optional(),
  nationality: optionalTextField(20),
  politicalStatus: textField(20, '请填写政治面貌'),
  education: textField(20, '请填写文化程度'),
  occupation: optionalTextField(40),
  origin: z.enum(keysOf(originText), '请选择来源'),
  service: z.enum(keysOf(serviceText), '请选择任职情况'),
  isFullTime: z.enum(['yes', 'no'], '请选择是否专职'),
  partyOffice: z.enum(keysOf(partyOfficeText), '请选择党组织任职'),
  partySince: optionalPartialDateField.default(null),
  telephone: z
    .string()
    .default('')
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{7,12}$/, '请填写电话号码，7 至 12 位数字')),
  version: versionField,
})

type MemberForm = z.infer<typeof memberForm>

const fields = [
  ...(['sex', 'birthDate', 'nationality', 'politicalStatus', 'education', 'occupation', 'origin'] as const),
  ...(['service', 'isFullTime', 'partyOffice', 'partySince', 'telephone', 'version'] as const),
]

async function memberInView(app: FastifyInstance, request: FastifyRequest): Promise<Member> {
  const { memberId } = request.params as { memberId: string }
  const member = (await listMembers(app.db, request.election.id)).find(({ key }) => key === memberId)
  if (!member) throw new NotFound('没有这名当选人，或者结果已经变动。请回到“当选人员登记”。')
  return member
}

/** The form holds the whole telephone: opening it is a look (Personal Information Protection Law, art. 51). */
async function recordLook({ db }: FastifyInstance, { actor, election }: FastifyRequest, member: Member) {
  const event = { type: 'memberTelephoneSeen', name: member.name, post: member.postTitle } as const
  await inTransaction(db, async (trx) => ok(await recordEvent(trx, actor, event, election.id)))
}

export async function showMemberForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const member = await memberInView(this, request)
  const { facts, sealedTelephone, version } = member
  const telephone = sealedTelephone === null ? '' : this.sealer.unsealText(sealedTelephone)
  if (telephone !== '') await recordLook(this, request, member)
  const isFullTime = facts.isFullTime === null ? '' : facts.isFullTime ? 'yes' : 'no'
  return await memberPage(request, reply, member, { ...facts, isFullTime, telephone, version })
}

async function memberPage(
  { election }: FastifyRequest,
  reply: FastifyReply,
  member: Member,
  typed: unknown,
  errors?: FormErrors,
) {
  const { facts } = member
  return await reply.code(errors ? 422 : 200).page('handover/record-member.hbs', {
    title: `登记当选人情况：${member.name}`,
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/members/${member.key}/record-member`,
    name: member.name,
    postTitle: member.postTitle,
    votes: member.votes,
    totalVotes: member.totalVotes,
    isOnRoll: member.isOnRoll,
    asksNationality: member.isOnRoll && !member.rollKnowsNationality,
    known: {
      sex: facts.sex ? sexText[facts.sex] : '—',
      birthDate: facts.birthDate ?? '—',
      age: facts.birthDate ? `${memberAge(facts.birthDate, election.electionDay)}周岁` : '—',
      nationality: facts.nationality || '—',
    },
    choices: {
      sex: optionsOf(sexText),
      origin: [{ value: '', text: '请选择' }, ...optionsOf(originText)],
      service: optionsOf(serviceText),
      fullTime: optionsOf({ yes: '专职', no: '兼职' }),
      partyOffice: [{ value: '', text: '请选择' }, ...optionsOf(partyOfficeText)],
    },
    form: typedValues(typed, fields),
    errors,
  })
}

/** Records what the register says of somebody elected; what the roll knows stays the roll's. */
export async function recordMember(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const member = await memberInView(this, request)
  const form = readForm(memberForm, request.body)
  if (!form.ok) return await memberPage(request, reply, member, request.body, form.error)
  const { election, actor, now } = request
  const facts = factsOf(member, form.value)
  const errors = [...unknownPerson(facts), ...errorsFromFindings(checkMemberFacts(facts, election.electionDay)).list]
  if (errors.length > 0) return await memberPage(request, reply, member, request.body, formErrors(errors))
  const recorded: RecordedMember = {
    ...columnsOf(member, facts, form.value),
    ...{ electionId: election.id, personId: member.personId },
    sealedTelephone: this.sealer.sealText(form.value.telephone),
    ...{ recordedBy: request.account?.id ?? 0, recordedAt: now },
  }
  const before = member.sealedTelephone === null ? '' : this.sealer.unsealText(member.sealedTelephone)
  const changed = [...changedFacts(member, facts), ...(before === form.value.telephone ? [] : ['联系电话'])]
  const saved = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    if (!(await saveMemberFacts(trx, recorded, form.value.version))) return refused('stale' as const)
    const event = { type: 'memberFactsRecorded', name: member.name, post: member.postTitle, changed } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  if (!saved.ok) throw new Conflict()
  reply.flash(`${member.name}的情况已登记。`)
  return reply.redirect(`/elections/${election.id}/handover/members`, 303)
}

function factsOf({ isOnRoll, rollKnowsNationality, facts }: Member, form: MemberForm): MemberFacts {
  const { politicalStatus, education, occupation, origin, service, partyOffice, partySince } = form
  const person = isOnRoll ? facts : { sex: form.sex ?? null, birthDate: form.birthDate ?? null }
  return {
    ...{ sex: person.sex, birthDate: person.birthDate },
    nationality: rollKnowsNationality ? facts.nationality : form.nationality,
    ...{ politicalStatus, education, occupation, origin, service, partyOffice, partySince },
    isFullTime: form.isFullTime === 'yes',
    hasTelephone: true,
  }
}

/** Of somebody who is not on the roll nothing is known that is not typed here; of others perhaps not the nationality. */
function unknownPerson({ sex, birthDate, nationality }: MemberFacts) {
  return [
    ...(sex === null ? [{ field: 'sex', message: '请选择性别' }] : []),
    ...(birthDate === null ? [{ field: 'birthDate', message: '请填写出生日期' }] : []),
    ...(nationality === '' ? [{ field: 'nationality', message: '请填写民族' }] : []),
  ]
}

function columnsOf({ isOnRoll, rollKnowsNationality }: Member, facts: MemberFacts, { isFullTime }: MemberForm) {
  const { politicalStatus, education, occupation, origin, service, partyOffice, partySince } = facts
  const person = isOnRoll ? { sex: null, birthDate: null } : facts
  return {
    ...{ sex: person.sex, birthDate: person.birthDate },
    nationality: rollKnowsNationality ? '' : facts.nationality,
    ...{ politicalStatus, education, occupation, origin, service, partyOffice, partySince },
    isFullTime: isFullTime === 'yes',
  }
}
