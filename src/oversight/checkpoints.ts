import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, refused } from '../lib/result.js'
import { findHash } from '../infra/audit-log/compare-log.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { isUniqueViolation } from '../infra/db/dialect.js'
import { Conflict } from '../infra/http/errors.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors } from '../infra/http/forms.js'
import { pagerOf } from '../infra/http/pager.js'
import { fingerprintOfKey } from '../infra/security/signing.js'
import { countEventsUpTo, insertCheckpoint, listCheckpoints } from './checkpoint-queries.js'
import { checkpointFormat, signedCheckpoint } from './checkpoint-schema.js'
import { faultOfCheckpoint } from './kept-checkpoint.js'
import { checkpointFaultText } from './log-words.js'
import { getChainHead } from './queries.js'
import { seasonOf } from './rate-reports.js'

const home = '/audit-log/checkpoints'

/** The checkpoints of the log, each held against today's, and the button that makes another. */
export async function showCheckpoints(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await checkpointsPage(this, request, reply)
}

async function checkpointsPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { publicKey } = app.sealer.signer
  const wanted = pageNumber(queryText(request.query, 'page'))
  const { rows, pager } = pagerOf(await listCheckpoints(app.db), '份', wanted, `${home}?`)
  const checkpoints = []
  for (const row of rows) {
    const { sequence, hash, madeAt, madeByName } = row
    const fault = await faultOfCheckpoint(app.db, row, publicKey)
    checkpoints.push({
      ...{ sequence, madeAt, madeByName, groups: fingerprintGroups(hash.slice(0, 32)) },
      ...{ isSame: fault === undefined, fault: fault ? checkpointFaultText[fault] : '' },
    })
  }
  const head = await getChainHead(app.db)
  return await reply.code(errors ? 422 : 200).page('oversight/checkpoints.hbs', {
    title: '日志存证',
    checkpoints,
    pager,
    last: head.sequence,
    publicKey: fingerprintGroups(publicKey),
    keyFingerprint: fingerprintGroups(fingerprintOfKey(publicKey)),
    errors,
  })
}

/** Signs what the log is at this moment, up to its last event; that it was done is the next event. */
export async function makeCheckpoint(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { bureauName: bureau, kind } = seasonOf(request)
  const { today: madeOn, now: madeAt, account, actor } = request
  const saved = await inTransaction<number, 'end'>(this.db, async (trx) => {
    const { sequence, hash } = await getChainHead(trx)
    if (!(await claimForm(trx, request.body, madeAt))) return ok(0)
    if ((await findHash(trx, sequence)) !== hash) return refused('end')
    const events = await countEventsUpTo(trx, sequence)
    const open = { format: checkpointFormat, bureau, kind, sequence, events, hash, madeOn, madeAt }
    const { signature } = signedCheckpoint(open, this.sealer.signer)
    await insertCheckpoint(trx, {
      ...{ sequence, hash, events, bureau, kind, madeOn, madeAt, madeBy: account?.id ?? 0 },
      ...{ publicKey: signature.publicKey, signature: signature.value },
    })
    await recordEvent(trx, actor, { type: 'checkpointMade', lastEvent: sequence, events, chainHash: hash }, null)
    return ok(sequence)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  })
  if (!saved.ok) {
    const message = '日志最后一条与末尾的登记不符，不能存证。请先核对日志。'
    return await checkpointsPage(this, request, reply, formErrors([{ field: 'make', message }]))
  }
  if (saved.value > 0) reply.flash(`已为前 ${saved.value} 条日志存证。请打印存证单，交系统以外的人保管。`)
  return reply.redirect(home, 303)
}
