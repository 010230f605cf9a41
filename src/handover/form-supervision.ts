import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { assemblyText, checkQuorum } from '../rules/assemblies.js'
import type { Finding } from '../rules/finding.js'
import { personIdOf } from '../rules/person-id.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { checkSupervision, type Supervisor } from '../rules/supervision-committee.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { countField, dateField, positiveField, versionField } from '../infra/http/fields.js'
import {
  claimForm,
  errorsBesideRows,
  errorsFromFindings,
  type FormErrors,
  formErrors,
  readForm,
  rowError,
} from '../infra/http/forms.js'
import { asKinship, listKinships } from '../nomination/queries.js'
import { findVoterByNumber, type RollVoter } from '../roll/queries.js'
import { listMilestones, recordStepOnce } from '../timetable/queries.js'
import {
  findSupervisionCommittee,
  listMembers,
  saveSupervisionCommittee,
  type SupervisionCommittee,
} from './queries.js'
import { resultState } from './result-state.js'
import { optionsOf, typedValues } from './words.js'

const rowNumbers = [1, 2, 3, 4, 5, 6, 7] as const

const supervisionForm = z
  .object({
    version: versionField.default(0),
    chosenBy: z.enum(['residentsAssembly', 'representativesAssembly'], '请选择由哪个会议推选'),
    chosenOn: dateField,
    entitled: positiveField,
    present: positiveField,
    members: z
      .array(
        z.object({
          voterNumber: positiveField,
          position: z.enum(['chair', 'member'], '请选择职务'),
          votes: countField,
        }),
      )
      .min(1, '请填写成员'),
  })
  .refine((form) => form.present <= form.entitled, { path: ['present'], message: '到会人数不能多于应到人数' })

type SupervisionForm = z.infer<typeof supervisionForm>
type Typed = Readonly<Record<string, unknown>>

export async function showSupervision(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const committee = await findSupervisionCommittee(this.db, request.election.id)
  return await supervisionPage(this, request, reply, committee, committee ? asTyped(committee) : {})
}

function asTyped({ version, chosenBy, chosenOn, entitled, present, members }: SupervisionCommittee): Typed {
  const rows = members.flatMap(({ voterNumber, position, votes }, i): [string, string][] => [
    [`member-${i + 1}-voterNumber`, String(voterNumber)],
    [`member-${i + 1}-position`, position],
    [`member-${i + 1}-votes`, String(votes)],
  ])
  return { version, chosenBy, chosenOn, entitled, present, ...Object.fromEntries<string>(rows) }
}

async function supervisionPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  committee: SupervisionCommittee | undefined,
  typed: Typed,
  errors?: FormErrors,
) {
  const { election, account, today } = request
  const { isDeclared } = resultState(await listMilestones(app.db, election.id))
  const fields = ['version', 'chosenBy', 'chosenOn', 'entitled', 'present'] as const
  const form = typedValues(typed, fields)
  return await reply.code(errors ? 422 : 200).page('handover/form-supervision.hbs', {
    title: '居务监督委员会',
    home: `/elections/${election.id}/handover`,
    here: `/elections/${election.id}/handover/supervision`,
    isDeclared,
    members: (committee?.members ?? []).map(({ name, position, votes }) => ({
      ...{ name, votes },
      positionText: position === 'chair' ? '主任' : '委员',
    })),
    hasCommittee: committee !== undefined,
    meetingText: committee
      ? `${assemblyText[committee.chosenBy]}推选，应到${committee.entitled}人，实到${committee.present}人`
      : '',
    chosenOn: committee?.chosenOn ?? '',
    mayWrite: account?.role === 'electionOfficer' && isDeclared,
    choices: {
      assemblies: optionsOf(assemblyText),
      positions: [
        { value: '', text: '' },
        { value: 'chair', text: '主任' },
        { value: 'member', text: '委员' },
      ],
    },
    rows: rowNumbers.map((number) => ({
      number,
      ...Object.fromEntries(
        Object.entries(rowOf(typed, number)).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ),
      error: rowError(errors, `member-${number}`),
    })),
    form: { ...form, version: form.version || '0', chosenOn: form.chosenOn || today },
    errors,
  })
}

function rowOf(typed: Typed, number: number) {
  const value = (name: string) => typed[`member-${number}-${name}`]
  return { voterNumber: value('voterNumber'), position: value('position'), votes: value('votes') }
}

const filledRows = (typed: Typed) =>
  rowNumbers.filter((number) =>
    Object.values(rowOf(typed, number)).some((value) => typeof value === 'string' && value.trim() !== ''),
  )

function readSupervision(typed: Typed): Result<SupervisionForm, FormErrors> {
  const members = filledRows(typed).map((number) => rowOf(typed, number))
  const form = readForm(supervisionForm, { ...typed, members })
  return form.ok ? form : refused(besideRows(typed, form.error))
}

function besideRows(typed: Typed, errors: FormErrors): FormErrors {
  return errorsBesideRows(errors, { list: 'members', row: 'member', numbers: filledRows(typed) })
}

/** Records who was chosen; nobody of the residents' committee and no close relative of theirs (art. 36). */
export async function formSupervision(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const typed = (request.body ?? {}) as Typed
  const form = readSupervision(typed)
  const { election } = request
  const refuse = async (errors: FormErrors) =>
    await supervisionPage(this, request, reply, await findSupervisionCommittee(this.db, election.id), typed, errors)
  if (!form.ok) return await refuse(form.error)
  const saved = await inTransaction<undefined, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const people = await Promise.all(
      form.value.members.map(async ({ voterNumber }) => await findVoterByNumber(trx, election.id, voterNumber)),
    )
    const errors = await supervisionErrors(trx, request, form.value, people)
    if (errors.list.length > 0) return refused(besideRows(typed, errors))
    await save(
      trx,
      request,
      form.value,
      people.filter((person) => person !== undefined),
    )
    return ok(undefined)
  })
  if (!saved.ok) return await refuse(saved.error)
  reply.flash('居务监督委员会已登记。请印发公告。')
  return reply.redirect(`/elections/${election.id}/handover/supervision`, 303)
}

async function supervisionErrors(
  trx: Trx,
  { election, today }: FastifyRequest,
  form: SupervisionForm,
  people: readonly (RollVoter | undefined)[],
): Promise<FormErrors> {
  const { isDeclared, foundedOn } = resultState(await listMilestones(trx, election.id))
  if (!isDeclared) return formErrors([{ field: '', message: '选举结果宣布后再登记居务监督委员会。' }])
  const unknown = people.flatMap((person, i) =>
    person ? [] : [{ field: `members.${i}.voterNumber`, message: '名单上没有这个选民证号' }],
  )
  if (unknown.length > 0) return formErrors(unknown)
  const supervisors = people.flatMap((person, i): Supervisor[] =>
    person
      ? [
          {
            personId: personIdOf(person.id, person.name),
            name: person.name,
            position: form.members[i]?.position ?? 'member',
          },
        ]
      : [],
  )
  const members = await listMembers(trx, election.id)
  const kinships = (await listKinships(trx, election.id)).map(asKinship)
  const ruleSet = ruleSetInForce(election)
  const meeting = { assembly: form.chosenBy, entitled: form.entitled, present: form.present }
  const findings: Finding[] = [
    ...checkSupervision(supervisors, members, kinships, ruleSet),
    ...checkQuorum(meeting, ruleSet),
    ...dayFindings(form.chosenOn, today, foundedOn),
  ]
  return errorsFromFindings(findings)
}

function dayFindings(on: string, today: string, foundedOn: string | undefined): Finding[] {
  const finding = (message: string): Finding[] => [
    { code: 'supervision-day', severity: 'error', fields: ['chosenOn'], message },
  ]
  if (on > today) return finding('推选日期还没有到，请在推选之后登记。')
  return foundedOn && on < foundedOn ? finding('推选日期早于新一届居民委员会产生之日，请核对。') : []
}

async function save(trx: Trx, request: FastifyRequest, form: SupervisionForm, people: readonly RollVoter[]) {
  const { election, actor, now } = request
  const { version, members: rows, ...meeting } = form
  const members = people.map(({ id }, i) => ({
    ...{ voterId: id, position: rows[i]?.position ?? ('member' as const), votes: rows[i]?.votes ?? 0 },
  }))
  const choice = { electionId: election.id, ...meeting, recordedBy: request.account?.id ?? 0, recordedAt: now }
  if (!(await saveSupervisionCommittee(trx, choice, members, version))) throw new Conflict()
  const names = people.map(({ name }) => name)
  const event = { type: 'supervisionCommitteeFormed', on: form.chosenOn, members: names } as const
  await recordEvent(trx, actor, event, election.id)
  const step = { step: 'bodies', on: form.chosenOn, note: '居务监督委员会' } as const
  await recordStepOnce(trx, actor, election.id, step)
}
