import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refused, type Result, ok } from '../lib/result.js'
import type { PlainDate } from '../lib/plain-date.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import type { OfficeEndTable } from '../infra/db/tables/term.js'
import { Conflict } from '../infra/http/errors.js'
import { claimForm, type FormErrors } from '../infra/http/forms.js'
import type { StandingMember } from './standing.js'
import { insertOfficeEnd } from './term-queries.js'
import { sittingMember, termInView } from './term-in-view.js'

/** Why and when a member leaves, as the rules found it. */
export interface OfficeEnd {
  readonly cause: OfficeEndTable['cause']
  readonly onDay: PlainDate
  readonly explanation: string
  readonly document: string
  readonly facts: object
}

/** Records in one transaction that a member left; somebody who left already is a conflict. */
export async function saveEnd(
  app: FastifyInstance,
  request: FastifyRequest,
  decide: (member: StandingMember) => Result<OfficeEnd, FormErrors>,
): Promise<Result<string, FormErrors>> {
  return await inTransaction<string, FormErrors>(app.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('')
    const { standing } = await termInView(trx, request)
    const member = sittingMember(standing, request)
    const decided = decide(member)
    if (!decided.ok) return refused(decided.error)
    await insertEnd(trx, request, member, decided.value)
    return ok(member.name)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict('这名成员的离任刚刚已经登记。')
    throw error
  })
}

/** The row and its event. */
export async function insertEnd(
  trx: Trx,
  { election, actor, account, now }: FastifyRequest,
  member: StandingMember,
  { cause, onDay, explanation, document, facts }: OfficeEnd,
): Promise<void> {
  const { electedMemberId, successionId, postId, name, postTitle } = member
  await insertOfficeEnd(trx, {
    ...{ electionId: election.id, electedMemberId, successionId, postId, name },
    ...{ cause, onDay, explanation, document, facts: JSON.stringify(facts) },
    ...{ recordedBy: account?.id ?? 0, recordedAt: now },
  })
  const event = { type: 'officeEnded', name, postTitle, cause, on: onDay, explanation, document } as const
  await recordEvent(trx, actor, event, election.id)
}
