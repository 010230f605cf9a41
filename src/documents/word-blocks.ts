import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeightRule,
  type IRunOptions,
  LineRuleType,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { alignedName } from '../lib/chinese-text.js'
import { type Block, type ParagraphBlock, type TableBlock, wordJoiner } from './layout/blocks.js'

/** Names under which offices have these faces; Word and WPS take 仿宋, 黑体, 楷体, 宋体 where one is not there. */
const faces = {
  title: '方正小标宋简体',
  fang: '仿宋_GB2312',
  hei: '黑体',
  kai: '楷体_GB2312',
  song: '宋体',
} as const

type Face = keyof typeof faces

/** 二号, 三号, 小四 in half points, as Word counts them. */
const sizes = { title: 44, body: 32, table: 24 } as const

/** 22 lines to a page: 28.95 points, in twentieths; a 三号 character of the grid, of which a line has 28. */
const pitch = 579
const cell = 316

type ParagraphOptions = Exclude<ConstructorParameters<typeof Paragraph>[0], string>

function run(text: string, face: Face, size: number = sizes.body, more: IRunOptions = {}): TextRun {
  const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: faces[face] }
  return new TextRun({ text: text.replaceAll(wordJoiner, ''), font, size, ...more })
}

function paragraph(children: TextRun[], options: ParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: { line: pitch, lineRule: LineRuleType.EXACT }, ...options, children })
}

const indented = { indent: { firstLine: 2 * cell }, alignment: AlignmentType.BOTH } as const

/** A block of a paper as Word has it: the same words, faces and sizes; lines and pages break as Word breaks them. */
export function wordBlocks(block: Block): FileChild[] {
  switch (block.kind) {
    case 'title':
      return block.lines.map((line) => centred(line, 'title', sizes.title, 700))
    case 'numberLine':
      return [centred(block.text, 'kai', sizes.body), empty()]
    case 'addressee':
      return [paragraph([run(block.text, 'fang')])]
    case 'paragraph':
      return [paragraph(segments(block), indented)]
    case 'table':
      return [...(block.caption ? [centred(block.caption, 'hei', sizes.body)] : []), table(block)]
    case 'names':
      return namesTable(block.names, block.perRow ?? 6, block.caption, block.total)
    case 'attachments':
      return block.titles.map((title, i) => {
        const number = block.titles.length > 1 ? `${i + 1}．` : ''
        return paragraph([run(`${i === 0 ? '附件：' : '　　　'}${number}${title}`, 'fang')], indented)
      })
    case 'signature':
      return signature(block.issuer, block.date)
    case 'signers':
      return block.labels.map((label) => paragraph([run(`${label}：＿＿＿＿＿＿＿＿`, 'fang')]))
    case 'note':
      return [paragraph([run(`（${block.text}）`, 'fang')], indented)]
    case 'annex':
      return [
        paragraph([run(`附件${block.number ?? ''}`, 'hei')], { pageBreakBefore: true }),
        empty(),
        centred(block.title, 'title', sizes.title, 700),
      ]
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })]
    case 'letterhead':
    case 'imprint':
    case 'cutLine':
    case 'headline':
    case 'form':
    case 'cards':
    case 'tally':
      throw new Error(`no notice has ${block.kind}`)
  }
}

function empty(): Paragraph {
  return paragraph([])
}

function centred(text: string, face: Face, size: number, line: number = pitch): Paragraph {
  const spacing = { line, lineRule: LineRuleType.EXACT }
  return paragraph([run(text, face, size)], { alignment: AlignmentType.CENTER, spacing })
}

const leads: Readonly<Record<number, Face>> = { 1: 'hei', 2: 'kai' }

/** The words of a heading up to its first full stop have the face of its level. */
function segments({ text, level = 0 }: ParagraphBlock): TextRun[] {
  const face = leads[level]
  if (!face) return [run(text, 'fang')]
  const stop = text.indexOf('。') + 1
  const lead = stop > 0 ? text.slice(0, stop) : text
  return [run(lead, face), ...(lead.length < text.length ? [run(text.slice(lead.length), 'fang')] : [])]
}

/** The issuer centred over the date, the date four characters from the right; two lines are free for the seal. */
function signature(issuer: string, date: string): Paragraph[] {
  const right = 4 * cell
  const widths = [issuer, date].map((text) =>
    [...text].reduce((sum, character) => sum + (/[\d ]/.test(character) ? 0.5 : 1), 0),
  )
  const [issuerWidth = 0, dateWidth = 0] = widths
  const shift = Math.max(0, right - ((issuerWidth - dateWidth) / 2) * cell)
  const line = (text: string, end: number) =>
    paragraph([run(text, 'fang')], {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(end) },
      keepNext: true,
    })
  return [empty(), empty(), line(issuer, shift), line(date, right)]
}

const edge = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const

/** The head is repeated on each page, and no row is divided. */
function table({ columns, rows, total }: TableBlock): Table {
  const shares = columns.map(({ width }) => width ?? 1)
  const sum = shares.reduce((all, share) => all + share, 0)
  const cellOf = (text: string, i: number, face: Face, align: 'left' | 'center' | 'right' | 'name') =>
    new TableCell({
      width: { size: Math.round(((shares[i] ?? 1) / sum) * 100), type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlign.CENTER,
      children: [
        new Paragraph({
          alignment: alignments[align],
          children: [run(align === 'name' ? alignedName(text) : text, face, sizes.table)],
        }),
      ],
    })
  const rowOf = (cells: readonly string[]) =>
    new TableRow({
      cantSplit: true,
      height: { value: pitch, rule: HeightRule.ATLEAST },
      children: columns.map(({ align = 'center' }, i) =>
        cellOf(cells[i] ?? '', i, align === 'name' ? 'song' : 'fang', align),
      ),
    })
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: { value: pitch, rule: HeightRule.ATLEAST },
    children: columns.map(({ title }, i) => cellOf(title, i, 'hei', 'center')),
  })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
    rows: [head, ...rows.map(rowOf), ...(total ? [rowOf(total)] : [])],
  })
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  name: AlignmentType.CENTER,
} as const

function namesTable(
  names: readonly { readonly name: string; readonly note?: string }[],
  perRow: number,
  caption: string | undefined,
  total: string | undefined,
): FileChild[] {
  const rows = Array.from({ length: Math.ceil(names.length / perRow) }, (_, i) =>
    names.slice(i * perRow, (i + 1) * perRow),
  )
  const set = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: Array.from({ length: perRow }, (_, i) => {
          const { name = '', note = '' } = row[i] ?? {}
          const text = note === '' ? alignedName(name) : `${alignedName(name)}（${note}）`
          return new TableCell({ children: [new Paragraph({ children: [run(text, 'song', 28)] })] })
        }),
      }),
  )
  const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
  return [
    ...(caption ? [centred(caption, 'hei', sizes.body)] : []),
    ...(set.length > 0 ? [new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders, rows: set })] : []),
    ...(total ? [paragraph([run(total, 'fang', 28)], { alignment: AlignmentType.RIGHT })] : []),
  ]
}
