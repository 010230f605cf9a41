import { mm } from '../layout/page-size.js'

export type BallotPaper = 'A5' | 'A4' | 'A3'
/** `oneSheet`: a block for each post on one sheet; `sheetPerPost`: a sheet for each post, told apart by its paper. */
export type BallotArrangement = 'oneSheet' | 'sheetPerPost'

export const paperColours = ['白色', '浅红色', '浅黄色', '浅绿色', '浅蓝色', '浅紫色', '浅橙色'] as const

export type PaperColour = (typeof paperColours)[number]

/** How a ballot is laid out, as somebody chose it. */
export interface BallotLayout {
  readonly paper: BallotPaper
  readonly arrangement: BallotArrangement
  /** Of the paper, for each sheet; on one sheet only the first. */
  readonly colours: readonly PaperColour[]
  /** The colour is printed, for an office that has white paper only. */
  readonly isTinted: boolean
}

/** Pale enough for every mark to stand out. */
export const tints: Readonly<Record<PaperColour, readonly [number, number, number]>> = {
  白色: [1, 1, 1],
  浅红色: [1, 0.9, 0.9],
  浅黄色: [1, 0.97, 0.82],
  浅绿色: [0.89, 0.97, 0.88],
  浅蓝色: [0.88, 0.94, 1],
  浅紫色: [0.94, 0.9, 0.98],
  浅橙色: [1, 0.93, 0.84],
}

/** Measures of a paper in points. */
export interface PaperMeasures {
  readonly width: number
  readonly height: number
  readonly title: number
  readonly text: number
  readonly name: number
  /** Of the post in the head of its block. */
  readonly head: number
  readonly label: number
  /** Narrowest cells of a printed name and of a name to be written. */
  readonly nameWidth: number
  readonly writeInWidth: number
  /** Of the code in the lower right corner. */
  readonly code: number
}

/** Name and size of everything by the paper it is set on. */
export const measures: Readonly<Record<BallotPaper, PaperMeasures>> = {
  A5: {
    width: 148 * mm,
    height: 210 * mm,
    title: 17,
    text: 9,
    name: 15,
    head: 12.5,
    label: 13 * mm,
    nameWidth: 21 * mm,
    writeInWidth: 26 * mm,
    code: 14 * mm,
  },
  A4: {
    width: 210 * mm,
    height: 297 * mm,
    title: 22,
    text: 10.5,
    name: 16,
    head: 14,
    label: 14 * mm,
    nameWidth: 23 * mm,
    writeInWidth: 28 * mm,
    code: 17 * mm,
  },
  A3: {
    width: 297 * mm,
    height: 420 * mm,
    title: 30,
    text: 14,
    name: 22,
    head: 19,
    label: 20 * mm,
    nameWidth: 31 * mm,
    writeInWidth: 38 * mm,
    code: 20 * mm,
  },
}

/** How tall the parts of a block are; tried from the roomiest, for what is easily marked is seldom void. */
export interface Density {
  readonly name: number
  readonly mark: number
  /** Side of the square to be marked, never under 8 mm. */
  readonly square: number
  readonly head: number
  readonly gap: number
}

type Millimetres = readonly [name: number, mark: number, square: number, head: number, gap: number]

const roomiest: Millimetres = [22, 20, 13, 12, 9]
const closest: Millimetres = [9, 9.2, 8.1, 6.5, 2]
const steps = 40

export const densities: readonly Density[] = Array.from({ length: steps + 1 }, (_, step) => {
  const [name, mark, square, head, gap] = roomiest.map((most, i) => {
    const least = closest[i] ?? most
    return (most - ((most - least) * step) / steps) * mm
  }) as [number, number, number, number, number]
  return { name, mark, square, head, gap }
})

/** From the edge of the sheet: the squares in its corners, and what is printed between them. */
export const edge = 7 * mm
export const cornerSide = 5 * mm
export const margin = 12 * mm
/** The largest seal of a body of this kind (law.md 9: 45 mm at most; 42 mm is usual). */
export const sealSide = 42 * mm
