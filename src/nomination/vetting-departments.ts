import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { claimForm, type FormErrors, readForm } from '../infra/http/forms.js'
import { usualDepartments } from '../rules/vetting-verdict.js'
import { listNominees } from './queries.js'
import { settleVetting } from './settle-vetting.js'
import { listDepartments, listElectionsInReview, replaceDepartments } from './vetting-queries.js'
import { typedValues } from './words.js'

const mostDepartments = 15

const departmentsForm = z.object({
  departments: z
    .string('请填写参加联审的部门')
    .transform((text) => text.split(/[\r\n、,，]/).map((name) => name.trim()))
    .transform((names) => names.filter((name) => name !== ''))
    .refine((names) => names.length > 0, '请至少填写一个部门')
    .refine((names) => names.length <= mostDepartments, `最多 ${mostDepartments} 个部门`)
    .refine((names) => names.every((name) => [...name].length <= 12), '部门名称最多 12 个字，请用简称')
    .refine((names) => new Set(names).size === names.length, '有部门写了两遍'),
  basis: z.string().default(''),
})

function seasonIdOf({ season }: FastifyRequest): number {
  if (!season) throw new NotFound('还没有设立换届。')
  return season.id
}

/** What was seen when the form was opened. */
function basisOf(names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex')
}

/** The departments of the joint review (联审), the same for every community of the season. */
export async function showDepartments(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const names = await listDepartments(this.db, seasonIdOf(request))
  return await departmentsPage(request, reply, { departments: names.join('\n'), basis: basisOf(names) })
}

async function departmentsPage(request: FastifyRequest, reply: FastifyReply, typed: unknown, errors?: FormErrors) {
  return await reply.code(errors ? 422 : 200).page('nomination/vetting-departments.hbs', {
    title: '联审部门',
    usual: `通常是：${usualDepartments.join('、')}。`,
    mayChange: request.account?.role === 'bureauAuditor',
    form: typedValues(typed, ['departments', 'basis']),
    errors,
  })
}

/** Changes the list; reviews that are under way follow it. */
export async function saveDepartments(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const seasonId = seasonIdOf(request)
  const form = readForm(departmentsForm, request.body)
  if (!form.ok) return await departmentsPage(request, reply, request.body, form.error)
  const { departments: after, basis } = form.value
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const before = await listDepartments(trx, seasonId)
    if (basis !== basisOf(before)) throw new Conflict()
    await replaceDepartments(trx, seasonId, after)
    await recordEvent(trx, request.actor, { type: 'vettingDepartmentsChanged', seasonId, before, after }, null)
    await settleReviews(trx, request, seasonId)
    return ok(undefined)
  })
  reply.flash('联审部门已保存，各社区的审查表按此调整。')
  return reply.redirect('/season/vetting-departments', 303)
}

async function settleReviews(trx: Trx, request: FastifyRequest, seasonId: number): Promise<void> {
  for (const election of await listElectionsInReview(trx, seasonId)) {
    for (const { id } of await listNominees(trx, election.id)) await settleVetting(trx, request.actor, election, id)
  }
}
