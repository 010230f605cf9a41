import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { claimForm, formErrors } from '../infra/http/forms.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { readPhoto } from './photo-file.js'
import { deletePhoto, findPhoto, insertPhoto } from './queries.js'
import { getNominee, nomineePage } from './show-nominee.js'

/** Keeps the photograph of a nominee, encrypted; a new one takes the place of the old. */
export async function addPhoto(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account, now } = request
  const nominee = await getNominee(this.db, request)
  const { file } = (request.body ?? {}) as { readonly file?: UploadInMemory }
  const bytes = typeof file?.toBuffer === 'function' ? await file.toBuffer() : Buffer.alloc(0)
  const read = readPhoto(bytes)
  if (!read.ok) return await nomineePage(this, request, reply, formErrors([{ field: 'file', message: read.error }]))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sealedContent = this.sealer.seal(bytes)
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, request.body, now))) return ok(undefined)
    if ((await findPhoto(trx, nominee.id))?.sha256 === sha256) return ok(undefined)
    const kept = { nomineeId: nominee.id, mediaType: read.value, size: bytes.length, sha256, sealedContent }
    await insertPhoto(trx, { ...kept, addedBy: account?.id ?? 0, addedAt: now })
    await recordEvent(trx, actor, { type: 'nomineePhotoAdded', nomineeId: nominee.id, sha256 }, election.id)
    return ok(undefined)
  })
  reply.flash(`已存入${nominee.name}的照片。`)
  return reply.redirect(`/elections/${election.id}/nomination/nominees/${nominee.id}`, 303)
}

/** The photograph itself; every look is recorded (Personal Information Protection Law, art. 51). */
export async function fetchPhoto(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const nominee = await getNominee(this.db, request)
  const photo = await findPhoto(this.db, nominee.id)
  if (!photo) throw new NotFound('没有存入照片。')
  const { sha256 } = photo
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, actor, { type: 'nomineePhotoSeen', nomineeId: nominee.id, sha256 }, election.id)),
  )
  return reply
    .type(photo.mediaType)
    .header('cache-control', 'no-store')
    .header('content-disposition', 'inline')
    .send(this.sealer.unseal(photo.sealedContent))
}

/** Takes a photograph away that does not belong there; that it was there stays in the log. */
export async function removePhoto(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const nominee = await getNominee(this.db, request)
  await inTransaction(this.db, async (trx) => {
    const photo = await findPhoto(trx, nominee.id)
    if (!photo) throw new NotFound('没有存入照片。')
    await deletePhoto(trx, nominee.id)
    const { sha256 } = photo
    await recordEvent(trx, actor, { type: 'nomineePhotoRemoved', nomineeId: nominee.id, sha256 }, election.id)
    return ok(undefined)
  })
  reply.flash('已删除照片。')
  return reply.redirect(`/elections/${election.id}/nomination/nominees/${nominee.id}`, 303)
}
