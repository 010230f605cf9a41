import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { ok, type Result, refused } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { halfWidth } from '../infra/http/fields.js'
import { claimForm, type FormErrors, formErrors, readForm } from '../infra/http/forms.js'
import type { UploadInMemory } from '../infra/http/uploads.js'
import { progressOf } from '../infra/jobs/job-progress.js'
import { findJob, queueJob } from '../infra/jobs/job-queries.js'
import { fingerprintOfKey } from '../infra/security/signing.js'
import { checkpointSchema, isCheckpoint, signedBy } from './checkpoint-schema.js'
import { comparisonWords, signatureWords } from './checkpoint-words.js'
import {
  type BroughtCheckpoint,
  type CompareOutcome,
  compareSubject,
  type CompareWork,
} from './compare-checkpoint-job.js'

const home = '/audit-log/checkpoints/compare'

type Typed = Readonly<Record<string, unknown>>

/** The forms that take a checkpoint, and how the last one that this person brought compared. */
export async function showCompareCheckpoint(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await comparePage(this, request, reply)
}

async function comparePage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed = {},
  errors?: FormErrors,
) {
  const job = await findJob(app.db, compareSubject(request.account?.id ?? 0))
  const progress = job ? await progressOf(app.db, job, '条') : undefined
  if ((request.query as { format?: string }).format === 'json') return await reply.send(progress ?? { isActive: false })
  const outcome = job?.state === 'done' ? (JSON.parse(job.outcome ?? '{}') as CompareOutcome) : undefined
  return await reply.code(errors ? 422 : 200).page('oversight/compare-checkpoint.hbs', {
    title: '与存证比对',
    isActive: progress?.isActive ?? false,
    progress: { ...progress, address: `${home}?format=json` },
    hasFailed: job?.state === 'failed' || job?.state === 'cancelled',
    result: outcome && !errors ? resultOf(outcome) : null,
    keyFingerprint: fingerprintGroups(fingerprintOfKey(app.sealer.signer.publicKey)),
    form: { sequence: '', groups: '', ...typed },
    errors,
  })
}

function resultOf(outcome: CompareOutcome) {
  const { at, sequence, hash, hashNow, file } = outcome
  const log = comparisonWords(outcome)
  return {
    ...{ at, sequence, log, signature: signatureWords(outcome) },
    groups: fingerprintGroups(hash),
    groupsNow: hashNow === null ? '没有这一条' : fingerprintGroups(hashNow.slice(0, hash.length)),
    isFile: file !== null,
    file: file && {
      ...{ bureau: file.bureau, madeAt: file.madeAt, events: file.events, isDrill: file.kind === 'drill' },
      keyFingerprint: fingerprintGroups(fingerprintOfKey(file.publicKey)),
    },
  }
}

/** Groups of a hash in any writing: blanks and hyphens between them, capitals, and letters that look like digits. */
const groupsField = z
  .string()
  .transform((text) =>
    halfWidth(text)
      .toLowerCase()
      .replace(/[\s\-—–]/g, '')
      .replace(/o/g, '0')
      .replace(/[il]/g, '1'),
  )
  .pipe(z.string().regex(/^([0-9a-f]{4}){8,16}$/, '请照存证单填写第 1 行的 8 组，或者两行 16 组，每组 4 位'))

const typedForm = z.object({
  sequence: z
    .string()
    .transform((text) => halfWidth(text).replace(/\s/g, ''))
    .pipe(z.string().regex(/^[1-9]\d{0,8}$/, '请照存证单填写序号'))
    .transform(Number),
  groups: groupsField,
})

/** Takes a checkpoint, as a file or typed from its sheet, and has the log gone through up to its event. */
export async function compareCheckpoint(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { account, actor, body, now } = request
  const { file } = (body ?? {}) as { readonly file?: UploadInMemory }
  const brought = file ? await readFile(file, this.sealer.signer.publicKey) : readTyped(body)
  if (!brought.ok) return await comparePage(this, request, reply, file ? {} : (body as Typed), brought.error)
  const input: CompareWork = { actor, ...brought.value }
  await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, body, now))) return ok(undefined)
    const job = { kind: 'compareCheckpoint', subject: compareSubject(account?.id ?? 0), electionId: null, input }
    return ok(await queueJob(trx, { ...job, requestedBy: account?.id ?? 0 }))
  })
  await this.jobs.wake()
  return reply.redirect(home, 303)
}

function readTyped(body: unknown): Result<BroughtCheckpoint, FormErrors> {
  const form = readForm(typedForm, body)
  if (!form.ok) return form
  const { sequence, groups: hash } = form.value
  return ok({ sequence, hash, signedBy: 'unknown', file: null })
}

/** A checkpoint has some hundred bytes. */
const largest = 16 * 1024

async function readFile(file: UploadInMemory, ourKey: string): Promise<Result<BroughtCheckpoint, FormErrors>> {
  const bytes = await file.toBuffer()
  const fail = (message: string) => refused(formErrors([{ field: 'file', message }]))
  if (bytes.length === 0) return fail('请选择存证的数据文件')
  const value = bytes.length > largest ? undefined : readJson(bytes)
  if (!isCheckpoint(value)) return fail('这不是日志存证的数据文件')
  const parsed = checkpointSchema.safeParse(value)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    return fail(`这份存证的数据文件不完整，或者被改动过：${first?.path.join('.') ?? ''} ${first?.message ?? ''}`)
  }
  const { sequence, hash, bureau, kind, madeAt, events, signature } = parsed.data
  const about = { bureau, kind, madeAt, events, publicKey: signature.publicKey }
  return ok({ sequence, hash, signedBy: signedBy(parsed.data, ourKey), file: about })
}

/** Undefined: it is no JSON. */
function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
