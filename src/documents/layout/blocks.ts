/**
 * What an official page is made of. Words only: where a block stands, in which face and how its lines break
 * is decided by the setter (GB/T 9704-2012). Texts are plain; nothing in them is markup.
 */
export type Block =
  | LetterheadBlock
  | TitleBlock
  | HeadlineBlock
  | NumberLineBlock
  | AddresseeBlock
  | ParagraphBlock
  | TableBlock
  | NamesBlock
  | AttachmentsBlock
  | SignatureBlock
  | SignersBlock
  | NoteBlock
  | AnnexBlock
  | FormBlock
  | CardsBlock
  | TallyBlock
  | ImprintBlock
  | CutLineBlock
  | PageBreakBlock

/** 发文机关标志 in red with 发文字号 and the red rule under it: the head of a true official document, never of a notice. */
export interface LetterheadBlock {
  readonly kind: 'letterhead'
  /** 云岭街道办事处文件 */
  readonly organ: string
  /** 云街〔2027〕3号 */
  readonly number: string
}

/** 版记 on the lower edge of the last page: 抄送, then who printed it and when. */
export interface ImprintBlock {
  readonly kind: 'imprint'
  readonly copies: string
  readonly printer: string
  readonly printedOn: string
}

/** Where a paper is cut in two: dashes over the whole width, with what to do in their middle. */
export interface CutLineBlock {
  readonly kind: 'cutLine'
  readonly text: string
}

/** 标题: size 2, centred. Each line stays a line of its own; one that is too long is divided between words. */
export interface TitleBlock {
  readonly kind: 'title'
  readonly lines: readonly string[]
}

/** The one great line of a certificate, widely spaced over the middle of its page. */
export interface HeadlineBlock {
  readonly kind: 'headline'
  readonly text: string
}

/** （第1号）: centred under the title, 楷体. */
export interface NumberLineBlock {
  readonly kind: 'numberLine'
  readonly text: string
}

/** 主送: flush left under the title. The text brings its own colon: 全体居民： */
export interface AddresseeBlock {
  readonly kind: 'addressee'
  readonly text: string
}

/**
 * A paragraph, indented by two. Levels 1 to 4 are 一、 （一） 1． （1）: the text brings its number. The words of level
 * 1 and 2 are set in 黑体 and 楷体 up to their first full stop; what follows in the same paragraph is body text.
 */
export interface ParagraphBlock {
  readonly kind: 'paragraph'
  readonly text: string
  readonly level?: 0 | 1 | 2 | 3 | 4
}

export interface TableColumn {
  readonly title: string
  /** Share of the width, in any unit common to the table; without it the content decides. */
  readonly width?: number
  /** `name`: centred, in the face that has every character, names of two characters spread to three. Default `center`. */
  readonly align?: 'left' | 'center' | 'right' | 'name'
}

/** Ruled table over the full width. The head is repeated on each page, a row is never divided, the total stays with the last row. */
export interface TableBlock {
  readonly kind: 'table'
  readonly caption?: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly total?: readonly string[]
  /** A list of its own among others: 第一居民小组第1页，共3页 at the foot. */
  readonly countedAs?: string
  /** Points: 四号 14, 小四 12, 五号 10.5, 小五 9. Without it the largest of the first three in which the content fits. */
  readonly size?: 14 | 12 | 10.5 | 9
}

export interface ListedName {
  readonly name: string
  /** What tells namesakes apart, or 女; set small behind the name in brackets, which the setter adds. */
  readonly note?: string
}

/** Names side by side without rules, as on a 选民榜. A caption is repeated on each page. */
export interface NamesBlock {
  readonly kind: 'names'
  readonly caption?: string
  readonly names: readonly ListedName[]
  /** Default 6. */
  readonly perRow?: 4 | 5 | 6 | 7 | 8
  /** A line at the end, such as 共126人. */
  readonly total?: string
  /** A list of its own among others: 第一居民小组第1页，共3页 at the foot. */
  readonly countedAs?: string
}

/** 附件说明, one line below the text: 附件：1．… without closing marks; the setter numbers them when there are several. */
export interface AttachmentsBlock {
  readonly kind: 'attachments'
  readonly titles: readonly string[]
}

/**
 * 发文机关署名 and 成文日期. With a seal (the default): the issuer is centred over the date, the date stands four
 * characters from the right, and there is room for a seal of 45 mm. The date is text: 2027年5月20日.
 */
export interface SignatureBlock {
  readonly kind: 'signature'
  readonly issuer: string
  readonly date: string
  readonly seal?: boolean
}

/** Lines to be signed by hand: 总监票人：＿＿＿. Labels without colon. */
export interface SignersBlock {
  readonly kind: 'signers'
  readonly labels: readonly string[]
  /** Default 2. */
  readonly perRow?: 1 | 2 | 3
}

/** 附注 under the date, such as 联系人…，电话…; the setter adds the round brackets. */
export interface NoteBlock {
  readonly kind: 'note'
  readonly text: string
}

/** Begins a new page: 附件1 in 黑体 at its first line, the title centred at its third. Without number: a lone 附件. */
export interface AnnexBlock {
  readonly kind: 'annex'
  readonly number?: number
  readonly title: string
}

/** A cell of a form: a label, or what is written beside it. */
export interface FormCell {
  readonly text: string
  /** Columns of the form that it takes. */
  readonly span: number
  readonly isLabel?: boolean
}

export interface FormRow {
  readonly cells: readonly FormCell[]
  /** Lines of writing that it has room for; default 1, more where the text needs it. */
  readonly lines?: number
}

/** A ruled form of labels and fields, as for one person. The spans of each row add up to `columns`. */
export interface FormBlock {
  readonly kind: 'form'
  readonly columns: number
  readonly rows: readonly FormRow[]
  /** Room for a photograph to the right of the first rows, whose spans add up to so many columns fewer. */
  readonly photo?: FormPhoto
}

export interface FormPhoto {
  /** JPEG or PNG; null leaves the room for one to be glued in. */
  readonly bytes: Buffer | null
  readonly rows: number
  readonly span: number
}

/** A card that a person keeps. */
export interface Card {
  readonly title: string
  readonly subtitle: string
  readonly lines: readonly string[]
  readonly note: string
  /** 副券, under a line of dashes: what stands on it, title first. It is cut off where the card is used. */
  readonly stub?: { readonly title: string; readonly lines: readonly [string, string] }
  /** What the QR code says: capital letters, digits and hyphens. Without one the lines take the whole width. */
  readonly code?: string
}

/** Cards side by side with lines to cut along, ten to a page of wide margins. */
export interface CardsBlock {
  readonly kind: 'cards'
  readonly cards: readonly Card[]
}

/** Somebody votes are called for: a line to mark them in for each kind of mark. */
export interface TallyLine {
  readonly number: string
  /** Empty: room for the name of a person written in. */
  readonly name: string
  /** 赞成, 反对 */
  readonly marks: readonly string[]
}

/**
 * Lines of boxes to draw 正 signs in, one sign of five votes a box and twenty boxes a line, then room for the sum of the
 * page and of all pages so far. A person's lines are never divided.
 */
export interface TallyBlock {
  readonly kind: 'tally'
  readonly sections: readonly { readonly title: string; readonly lines: readonly TallyLine[] }[]
}

export interface PageBreakBlock {
  readonly kind: 'pageBreak'
}

/** U+2060 between two characters forbids a line break there; it is neither set nor copied. */
export const wordJoiner = '\u2060'

/** A text, such as a person's name, that must not be divided at the end of a line. */
export function keptTogether(text: string): string {
  return [...text].join(wordJoiner)
}
