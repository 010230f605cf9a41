import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { shareText, comparisonText } from '../rules/arithmetic.js'
import { voterIdOf } from '../rules/person-id.js'
import type { RuleSet } from '../rules/rule-set.js'
import type { NotElected } from '../rules/succession.js'
import { ok, refused } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { idField } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import { type Followers, followersOf } from './followers.js'
import { insertSuccession } from './term-queries.js'
import { termInView } from './term-in-view.js'

const followForm = z.object({ postId: idField })

export async function showFollow(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await followPage(this, request, reply)
}

async function followPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const posts = await followersOf(app.db, standing, ruleSet)
  return await reply.code(errors ? 422 : 200).page('term/follow-by-votes.hbs', {
    title: '递补',
    home,
    hasFormed: standing.hasFormed,
    posts: posts.map(({ post, follow, tied, left, kept, ballotsCast }) => ({
      id: post.id,
      title: post.title,
      mayFollow: follow.length > 0,
      people: follow.map((person) => ({
        name: person.name,
        votes: person.votes,
        why: whyText(person, ballotsCast, ruleSet),
      })),
      isTied: tied.length > 0,
      tied: tied.map(({ name, votes }) => `${name}（${votes}票）`).join('、'),
      kept,
      isLeft: left > 0,
      left,
    })),
    errors,
  })
}

function whyText({ votes }: NotElected, ballotsCast: number, { winningShare }: RuleSet): string {
  return `得${votes}票，超过收回选票${ballotsCast}张的${shareText(winningShare)}（${comparisonText(votes, ballotsCast, winningShare)}）`
}

/** Seats whoever follows by votes, while the committee has not come into being. */
export async function followByVotes(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(followForm, request.body)
  if (!form.ok) return await followPage(this, request, reply, form.error)
  const { home } = await termInView(this.db, request)
  const saved = await inTransaction<string, FormErrors>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('')
    const { standing, ruleSet } = await termInView(trx, request)
    const found = (await followersOf(trx, standing, ruleSet)).find(({ post }) => post.id === form.value.postId)
    if (!found || found.follow.length === 0) {
      return refused(formErrors([{ field: 'postId', message: '这个职务没有人可以递补，请组织补选' }]))
    }
    for (const person of found.follow) await seat(trx, request, found, person, ruleSet)
    return ok(found.follow.map(({ name }) => name).join('、'))
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('刚刚已经有人登记了递补。')
    throw error
  })
  if (!saved.ok) return await followPage(this, request, reply, saved.error)
  if (saved.value !== '') reply.flash(`${saved.value}递补为居民委员会成员。请发布成员变动公告。`)
  return reply.redirect(home, 303)
}

async function seat(
  trx: Trx,
  { election, actor, account, now, today }: FastifyRequest,
  { post, roundId, ballotsCast }: Followers,
  person: NotElected,
  ruleSet: RuleSet,
): Promise<void> {
  const { name, votes } = person
  const explanation = `${post.title}出缺，按得票顺序由${name}递补：${whyText(person, ballotsCast, ruleSet)}。`
  await insertSuccession(trx, {
    ...{ electionId: election.id, roundId, postId: post.id, voterId: voterIdOf(String(person.id)), name, votes },
    ...{ since: today, explanation, recordedBy: account?.id ?? 0, recordedAt: now },
  })
  const event = { type: 'successorSeated', name, postTitle: post.title, votes, on: today, explanation } as const
  await recordEvent(trx, actor, event, election.id)
}
