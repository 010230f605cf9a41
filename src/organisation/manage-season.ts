import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canonicalJson } from '../lib/canonical-json.js'
import { ok, type Result, refused } from '../lib/result.js'
import { electionForms, electionFormText } from '../rules/election-form.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { findSeasonInForce } from '../infra/db/scope-queries.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField, idField, optionalTextField, positiveField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import {
  findInstallation,
  getSeason,
  insertSeason,
  listCommunities,
  listParticipation,
  listSeasonTownships,
  type SeasonValues,
  setParticipation,
  setTownshipTargets,
  updateDrillToday,
  updateSeason,
} from './queries.js'

const several = <T extends z.ZodType>(item: T) => z.preprocess((value) => [value ?? []].flat(), z.array(item))

const seasonForm = z
  .object({
    version: versionField.default(0),
    termNumber: positiveField.refine((n) => n <= 99, '届次最多 99'),
    firstDay: dateField,
    lastDay: dateField,
    target: positiveField.refine((n) => n <= 100, '目标是 1 到 100 的百分数'),
    directForms: several(z.enum(electionForms)).refine((forms) => forms.length > 0, '至少选一种选举方式'),
    directTownships: several(idField),
    reason: optionalTextField(100),
  })
  .refine((form) => form.firstDay < form.lastDay, { path: ['lastDay'], message: '结束日应在开始日之后' })

type Typed = Readonly<Record<string, unknown>>

/** What was typed into one of the page's forms, to be kept when that form is refused. */
interface TypedForms {
  readonly season?: Typed
  readonly today?: Typed
  readonly participation?: Typed
}

export async function showSeason(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await seasonPage(this, request, reply)
}

async function seasonPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { season: typed, today, participation }: TypedForms = {},
  errors?: FormErrors,
) {
  const season = request.season ? await getSeason(app.db, request.season.id) : undefined
  const townships = await listSeasonTownships(app.db, season?.id ?? 0)
  const saved = season && { ...season, target: season.targetNum }
  const form = { termNumber: '', firstDay: '', lastDay: '', target: 70, version: 0, reason: '', ...saved, ...typed }
  const chosenForms = new Set([typed ? (typed['directForms'] ?? []) : (season?.directForms ?? ['allVoters'])].flat())
  const chosenTownships = typed && new Set([typed['directTownships'] ?? []].flat().map(String))
  return await reply.code(errors ? 422 : 200).page('organisation/manage-season.hbs', {
    title: '换届设置',
    isOpen: season !== undefined,
    mayMoveToday: request.season?.kind === 'drill' && request.account?.role === 'administrator',
    maySetParticipation: season !== undefined && request.account?.role === 'bureauAuditor',
    drillToday: today?.['today'] ?? season?.drillToday ?? '',
    form,
    forms: electionForms.map((value) => ({ value, text: electionFormText[value], isChosen: chosenForms.has(value) })),
    townships: townships.map(({ id, name, mustAllBeDirect }) => ({
      id,
      name,
      isChosen: chosenTownships ? chosenTownships.has(String(id)) : mustAllBeDirect,
    })),
    communities: season ? await participationRows(app, season.id, participation, errors) : [],
    errors,
  })
}

async function participationRows(app: FastifyInstance, seasonId: number, typed?: Typed, errors?: FormErrors) {
  const entries = new Map((await listParticipation(app.db, seasonId)).map((entry) => [entry.communityId, entry]))
  return (await listCommunities(app.db)).map(({ id, name, townshipName }) => {
    const entry = String(id) === typed?.['communityId'] ? typed : entries.get(id)
    return {
      id,
      name,
      townshipName,
      reason: entry?.['reason'] ?? '',
      options: participationChoices(entry?.['participation'] ?? 'takingPart'),
      error: errors?.byField[rowOf(id)] ?? '',
    }
  })
}

/** The row of a community on the page. */
function rowOf(communityId: unknown): string {
  return `community-${String(communityId)}`
}

function participationChoices(chosen: unknown) {
  const texts = { takingPart: '参加换届', postponed: '延期', notHeld: '本届不换届' }
  return Object.entries(texts).map(([value, text]) => ({ value, text, isChosen: value === chosen }))
}

export async function saveSeason(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(seasonForm, request.body)
  if (!form.ok) return await seasonPage(this, request, reply, { season: request.body as Typed }, form.error)
  const { version, target, directTownships, reason, ...values } = form.value
  const known = new Set((await listSeasonTownships(this.db, 0)).map(({ id }) => id))
  if (!directTownships.every((id) => known.has(id))) {
    const errors = formErrors([{ field: 'directTownships', message: '请在列出的街道（镇）中选择' }])
    return await seasonPage(this, request, reply, { season: request.body as Typed }, errors)
  }
  const season = { ...values, targetNum: target, targetDen: 100 }
  const saved = await inTransaction<undefined, 'stale' | 'no reason'>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    // Asked again inside: somebody else may have opened the season a moment ago.
    const existing = await findSeasonInForce(trx)
    if (!existing) return await openSeason(trx, request, season, directTownships)
    const before = await settingsOf(trx, existing.id)
    const after = { ...season, directTownships }
    if (!(await updateSeason(trx, existing.id, version, season))) return refused('stale' as const)
    if (reason === '' && changesTheRate(before, after)) return refused('no reason' as const)
    await setTownshipTargets(trx, existing.id, directTownships)
    const event = { type: 'seasonChanged', seasonId: existing.id, before, after, reason } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(undefined)
  })
  if (!saved.ok && saved.error === 'no reason') {
    const message = '改了直选率的目标、计入的方式或者须全部直选的街道（镇），请写明理由'
    const errors = formErrors([{ field: 'reason', message }])
    return await seasonPage(this, request, reply, { season: request.body as Typed }, errors)
  }
  if (!saved.ok) throw new Conflict()
  reply.flash('换届设置已保存。')
  return reply.redirect('/season', 303)
}

/** What a season is set to, as the log keeps it: the rate of a past day is reckoned by what was set on that day. */
async function settingsOf(trx: Trx, seasonId: number) {
  const { termNumber, firstDay, lastDay, targetNum, targetDen, directForms } = await getSeason(trx, seasonId)
  const townships = await listSeasonTownships(trx, seasonId)
  const directTownships = townships.filter(({ mustAllBeDirect }) => mustAllBeDirect).map(({ id }) => id)
  return { termNumber, firstDay, lastDay, targetNum, targetDen, directForms, directTownships }
}

type RateSettings = Pick<Awaited<ReturnType<typeof settingsOf>>, 'targetNum' | 'targetDen' | 'directForms'> & {
  readonly directTownships: readonly number[]
}

function changesTheRate(before: RateSettings, after: RateSettings): boolean {
  const same = (some: readonly unknown[], others: readonly unknown[]) =>
    canonicalJson([...some].sort()) === canonicalJson([...others].sort())
  return (
    before.targetNum * after.targetDen !== after.targetNum * before.targetDen ||
    !same(before.directForms, after.directForms) ||
    !same(before.directTownships, after.directTownships)
  )
}

async function openSeason(
  trx: Trx,
  request: FastifyRequest,
  season: SeasonValues,
  directTownships: readonly number[],
): Promise<Result<undefined, 'stale'>> {
  const installation = await findInstallation(trx)
  if (!installation) return refused('stale')
  const { firstDay, lastDay, termNumber, targetNum, targetDen } = season
  const drillToday = installation.kind === 'drill' ? firstDay : null
  const seasonId = await insertSeason(trx, installation.kind, season, drillToday)
  await setTownshipTargets(trx, seasonId, directTownships)
  const target = `${targetNum}/${targetDen}`
  const event = { type: 'seasonOpened', seasonId, termNumber, firstDay, lastDay, target } as const
  await recordEvent(trx, request.actor, event, null)
  return ok(undefined)
}

const todayForm = z.object({ today: dateField })

/** Moves the today of a drill; a real season has none of its own. */
export async function moveDrillToday(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season } = request
  if (season?.kind !== 'drill' || !season.drillToday) throw new NotFound()
  const form = readForm(todayForm, request.body)
  if (!form.ok) return await seasonPage(this, request, reply, { today: request.body as Typed }, form.error)
  const { today } = form.value
  await inTransaction(this.db, async (trx) => {
    const from = (await getSeason(trx, season.id)).drillToday ?? today
    await updateDrillToday(trx, season.id, today)
    await recordEvent(trx, request.actor, { type: 'drillTodayMoved', seasonId: season.id, from, to: today }, null)
    return ok(undefined)
  })
  reply.flash('演练的“今天”已调整。')
  return reply.redirect('/season', 303)
}

const participationForm = z
  .object({
    communityId: idField,
    participation: z.enum(['takingPart', 'postponed', 'notHeld'], '请选择是否参加'),
    reason: optionalTextField(100),
  })
  .refine((form) => form.participation === 'takingPart' || form.reason !== '', {
    path: ['reason'],
    message: '延期或不换届须写明原因和批准机关',
  })
  .transform((form) => ({ ...form, reason: form.participation === 'takingPart' ? null : form.reason }))

export async function changeParticipation(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { season } = request
  if (!season) throw new NotFound()
  const form = readForm(participationForm, request.body)
  if (!form.ok) {
    const participation = request.body as Typed
    const errors = formErrors(
      form.error.list.map(({ message }) => ({ field: rowOf(participation['communityId']), message })),
    )
    return await seasonPage(this, request, reply, { participation }, errors)
  }
  const { communityId, participation, reason } = form.value
  if (!(await listCommunities(this.db)).some(({ id }) => id === communityId)) throw new NotFound()
  await inTransaction(this.db, async (trx) => {
    await setParticipation(trx, season.id, communityId, participation, reason)
    const event = { type: 'participationChanged', seasonId: season.id, communityId, participation, reason } as const
    await recordEvent(trx, request.actor, event, null)
    return ok(undefined)
  })
  reply.flash('参加情况已保存。')
  return reply.redirect('/season', 303)
}
