import { longDate, weekdayText } from '../../lib/chinese-text.js'
import { fingerprintGroups } from '../../lib/fingerprint.js'
import { type BallotContent, type BallotPost, ballotTitle } from '../../rules/ballot-content.js'
import { ballotInstructions } from '../../rules/ballot-instructions.js'
import type { Rule } from '../layout/boxes.js'
import { breakLines } from '../layout/break-lines.js'
import { freeStyle } from '../layout/frame.js'
import { itemsOf } from '../layout/items.js'
import { mm } from '../layout/page-size.js'
import { placeLine } from '../layout/place-line.js'
import { qrRules } from '../layout/qr-code.js'
import { glyphsOf, type Run, runsAt, type Setting } from '../layout/runs.js'
import { type BallotPageGeometry, hundredths, type Place, placeOf } from './ballot-geometry.js'
import {
  type BallotLayout,
  cornerSide,
  densities,
  edge,
  margin,
  measures as allMeasures,
  type PaperColour,
  type PaperMeasures,
  sealSide,
} from './ballot-layout.js'
import { centred } from './fit-name.js'
import { type Drawn, setBlock } from './set-block.js'

/** A sheet of a ballot as set: what is drawn on it, and where its boxes are. */
export interface SetSheet {
  readonly colour: PaperColour
  readonly runs: readonly Run[]
  readonly rules: readonly Rule[]
  readonly geometry: BallotPageGeometry
}

export interface SheetWish {
  readonly content: BallotContent
  /** The posts of this sheet, and how many sheets the vote has. */
  readonly posts: readonly BallotPost[]
  readonly page: number
  readonly pages: number
  readonly layout: BallotLayout
  readonly code: string
  readonly fingerprint: string
}

/** Sets one sheet, as roomy as it can be; undefined when it does not fit the paper however closely it is set. */
export function setSheet(wish: SheetWish, setting: Setting): SetSheet | undefined {
  const measures = allMeasures[wish.layout.paper]
  const colour = wish.layout.colours[wish.page - 1] ?? '白色'
  const top = setTop(wish, measures, setting)
  const bottom = measures.height - edge - measures.code - 1.5 * mm
  const { vote } = wish.content
  const frame = { x: margin, width: measures.width - 2 * margin, vote, measures, setting }
  for (const density of densities) {
    const blocks: Drawn[] = []
    let y = top.height
    for (const post of wish.posts) {
      const block = setBlock(post, { ...frame, y, density })
      blocks.push(block)
      y += block.height + density.gap
    }
    if (y - density.gap > bottom) continue
    const foot = setFoot(wish, colour, measures, setting)
    const boxes = blocks.flatMap((block) => block.boxes)
    const geometry = { ...geometryOf(wish, measures), boxes }
    return {
      colour,
      runs: [...top.runs, ...blocks.flatMap(({ runs }) => runs), ...foot.runs],
      rules: [...blocks.flatMap(({ rules }) => rules), ...foot.rules, ...cornerRules(measures)],
      geometry,
    }
  }
  return undefined
}

function geometryOf({ page, code }: SheetWish, measures: PaperMeasures): Omit<BallotPageGeometry, 'boxes'> {
  const { width, height } = measures
  return {
    page,
    width: hundredths(width),
    height: hundredths(height),
    code,
    codePlace: codePlace(measures),
    corners: corners(measures).map(([x, y]) => placeOf(x, y, cornerSide, cornerSide)),
    seal: placeOf((width - sealSide) / 2, edge - 1 * mm, sealSide, sealSide),
  }
}

/** Title, day and the sentences on how to fill it in; the blocks begin under the room for the seal. */
function setTop({ content, posts, pages }: SheetWish, measures: PaperMeasures, setting: Setting) {
  const { body, paper } = ballotTitle(content)
  const across = { x: margin + cornerSide, w: measures.width - 2 * (margin + cornerSide) }
  const { title, text } = measures
  const [single] = posts
  const own = pages > 1 && single ? `（${single.title}）` : ''
  let y = edge + title * 0.9
  const runs = [...centred(body, 'title', title, across, y, setting)]
  y += title * 1.35
  runs.push(...centred(`${paper}${own}`, 'title', title, across, y, setting))
  y += title * 0.7 + text * 1.1
  const day = `投票日：${longDate(content.votingDay)}（${weekdayText(content.votingDay)}）`
  runs.push(...centred(day, 'kai', text * 1.15, across, y, setting))
  y += text * 1.6
  const notes = setNotes(ballotInstructions({ ...content, posts, isOneOfSeveral: pages > 1 }), y, measures, setting)
  return { runs: [...runs, ...notes.runs], height: Math.max(notes.bottom, edge + sealSide) + 2.5 * mm }
}

function setNotes(sentences: readonly string[], from: number, { width, text }: PaperMeasures, setting: Setting) {
  const pitch = text * 1.42
  const room = width - 2 * margin
  const style = freeStyle('fang', text)
  const runs: Run[] = [
    ...runsAt(glyphsOf('填票说明：', 'hei', setting), freeStyle('hei', text), margin, from + pitch / 2),
  ]
  const hang = text * 5
  let y = from
  sentences.forEach((sentence, n) => {
    const number = glyphsOf(`${n + 1}．`, 'fang', setting)
    runs.push(...runsAt(number, style, margin + hang, y + pitch / 2))
    const left = margin + hang + text * 1.6
    const lineRoom = room - hang - text * 1.6
    for (const line of breakLines(itemsOf([{ text: sentence, style }], setting), () => lineRoom)) {
      runs.push(...placeLine(line, { x: left, width: lineRoom, middle: y + pitch / 2, align: 'left' }))
      y += pitch
    }
  })
  return { runs, bottom: y }
}

/** Left: which paper it is and the design's fingerprint; right: its code. Nothing here differs from ballot to ballot. */
function setFoot(
  { layout, fingerprint, code, page, pages }: SheetWish,
  colour: PaperColour,
  measures: PaperMeasures,
  setting: Setting,
): { runs: Run[]; rules: Rule[] } {
  const left = edge + cornerSide + 3 * mm
  const base = measures.height - edge - 1.6 * mm
  const line = (text: string, size: number, up: number) =>
    runsAt(glyphsOf(text, 'song', setting), freeStyle('song', size), left, base - up)
  const kind = layout.arrangement === 'sheetPerPost' ? `本张用${colour}纸印制` : ''
  const sheet = pages > 1 ? `共${pages}张，第${page}张` : ''
  const about = [kind, sheet].filter((part) => part !== '').join('，')
  const place = codePlace(measures)
  const [x, y, side] = [place.x, place.y, place.w].map((hundred) => (hundred / 100) * mm) as [number, number, number]
  return {
    runs: [
      ...line(`校验码 ${fingerprintGroups(fingerprint.slice(0, 16))}`, 6.5, 0),
      ...(about === '' ? [] : line(about, 8, 9)),
      ...line('加盖居民选举委员会印章。', 8, about === '' ? 9 : 19),
    ],
    rules: qrRules(code, x, y, side),
  }
}

/** Left of the lower right square, standing on its foot. */
function codePlace({ width, height, code }: PaperMeasures): Place {
  return placeOf(width - edge - cornerSide - 1.5 * mm - code, height - edge - code, code, code)
}

function corners({ width, height }: PaperMeasures): (readonly [number, number])[] {
  const [left, right] = [edge, width - edge - cornerSide]
  const [top, bottom] = [edge, height - edge - cornerSide]
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ]
}

function cornerRules(measures: PaperMeasures): Rule[] {
  return corners(measures).map(([x, y]) => {
    const middle = y + cornerSide / 2
    return { x1: x, y1: middle, x2: x + cornerSide, y2: middle, weight: cornerSide }
  })
}
