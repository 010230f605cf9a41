import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, type PlainDate } from '../lib/plain-date.js'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { type RuleSet, severityOf } from '../rules/rule-set.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { longDate } from '../lib/chinese-text.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { dateField, optionalTextField } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { insertCandidates } from '../nomination/queries.js'
import { insertRound, insertRoundPost, listMilestones, recordMilestone } from '../timetable/queries.js'
import { type NextVote, planNextVote } from './next-vote.js'
import { followUpText } from './result-page.js'
import { roundText } from './vote-facts.js'

const roundForm = z.object({ votingDay: dateField, lateReason: optionalTextField(200) })

type RoundForm = z.infer<typeof roundForm>

export async function showOpenRunoff(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await openPage(this, request, reply)
}

async function openPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const next = await planNextVote(app.db, election)
  const findings = [
    ...may('openLaterVote', await listMilestones(app.db, election.id), ruleSetInForce(election)),
    ...checkPlan(next),
  ]
  const ruleSet = ruleSetInForce(election)
  const latest = next && latestDay(next, ruleSet)
  const { votingDay = '', lateReason = '' } = (request.body ?? {}) as Partial<Record<keyof RoundForm, string>>
  return await reply.code(errors ? 422 : 200).page('tally/open-runoff.hbs', {
    title: next ? `组织${roundText[next.kind]}` : '再次投票',
    here: `/elections/${election.id}/tally/open-runoff`,
    findings,
    isDue: next !== undefined,
    isOpen: next !== undefined && findings.length === 0,
    kindText: next ? roundText[next.kind] : '',
    why: next ? followUpText(next.after.counted.outcome) : '',
    posts: (next?.posts ?? []).map((post) => ({ ...post, candidates: post.candidates.map(shownCandidate) })),
    undecided: (next?.undecided ?? []).map((name) => ({ name, query: encodeURIComponent(name) })),
    limit: latest
      ? `最迟${longDate(latest)}（前次投票后${ruleSet.runoffDays}日内，${ruleSet.provenance.runoffDays.source}）。`
      : '',
    asksReason: errors?.byField['lateReason'] !== undefined || lateReason !== '',
    form: { votingDay, lateReason },
    errors,
  })
}

function shownCandidate({ name, sex, votes }: NextVote['posts'][number]['candidates'][number], index: number) {
  return { n: index + 1, name, sexText: sex === 'female' ? '女' : '', votes: votes === null ? '—' : String(votes) }
}

/** The last day for a run-off or tie-break vote; the law sets none for a re-run. */
function latestDay({ kind, after }: NextVote, { runoffDays }: RuleSet): PlainDate | undefined {
  return kind === 'rerun' ? undefined : addDays(after.votingDay, runoffDays)
}

/** Why the vote cannot be opened as it stands. */
function checkPlan(next: NextVote | undefined): Finding[] {
  const finding = (code: string, message: string): Finding => ({ code, severity: 'error', fields: [], message })
  if (!next) return [finding('no-later-vote', '最近一次宣布的结果不需要再次投票。')]
  const empty = next.posts.filter(({ candidates }) => candidates.length === 0)
  return [
    ...next.undecided.map((name) =>
      finding('write-in-undecided', `另选人${name}按得票可以作候选人，请先核对是不是本社区选民、符不符合条件。`),
    ),
    ...empty.map(({ title }) => finding('no-candidates', `${title}没有可以作候选人的人，不能组织投票。`)),
  ]
}

/** The day must be ahead and in time; later than the limit only with a reason, where the limit is not the law's own. */
function checkDay(next: NextVote, form: RoundForm, today: PlainDate, ruleSet: RuleSet): Finding[] {
  const { votingDay, lateReason } = form
  const finding = (code: string, field: string, message: string): Finding => ({
    code,
    severity: 'error',
    fields: [field],
    message,
    article: ruleSet.provenance.runoffDays.source,
  })
  if (votingDay < today)
    return [{ ...finding('day-past', 'votingDay', `${longDate(votingDay)}已经过去，请另选日期。`), article: '' }]
  const latest = latestDay(next, ruleSet)
  if (latest === undefined || votingDay <= latest) return []
  const rule = `${roundText[next.kind]}应在前次投票后${ruleSet.runoffDays}日内进行，最迟${longDate(latest)}`
  if (severityOf(ruleSet, 'runoffDays') === 'error') return [finding('day-late', 'votingDay', `${rule}。`)]
  if (lateReason !== '') return []
  return [finding('day-late', 'lateReason', `${rule}；确需更晚的，请写明原因。`)]
}

/** Opens the vote that follows: a round of its own, with seats left and candidates by the rules. */
export async function openRunoff(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(roundForm, request.body)
  if (!form.ok) return await openPage(this, request, reply, form.error)
  const { election } = request
  const opened = await inTransaction<string, readonly Finding[]>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('')
    const next = await planNextVote(trx, election)
    const findings = [
      ...may('openLaterVote', await listMilestones(trx, election.id), ruleSetInForce(election)),
      ...checkPlan(next),
    ]
    if (!next || findings.length > 0) return refused(findings)
    const late = checkDay(next, form.value, request.today, ruleSetInForce(election))
    if (late.length > 0) return refused(late)
    await insertVote(trx, request, next, form.value)
    return ok(roundText[next.kind])
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('别人刚刚已经组织了这次投票。')
    throw error
  })
  if (!opened.ok) return await openPage(this, request, reply, errorsFromFindings(opened.error))
  if (opened.value !== '') reply.flash(`${opened.value}已经组织，候选人已确定。接下来设置投票站。`)
  return reply.redirect(`/elections/${election.id}/polling`, 303)
}

async function insertVote(trx: Trx, request: FastifyRequest, next: NextVote, form: RoundForm): Promise<void> {
  const { election, actor, today } = request
  const { votingDay, lateReason } = form
  const number = election.round.number + 1
  const roundId = await insertRound(trx, { electionId: election.id, number, kind: next.kind, votingDay })
  for (const post of next.posts) await insertRoundPost(trx, roundId, post)
  const candidates = next.posts.flatMap(({ postId, candidates }) =>
    candidates.map(({ voterId, name, sex, votes }, index) => ({
      postId,
      ballotOrder: index + 1,
      voterId,
      name,
      sex,
      previousVotes: votes,
    })),
  )
  const { version, hash } = await insertCandidates(trx, roundId, candidates, actor)
  const posts = next.posts.map(({ postId, title, seats }) => ({ postId, title, seats }))
  await recordEvent(
    trx,
    actor,
    {
      type: 'roundOpened',
      roundId,
      number,
      kind: next.kind,
      votingDay,
      posts,
      candidates,
      list: { version, hash },
      ...(lateReason === '' ? {} : { lateReason }),
    },
    election.id,
  )
  await recordMilestone(trx, actor, election.id, { name: 'candidatesConfirmed', on: today, round: number })
}
