import { longDate, termText } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Result } from '../lib/result.js'
import type { Picked, Sheet, SheetFacts } from './define-sheet.js'
import type { PaperContext } from './define-notice.js'
import { sampleCommonFacts } from './common-facts.js'
import type { Block } from './layout/blocks.js'
import { type MissingCharacter, type RenderedPdf, renderPdf } from './layout/render-pdf.js'
import { dayText, electionName } from './words.js'

/** What stands on every sheet. */
export function sheetFacts({ election, round, today }: PaperContext): SheetFacts {
  const term = termText(election.termNumber)
  return {
    community: election.communityName,
    electionCommittee: `${election.communityName}${term}居民选举委员会`,
    election: `${election.communityName}${term}居民委员会${electionName(election)}`,
    electionDay: dayText(round.votingDay),
    printedOn: longDate(today),
  }
}

const sampleDay = '2027-04-25'

/** Sets a sheet from invented facts. */
export async function setSampleSheet(
  sheet: Sheet,
  picked: Picked,
  isUnpublished = false,
): Promise<Result<RenderedPdf, readonly MissingCharacter[]>> {
  const { community, electionCommittee } = sampleCommonFacts('electionCommittee')
  const facts = {
    community,
    electionCommittee,
    election: `${community}第九届居民委员会换届选举`,
    electionDay: '2027年5月20日（星期四）',
    printedOn: longDate(sampleDay),
  }
  return await setSheet(sheet, sheet.sampleBlocks(facts, picked), {
    picked,
    on: sampleDay,
    sample: true,
    isUnpublished,
    facts,
  })
}

interface SetOptions {
  readonly picked: Picked
  readonly on: PlainDate
  readonly sample: boolean
  /** Set for figures of a count whose result is not declared. */
  readonly isUnpublished?: boolean
  readonly facts: SheetFacts
}

/** Sets a sheet as PDF; refused where a character has no font. */
export async function setSheet(
  sheet: Sheet,
  blocks: readonly Block[],
  { picked, on, sample, isUnpublished = false, facts }: SetOptions,
): Promise<Result<RenderedPdf, readonly MissingCharacter[]>> {
  return await renderPdf({
    title: sheetName(sheet, facts, isUnpublished),
    ...(isUnpublished ? { warning: '未公布' } : {}),
    // Under a letterhead the issuer of the signature.
    ...(blocks.some(({ kind }) => kind === 'letterhead') ? {} : { author: facts.electionCommittee }),
    blocks,
    createdOn: on,
    paper: picked.paper,
    sample,
    ...sheet.page,
  })
}

/** What a printed sheet is called: the title of the file and its name. */
export function sheetName({ title }: Sheet, { community }: SheetFacts, isUnpublished: boolean): string {
  return `${isUnpublished ? '（未公布）' : ''}${community}${title}`
}
