import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { evidenceTypeText, sendEvidence, sizeText, takeEvidence } from './evidence-file.js'
import { deleteEvidence, getEvidence, insertEvidence, listEvidence } from './evidence-queries.js'
import { rollWorkers } from './roll-state.js'
import { voterIdOf } from './show-voter.js'
import { getVoterDetails } from './voter-queries.js'

const longestTitle = 50

/** What proves a registration: residence permit, certificate of work, undertaking (Residents' Committees Law 2025, art. 16). */
export async function showEvidence(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await evidencePage(this, request, reply)
}

async function evidencePage(
  { db }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: { readonly errors: FormErrors; readonly title: string },
) {
  const voter = await getVoterDetails(db, request.election.id, voterIdOf(request))
  const role = request.account?.role
  return await reply.code(refusal ? 422 : 200).page('roll/show-evidence.hbs', {
    title: `${voter.name}的证明材料`,
    voter,
    home: `/elections/${request.election.id}/roll/voters/${voter.id}/evidence`,
    mayKeep: role !== undefined && rollWorkers.includes(role),
    kept: (await listEvidence(db, voter.id)).map(({ mediaType, size, ...one }) => ({
      ...one,
      typeText: evidenceTypeText(mediaType),
      sizeText: sizeText(size),
    })),
    form: { title: refusal?.title ?? '' },
    errors: refusal?.errors,
  })
}

interface UploadBody {
  readonly file?: UploadInMemory
  readonly title?: { readonly value?: unknown }
}

/** Keeps a scan or photograph, encrypted. The same file twice is kept once, so a second click does no harm. */
export async function addEvidence(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account, now } = request
  const voter = await getVoterDetails(this.db, election.id, voterIdOf(request))
  const { file, title: typed } = (request.body ?? {}) as UploadBody
  const title = typeof typed?.value === 'string' ? typed.value.trim() : ''
  const read = await takeEvidence(file, this.sealer)
  const wrong = [
    ...(title === '' || title.length > longestTitle
      ? [{ field: 'title', message: '请写明是什么材料，最多 50 字' }]
      : []),
    ...(read.ok ? [] : [{ field: 'file', message: read.error }]),
  ]
  if (!read.ok || wrong.length > 0)
    return await evidencePage(this, request, reply, { errors: formErrors(wrong), title })
  const { sha256 } = read.value
  const page = `/elections/${election.id}/roll/voters/${voter.id}/evidence`
  await inTransaction(this.db, async (trx) => {
    const kept = { electionId: election.id, voterId: voter.id, title, ...read.value }
    const isNew = await insertEvidence(trx, { ...kept, addedBy: account?.id as number, addedAt: now })
    if (isNew) await recordEvent(trx, actor, { type: 'evidenceAdded', voterId: voter.id, title, sha256 }, election.id)
    return ok(undefined)
  })
  reply.flash(`已存入“${title}”。`)
  return reply.redirect(page, 303)
}

/** The file itself; every look is recorded (Personal Information Protection Law, art. 51). */
export async function fetchEvidence(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const voter = await getVoterDetails(this.db, election.id, voterIdOf(request))
  const kept = await getEvidence(this.db, voter.id, evidenceIdOf(request))
  const { title, sha256 } = kept
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, actor, { type: 'evidenceSeen', voterId: voter.id, title, sha256 }, election.id)),
  )
  return sendEvidence(reply, this.sealer, kept, `${voter.name}-${title}`)
}

/** Takes a file away that does not belong there; that it was there stays in the log. */
export async function removeEvidence(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const voter = await getVoterDetails(this.db, election.id, voterIdOf(request))
  await inTransaction(this.db, async (trx) => {
    const { id, title, sha256 } = await getEvidence(trx, voter.id, evidenceIdOf(request))
    await deleteEvidence(trx, id)
    await recordEvent(trx, actor, { type: 'evidenceRemoved', voterId: voter.id, title, sha256 }, election.id)
    return ok(undefined)
  })
  reply.flash('已删除。')
  return reply.redirect(`/elections/${election.id}/roll/voters/${voter.id}/evidence`, 303)
}

function evidenceIdOf(request: FastifyRequest): number {
  const { evidenceId } = request.params as { evidenceId: string }
  if (!/^[1-9]\d{0,8}$/.test(evidenceId)) throw new NotFound()
  return Number(evidenceId)
}
