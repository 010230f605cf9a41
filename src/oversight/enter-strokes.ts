import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { codePointText, hanOf } from '../lib/code-point.js'
import { ok, type Result, refused } from '../lib/result.js'
import { strokeKey } from '../lib/stroke-table.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { halfWidth, queryText, textField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listCharacterStrokes, readStrokeKey, saveCharacterStrokes } from '../organisation/queries.js'
import { listNomineeNames } from './queries.js'

type Typed = Readonly<Record<string, unknown>>

const strokesForm = z
  .object({
    character: z.string('请填写一个汉字').trim().refine(isOneHan, '请只填一个汉字'),
    count: z
      .string()
      .transform(halfWidth)
      .pipe(z.string().regex(/^[1-9]\d?$/, '笔画数请填 1 到 84'))
      .transform(Number)
      .refine((count) => count <= 84, '笔画数请填 1 到 84'),
    strokes: z
      .string()
      .transform((text) => halfWidth(text).replace(/[\s,，、]/g, ''))
      .pipe(z.string().regex(/^[1-5]+$/, '笔顺只用 1 到 5：横 1、竖 2、撇 3、点 4、折 5')),
    source: textField(60, '请写明所查的字典和页码'),
    version: z.string().default(''),
  })
  .refine(({ strokes, count }) => strokes.length <= count, {
    path: ['strokes'],
    message: '笔顺比笔画数还多，请核对',
  })
  .refine(({ character }) => strokeKey(character) === undefined, {
    path: ['character'],
    message: '这个字系统里已有笔画资料，不用补录',
  })

function isOneHan(text: string): boolean {
  return [...text].length === 1 && hanOf(text).length === 1
}

/** Strokes for characters that the table lacks: entered once, they put every name of the city in its place. */
export async function showEnterStrokes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const character = queryText(request.query, 'character')
  const known = (await listCharacterStrokes(this.db)).find((entry) => entry.character === character)
  return await strokesPage(this, request, reply, known ?? { character })
}

async function strokesPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors?: FormErrors,
) {
  const entered = await listCharacterStrokes(app.db)
  const wanted = await charactersWanted(app, request)
  const value = (name: string) => (['string', 'number'].includes(typeof typed[name]) ? String(typed[name]) : '')
  return await reply.code(errors ? 422 : 200).page('oversight/enter-strokes.hbs', {
    title: '笔画补录',
    wanted,
    wantedCount: wanted.length,
    entered: entered.map((entry) => ({ ...entry, codePoint: codePointText(entry.character), ...addressOf(entry) })),
    enteredCount: entered.length,
    form: {
      character: value('character'),
      count: value('count'),
      strokes: value('strokes'),
      source: value('source'),
      version: value('version'),
    },
    errors,
  })
}

function addressOf({ character }: { readonly character: string }) {
  return { href: `/enter-strokes?character=${encodeURIComponent(character)}` }
}

/** Characters of nominees that have no place yet, with the names they stand in. */
async function charactersWanted(app: FastifyInstance, { season }: FastifyRequest) {
  const keyOf = await readStrokeKey(app.db)
  const names = season ? await listNomineeNames(app.db, season.id) : []
  const places = new Map<string, string[]>()
  for (const { name, communityName } of names) {
    for (const character of hanOf(name).filter((each) => keyOf(each) === undefined)) {
      places.set(character, [...(places.get(character) ?? []), `${name}（${communityName}）`])
    }
  }
  return [...places].map(([character, people]) => ({
    character,
    codePoint: codePointText(character),
    people: people.join('、'),
    ...addressOf({ character }),
  }))
}

export async function enterStrokes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(strokesForm, request.body)
  const typed = (request.body ?? {}) as Typed
  if (!form.ok) return await strokesPage(this, request, reply, typed, form.error)
  const { version, ...entry } = form.value
  const saved = await inTransaction<undefined, FormErrors>(this.db, async (trx) =>
    (await claimForm(trx, request.body, request.now)) ? await save(trx, request, entry, version) : ok(undefined),
  )
  if (!saved.ok) return await strokesPage(this, request, reply, typed, saved.error)
  reply.flash(`已补录“${entry.character}”的笔画。含有这个字的姓名，各处即按笔画排列。`)
  return reply.redirect('/enter-strokes', 303)
}

type Entry = Readonly<Record<'character' | 'strokes' | 'source', string>> & { readonly count: number }

async function save(
  trx: Trx,
  { actor, now, account }: FastifyRequest,
  entry: Entry,
  version: string,
): Promise<Result<undefined, FormErrors>> {
  const known = (await listCharacterStrokes(trx)).find(({ character }) => character === entry.character)
  if (known && String(known.version) !== version) {
    const message = `${known.enteredByName}已补录过这个字：${known.count} 画，${known.strokes}。要改请在下面的表里点“修改”`
    return refused(formErrors([{ field: 'character', message }]))
  }
  await saveCharacterStrokes(trx, { ...entry, enteredBy: account?.id ?? 0, enteredAt: now })
  const before = known ? { count: known.count, strokes: known.strokes, source: known.source } : null
  const codePoint = codePointText(entry.character)
  await recordEvent(trx, actor, { type: 'strokesEntered', ...entry, codePoint, before }, null)
  return ok(undefined)
}
