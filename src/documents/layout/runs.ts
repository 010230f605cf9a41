import { clusters } from './characters.js'
import type { FontRole } from './font-files.js'
import type { Face, FontSet, Glyph } from './fonts.js'

/** Role, size in points and width of a grid cell in points (the size itself where there is no grid). */
export interface Style {
  readonly role: FontRole
  readonly size: number
  readonly cell: number
}

/** Glyphs of one face on one line. Places are points from the upper left corner of whatever box the run lies in. */
export interface Run {
  readonly face: Face
  readonly size: number
  readonly glyphs: readonly Glyph[]
  /** Origin of each glyph. */
  readonly xs: readonly number[]
  readonly baseline: number
  /** Of a table: which cell of its box. Elsewhere: which piece of a box that has several side by side. */
  readonly cell?: number
  /** The red of an official letterhead; otherwise black. */
  readonly isRed?: true
}

/** What the setting of one document shares: its fonts, and the characters that none of them has. */
export interface Setting {
  readonly fonts: FontSet
  /** Character to the text it stands in. */
  readonly missing: Map<string, string>
}

/** The glyphs of a text. A character that no font has is noted, which later refuses the whole document. */
export function glyphsOf(text: string, role: FontRole, { fonts, missing }: Setting): Glyph[] {
  const found: Glyph[] = []
  for (const cluster of clusters(text)) {
    const glyphs = fonts.glyphs(role, cluster)
    if (glyphs.length === 0 && !missing.has(cluster)) missing.set(cluster, text.replace(/[\u2060\u3000]/g, ''))
    found.push(...glyphs)
  }
  return found
}

export function glyphWidth(glyph: Glyph, style: Style): number {
  return glyph.cells === 0 ? glyph.advance * style.size : glyph.cells * style.cell
}

export function widthOf(glyphs: readonly Glyph[], style: Style): number {
  return glyphs.reduce((sum, glyph) => sum + glyphWidth(glyph, style), 0)
}

/** Where the drawing of a glyph starts when its place starts at `x`. */
export function originOf(glyph: Glyph, x: number, { size, cell }: Style): number {
  return x + glyph.shift * size + (glyph.cells * (cell - size)) / 2
}

/** The baseline that puts the middle of a face's Han characters on `middle`. */
function baselineOn(middle: number, face: Face, size: number): number {
  return middle + face.centre * size
}

/** Glyphs with their origins, on a line whose middle is `middle`, divided where the face changes. */
export function runsOf(glyphs: readonly Glyph[], xs: readonly number[], middle: number, size: number): Run[] {
  const runs: Run[] = []
  let start = 0
  for (let i = 1; i <= glyphs.length; i++) {
    const face = glyphs[start]?.face
    if (!face || (i < glyphs.length && glyphs[i]?.face === face)) continue
    const baseline = baselineOn(middle, face, size)
    runs.push({ face, size, glyphs: glyphs.slice(start, i), xs: xs.slice(start, i), baseline })
    start = i
  }
  return runs
}

/** A text on one line without breaking, from `x` on. */
export function runsAt(glyphs: readonly Glyph[], style: Style, x: number, middle: number): Run[] {
  let at = x
  const xs = glyphs.map((glyph) => {
    const origin = originOf(glyph, at, style)
    at += glyphWidth(glyph, style)
    return origin
  })
  return runsOf(glyphs, xs, middle, style.size)
}

/** Runs that are read by themselves, as the so manieth piece of their box. */
export function piece(runs: readonly Run[], cell: number): Run[] {
  return runs.map((run) => ({ ...run, cell }))
}
