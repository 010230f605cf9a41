import type { MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import { inTransaction } from '../infra/db/database.js'
import { claimForm, errorsFromFindings, type FormErrors, formErrors } from '../infra/http/forms.js'
import { may } from '../rules/permitted-actions.js'
import { listMilestones } from '../timetable/queries.js'
import { listImports, type StoredImport } from './import-queries.js'
import { stageRegister } from './stage-register.js'

/** Choosing a file, and what became of those chosen before. */
export async function showImportRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await importPage(this, request, reply)
}

async function importPage({ db }: FastifyInstance, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election } = request
  const findings = may('importRegister', await listMilestones(db, election.id))
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
  reading: ['没有读完', 'status-warn'],
  staged: ['等待核对导入', 'status-current'],
  committed: ['已导入', 'status-done'],
  discarded: ['已放弃', ''],
} as const

function stateOf({ state }: StoredImport) {
  const [stateText, stateClass] = stateTexts[state]
  return { stateText, stateClass, isOpen: state !== 'discarded' }
}

interface UploadBody {
  readonly file?: MultipartFile
  readonly formId?: { readonly value?: unknown }
}

/** Reads the file and shows every row's verdict; nothing is on the roll before that page is confirmed. */
export async function uploadRegister(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor, account } = request
  const { file, formId } = (request.body ?? {}) as UploadBody
  const findings = may('importRegister', await listMilestones(this.db, election.id))
  if (findings.length > 0) return await importPage(this, request, reply, errorsFromFindings(findings))
  const bytes = typeof file?.toBuffer === 'function' ? await file.toBuffer() : Buffer.alloc(0)
  if (!file || file.filename === '' || bytes.length === 0) {
    const message = bytes.length === 0 && file?.filename ? '文件是空的，请重新选择' : '请选择名册文件'
    return await importPage(this, request, reply, formErrors([{ field: 'file', message }]))
  }
  const claim = await inTransaction(this.db, async (trx) =>
    ok(await claimForm(trx, { formId: formId?.value }, request.now)),
  )
  if (claim.ok && !claim.value) return reply.redirect(`/elections/${election.id}/roll/import-register`, 303)
  const source = { fileName: file.filename.slice(0, 200), bytes }
  const work = { election, actor, accountId: account?.id as number }
  const staged = await stageRegister(this.db, this.sealer, source, work)
  if (!staged.ok) return await importPage(this, request, reply, errorsFromFindings([staged.error]))
  return reply.redirect(`/elections/${election.id}/roll/imports/${staged.value}`, 303)
}
