import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, idField, optionalTextField, textField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, formErrors, readForm } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { lastNominationDay, nominationKinds, nominationKindText } from '../rules/nomination.js'
import type { RuleSet } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { findMilestone } from '../rules/stages.js'
import { timetableOf } from '../rules/timetable.js'
import { listMilestones, listPosts, timetableOptions } from '../timetable/queries.js'
import { type EnteredPaper, type JudgedPaper, judgePaper, type RefusedPaper } from './judge-paper.js'
import { insertNominee, insertPaper, updateNominee } from './queries.js'
import { acceptsChoices, acceptsField, type NomineeFacts, factsOf, pledgeField } from './nominee-facts.js'
import { readResume, resumeLines } from './resume.js'
import { typedValues, voterText } from './words.js'

const chosenField = z
  .string()
  .regex(/^\d{0,9}$/)
  .default('')
  .transform((text) => (text === '' ? undefined : Number(text)))

const paperForm = z.object({
  postId: idField,
  nominee: textField(40, '请填写被提名人的姓名或者选民证号'),
  nomineeVoterId: chosenField,
  kind: z.enum(nominationKinds, '请选择提名方式'),
  nominators: optionalTextField(8000),
  partyOrganisation: optionalTextField(60),
  receivedOn: dateField,
  occupation: optionalTextField(40),
  politicalStatus: optionalTextField(20),
  education: optionalTextField(20),
  reason: optionalTextField(300),
  pledge: pledgeField,
  acceptsConditions: acceptsField,
  chosenPostId: chosenField,
  acknowledged: z.string().default(''),
})

const fields = [
  'postId',
  'nominee',
  'nomineeVoterId',
  'kind',
  'nominators',
  'partyOrganisation',
  'receivedOn',
  'occupation',
  'politicalStatus',
  'education',
  'reason',
  'pledge',
  'acceptsConditions',
  'chosenPostId',
] as const

export async function showNominationForm(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { postId = '' } = request.query as { postId?: string }
  return await nominationPage(this, request, reply, { postId, kind: 'joint', receivedOn: request.today })
}

async function nominationPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: unknown,
  refusal?: RefusedPaper,
) {
  const { election } = request
  const posts = await listPosts(app.db, election.id)
  const milestones = await listMilestones(app.db, election.id)
  const ruleSet = ruleSetInForce(election)
  const options = await timetableOptions(app.db, election)
  const lastDay = timetableOf(election.electionDay, ruleSet, milestones, request.today, options).find(
    ({ key }) => key === 'nomination',
  )
  const form = typedValues(typed, fields)
  return await reply.code(refusal ? 422 : 200).page('nomination/record-nomination.hbs', {
    title: '登记提名表',
    form,
    posts: [{ value: '', text: '请选择' }, ...posts.map(({ id, title }) => ({ value: id, text: title }))],
    kinds: kindChoices(election.electionDay, ruleSet, form.kind),
    noSelfNomination: ruleSet.selfNomination ? '' : ruleSet.provenance.selfNomination.source,
    acceptsChoices,
    resume: resumeLines(typed),
    nominatorsMinimum: ruleSet.nominatorsMinimum,
    lastDayText: lastDay ? longDate(lastDay.latest) : '',
    isLate: lastDay !== undefined && lastDay.latest < request.today,
    windowFindings: may('recordNomination', milestones, ruleSet),
    errors: refusal?.errors,
    namesakes: (refusal?.namesakes ?? []).map((voter) => ({
      value: voter.id,
      text: `${voter.name} ${voterText(voter)}`,
      note: '',
    })),
    notes: refusal?.notes ?? [],
    findings: refusal?.findings ?? [],
    toAcknowledge: refusal?.toAcknowledge ?? '',
    postChoices: refusal?.otherPost ? postChoices(refusal.otherPost, form.postId, posts) : [],
  })
}

/** The kinds that this election takes, and one that was sent all the same. */
function kindChoices(electionDay: PlainDate, ruleSet: RuleSet, typed: string) {
  const isTaken = { joint: true, party: ruleSet.partyNomination, self: ruleSet.selfNomination }
  const notes = {
    joint: `${ruleSet.nominatorsMinimum}名以上选民签名`,
    party: '',
    self: `本人填写自荐表，最迟${longDate(lastNominationDay('self', electionDay, ruleSet))}`,
  }
  return nominationKinds
    .filter((kind) => isTaken[kind] || kind === typed)
    .map((kind) => ({ value: kind, text: nominationKindText[kind], note: isTaken[kind] ? notes[kind] : '' }))
}

function postChoices(
  known: { readonly postId: number; readonly postTitle: string },
  postId: string,
  posts: readonly { readonly id: string; readonly title: string }[],
) {
  const proposed = posts.find(({ id }) => id === postId)?.title ?? ''
  return [
    { value: String(known.postId), text: `${known.postTitle}（仍按以前的提名）`, note: '' },
    { value: postId, text: `${proposed}（改按这份提名表）`, note: '' },
  ]
}

export async function recordNomination(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(paperForm, request.body)
  const resume = readResume(request.body)
  if (!form.ok || resume.errors.length > 0) {
    const errors = formErrors([...(form.ok ? [] : form.error.list), ...resume.errors])
    return await nominationPage(this, request, reply, request.body, { errors })
  }
  const entered = { ...form.value, resume: resume.rows }
  const home = `/elections/${request.election.id}/nomination`
  try {
    const filed = await inTransaction(this.db, async (trx) => {
      if (!(await claimForm(trx, request.body, request.now))) return ok(undefined)
      const judged = await judge(trx, request, entered)
      if (!judged.ok) return refused(judged.error)
      return ok(await filePaper(trx, request, entered, judged.value))
    })
    if (!filed.ok) return await nominationPage(this, request, reply, request.body, filed.error)
    if (!filed.value) return reply.redirect(home, 303)
    reply.flash(`已登记第${filed.value.number}号提名表。请再登记本人意见，并提交资格审查。`)
    return reply.redirect(`${home}/nominees/${filed.value.nomineeId}`, 303)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = '刚才有人同时登记了另一份提名表，这一份还没有登记。请再提交一次'
    return await nominationPage(this, request, reply, request.body, {
      errors: formErrors([{ field: 'nominee', message }]),
    })
  }
}

async function judge(trx: Trx, request: FastifyRequest, entered: EnteredPaper) {
  const { election, today } = request
  const ruleSet = ruleSetInForce(election)
  const milestones = await listMilestones(trx, election.id)
  const untimely = may('recordNomination', milestones, ruleSet)
  if (untimely.length > 0) return refused<RefusedPaper>({ errors: errorsFromFindings(untimely) })
  if (entered.receivedOn > today) {
    const message = '收表日期不能在今天之后'
    return refused<RefusedPaper>({ errors: formErrors([{ field: 'receivedOn', message }]) })
  }
  const circumstances = {
    electionId: election.id,
    electionDay: election.electionDay,
    rollPostedOn: findMilestone(milestones, 'rollPosted')?.on,
    posts: await listPosts(trx, election.id),
    ruleSet,
  }
  return await judgePaper(trx, entered, circumstances)
}

async function filePaper(trx: Trx, request: FastifyRequest, entered: EnteredPaper, judged: JudgedPaper) {
  const { voter, postId, facts, voterIds } = judged
  const electionId = request.election.id
  const nomineeId = judged.nominee
    ? await keepNominee(trx, request, judged.nominee, { postId, facts })
    : await insertNominee(trx, electionId, { voterId: voter.id, postId, ...facts })
  const { kind, receivedOn, reason } = entered
  const partyOrganisation = kind === 'party' ? entered.partyOrganisation : null
  const paper = { electionId, nomineeId, postId: entered.postId, kind, partyOrganisation, receivedOn, reason }
  const { id: paperId, number } = await insertPaper(trx, paper, voterIds)
  const nominators = voterIds.length
  const event = {
    type: 'nominationReceived',
    paperId,
    number,
    kind,
    nomineeId,
    postId: entered.postId,
    nominators,
  } as const
  await recordEvent(trx, request.actor, event, electionId)
  return { nomineeId, number }
}

interface ToldAnew {
  readonly postId: number
  readonly facts: NomineeFacts
}

/** A further paper for somebody nominated before: what it says newly is taken over, and recorded. */
async function keepNominee(
  trx: Trx,
  request: FastifyRequest,
  nominee: NonNullable<JudgedPaper['nominee']>,
  told: ToldAnew,
): Promise<number> {
  const before = { postId: nominee.postId, ...factsOf(nominee) }
  const after = { postId: told.postId, ...told.facts }
  if (JSON.stringify(before) === JSON.stringify(after)) return nominee.id
  // A consent was given for the post that was proposed then.
  const consent = told.postId === nominee.postId ? {} : { consentedOn: null }
  if (!(await updateNominee(trx, nominee, { ...told, ...consent }))) throw new Conflict()
  const event = { type: 'nomineeChanged', nomineeId: nominee.id, before, after } as const
  await recordEvent(trx, request.actor, event, request.election.id)
  return nominee.id
}
