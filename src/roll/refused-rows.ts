import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ok } from '../lib/result.js'
import type { Finding } from '../rules/finding.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { inTransaction } from '../infra/db/database.js'
import { NotFound } from '../infra/http/errors.js'
import { sendXlsx, type TextTable } from '../infra/http/spreadsheet.js'
import { columnTitle } from './finding-titles.js'
import { mendable, outcomeText, type RowOutcome } from './import-outcome.js'
import { getImport } from './import-queries.js'
import type { RegisterColumns, RegisterField } from './register/checked-register.js'
import { listKeptOut, type KeptOutRow } from './register-row-queries.js'
import { importIdOf } from './review-import.js'
import { placeOf } from './review-row.js'
import type { StagedPerson } from './staged-row.js'

/**
 * The rows that are not taken, as a spreadsheet with the reason beside each: the columns stand under the headers of the
 * register, so that the mended file can be imported as it is. It holds whole identity numbers, and is logged.
 */
export async function fetchRefusedRows(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const register = await getImport(this.db, election.id, importIdOf(request))
  const rows = await listKeptOut(this.db, register.id, mendable)
  if (rows.length === 0) throw new NotFound('没有未列入的行。')
  const table = tableOf(rows, JSON.parse(register.columns) as RegisterColumns, (sealed) =>
    this.sealer.unsealText(sealed),
  )
  await inTransaction(this.db, async (trx) => {
    const event = { type: 'refusedRowsFetched', importId: register.id, rows: rows.length } as const
    return ok(await recordEvent(trx, actor, event, election.id))
  })
  return await sendXlsx(reply, table, `${register.fileName.replace(/\.\w+$/, '')}-未列入的行`)
}

function tableOf(rows: readonly KeptOutRow[], columns: RegisterColumns, unseal: (sealed: string) => string): TextTable {
  const fields = Object.keys(columns) as RegisterField[]
  return {
    title: '未列入的行',
    headers: ['原行', '原因', ...fields.map((field) => columns[field] ?? columnTitle[field])],
    widths: [8, 40, ...fields.map((field) => (field === 'identityNumber' ? 22 : 14))],
    rows: rows.map((row) => {
      const { read } = JSON.parse(unseal(row.sealedPerson)) as StagedPerson
      return [placeOf(row), reasonOf(row), ...fields.map((field) => read[field] ?? '')]
    }),
  }
}

function reasonOf({ findings, outcome }: KeptOutRow): string {
  const said = (JSON.parse(findings) as Finding[]).map(({ message }) => message).join('；')
  return outcome === 'error' ? said : `${outcomeText[outcome as RowOutcome]}：${said}`
}
