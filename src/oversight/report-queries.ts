import type { Insertable } from 'kysely'
import type { Db, Trx } from '../infra/db/database.js'
import type { RateReportSignatureTable, RateReportTable } from '../infra/db/tables/oversight.js'

function selectReports(db: Db, seasonId: number) {
  return db
    .selectFrom('rateReport')
    .innerJoin('rateReportSignature as first', (join) =>
      join.onRef('first.reportId', '=', 'rateReport.id').on('first.place', '=', 1),
    )
    .innerJoin('account as freezer', 'freezer.id', 'first.accountId')
    .leftJoin('rateReportSignature as second', (join) =>
      join.onRef('second.reportId', '=', 'rateReport.id').on('second.place', '=', 2),
    )
    .leftJoin('account as seconder', 'seconder.id', 'second.accountId')
    .leftJoin('rateReportPaper', 'rateReportPaper.reportId', 'rateReport.id')
    .select(['rateReport.id', 'rateReport.number', 'rateReport.day', 'rateReport.purpose', 'rateReport.content'])
    .select([
      'rateReport.fingerprint',
      'rateReport.frozenOn',
      'first.accountId as frozenBy',
      'first.signedAt as frozenAt',
    ])
    .select(['freezer.displayName as frozenByName', 'second.agrees', 'second.note', 'second.signedAt as secondedAt'])
    .select(['seconder.displayName as secondedByName', 'rateReportPaper.sha256', 'rateReportPaper.pages'])
    .where('rateReport.seasonId', '=', seasonId)
}

/** A report with the two names on it. */
export type ReportRow = Awaited<ReturnType<typeof listReports>>[number]

/** Every report of a season, the newest first. */
export async function listReports(db: Db, seasonId: number) {
  return await selectReports(db, seasonId).orderBy('rateReport.number', 'desc').execute()
}

export async function findReport(db: Db, seasonId: number, number: number): Promise<ReportRow | undefined> {
  return await selectReports(db, seasonId).where('rateReport.number', '=', number).executeTakeFirst()
}

/** The number of the next report. */
export async function nextReportNumber(db: Db, seasonId: number): Promise<number> {
  const { last } = await db
    .selectFrom('rateReport')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('seasonId', '=', seasonId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

/** Keeps a report with the name of whoever froze it. Two at once: one of them is a unique violation. */
export async function insertReport(
  trx: Trx,
  report: Insertable<RateReportTable>,
  { accountId, signedAt }: { readonly accountId: number; readonly signedAt: string },
): Promise<void> {
  const { id } = await trx.insertInto('rateReport').values(report).returning('id').executeTakeFirstOrThrow()
  const signature = { reportId: id, place: 1, accountId, agrees: 1, note: '', signedAt }
  await trx.insertInto('rateReportSignature').values(signature).execute()
}

export async function insertReportSecond(
  trx: Trx,
  signature: Omit<Insertable<RateReportSignatureTable>, 'place'>,
): Promise<void> {
  await trx
    .insertInto('rateReportSignature')
    .values({ ...signature, place: 2 })
    .execute()
}

export async function insertReportPaper(
  trx: Trx,
  paper: { readonly reportId: number; readonly content: Buffer; readonly sha256: string; readonly pages: number },
): Promise<void> {
  await trx.insertInto('rateReportPaper').values(paper).execute()
}

/** The PDF of a report, where it was agreed to. */
export async function findReportPaper(db: Db, reportId: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('rateReportPaper')
    .select('content')
    .where('reportId', '=', reportId)
    .executeTakeFirst()
  return row && Buffer.from(row.content)
}
