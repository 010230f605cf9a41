import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { longDate } from '../lib/chinese-text.js'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction, type Trx } from '../infra/db/database.js'
import { Conflict } from '../infra/http/errors.js'
import { versionField } from '../infra/http/fields.js'
import { claimForm, readForm } from '../infra/http/forms.js'
import { votesOnSheet } from '../rules/primary-sheet.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import type { EnteredSheet } from '../rules/tally-sheet.js'
import { countElectors } from '../roll/queries.js'
import { recordStepOnce } from '../timetable/queries.js'
import { getOpenPrimary, outcomeOf } from './primary-facts.js'
import { decidePrimary as keepDecision, type Primary } from './queries.js'

const decideForm = z.object({ version: versionField })

/** The sheet of a primary, typed twice alike; nothing else is decided on. */
function definitiveSheet({ entry }: Primary): EnteredSheet {
  if (entry.status !== 'definitive') throw new Conflict('预选计票单还没有两次录入一致，不能定出结果。')
  return entry.first.entered
}

async function decisionOf(db: Db, request: FastifyRequest) {
  const { election } = request
  const primary = await getOpenPrimary(db, election.id)
  const sheet = definitiveSheet(primary)
  const electors = await countElectors(db, election.id)
  const outcome = outcomeOf(primary, sheet, { form: election.form, electors }, ruleSetInForce(election))
  return { primary, sheet, electors, outcome }
}

/** What the sheet decides, with every sentence, before it is made the outcome. */
export async function showPrimaryDecision(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { primary, sheet, electors, outcome } = await decisionOf(this.db, request)
  const votes = votesOnSheet(sheet)
  const becomes = new Map(
    outcome.posts.flatMap(({ candidates, tied }) => [
      ...candidates.map(({ id }) => [id, '列为正式候选人'] as const),
      ...tied.map(({ id }) => [id, '再次投票'] as const),
    ]),
  )
  return await reply.page('nomination/decide-primary.hbs', {
    title: '确定预选结果',
    number: primary.number,
    version: primary.version,
    isValid: outcome.isValid,
    heldOn: longDate(primary.heldOn),
    sentences: outcome.explanation,
    electors,
    issued: sheet.ballotsIssued ?? 0,
    returned: sheet.ballotsReturned,
    valid: sheet.validBallots,
    invalid: sheet.invalidBallots,
    posts: primary.posts.map(({ post, places, nominees }) => ({
      title: post.title,
      places,
      nominees: nominees
        .map(({ nomineeId, name }) => ({
          name,
          votes: votes.get(String(nomineeId)) ?? 0,
          result: outcome.isValid ? (becomes.get(nomineeId) ?? '未列入') : '—',
        }))
        .sort((a, b) => b.votes - a.votes),
    })),
  })
}

/** Makes what was typed twice alike the outcome: valid, it says who goes on; void, the primary is held again. */
export async function decidePrimary(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(decideForm, request.body)
  if (!form.ok) throw new Conflict()
  const { election } = request
  const home = `/elections/${election.id}/nomination/primary`
  const decided = await inTransaction<'valid' | 'void' | 'again', never>(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, request.now))) return ok('again' as const)
    return ok(await decide(trx, request, form.value.version))
  })
  if (decided.ok && decided.value === 'valid') reply.flash('预选结果已确定。请打印并张贴预选结果公告。')
  if (decided.ok && decided.value === 'void') reply.flash('预选无效，须重新预选。')
  return reply.redirect(home, 303)
}

async function decide(trx: Trx, request: FastifyRequest, version: number): Promise<'valid' | 'void'> {
  const { election, actor, today } = request
  const { primary, sheet, electors, outcome } = await decisionOf(trx, request)
  const { isValid, explanation } = outcome
  const { ballotsIssued = 0, ballotsReturned, validBallots, invalidBallots } = sheet
  const ballots = { electors, ballotsIssued, ballotsReturned, validBallots, invalidBallots }
  const votes = new Map([...votesOnSheet(sheet)].map(([id, count]) => [Number(id), count]))
  const decision = { ...ballots, isValid, explanation, decidedOn: today, decidedBy: actor.accountId ?? 0 }
  if (!(await keepDecision(trx, { id: primary.id, version }, decision, votes))) throw new Conflict()
  const nominees = primary.posts.flatMap((post) =>
    post.nominees.map(({ nomineeId, name }) => ({ nomineeId, name, votes: votes.get(nomineeId) ?? 0 })),
  )
  const { id: primaryId, number } = primary
  const counted = {
    electors,
    issued: ballotsIssued,
    returned: ballotsReturned,
    valid: validBallots,
    invalid: invalidBallots,
  }
  await recordEvent(
    trx,
    actor,
    { type: 'primaryDecided', primaryId, number, isValid, ...counted, nominees },
    election.id,
  )
  if (isValid)
    await recordStepOnce(trx, actor, election.id, { step: 'primary', on: primary.heldOn, note: '由预选结果' })
  return isValid ? 'valid' : 'void'
}
