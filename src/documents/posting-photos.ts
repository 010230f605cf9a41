import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import { readPhotograph } from '../infra/http/photographs.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { numberText } from './paper-number.js'
import { shortTitle } from './register-row.js'
import { getPhoto, getPosting, insertPhoto, listPostings } from './posting-queries.js'
import { postingIdOf } from './take-down.js'

/** Sheets on walls that have no photograph yet, one under the other, for a telephone in front of the wall. */
export async function showPostingPhotos(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await photosPage(this, request, reply)
}

async function photosPage(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const hanging = (await listPostings(app.db, request.election.id)).filter(({ takenDownOn }) => takenDownOn === null)
  const left = hanging.filter(({ photoId }) => photoId === null)
  return await reply.code(errors ? 422 : 200).page('documents/posting-photos.hbs', {
    title: '张贴照片',
    left: left.map(({ id, title, place, postedOn, ...paper }) => ({
      id,
      title: shortTitle(title, request.election.communityName),
      place,
      postedOn,
      number: numberText(paper),
    })),
    count: left.length,
    taken: hanging.length - left.length,
    errors,
  })
}

interface UploadBody {
  readonly file?: UploadInMemory
}

/** Keeps a photograph of a posted sheet, encrypted. The same one twice is kept once. */
export async function addPostingPhoto(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account, now } = request
  const posting = await getPosting(this.db, election.id, postingIdOf(request))
  const { file } = (request.body ?? {}) as UploadBody
  const bytes = typeof file?.toBuffer === 'function' ? await file.toBuffer() : Buffer.alloc(0)
  const read = await readPhotograph(bytes)
  if (!read.ok) {
    return await photosPage(this, request, reply, formErrors([{ field: `photo-${posting.id}`, message: read.error }]))
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const photo = { postingId: posting.id, mediaType: read.value, size: bytes.length, sha256 }
  const sealedContent = this.sealer.seal(bytes)
  await inTransaction(this.db, async (trx) => {
    const isNew = await insertPhoto(trx, { ...photo, sealedContent, addedBy: account?.id ?? 0, addedAt: now })
    const event = { type: 'postingPhotoAdded', postingId: posting.id, place: posting.place, sha256 } as const
    if (isNew) await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  reply.flash(`已存入照片：${numberText(posting)}，${posting.place}。`)
  return reply.redirect(`/elections/${election.id}/documents/postings/photos`, 303)
}

/** The photograph itself; who passes a wall may be on it, so every look is recorded. */
export async function fetchPostingPhoto(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const posting = await getPosting(this.db, election.id, postingIdOf(request))
  const { photoId } = request.params as { photoId: string }
  if (!/^[1-9]\d{0,8}$/.test(photoId)) throw new NotFound('没有这张照片。')
  const { mediaType, sha256, sealedContent } = await getPhoto(this.db, posting.id, Number(photoId))
  const event = { type: 'postingPhotoSeen', postingId: posting.id, place: posting.place, sha256 } as const
  await inTransaction(this.db, async (trx) => ok(await recordEvent(trx, actor, event, election.id)))
  return reply
    .type(mediaType)
    .header('cache-control', 'no-store')
    .header('content-disposition', 'inline')
    .send(this.sealer.unseal(sealedContent))
}
