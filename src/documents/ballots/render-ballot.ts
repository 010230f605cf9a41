import { createHash } from 'node:crypto'
import { ok, type Result, refused } from '../../lib/result.js'
import { type BallotContent, ballotTitle } from '../../rules/ballot-content.js'
import { freeStyle } from '../layout/frame.js'
import { fontSet } from '../layout/fonts.js'
import { type PdfWriter, pdfWriter } from '../layout/pdf-writer.js'
import { glyphsOf, runsAt, type Setting, widthOf } from '../layout/runs.js'
import type { BallotGeometry } from './ballot-geometry.js'
import { type BallotLayout, measures, tints } from './ballot-layout.js'
import { type SetSheet, setSheet } from './set-ballot.js'

export interface RenderedBallot {
  readonly bytes: Buffer
  readonly geometry: BallotGeometry
  readonly fingerprint: string
}

export interface BallotWish {
  readonly content: BallotContent
  readonly layout: BallotLayout
  /** What the code calls the design: 12-V3 is the third proof for the vote of round 12. */
  readonly designCode: string
  /** 样票 across each sheet: proofs, posted samples, and everything in a drill. */
  readonly isSample: boolean
}

/** Why a ballot cannot be set: a character without a font, or more than the paper holds. */
export interface BallotProblem {
  readonly code: 'character-without-font' | 'ballot-too-tall'
  readonly message: string
}

/** What a design is known by: the same content laid out alike gives the same, whoever made it. */
export function ballotFingerprint(content: BallotContent, layout: BallotLayout): string {
  return createHash('sha256')
    .update(JSON.stringify([content, layout]))
    .digest('hex')
}

/** Sets a ballot as PDF, a page a sheet, and says where every box lies. The same wish gives the same bytes. */
export async function renderBallot(wish: BallotWish): Promise<Result<RenderedBallot, readonly BallotProblem[]>> {
  const { content, layout, isSample } = wish
  const setting: Setting = { fonts: fontSet(), missing: new Map() }
  const fingerprint = ballotFingerprint(content, layout)
  const groups = layout.arrangement === 'oneSheet' ? [content.posts] : content.posts.map((post) => [post])
  const sheets: SetSheet[] = []
  for (const [index, posts] of groups.entries()) {
    const code = `JXB-${wish.designCode}-${index + 1}-${fingerprint.slice(0, 8).toUpperCase()}`
    const numbers = { page: index + 1, pages: groups.length }
    const sheet = setSheet({ content, posts, layout, code, fingerprint, ...numbers }, setting)
    if (!sheet) return refused([tooTall(layout, groups.length)])
    sheets.push(sheet)
  }
  if (setting.missing.size > 0) return refused([...setting.missing].map(([one, text]) => withoutFont(one, text)))
  const { width, height } = measures[layout.paper]
  const { body, paper } = ballotTitle(content)
  const page = { width, height, left: 0, top: 0, areaWidth: width, areaHeight: height } as const
  const writer = pdfWriter(
    { ...page, orientation: 'portrait', scale: 1 },
    { title: `${body}${paper}`, author: body, createdAt: new Date(`${content.votingDay}T04:00:00Z`), isKept: false },
  )
  for (const sheet of sheets) drawSheet(writer, sheet, wish, isSample ? setting : undefined)
  const geometry = { unit: '0.01mm', fingerprint, pages: sheets.map((sheet) => sheet.geometry) } as const
  return ok({ bytes: await writer.end(), geometry, fingerprint })
}

function tooTall({ paper, arrangement }: BallotLayout, sheets: number): BallotProblem {
  const larger = paper === 'A3' ? '' : `换用更大的纸（${paper === 'A5' ? 'A4 或 A3' : 'A3'}）`
  const apart = arrangement === 'oneSheet' && sheets === 1 ? '改为一职一张' : ''
  const remedy = [larger, apart].filter((part) => part !== '').join('，或者')
  const message = `一张 ${paper} 纸放不下：方格不小于 8 毫米时，职务和姓名太多。请${remedy || '减少每张的职务'}。`
  return { code: 'ballot-too-tall', message }
}

function withoutFont(character: string, text: string): BallotProblem {
  const message = `字体中没有“${character}”字，见“${text}”。请系统管理员安装含有这个字的字体。`
  return { code: 'character-without-font', message }
}

function drawSheet(writer: PdfWriter, sheet: SetSheet, { layout }: BallotWish, sample: Setting | undefined): void {
  const { width, height } = measures[layout.paper]
  writer.startPage()
  if (layout.isTinted && sheet.colour !== '白色') {
    writer.behind(() => writer.rule(wholePage(width, height), 0, 0), tints[sheet.colour])
  }
  if (sample) writer.behind(() => drawSample(writer, width, height, sample))
  for (const run of sheet.runs) writer.text(run, 0, 0)
  for (const rule of sheet.rules) writer.rule(rule, 0, 0)
}

function wholePage(width: number, height: number) {
  return { x1: 0, y1: height / 2, x2: width, y2: height / 2, weight: height }
}

/** 样票 from lower left to upper right, pale and behind the text. */
function drawSample(writer: PdfWriter, width: number, height: number, setting: Setting): void {
  const style = freeStyle('hei', width * 0.28)
  const glyphs = glyphsOf('样票', 'hei', setting)
  const half = (widthOf(glyphs, style) / 2) * Math.SQRT1_2
  const sink = style.size * 0.38 * Math.SQRT1_2
  for (const run of runsAt(glyphs, style, 0, 0)) {
    writer.text({ ...run, baseline: 0 }, width / 2 - half + sink, height / 2 + half + sink, 'eighth')
  }
}
