/** The part of fontkit that is used here; the package brings no types. */
declare module 'fontkit' {
  export interface BoundingBox {
    readonly minX: number
    readonly maxX: number
    readonly minY: number
    readonly maxY: number
  }

  export interface FontGlyph {
    readonly id: number
    readonly advanceWidth: number
    readonly bbox: BoundingBox
  }

  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly characterSet: number[]
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): FontGlyph
    layout(text: string, features?: string[], script?: string, language?: string): { readonly glyphs: FontGlyph[] }
  }

  export function create(bytes: Uint8Array): Font
}
