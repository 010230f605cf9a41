import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import type { Result } from '../lib/result.js'
import type { Paper, PaperFacts } from './define-notice.js'
import { type MissingCharacter, type RenderedPdf, renderPdf } from './layout/render-pdf.js'
import { codeText } from './paper-code.js'
import { readWording, renderWording, type Wording } from './wording.js'

/** What a paper is given when it is issued; a draft has no number yet. */
export interface IssueMarks {
  /** 4, or 2-1. */
  readonly number: number | string | null
  readonly on: PlainDate
}

/** Room for a number, as on a form that is still to be filled in. */
const noNumber = '\u3000'

/** The wording of a paper filled with facts: the same text for the preview and for the PDF. */
export function wordPaper(
  paper: Paper,
  facts: PaperFacts,
  { number, on }: IssueMarks,
  wording: string = readWording(paper.key),
): Wording {
  return renderWording(wording, { ...facts, number: number ?? noNumber, date: longDate(on) })
}

interface SetOptions extends IssueMarks {
  /** 样张 across every page: drills, drafts and samples. */
  readonly sample: boolean
  readonly wording?: string
  /** Printed at the foot where the wording is the bureau's own. */
  readonly wordingVersion?: number
  /** What a genuine one is known by; drafts and samples have none. */
  readonly proof?: { readonly code: string; readonly publicUrl: string }
}

/** Sets a paper as PDF; refused where a character has no font. Half a second for a long list: not in a transaction. */
export async function setPaper(
  paper: Paper,
  facts: PaperFacts,
  { sample, wording, wordingVersion = 0, proof, ...marks }: SetOptions,
): Promise<Result<RenderedPdf, readonly MissingCharacter[]>> {
  return await renderPdf({
    title: paperTitle(paper, facts.community, marks.number),
    blocks: wordPaper(paper, facts, marks, wording).blocks,
    createdOn: marks.on,
    author: facts.issuer,
    footerCode: wordingVersion > 0 ? `${facts.ruleSetCode}　措辞第${wordingVersion}版` : facts.ruleSetCode,
    ...(proof ? { proof: proofOf(proof) } : {}),
    sample,
  })
}

/** With a public address the code leads there; without one it says no more than the code. */
function proofOf({ code, publicUrl }: { readonly code: string; readonly publicUrl: string }) {
  const link = publicUrl === '' ? code : `${publicUrl}/check/${code}`
  const how =
    publicUrl === '' ? '凭编号和校验码，可向署名单位核对真伪。' : `扫码或到 ${publicUrl}/check 输入校验码，可核对真伪。`
  return { link, lines: [`校验码 ${codeText(code)}`, how] }
}

/** 桃源里社区选民名单公告（第4号） */
export function paperTitle({ title }: Pick<Paper, 'title'>, community: string, number: number | string | null): string {
  return `${community}${title}${number === null ? '' : `（第${number}号）`}`
}
