import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])

/** Width of every drawing; the page scales it, and at 390 px its letters are still read. */
const width = 420
const fontSize = 13
const ink = '#1d2327'
const soft = '#565f66'
const blue = '#1d4f8f'

/** A share as a bar: how full it is, and the words beside it. */
export interface Bar {
  readonly label: string
  /** In hundredths of a per cent, so that nothing but whole numbers is handed on; null: there is no share yet. */
  readonly basisPoints: number | null
  readonly words: string
  readonly look: BarLook
}

/** Told apart without colour: full, striped, dotted. */
export type BarLook = 'full' | 'striped' | 'dotted'

export interface BarPicture {
  /** Of letters; makes the marks within the drawing its own. */
  readonly key: string
  /** What it shows, in a sentence, for those who do not see it. */
  readonly description: string
  readonly bars: readonly Bar[]
  /** A line across the bars. */
  readonly target?: { readonly basisPoints: number; readonly words: string }
}

const fills: Readonly<Record<BarLook, object>> = {
  full: { color: blue },
  striped: {
    color: '#ffffff',
    decal: { symbol: 'rect', color: blue, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 },
  },
  dotted: {
    color: '#ffffff',
    decal: { symbol: 'circle', color: blue, dashArrayX: [6, 2], dashArrayY: [6, 2], symbolSize: 0.6 },
  },
}

/** Shares as bars from nought to a hundred per cent, as SVG: no script, no style sheet, nothing from elsewhere. */
export function drawBars({ key, description, bars, target }: BarPicture): string {
  const top = target ? 26 : 6
  return draw(key, description, top + bars.length * 24 + 24, {
    grid: { left: 78, right: 140, top, bottom: 24 },
    xAxis: {
      type: 'value',
      ...{ min: 0, max: 10_000, interval: 2500 },
      axisLabel: { formatter: (value: number) => `${value / 100}%`, color: soft, fontSize: 12 },
      splitLine: { lineStyle: { color: '#d5d7d3' } },
    },
    yAxis: [
      { ...sideAxis(bars.map(({ label }) => label)), position: 'left' },
      { ...sideAxis(bars.map(({ words }) => words)), position: 'right' },
    ],
    series: [
      {
        type: 'bar',
        ...{ silent: true, barWidth: 13, emphasis: { disabled: true } },
        data: bars.map(({ basisPoints, look }) => ({
          value: basisPoints,
          itemStyle: { borderColor: blue, borderWidth: 1, ...fills[look] },
        })),
        ...(target ? { markLine: targetLine(target) } : {}),
      },
    ],
  })
}

function sideAxis(data: readonly string[]) {
  const quiet = { axisTick: { show: false }, axisLine: { show: false } }
  return {
    type: 'category',
    inverse: true,
    data,
    ...quiet,
    axisLabel: { color: ink, fontSize, interval: 0, margin: 6 },
  }
}

function targetLine({ basisPoints, words }: { readonly basisPoints: number; readonly words: string }) {
  return {
    ...{ silent: true, symbol: 'none', lineStyle: { color: ink, type: 'dashed', width: 1.6 } },
    label: { formatter: words, position: 'start', distance: 6, color: ink, fontSize },
    data: [{ xAxis: basisPoints }],
  }
}

export interface StepPicture {
  readonly key: string
  readonly description: string
  readonly days: readonly string[]
  /** At most three: the first is drawn full, the second dashed, the third dotted. */
  readonly lines: readonly { readonly name: string; readonly counts: readonly (number | null)[] }[]
  readonly most: number
}

const strokes = [
  { type: 'solid', width: 2.6, color: blue },
  { type: 'dashed', width: 2, color: ink },
  { type: 'dotted', width: 2, color: soft },
]

/** Counts that grow day by day, as stairs. */
export function drawSteps({ key, description, days, lines, most }: StepPicture): string {
  return draw(key, description, 300, {
    legend: {
      top: 0,
      left: 30,
      selectedMode: false,
      itemWidth: 34,
      itemStyle: { opacity: 0 },
      textStyle: { color: ink, fontSize },
    },
    grid: { left: 34, right: 14, top: 34, bottom: 26 },
    xAxis: {
      ...{ type: 'category', data: days, boundaryGap: false },
      axisLabel: { color: soft, fontSize: 12, interval: Math.max(0, Math.ceil(days.length / 8) - 1) },
    },
    yAxis: {
      ...{ type: 'value', min: 0, max: most, minInterval: 1 },
      axisLabel: { color: soft, fontSize: 12 },
      splitLine: { lineStyle: { color: '#d5d7d3' } },
    },
    series: lines.map(({ name, counts }, index) => ({
      ...{ type: 'line', name, step: 'end', data: counts, silent: true, emphasis: { disabled: true } },
      ...{ symbol: 'none', lineStyle: strokes[index], itemStyle: { color: strokes[index]?.color } },
    })),
  })
}

function draw(key: string, description: string, height: number, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return plainSvg(svg, key, description)
}

/**
 * A drawing that the strict policy of our pages lets in: styles become attributes of their own, what only a script would
 * read goes, and names within it are its own. The page's style sheet decides how large it is.
 */
export function plainSvg(svg: string, key: string, description: string): string {
  return svg
    .replace(/<style[\s>][^]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replaceAll(/zr\d+-/g, `${key}-`)
    .replace(/^<svg width="\d+" height="\d+"/, `<svg class="chart" role="img" aria-label="${escaped(description)}"`)
    .replaceAll('\n', '')
}

function attributesOf(style: string): string {
  const declarations = style.split(';').filter((declaration) => declaration.includes(':'))
  return declarations
    .map((declaration) => {
      const at = declaration.indexOf(':')
      return ` ${declaration.slice(0, at).trim()}="${declaration.slice(at + 1).trim()}"`
    })
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
