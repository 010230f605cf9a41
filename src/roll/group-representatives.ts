import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import { may } from '../rules/permitted-actions.js'
import { checkRepresentatives, usualSeats } from '../rules/representatives.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { halfWidth, optionalDateField, optionalTextField, timeField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { listMilestones } from '../timetable/queries.js'
import { listGroupSeats, listRepresentatives, saveGroupSeats } from './representative-queries.js'

type Typed = Readonly<Record<string, unknown>>

export const leadsText = { nothing: '居民代表', head: '组长', deputy: '副组长' } as const

const seatsForm = z.object({
  seats: z
    .string()
    .transform(halfWidth)
    .pipe(z.string().regex(/^[1-9]\d?$/, '名额填 1 至 99'))
    .transform(Number),
  place: optionalTextField(40),
  day: optionalDateField,
  time: z.union([z.literal('').transform(() => null), timeField]).default(null),
})

/** Residents' representatives and heads of groups (art. 13): seats, meetings and people, group by group. */
export async function showGroupRepresentatives(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await representativesPage(this.db, request, reply, {})
}

export async function representativesPage(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors?: FormErrors,
) {
  const { election, account } = request
  const ruleSet = ruleSetInForce(election)
  const milestones = await listMilestones(db, election.id)
  const refusal = may('nameRepresentatives', milestones, ruleSet)
  const groups = await listGroupSeats(db, election.id)
  const people = await listRepresentatives(db, election.id)
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : undefined)
  const mayWork = ['rollClerk', 'electionOfficer'].includes(account?.role ?? '')
  const isSettled = groups.some(({ seats }) => seats !== null)
  return await reply.code(errors ? 422 : 200).page('roll/group-representatives.hbs', {
    title: '居民代表和居民小组长',
    mayName: mayWork && refusal.length === 0,
    findings: isSettled ? [...refusal, ...checkRepresentatives(ruledGroups(groups, people), ruleSet)] : refusal,
    total: people.length,
    women: people.filter(({ sex }) => sex === 'female').length,
    heads: people.filter(({ leads }) => leads === 'head').length,
    seats: groups.reduce((sum, { seats }) => sum + (seats ?? 0), 0),
    hasGroups: groups.length > 0,
    hasPeople: people.length > 0,
    groups: groups.map((group) => groupRow(group, people, usualSeats(group.households, ruleSet), { text, errors })),
    mayTakeAsElectors:
      election.form === 'representatives' &&
      people.length > 0 &&
      may('chooseElectors', milestones, ruleSet).length === 0,
    form: { voterNumber: text('voterNumber') ?? '', leads: text('leads') ?? 'nothing' },
    leadsChoices: Object.entries(leadsText).map(([value, words]) => ({ value, text: words })),
    here: `/elections/${election.id}/roll/group-representatives`,
    errors,
  })
}

type Group = Awaited<ReturnType<typeof listGroupSeats>>[number]
type Person = Awaited<ReturnType<typeof listRepresentatives>>[number]

/** The groups as the rule looks at them. */
export function ruledGroups(groups: readonly Group[], people: readonly Person[]) {
  return groups.map(({ number, name, households, seats }) => {
    const own = people.filter(({ residentsGroup }) => residentsGroup === number)
    const heads = own.filter(({ leads }) => leads === 'head').map(({ voterId }) => voterId)
    return { name, households, seats, representatives: own.map(({ voterId }) => voterId), heads }
  })
}

function groupRow(
  { number, name, households, seats, place, meetsOn, meetsAt }: Group,
  people: readonly Person[],
  { least, most }: { readonly least: number; readonly most: number },
  { text, errors }: { text: (name: string) => string | undefined; errors: FormErrors | undefined },
) {
  const wrong = (errors?.list ?? []).filter(({ field }) => field.endsWith(`-${number}`))
  return {
    wrong: wrong.map(({ message }) => message.replace(/^.*：/u, '')).join('；'),
    number,
    name,
    households,
    usual: least === most ? String(least) : `${least}—${most}`,
    seats: text(`seats-${number}`) ?? (seats === null ? '' : String(seats)),
    place: text(`place-${number}`) ?? place,
    day: text(`day-${number}`) ?? meetsOn ?? '',
    time: text(`time-${number}`) ?? meetsAt ?? '',
    people: people
      .filter(({ residentsGroup }) => residentsGroup === number)
      .map((person) => ({
        ...person,
        sexText: person.sex === 'male' ? '男' : '女',
        leadsText: leadsText[person.leads],
        isLeading: person.leads !== 'nothing',
      })),
  }
}

/** Saves seats and meetings of every group whose seats were filled in. */
export async function saveGroupRepresentatives(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, body, now } = request
  const typed = (body ?? {}) as Typed
  const saved = await inTransaction<number, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, body, now))) return ok(0)
    const refusal = may('nameRepresentatives', await listMilestones(trx, election.id), ruleSetInForce(election))
    if (refusal.length > 0) return refused(errorsFromFindings(refusal))
    const read = readSeats(await listGroupSeats(trx, election.id), typed)
    if (read.errors.length > 0) return refused(formErrors(read.errors))
    for (const { number, ...seats } of read.rows) {
      await saveGroupSeats(trx, { electionId: election.id, residentsGroup: number, ...seats })
    }
    const seats = read.rows.reduce((sum, row) => sum + row.seats, 0)
    await recordEvent(trx, actor, { type: 'groupSeatsSet', groups: read.rows.length, seats }, election.id)
    return ok(seats)
  })
  if (!saved.ok) return await representativesPage(this.db, request, reply, typed, saved.error)
  if (saved.value > 0) reply.flash(`已保存，共 ${saved.value} 名。可以到“公告与文书”印发推选公告。`)
  return reply.redirect(`/elections/${election.id}/roll/group-representatives`, 303)
}

interface SeatsRow {
  readonly number: number
  readonly seats: number
  readonly place: string
  readonly meetsOn: PlainDate | null
  readonly meetsAt: string | null
}

function readSeats(groups: readonly Group[], typed: Typed): { rows: SeatsRow[]; errors: FieldError[] } {
  const rows: SeatsRow[] = []
  const errors: FieldError[] = []
  for (const { number, name } of groups) {
    const own = Object.fromEntries(
      ['seats', 'place', 'day', 'time'].map((field) => [field, typed[`${field}-${number}`] ?? '']),
    )
    if (Object.values(own).every((value) => value === '')) continue
    const read = seatsForm.safeParse(own)
    const wrong = read.success
      ? read.data.time !== null && read.data.day === null
        ? [{ path: ['day'], message: '写了时间，也要写日期' }]
        : []
      : read.error.issues
    for (const { path, message } of wrong)
      errors.push({ field: `${path.join('.')}-${number}`, message: `${name}：${message}` })
    if (read.success)
      rows.push({
        number,
        seats: read.data.seats,
        place: read.data.place,
        meetsOn: read.data.day,
        meetsAt: read.data.time,
      })
  }
  if (rows.length === 0 && errors.length === 0)
    errors.push({ field: `seats-${groups[0]?.number ?? 1}`, message: '请至少填一个居民小组的名额' })
  return { rows, errors }
}
