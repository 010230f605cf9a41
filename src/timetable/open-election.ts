import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok, refused } from '../lib/result.js'
import { termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { checkSeats } from '../rules/committee-seats.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import type { RuleSet } from '../rules/rule-set.js'
import { checkInForce, ruleSetsInForce } from '../rules/rule-set-in-force.js'
import { findRuleSet } from '../rules/rule-sets.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { Conflict, NotFound } from '../infra/http/errors.js'
import { dateField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { isInScope } from '../infra/security/scope.js'
import { listCommunities, listParticipation } from '../organisation/queries.js'
import {
  asPosts,
  checkTitles,
  type ElectionFormValues,
  formChoices,
  postRowsOf,
  readElectionForm,
  usualPosts,
} from './election-form.js'
import { findElectionOf, insertElection, recordMilestone } from './queries.js'
import { applySeasonSettings } from './record-setting.js'

/** The set an election is opened under unless another is chosen. */
export const usualRuleSet = 'zhejiang-2026'

type Typed = Readonly<Record<string, unknown>>

export async function showOpenElection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const community = await communityInScope(this, request)
  const existing = await findElectionOf(this.db, seasonOf(request).id, community.id)
  if (existing) return reply.redirect(`/elections/${existing.id}`, 303)
  await refuseWhereNoneIsHeld(this, seasonOf(request).id, community)
  return await openPage(request, reply, community)
}

function seasonOf(request: FastifyRequest) {
  if (!request.season) throw new Conflict('还没有设立换届。请先由管理员在“换届设置”里填写届次和起止日期。')
  return request.season
}

async function communityInScope(app: FastifyInstance, request: FastifyRequest) {
  const id = Number((request.params as { communityId: string }).communityId)
  const community = (await listCommunities(app.db)).find((row) => row.id === id)
  const { account } = request
  if (!community || !account || !isInScope(account, { communityId: id, townshipId: community.townshipId })) {
    throw new NotFound('没有这个社区，或者它不在您的管辖范围内。')
  }
  return community
}

async function refuseWhereNoneIsHeld(app: FastifyInstance, seasonId: number, { id, name }: Community): Promise<void> {
  const entry = (await listParticipation(app.db, seasonId)).find(({ communityId }) => communityId === id)
  if (entry && entry.participation !== 'takingPart') {
    throw new Conflict(`${name}已登记为延期或本届不换届（${entry.reason ?? ''}）。如需启动，请先由民政局改为参加换届。`)
  }
}

interface Community {
  readonly id: number
  readonly name: string
  readonly townshipName: string
}

async function openPage(
  request: FastifyRequest,
  reply: FastifyReply,
  community: Community,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { termNumber, firstDay, lastDay } = seasonOf(request)
  return await reply.code(errors ? 422 : 200).page('timetable/open-election.hbs', {
    title: `启动${community.name}换届选举`,
    community,
    term: termText(termNumber),
    firstDay,
    lastDay,
    formChoices,
    ruleSets: ruleSetChoices(seasonOf(request), typed),
    posts: postRowsOf(typed, usualPosts, errors),
    form: {
      form: 'allVoters',
      electionDay: '',
      contactPlace: '',
      contactTelephone: '',
      ruleSetId: usualRuleSet,
      ...typed,
    },
    errors,
  })
}

/** The sets in force on the day that was typed; until a day is typed, those in force on some day of the season. */
function ruleSetChoices(season: { readonly firstDay: PlainDate; readonly lastDay: PlainDate }, typed?: Typed) {
  const day = dateField.safeParse(typed?.['electionDay'])
  const sets = day.success ? ruleSetsInForce(day.data, day.data) : ruleSetsInForce(season.firstDay, season.lastDay)
  return sets.map(({ id, title }) => ({ value: id, text: title }))
}

/**
 * What the law and the season say of a plan: errors block, warnings are shown on the plan page. A by-election fills what
 * is empty, within the term and not within the season, so neither its seats nor its day are measured by them.
 */
export function checkPlan(
  plan: ElectionFormValues,
  season: { readonly firstDay: string; readonly lastDay: string },
  ruleSet: RuleSet,
  kind: ElectionInScope['kind'] = 'regular',
): Finding[] {
  if (kind === 'byElection') return checkTitles(plan.posts)
  const findings = [...checkTitles(plan.posts), ...checkSeats(asPosts(plan.posts), ruleSet)]
  if (plan.electionDay < season.firstDay || plan.electionDay > season.lastDay) {
    const message = `选举日应在本届换届期间（${season.firstDay} 至 ${season.lastDay}）。`
    findings.push({ code: 'election-day-outside-season', severity: 'error', fields: ['electionDay'], message })
  }
  return findings
}

export async function openElection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const community = await communityInScope(this, request)
  const season = seasonOf(request)
  await refuseWhereNoneIsHeld(this, season.id, community)
  const typed = request.body as Typed
  const form = readElectionForm(request.body)
  if (!form.ok) return await openPage(request, reply, community, typed, form.error)
  const { ruleSetId = usualRuleSet } = typed
  const ruleSet = typeof ruleSetId === 'string' ? findRuleSet(ruleSetId) : undefined
  if (!ruleSet) {
    const errors = formErrors([{ field: 'ruleSetId', message: '请选择适用的规则' }])
    return await openPage(request, reply, community, typed, errors)
  }
  const findings = [...checkPlan(form.value, season, ruleSet), ...checkInForce(ruleSet, form.value.electionDay)]
  if (hasErrors(findings)) {
    const errors = errorsFromFindings(findings.filter(({ severity }) => severity === 'error'))
    return await openPage(request, reply, community, typed, errors)
  }
  return await save(this, request, reply, community, form.value, ruleSet)
}

async function save(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  community: Community,
  plan: ElectionFormValues,
  { id: ruleSetId, version: ruleSetVersion }: RuleSet,
) {
  const { id: seasonId, termNumber } = seasonOf(request)
  const head = { seasonId, communityId: community.id, termNumber, ruleSetId, ruleSetVersion, openedAt: request.now }
  try {
    const opened = await inTransaction(app.db, async (trx) => {
      if (!(await claimForm(trx, request.body, request.now))) return refused('done already' as const)
      const electionId = await insertElection(trx, { ...head, ...plan })
      const { form, electionDay, posts } = plan
      const event = {
        type: 'electionOpened',
        communityId: community.id,
        form,
        electionDay,
        ruleSetId,
        ruleSetVersion,
      } as const
      await recordEvent(trx, request.actor, { ...event, posts: [...posts] }, electionId)
      await applySeasonSettings(trx, request, { electionId, seasonId })
      await recordMilestone(trx, request.actor, electionId, { name: 'electionOpened', on: request.today })
      return ok(electionId)
    })
    if (opened.ok) reply.flash(`${community.name}换届选举已启动。`)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return reply.redirect(`/communities/${community.id}/open-election`, 303)
}
