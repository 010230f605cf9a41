import { longDate } from '../lib/chinese-text.js'
import type { PlainDate } from '../lib/plain-date.js'
import { type ElectionForm, electionFormText } from './election-form.js'
import { type EvidencePiece, evidenceTitle, pieceOf } from './rate-evidence.js'
import type { DeclaredVote } from './vote-evidence.js'

/** A return or a notice of result as it was issued, with the figures in it. */
export interface ResultPaper {
  /** 第N号, of a notice. */
  readonly number: number | null
  readonly issuedOn: PlainDate
  /** As its words say; null where it names none. */
  readonly form: ElectionForm | null
  readonly registered: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly invalid: number
  /** A correction that was issued for it says what holds instead. */
  readonly isCorrected: boolean
  readonly postings: number
}

const figures = [
  ['registered', '应参加投票', '人'],
  ['issued', '发出选票', '张'],
  ['returned', '收回选票', '张'],
  ['valid', '有效票', '张'],
  ['invalid', '无效票', '张'],
] as const

/** The return (选举结果报告单), signed and sent up: it says the form claimed and the figures declared. */
export function returnEvidence(
  form: ElectionForm,
  paper: ResultPaper | undefined,
  vote: DeclaredVote | undefined,
): EvidencePiece {
  const piece = paperEvidence('electionReturn', paper, vote)
  if (!paper || !vote || paper.form === form) return piece
  const words = paper.form === null ? '没有写明选举方式' : electionFormText[paper.form]
  const sentence = `报告单写的是${words}，申报的是${electionFormText[form]}。`
  return { ...piece, state: 'contradictory', sentences: [...piece.sentences, sentence] }
}

/** The notice of the result: the figures declared, and posted for everybody to see. */
export function resultNoticeEvidence(paper: ResultPaper | undefined, vote: DeclaredVote | undefined): EvidencePiece {
  const piece = paperEvidence('resultNotice', paper, vote)
  if (!paper || !vote || paper.postings > 0) return piece
  const sentences = [...piece.sentences, '没有登记在哪里张贴。']
  return { ...piece, state: piece.state === 'contradictory' ? 'contradictory' : 'missing', sentences }
}

function paperEvidence(
  key: 'electionReturn' | 'resultNotice',
  paper: ResultPaper | undefined,
  vote: DeclaredVote | undefined,
): EvidencePiece {
  if (!vote) return { key, state: 'notDue', sentences: ['还没有宣布结果。'] }
  if (!paper) return pieceOf(key, [], { missing: [`结果已经宣布，没有印发${evidenceTitle[key]}。`] })
  const { number, issuedOn, isCorrected, postings } = paper
  const name = number === null ? evidenceTitle[key] : `第${number}号公告`
  const posted = key === 'resultNotice' ? `；登记张贴${postings}处` : ''
  const said = figures.map(([figure, title, unit]) => `${title}${paper[figure]}${unit}`).join('、')
  const there = [`${name}，${longDate(issuedOn)}印发：${said}${posted}。`]
  const differs = figures
    .filter(([figure]) => paper[figure] !== vote[figure])
    .map(([figure, title, unit]) => `${title}写的是${paper[figure]}${unit}，宣布的结果是${vote[figure]}${unit}。`)
  if (isCorrected && differs.length > 0) return pieceOf(key, [...there, ...differs, '已经印发更正。'], {})
  return pieceOf(key, there, { contradictory: differs })
}
