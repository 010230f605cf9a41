import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { optionalTextField, versionField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { listAccountNames } from '../organisation/queries.js'
import type { EntryState, FinishedEntry } from '../rules/double-entry.js'
import { choicesOf, decideEntry, needsReason, type Resolution, resolutions } from '../rules/entry-decisions.js'
import { accountsIn, refusalText, statusText } from '../rules/entry-words.js'
import { checkPrimarySheet } from '../rules/primary-sheet.js'
import { candidateField, differences } from '../rules/sheet-fields.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import { primaryLabels } from './enter-primary.js'
import { getOpenPrimary, primarySheetFacts } from './primary-facts.js'
import { updatePrimaryEntry } from './queries.js'
import { typedValues } from './words.js'

const resolutionForm = z.object({
  version: versionField,
  resolution: z.enum(Object.keys(resolutions) as [Resolution, ...Resolution[]], '请选择怎样处理'),
  reason: optionalTextField(200),
})

export async function showPrimaryDifferences(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await differencesPage(this, request, reply)
}

async function differencesPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { election } = request
  const primary = await getOpenPrimary(app.db, election.id)
  const facts = primarySheetFacts(election, primary)
  const { entry } = primary
  const names = await listAccountNames(app.db, accountsIn(entry))
  const choices = choicesOf(entry, request.account?.id ?? 0, facts)
  const form = typedValues(request.body, ['resolution', 'reason'])
  return await reply.code(errors ? 422 : 200).page('nomination/resolve-primary.hbs', {
    title: '核对预选计票单',
    number: primary.number,
    version: primary.version,
    status: statusText[entry.status],
    ...comparedEntries(entry, facts, names),
    choices: choices.filter(({ may }) => may),
    refusedChoices: choices.filter(({ may }) => !may),
    needsReason: choices.some(({ value }) => needsReason(value)),
    form: { ...form, resolution: form.resolution || (choices.length === 1 ? choices[0]?.value : '') },
    errors,
  })
}

interface Figure {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** The figures of a sheet that stand on its paper. */
function figuresOf({ entered }: FinishedEntry, { contests }: SheetFacts): Figure[] {
  const ballots = Object.entries(primaryLabels).map(([key, label]) => ({
    key,
    label,
    value: String(entered[key as keyof typeof primaryLabels] ?? ''),
  }))
  const votes = entered.posts.flatMap(({ postId, candidates }) => {
    const contest = contests.find(({ id }) => id === postId)
    return candidates.map((row) => ({
      key: candidateField(row.candidateId, 'for'),
      label: `${contest?.title ?? ''}　${contest?.candidates.find(({ id }) => id === row.candidateId)?.name ?? ''}`,
      value: String(row.for),
    }))
  })
  return [...ballots, ...votes]
}

/** Of two entries the figures that differ, for the paper decides between them; of one with errors, all. */
function comparedEntries(entry: EntryState, facts: SheetFacts, names: ReadonlyMap<number, string>) {
  const first = 'first' in entry ? entry.first : undefined
  const second = 'second' in entry && entry.status !== 'correctionInProgress' ? entry.second : undefined
  const isPair = first !== undefined && second !== undefined && entry.status !== 'definitive'
  const isShown = first !== undefined && (entry.status === 'firstEntryHasErrors' || entry.status === 'definitive')
  const differing = new Set(isPair ? differences(first.entered, second.entered) : [])
  const inSecond = isPair ? figuresOf(second, facts) : []
  return {
    isPair,
    runningName: 'running' in entry ? (names.get(entry.running.accountId) ?? '') : '',
    firstName: first ? (names.get(first.accountId) ?? '') : '',
    secondName: second ? (names.get(second.accountId) ?? '') : '',
    rows: (isPair ? figuresOf(first, facts) : [])
      .filter(({ key }) => differing.has(key))
      .map(({ key, label, value }) => ({
        label,
        first: value,
        second: inSecond.find((figure) => figure.key === key)?.value ?? '',
      })),
    figures: isShown ? figuresOf(first, facts) : [],
    findings: isShown ? checkPrimarySheet(first.entered, facts) : [],
  }
}

/** Carries out the officer's decision; no figure is changed by it. */
export async function resolvePrimaryDifferences(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(resolutionForm, request.body)
  if (!form.ok) return await differencesPage(this, request, reply, form.error)
  const { resolution, version, reason } = form.value
  const refuse = async (field: string, message: string) =>
    await differencesPage(this, request, reply, formErrors([{ field, message }]))
  if (needsReason(resolution) && reason === '') return await refuse('reason', '请写明原因')
  const { election } = request
  const resolved = await inTransaction<void, string>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
    const primary = await getOpenPrimary(trx, election.id)
    const facts = primarySheetFacts(election, primary)
    const next = decideEntry(primary.entry, resolution, request.account?.id ?? 0, facts)
    if (!next.ok) return refused(refusalText(next.error))
    if (!(await updatePrimaryEntry(trx, { id: primary.id, version }, next.value))) throw new Conflict()
    const state = next.value.status
    const event = { type: 'primaryDifferencesResolved', primaryId: primary.id, resolution, state, reason } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok(undefined)
  })
  if (!resolved.ok) return await refuse('resolution', resolved.error)
  reply.flash('已处理。')
  return reply.redirect(`/elections/${election.id}/nomination/primary`, 303)
}
