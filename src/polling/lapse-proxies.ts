import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../lib/result.js'
import type { LapsedProxy } from '../rules/proxies.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listLapsedGrants } from './proxy-facts.js'
import { endGrant, type Grant } from './proxy-queries.js'

/** Grants that no longer hold since the roll or the candidates changed: a person confirms that they lapse. */
export async function showLapsed(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await lapsedPage(this, request, reply)
}

async function lapsedPage({ db }: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const lapsed = await listLapsedGrants(db, request.election)
  return await reply.code(errors ? 422 : 200).page('polling/lapse-proxies.hbs', {
    title: '不再符合规定的委托',
    count: lapsed.length,
    isEmpty: lapsed.length === 0,
    rows: lapsed.map(({ grant, findings }) => ({
      id: grant.id,
      number: grant.number,
      key: keyOf(grant),
      principal: grant.principal,
      proxy: grant.proxy,
      findings,
    })),
    errors,
  })
}

/** A grant as the page showed it: one that was changed since is looked at again. */
function keyOf({ id, version }: Pick<Grant, 'id' | 'version'>): string {
  return `${id}-${version}`
}

const lapseForm = z.object({
  grants: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat())
    .pipe(z.array(z.string().regex(/^\d{1,9}-\d{1,9}$/)).min(1, '请勾选要确认失效的委托')),
})

export async function lapseProxies(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const form = readForm(lapseForm, request.body)
  if (!form.ok) {
    const message = '请勾选要确认失效的委托'
    return await lapsedPage(this, request, reply, formErrors([{ field: 'grants', message }]))
  }
  const done = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(0)
    const lapsed = await listLapsedGrants(trx, election)
    for (const key of form.value.grants) {
      const found = lapsed.find(({ grant }) => keyOf(grant) === key)
      if (!found) throw new Conflict('所选的委托已有变化，请返回核对。')
      await lapse(trx, request, found)
    }
    return ok(form.value.grants.length)
  })
  if (done.ok && done.value > 0) reply.flash(`已确认 ${done.value} 件委托失效，请通知委托人另行委托或者本人投票。`)
  return reply.redirect(`/elections/${election.id}/polling/proxies`, 303)
}

/** Ends a grant for the reason that the rules give. */
async function lapse(trx: Trx, { actor, election }: FastifyRequest, { grant, findings }: LapsedProxy<Grant>) {
  const reason = findings.map(({ message }) => message).join('')
  const article = findings.find((finding) => finding.article !== undefined)?.article
  const end = { state: 'lapsed', reason, article, accountId: actor.accountId as number, at: actor.at } as const
  if (!(await endGrant(trx, grant, end))) throw new Conflict()
  const { id: grantId, number } = grant
  const event = { type: 'proxyGrantEnded', grantId, number, state: 'lapsed', reason } as const
  await recordEvent(trx, actor, { ...event, article: article ?? null }, election.id)
}
