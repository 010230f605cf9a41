import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recheck } from '../rules/recheck.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { textField } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { readDependents } from './dependents.js'
import { insertRecheckMark, listRecheckMarks } from './recheck-queries.js'

/**
 * What rested on the roll and no longer holds since it was changed or election day moved: nomination papers, nominees,
 * electors, members of the election committee, proxies, voters of mobile boxes (law.md 4, critical path). For a person to see to, one by one.
 */
export async function showRechecks(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await rechecksPage(this.db, request, reply)
}

/** Named by what is wrong: when more goes wrong it is another item, and open again. */
function keyOf(title: string, code: string, message: string): string {
  return createHash('sha256')
    .update(JSON.stringify([title, code, message]))
    .digest('hex')
    .slice(0, 32)
}

async function readItems(db: Db, election: ElectionInScope) {
  const { resting, before, after } = await readDependents(db, election)
  const rules = { form: election.form, ruleSet: ruleSetInForce(election) }
  const marks = new Map((await listRecheckMarks(db, election.id)).map(({ item, ...mark }) => [item, mark]))
  return resting.flatMap(({ dependent, title, path, findings: others = [] }) =>
    [...recheck([dependent], before, after, rules).flatMap(({ findings }) => findings), ...others].map(
      ({ code, severity, message, article }) => {
        const item = keyOf(title, code, message)
        const mark = marks.get(item)
        return {
          item,
          title,
          message,
          article: article ?? '',
          isWrong: severity === 'error',
          // Confirming the candidates asks the rules again and refuses, whatever was noted here (art. 18).
          blocks: severity === 'error' && (dependent.kind === 'nominee' || code === 'too-few-nominators'),
          href: `/elections/${election.id}/${path}`,
          isHandled: mark !== undefined,
          handledText: mark ? `${mark.handledOn}　${mark.handledBy}：${mark.note}` : '',
        }
      },
    ),
  )
}

async function rechecksPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, account } = request
  const items = await readItems(db, election)
  const open = items.filter(({ isHandled }) => !isHandled)
  return await reply.code(errors ? 422 : 200).page('oversight/show-rechecks.hbs', {
    title: '需要复核',
    open,
    handled: items.filter(({ isHandled }) => isHandled),
    openCount: open.length,
    hasOpen: open.length > 0,
    mayHandle: account?.role === 'electionOfficer',
    errors,
  })
}

const handledForm = z.object({
  item: z.string().regex(/^[0-9a-f]{32}$/, '请从本页提交'),
  note: textField(200, '请写明怎样处理的'),
})

/** Notes that an item was seen to, and how. */
export async function handleRecheck(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today, account } = request
  const form = readForm(handledForm, request.body)
  if (!form.ok) return await rechecksPage(this.db, request, reply, form.error)
  const { item, note } = form.value
  const handled = await inTransaction(this.db, async (trx): Promise<Result<void, FormErrors>> => {
    const found = (await readItems(trx, election)).find((one) => one.item === item)
    if (!found) return refused(formErrors([{ field: 'note', message: '这一项已有变化，请看下面的最新情况' }]))
    const mark = { electionId: election.id, item, note, handledOn: today, handledBy: account?.id as number }
    // Twice, by a double click or from another desk: the first stands.
    if (!(await insertRecheckMark(trx, mark))) return ok(undefined)
    const event = { type: 'recheckHandled', subject: `${found.title}：${found.message}`, note } as const
    return ok(await recordEvent(trx, actor, event, election.id))
  })
  if (!handled.ok) return await rechecksPage(this.db, request, reply, handled.error)
  reply.flash('已记为处理完毕。')
  return reply.redirect(`/elections/${election.id}/rechecks`, 303)
}
