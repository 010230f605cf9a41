import { readFileSync } from 'node:fs'
import { create, type Font, type FontGlyph } from 'fontkit'
import { cellsOf, clusters, isPrivateUse, kindOf } from './characters.js'
import { type FontPlaces, type FontRole, findFontFiles } from './font-files.js'

/** An opened font. It is shared by all documents: only the subset that is embedded belongs to one. */
export interface Face {
  readonly path: string
  readonly font: Font
  /** How high above the baseline the middle of a Han character lies, in em. Faces differ by a tenth of an em. */
  readonly centre: number
}

/** A character as one face draws it. The same object for the same text and face, so it may be a map key. */
export interface Glyph {
  readonly face: Face
  readonly id: number
  /** What a reader of the PDF copies. */
  readonly text: string
  /** Of the drawing, in em, as the embedded font states it. */
  readonly advance: number
  /** Cells of the grid, 0 for Latin letters and digits. */
  readonly cells: 0 | 0.5 | 1 | 2
  /** From the left of the place to the origin of the drawing, in em: an opening mark hugs what it opens. */
  readonly shift: number
}

export interface FontSet {
  /**
   * The character in the first face of the role's chain that has it: one glyph, or two where a face draws —— as two.
   * Empty when no face has it.
   */
  glyphs(role: FontRole, cluster: string): readonly Glyph[]
  /** In an administrator's words: which face is missing and what stands in for it. */
  readonly warnings: readonly string[]
}

const faces = new Map<string, Face>()
const sets = new Map<string, FontSet>()

/** Opens a font once; 10 to 50 ms and up to 50 MB, so rare faces are opened only when a character asks for them. */
function openFace(path: string): Face {
  const known = faces.get(path)
  if (known) return known
  const font = create(readFileSync(path))
  const face = { path, font, centre: centreOf(font) }
  faces.set(path, face)
  return face
}

function centreOf(font: Font): number {
  const han = font.characterSet.filter((codePoint) => isHan(codePoint))
  const centres = Array.from({ length: 24 }, (_, i) => han[Math.floor((i * han.length) / 24)])
    .filter((codePoint) => codePoint !== undefined)
    .map((codePoint) => font.glyphForCodePoint(codePoint).bbox)
    .map(({ minY, maxY }) => (minY + maxY) / 2 / font.unitsPerEm)
    .sort((a, b) => a - b)
  return centres[Math.floor(centres.length / 2)] ?? 0.38
}

function isHan(codePoint: number): boolean {
  return (codePoint >= 0x4e00 && codePoint < 0xa000) || (codePoint >= 0x20000 && codePoint < 0x30000)
}

/** The Chinese form of the character: the Latin dash of a Chinese font lies a tenth of an em too low. */
function drawingsOf(font: Font, cluster: string): readonly FontGlyph[] {
  const codePoints = [...cluster].map((character) => character.codePointAt(0) ?? 0)
  const first = codePoints[0] ?? 0
  if (isPrivateUse(cluster) || !font.hasGlyphForCodePoint(first)) return []
  if (kindOf(cluster) === 'latin') return [font.glyphForCodePoint(first)]
  const { glyphs } = font.layout(cluster, [], 'hani', 'ZHS')
  return glyphs.length <= (cellsOf(kindOf(cluster), cluster) || 1) ? glyphs : [font.glyphForCodePoint(first)]
}

function makeGlyphs(face: Face, cluster: string): readonly Glyph[] {
  const drawings = drawingsOf(face.font, cluster)
  if (drawings.some(({ id }) => id === 0)) return []
  const kind = kindOf(cluster)
  return drawings.map((drawing, i) => {
    const advance = drawing.advanceWidth / face.font.unitsPerEm
    const cells = drawings.length === 2 ? 1 : cellsOf(kind, cluster)
    const room = cells - advance
    const shift = cells === 0 || kind === 'close' ? 0 : kind === 'open' ? room : room / 2
    const text = drawings.length === 2 ? (cluster[i] ?? '') : cluster
    return { face, id: drawing.id, text, advance, cells, shift }
  })
}

/** Fonts of an office and of this installation, opened at first use and kept. Default: `FONT_DIR` and `.fonts`. */
export function fontSet(places: FontPlaces = { officeFolder: process.env['FONT_DIR'] || undefined }): FontSet {
  const key = `${places.officeFolder ?? ''}\n${places.preparedFolder ?? ''}`
  const known = sets.get(key)
  if (known) return known
  const made = makeFontSet(places)
  sets.set(key, made)
  return made
}

function makeFontSet(places: FontPlaces): FontSet {
  const { chains, warnings } = findFontFiles(places)
  const glyphs = new Map<FontRole, Map<string, readonly Glyph[]>>()
  const unreadable = new Set<string>()
  const told = [...warnings]

  function face(path: string): Face | undefined {
    if (unreadable.has(path)) return undefined
    try {
      return openFace(path)
    } catch {
      unreadable.add(path)
      told.push(`字体文件 ${path} 无法打开，已跳过。`)
      return undefined
    }
  }

  function lookUp(role: FontRole, cluster: string): readonly Glyph[] {
    for (const path of chains[role]) {
      const opened = face(path)
      const found = opened ? makeGlyphs(opened, cluster) : []
      if (found.length > 0) return found
    }
    return []
  }

  return {
    warnings: told,
    glyphs(role, cluster) {
      const ofRole = glyphs.get(role) ?? new Map<string, readonly Glyph[]>()
      glyphs.set(role, ofRole)
      const known = ofRole.get(cluster)
      if (known) return known
      const found = lookUp(role, cluster)
      ofRole.set(cluster, found)
      return found
    },
  }
}

/** The characters of a text that no font of the role can draw, each once; ask before a paper is issued. */
export function missingCharacters(text: string, role: FontRole, fonts: FontSet = fontSet()): string[] {
  return [...new Set(clusters(text))].filter((cluster) => !isSpace(cluster) && fonts.glyphs(role, cluster).length === 0)
}

function isSpace(cluster: string): boolean {
  const kind = kindOf(cluster)
  return kind === 'space' || kind === 'wideSpace'
}
