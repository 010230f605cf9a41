import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { halfWidth, idField, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { insertCommunity, insertTownship, listCommunities, listTownships } from './queries.js'

const codeField = z
  .string('请填写代码')
  .transform(halfWidth)
  .pipe(z.string().regex(/^\d{3,12}$/, '代码是 3 到 12 位数字'))

const townshipForm = z.object({
  townshipName: textField(20, '请填写街道（镇）名称'),
  townshipCode: codeField,
  kind: z.enum(['subdistrict', 'town', 'township'], '请选择类别'),
})

const communityForm = z.object({
  communityName: textField(20, '请填写社区名称'),
  communityCode: codeField,
  townshipId: idField,
})

const kindText = { subdistrict: '街道', town: '镇', township: '乡' } as const

type Typed = Readonly<Record<string, unknown>>

export async function showCommunities(this: FastifyInstance, _request: FastifyRequest, reply: FastifyReply) {
  return await communitiesPage(this, reply, {})
}

async function communitiesPage(app: FastifyInstance, reply: FastifyReply, form: Typed, errors?: FormErrors) {
  const communities = await listCommunities(app.db)
  const townships = (await listTownships(app.db)).map((township) => {
    const own = communities.filter(({ townshipId }) => townshipId === township.id)
    return { ...township, kindText: kindText[township.kind], communities: own, count: own.length }
  })
  return await reply.code(errors ? 422 : 200).page('organisation/manage-communities.hbs', {
    title: '街道与社区',
    townships,
    total: communities.length,
    townshipCount: townships.length,
    kinds: Object.entries(kindText).map(([value, text]) => ({ value, text })),
    townshipChoices: [{ value: '', text: '请选择' }, ...townships.map(({ id, name }) => ({ value: id, text: name }))],
    form: {
      townshipName: '',
      townshipCode: '',
      kind: 'subdistrict',
      communityName: '',
      communityCode: '',
      townshipId: '',
      ...form,
    },
    errors,
  })
}

export async function addTownship(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(townshipForm, request.body)
  if (!form.ok) return await communitiesPage(this, reply, request.body as Typed, form.error)
  const { townshipName: name, townshipCode: code, kind } = form.value
  return await add(this, request, reply, { field: 'townshipName', name }, async (trx) => {
    const townshipId = await insertTownship(trx, { name, code, kind })
    await recordEvent(trx, request.actor, { type: 'townshipAdded', townshipId, name }, null)
  })
}

export async function addCommunity(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(communityForm, request.body)
  if (!form.ok) return await communitiesPage(this, reply, request.body as Typed, form.error)
  const { communityName: name, communityCode: code, townshipId } = form.value
  if (!(await listTownships(this.db)).some(({ id }) => id === townshipId)) {
    const errors = formErrors([{ field: 'townshipId', message: '请选择所属街道（镇）' }])
    return await communitiesPage(this, reply, request.body as Typed, errors)
  }
  return await add(this, request, reply, { field: 'communityName', name }, async (trx) => {
    const communityId = await insertCommunity(trx, { townshipId, name, code })
    await recordEvent(trx, request.actor, { type: 'communityAdded', communityId, name }, null)
  })
}

async function add(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { field, name }: { field: string; name: string },
  insert: (trx: Trx) => Promise<void>,
) {
  try {
    await inTransaction(app.db, async (trx) => {
      if (await claimForm(trx, request.body, request.now)) await insert(trx)
      return ok(undefined)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const errors = formErrors([{ field, message: `“${name}”或它的代码已经有了` }])
    return await communitiesPage(app, reply, request.body as Typed, errors)
  }
  reply.flash(`已增加${name}。`)
  return reply.redirect('/communities', 303)
}
