import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { inTransaction, type Trx } from '../infra/db/database.js'
import { deleteStoredFile, keepStoredFile, type StoredFile } from '../infra/db/stored-files.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { type StoredUpload, tooLarge } from '../infra/http/uploads.js'
import { queueJob } from '../infra/jobs/job-queries.js'
import { may } from '../rules/permitted-actions.js'
import { ruleSetInForce } from '../rules/rule-set-in-force.js'
import { listMilestones } from '../timetable/queries.js'
import { importSubject, insertImport, listImports, type StoredImport } from './import-queries.js'
import type { RollJob } from './jobs.js'
import type { ImportWork } from './stage-register.js'

/** Choosing a file, and what became of those chosen before. */
export async function showImportRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await importPage(this, request, reply)
}

async function importPage({ db }: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const findings = may('importRegister', await listMilestones(db, election.id), ruleSetInForce(election))
  const imports = await listImports(db, election.id)
  return await reply.code(errors ? 422 : 200).page('roll/import-register.hbs', {
    title: '导入登记名册',
    findings,
    mayImport: findings.length === 0,
    imports: imports.map((one) => ({
      ...one,
      ...stateOf(one),
      href: `/elections/${election.id}/roll/imports/${one.id}`,
    })),
    errors,
  })
}

const stateTexts = {
  reading: ['正在读取', 'status-current'],
  refused: ['不能读取', 'status-wrong'],
  staged: ['等待核对导入', 'status-current'],
  committing: ['正在导入', 'status-current'],
  committed: ['已导入', 'status-done'],
  discarded: ['已放弃', ''],
} as const

function stateOf({ state }: StoredImport) {
  const [stateText, stateClass] = stateTexts[state]
  return { stateText, stateClass, isOpen: state !== 'discarded' }
}

interface UploadBody {
  readonly file?: StoredUpload
  readonly formId?: { readonly value?: unknown }
}

/** Takes the file in and has it read; nothing is on the roll before the page of verdicts is confirmed. */
export async function uploadRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election } = request
  const { file, formId } = (request.body ?? {}) as UploadBody
  const errors = await whyNotTaken(this, request, file)
  if (errors || !file?.stored) {
    if (file?.stored) await deleteStoredFile(this.db, file.stored.id)
    return await importPage(this, request, reply, errors ?? noFile('请选择名册文件'))
  }
  const { stored, filename } = file
  const taken = await inTransaction(this.db, async (trx) => {
    if (!(await claimForm(trx, { formId: formId?.value }, request.now))) return ok(undefined)
    return ok(await takeIn(trx, request, filename, stored))
  })
  const importId = taken.ok ? taken.value : undefined
  if (importId === undefined) {
    await deleteStoredFile(this.db, stored.id)
    return reply.redirect(`/elections/${election.id}/roll/import-register`, 303)
  }
  await this.jobs.wake()
  return reply.redirect(`/elections/${election.id}/roll/imports/${importId}/progress`, 303)
}

const noFile = (message: string) => formErrors([{ field: 'file', message }])

async function whyNotTaken({ db }: FastifyInstance, { election }: FastifyRequest, file: StoredUpload | undefined) {
  const findings = may('importRegister', await listMilestones(db, election.id), ruleSetInForce(election))
  if (findings.length > 0) return errorsFromFindings(findings)
  if (file?.isTooLarge === true) return noFile(tooLarge)
  if (!file?.stored || file.filename === '') return noFile('请选择名册文件')
  return file.stored.size === 0 ? noFile('文件是空的，请重新选择') : undefined
}

async function takeIn(trx: Trx, request: FastifyRequest, name: string, file: StoredFile): Promise<number> {
  const { election, actor, account } = request
  const accountId = account?.id as number
  await keepStoredFile(trx, file.id)
  const importId = await insertImport(trx, {
    electionId: election.id,
    fileName: name.slice(0, 200),
    sha256: file.sha256,
    fileId: file.id,
    electionDay: election.electionDay,
    uploadedBy: accountId,
    uploadedAt: actor.at,
  })
  await queueJob(trx, {
    kind: 'readRegister' satisfies RollJob,
    subject: importSubject(importId),
    electionId: election.id,
    input: { importId, actor } satisfies ImportWork,
    requestedBy: accountId,
  })
  return importId
}
