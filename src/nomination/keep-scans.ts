import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { Forbidden, NotFound } from '../infra/http/errors.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { evidenceTypeText, sendEvidence, sizeText, takeEvidence } from '../roll/queries.js'
import { getScanOwner, type ScanOwner } from './scan-owner-queries.js'
import { deleteScan, getScan, insertScan, listScans } from './scan-queries.js'
import { scanKinds } from './scan-words.js'

const longestTitle = 50

/** The paper behind a nomination, a consent, an opinion of the review or a drop-out, as it was scanned or photographed. */
export async function showScans(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await scansPage(this.db, request, reply, await ownerOf(this.db, request))
}

async function scansPage(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  owner: ScanOwner,
  refusal?: { readonly errors: FormErrors; readonly title: string },
) {
  const { election, account } = request
  return await reply.code(refusal ? 422 : 200).page('nomination/keep-scans.hbs', {
    title: `${owner.name}：${owner.title}`,
    name: owner.name,
    of: owner.title,
    backText: owner.pageTitle,
    back: `/elections/${election.id}/nomination/${owner.page}`,
    home: homeOf(request, owner),
    mayKeep: owner.mayKeep(account?.role),
    kept: (await listScans(db, owner)).map(({ mediaType, size, ...one }) => ({
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

/** Keeps a scan, encrypted. The same file twice is kept once, so a second click does no harm. */
export async function keepScan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account, now } = request
  const owner = await ownerToChange(this.db, request)
  const { file, title: typed } = (request.body ?? {}) as UploadBody
  const title = typeof typed?.value === 'string' ? typed.value.trim() : ''
  const read = await takeEvidence(file, this.sealer)
  const wrong = [
    ...(title === '' || [...title].length > longestTitle
      ? [{ field: 'title', message: `请写明是什么材料，最多 ${longestTitle} 字` }]
      : []),
    ...(read.ok ? [] : [{ field: 'file', message: read.error }]),
  ]
  if (!read.ok || wrong.length > 0) {
    return await scansPage(this.db, request, reply, owner, { errors: formErrors(wrong), title })
  }
  const { sha256 } = read.value
  await inTransaction(this.db, async (trx) => {
    const scan = { ...read.value, title, addedBy: account?.id ?? 0, addedAt: now }
    const isNew = await insertScan(trx, owner, scan)
    const event = { type: 'nominationScanAdded', ...wordsOf(owner), title, sha256 } as const
    if (isNew) await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  reply.flash(`已存入“${title}”。`)
  return reply.redirect(homeOf(request, owner), 303)
}

/** The scan itself; every look is recorded (Personal Information Protection Law, art. 51). */
export async function fetchScan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const owner = await ownerOf(this.db, request)
  const scan = await getScan(this.db, owner, addressId(request, 'scanId'))
  const { title, sha256 } = scan
  await inTransaction(this.db, async (trx) =>
    ok(await recordEvent(trx, actor, { type: 'nominationScanSeen', ...wordsOf(owner), title, sha256 }, election.id)),
  )
  return sendEvidence(reply, this.sealer, scan, `${owner.name}-${title}`)
}

/** Takes a scan away that does not belong there; that it was there stays in the log. */
export async function removeScan(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const owner = await ownerToChange(this.db, request)
  await inTransaction(this.db, async (trx) => {
    const { id, title, sha256 } = await getScan(trx, owner, addressId(request, 'scanId'))
    await deleteScan(trx, id)
    const event = { type: 'nominationScanRemoved', ...wordsOf(owner), title, sha256 } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(undefined)
  })
  reply.flash('已删除。')
  return reply.redirect(homeOf(request, owner), 303)
}

function wordsOf({ kind, nomineeId, name }: ScanOwner) {
  return { behind: kind, nomineeId, name }
}

function homeOf({ election }: FastifyRequest, { kind, id }: ScanOwner): string {
  return `/elections/${election.id}/nomination/scans/${kind}/${id}`
}

async function ownerOf(db: Db, request: FastifyRequest): Promise<ScanOwner> {
  const { kind: asked } = request.params as { kind: string }
  const kind = scanKinds.find((one) => one === asked)
  if (!kind) throw new NotFound('没有这种材料。')
  return await getScanOwner(db, request.election.id, kind, addressId(request, 'ownerId'))
}

async function ownerToChange(db: Db, request: FastifyRequest): Promise<ScanOwner> {
  const owner = await ownerOf(db, request)
  if (!owner.mayKeep(request.account?.role)) throw new Forbidden(`${owner.title}的扫描件不由您的岗位存入。`)
  return owner
}

function addressId(request: FastifyRequest, parameter: 'ownerId' | 'scanId'): number {
  const typed = (request.params as Readonly<Record<string, string>>)[parameter] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new NotFound()
  return Number(typed)
}
