import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Block } from './layout/blocks.js'
import { wordBlocks } from './word-blocks.js'

/** Millimetres in the twentieths of a point that Word counts in. */
const twips = (mm: number) => Math.round((mm * 1440) / 25.4)

const notOriginal = '供修改参考的 Word 文本，不是印发的原件；以系统印发、带校验码的原件为准。'

/**
 * A notice for Word and WPS, for offices that must adapt it: the page, faces and sizes of GB/T 9704 as far as a word
 * processor has them. Every page says that it is not the issued original.
 */
export async function wordFile(title: string, author: string, blocks: readonly Block[]): Promise<Buffer> {
  const song = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体' }
  const mark = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text: notOriginal, font: song, size: 18, color: '808080' })],
  })
  const number = new Paragraph({
    alignment: AlignmentType.RIGHT,
    indent: { right: 316 },
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: song, size: 28 })],
  })
  const document = new Document({
    title,
    creator: author,
    description: notOriginal,
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(37),
              bottom: twips(35),
              left: twips(28),
              right: twips(26),
              footer: twips(25),
              header: twips(15),
            },
          },
        },
        headers: { default: new Header({ children: [mark] }) },
        footers: { default: new Footer({ children: [number] }) },
        children: blocks.flatMap(wordBlocks),
      },
    ],
  })
  return await Packer.toBuffer(document)
}
