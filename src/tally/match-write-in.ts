import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok, refused } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { plainName, writeInId } from '../rules/write-in.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { NotFound } from '../infra/http/errors.js'
import { optionalTextField } from '../infra/http/fields.js'
import { errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { getVoter, searchVoters } from '../roll/queries.js'
import { type CountedVote, personIdOf, type WriteInDecision } from './counted-vote.js'
import { countVote } from './count-vote.js'
import { findResult, isUnpublished, listWriteInDecisions, saveWriteInDecision } from './queries.js'
import { listContests } from './vote-facts.js'

const decisionForm = z.object({
  name: z.string().transform(plainName),
  person: z
    .string('请选择是哪一位，或者选“不符合”')
    .regex(/^(voter-\d{1,9}|resident|ineligible)$/, '请选择是哪一位，或者选“不符合”'),
  sex: z.enum(['male', 'female', ''], '请选择性别').default(''),
  reason: optionalTextField(200),
})

/** What is known of a person written in and of the voters it may be. */
export async function showWriteIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { name = '', search } = request.query as { name?: string; search?: string }
  return await writeInPage(this, request, reply, plainName(name), search)
}

async function writeInPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  search: string | undefined,
  errors?: FormErrors,
) {
  const { election } = request
  const votes = await votesFor(app, election, name)
  const decision = (await listWriteInDecisions(app.db, election.round.id)).find((other) => other.name === name)
  const found = await searchVoters(app.db, app.sealer, election.id, search ?? name, 20)
  const { person, sex, reason } = (request.body ?? {}) as { person?: string; sex?: string; reason?: string }
  return await reply.code(errors ? 422 : 200).page('tally/match-write-in.hbs', {
    title: `核对另选人：${name}`,
    isUnpublished: await isUnpublished(app.db, election.round.id),
    here: `/elections/${election.id}/tally/match-write-in`,
    name,
    votes,
    search: search ?? name,
    voters: found.map((voter) => ({
      ...voter,
      value: `voter-${voter.id}`,
      sexText: voter.sex === 'male' ? '男' : '女',
    })),
    hasVoters: found.length > 0,
    mayBeResident: !ruleSetInForce(election).writeInMustBeVoter,
    form: {
      person: person ?? choiceOf(decision),
      sex: sex ?? decision?.sex ?? '',
      reason: reason ?? decision?.reason ?? '',
    },
    errors,
  })
}

function choiceOf(decision: WriteInDecision | undefined): string {
  return decision?.verdict === 'voter' ? `voter-${decision.voterId}` : (decision?.verdict ?? '')
}

/** The votes a written name has, post by post; nobody by that name is not found. */
async function votesFor(app: FastifyInstance, election: ElectionInScope, name: string) {
  const result = await findResult(app.db, election.round.id)
  const counted = result ? result.counted : await countOrNothing(app, election)
  const rows = (counted?.outcome.posts ?? []).flatMap(({ post, standings }) =>
    standings.filter(({ id }) => id === writeInId(name)).map((person) => ({ title: post.title, votes: person.for })),
  )
  const isExcluded = counted?.writeIns.some((decision) => decision.name === name) ?? false
  if (rows.length === 0 && !isExcluded) throw new NotFound('计票单上没有这位另选人，或者计票还没有完成。')
  return rows
}

async function countOrNothing(app: FastifyInstance, election: ElectionInScope): Promise<CountedVote | undefined> {
  const counted = await countVote(app.db, election, election.round)
  return counted.ok ? counted.value : undefined
}

/** Decides who a person written in is and whether that person can be elected. */
export async function matchWriteIn(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { search, name: written = '' } = (request.body ?? {}) as { search?: string; name?: string }
  const typedName = plainName(written)
  const form = readForm(decisionForm, request.body)
  if (!form.ok) return await writeInPage(this, request, reply, typedName, search, form.error)
  const { election } = request
  await votesFor(this, election, form.value.name)
  const decided = await inTransaction<WriteInDecision, readonly Finding[]>(this.db, async (trx) => {
    const decision = await decisionOf(trx, election, form.value)
    const findings = 'findings' in decision ? decision.findings : await checkDecision(trx, election, decision)
    if ('findings' in decision || findings.length > 0) return refused(findings)
    const when = { decidedBy: request.account?.id ?? 0, decidedAt: request.now }
    await saveWriteInDecision(trx, { ...decision, ...when, roundId: election.round.id })
    const { name, verdict, voterId, reason } = decision
    const event = { type: 'writeInDecided', roundId: election.round.id, name, verdict, voterId, reason } as const
    await recordEvent(trx, request.actor, event, election.id)
    return ok(decision)
  })
  if (!decided.ok) return await writeInPage(this, request, reply, typedName, search, errorsFromFindings(decided.error))
  reply.flash(`另选人${decided.value.name}已核对。`)
  return reply.redirect(`/elections/${election.id}/tally/result`, 303)
}

async function decisionOf(
  trx: Trx,
  election: ElectionInScope,
  { name, person, sex, reason }: z.infer<typeof decisionForm>,
): Promise<WriteInDecision | { readonly findings: Finding[] }> {
  if (person.startsWith('voter-')) {
    const voter = await getVoter(trx, election.id, Number(person.slice('voter-'.length)))
    if (voter.state !== 'registered') return { findings: [refusal('person', '此人已从选民名单上取消。')] }
    return { name, verdict: 'voter', voterId: voter.id, sex: voter.sex, reason: reason || null }
  }
  if (reason === '') return { findings: [refusal('reason', '请写明原因或者依据。')] }
  if (person === 'ineligible') return { name, verdict: 'ineligible', voterId: null, sex: null, reason }
  if (ruleSetInForce(election).writeInMustBeVoter) {
    return { findings: [refusal('person', '按本次选举的规则，另选人必须是本社区选民。')] }
  }
  if (sex === '') return { findings: [refusal('sex', '请选择性别')] }
  return { name, verdict: 'resident', voterId: null, sex, reason }
}

/** Not under a result that rests on it, and not one voter under two names. */
async function checkDecision(trx: Trx, election: ElectionInScope, decision: WriteInDecision): Promise<Finding[]> {
  const result = await findResult(trx, election.round.id)
  if (result && result.declaredOn === null) {
    return [refusal('person', '计票结果已经提出，等待宣布。要改动，请先撤回这个结果。')]
  }
  const decisions = await listWriteInDecisions(trx, election.round.id)
  if (result && result.counted.writeIns.some(({ name }) => name === decision.name)) {
    return [refusal('person', '选举结果已经宣布，不能再改动这位另选人的认定。')]
  }
  if (decision.voterId === null) return []
  const same = decisions.find(({ name, voterId }) => name !== decision.name && voterId === decision.voterId)
  if (same)
    return [refusal('person', `这位选民已经认定为另选人${same.name}；是同一个人的，请在“另选人汇总”里把两个写法合并。`)]
  const personId = personIdOf(decision.voterId, decision.name)
  const counted = result?.counted ?? (await countVote(trx, election, election.round))
  const posts = 'outcome' in counted ? counted.outcome.posts : counted.ok ? counted.value.outcome.posts : []
  const contests = await listContests(trx, election.round.id)
  const clash = contests.find(
    ({ id, candidates }) =>
      candidates.some((candidate) => candidate.id === personId) &&
      posts.some(({ post, standings }) => post.id === id && standings.some((s) => s.id === writeInId(decision.name))),
  )
  return clash
    ? [refusal('person', `这位选民就是${clash.title}候选人，这些票应当计入其赞成票，请重新录入计票单。`)]
    : []
}

function refusal(field: string, message: string): Finding {
  return { code: 'write-in-refused', severity: 'error', fields: [field], message }
}
