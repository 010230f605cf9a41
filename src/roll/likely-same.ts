import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { idField, optionalTextField, pageNumber, queryText } from '../infra/http/fields.js'
import { type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import {
  countNamesakes,
  findNamesakes,
  listNamesakes,
  type NamesakeRow,
  type Namesakes,
  namesakesById,
  saveNamesakeRuling,
} from './namesake-queries.js'
import { rollWorkers } from './roll-state.js'
import { typedAgain } from './typed-again.js'

const perPage = 50
const sharedText = { birth: '姓名、出生日期相同', telephone: '姓名、电话相同' } as const
const rulingText = { different: '不是同一人', same: '是同一人' } as const

/** Those who may be one person on the roll twice, here or here and elsewhere: for a human eye. */
export async function showLikelySame(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await likelyPage(this, request, reply)
}

async function likelyPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, query, account } = request
  const isRuled = queryText(query, 'show') === 'ruled'
  const [open, ruled] = [await countNamesakes(app.db, election, false), await countNamesakes(app.db, election, true)]
  const total = isRuled ? ruled : open
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(pageNumber(queryText(query, 'page')), pages)
  const pairs = await listNamesakes(app.db, election, { isRuled, page, perPage })
  const people = await namesakesById(app.db, [...new Set(pairs.flatMap(({ ownId, otherId }) => [ownId, otherId]))])
  const address = (to: number) =>
    `/elections/${election.id}/roll/likely-same?show=${isRuled ? 'ruled' : 'open'}&page=${to}`
  return await reply.code(errors ? 422 : 200).page('roll/likely-same.hbs', {
    title: '疑似同一人',
    open,
    ruled,
    isRuled,
    mayRule: account !== null && rollWorkers.includes(account.role),
    rows: pairs.map((pair) => pairWords(pair, people, election.id)),
    form: { note: '', ...typedAgain(request, errors) },
    pager: {
      total,
      unit: '对',
      page,
      pages,
      previous: page > 1 ? address(page - 1) : '',
      next: page < pages ? address(page + 1) : '',
    },
    errors,
  })
}

function pairWords(pair: Namesakes, people: ReadonlyMap<number, NamesakeRow>, electionId: number) {
  return {
    key: `${pair.ownId}-${pair.otherId}`,
    ownId: pair.ownId,
    otherId: pair.otherId,
    own: personWords(people.get(pair.ownId), electionId),
    other: personWords(people.get(pair.otherId), electionId),
    sharedText: sharedText[pair.shared],
    isSame: pair.ruling === 'same',
    rulingText: pair.ruling === null ? '' : rulingText[pair.ruling],
    note: pair.note ?? '',
    ruledOn: pair.ruledOn ?? '',
  }
}

/** Of somebody on another community's roll no more than tells them apart (Personal Information Protection Law, art. 6). */
function personWords(person: NamesakeRow | undefined, electionId: number) {
  const isHere = person?.electionId === electionId
  return {
    name: person?.name ?? '',
    sexText: person?.sex === 'male' ? '男' : '女',
    birthText: isHere ? (person?.birthDate ?? '') : `${person?.birthDate.slice(0, 4) ?? ''}年**月`,
    place: isHere ? `${person?.address ?? ''}` : (person?.communityName ?? ''),
    numberText: isHere ? `选民号 ${person?.voterNumber ?? ''}` : '',
    href: isHere ? `/elections/${electionId}/roll/voters/${person?.id ?? 0}` : '',
  }
}

const rulingForm = z.object({
  ownId: idField,
  otherId: idField,
  ruling: z.enum(['different', 'same'], '请选择核对结果'),
  note: optionalTextField(100),
})

/** What somebody who looked found. Nobody is taken off a roll by it: that is done on the page of the voter. */
export async function ruleOnNamesakes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, today, account } = request
  const form = readForm(rulingForm, request.body)
  if (!form.ok) return await likelyPage(this, request, reply, form.error)
  const { ownId, otherId, ruling, note } = form.value
  const saved = await inTransaction(this.db, async (trx): Promise<Result<void, FormErrors>> => {
    if (!(await findNamesakes(trx, election, { ownId, otherId }))) {
      return refused(formErrors([{ field: 'ruling', message: '这两人的登记已有变动，不再疑似同一人' }]))
    }
    await saveNamesakeRuling(trx, [ownId, otherId], { ruling, note, ruledOn: today, ruledBy: account?.id as number })
    return ok(
      await recordEvent(trx, actor, { type: 'namesakesRuled', voterId: ownId, otherId, ruling, note }, election.id),
    )
  })
  if (!saved.ok) return await likelyPage(this, request, reply, saved.error)
  reply.flash(ruling === 'same' ? '已记为同一人。请删除其中一条登记。' : '已记为不是同一人。')
  return reply.redirect(`/elections/${election.id}/roll/likely-same`, 303)
}
