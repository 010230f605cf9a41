import type { Db, Trx } from '../infra/db/database.js'
import { countNotices, countSupplements, takeNumber } from './queries.js'

/** What the number of an issued paper is made of. */
export interface NumberedPaper {
  readonly noticeNumber: number | null
  readonly supplementNumber?: number | null
  /** The number of the paper that it supplements. */
  readonly mainNumber?: number | null
}

/** 4, or 2-1 for the first supplement of 第2号; null for a paper without a number. */
export function bareNumber({ noticeNumber, supplementNumber, mainNumber }: NumberedPaper): string | null {
  if (noticeNumber !== null) return String(noticeNumber)
  if (supplementNumber === null || supplementNumber === undefined) return null
  return `${mainNumber ?? ''}-${supplementNumber}`
}

/** 第4号, 第2-1号, or nothing for a paper without a number. */
export function numberText(paper: NumberedPaper): string {
  const number = bareNumber(paper)
  return number === null ? '' : `第${number}号`
}

/** The paper that another one is to supplement. */
export interface MainPaper {
  readonly id: number
  readonly noticeNumber: number | null
}

/** What a paper about to be issued would be numbered. */
export async function nextNumber(
  db: Db,
  electionId: number,
  paper: { readonly isNumbered: boolean; readonly supplements: MainPaper | undefined },
): Promise<NumberedPaper> {
  const { isNumbered, supplements } = paper
  if (supplements) {
    const supplementNumber = (await countSupplements(db, supplements.id)) + 1
    return { noticeNumber: null, supplementNumber, mainNumber: supplements.noticeNumber }
  }
  return { noticeNumber: isNumbered ? (await countNotices(db, electionId)) + 1 : null }
}

/**
 * Holds the election and takes the number that is printed already; not ours when another paper took it meanwhile. The
 * version is that of the election.
 */
export async function claimNumber(
  trx: Trx,
  electionId: number,
  number: NumberedPaper,
  supplements: MainPaper | undefined,
): Promise<{ readonly isOurs: boolean; readonly version: number }> {
  const { noticesIssued, version } = await takeNumber(trx, electionId, number.noticeNumber === null ? 0 : 1)
  if (number.noticeNumber !== null) return { isOurs: noticesIssued === number.noticeNumber, version }
  if (!supplements) return { isOurs: true, version }
  return { isOurs: (await countSupplements(trx, supplements.id)) + 1 === number.supplementNumber, version }
}
