import { type Browser, carryOut, insistOnSuccess, unescapeHtml } from './browser.js'
import type { Cast } from './cast.js'

interface LegendPost {
  readonly seats: number
  readonly names: readonly string[]
}

/** Lines that vote for the first of every post, or in three of ten for the last: a clear outcome that looks like a vote. */
function ballotLines(html: string, count: number): string[] {
  const legend = JSON.parse(unescapeHtml(/data-legend="([^"]*)"/.exec(html)?.[1] ?? '')) as readonly LegendPost[]
  return Array.from({ length: count }, (_, n) => {
    let before = 0
    return legend
      .flatMap(({ seats, names }, place) => {
        const numbers = names.map((_name, index) => before + index + 1)
        before += names.length
        return (n * 7 + place * 3) % 10 < 7 ? numbers.slice(0, seats) : numbers.slice(-seats)
      })
      .join('.')
  })
}

/** What the officer makes of the last ballot of a bundle, which was put in question. */
export interface Doubt {
  readonly question: string
  readonly reading: string
  readonly grounds: string
}

/** Types the one sheet of a vote as a bundle, ballot by ballot and twice; its last ballot is doubtful and is decided. */
export async function typeBundle(cast: Cast, electionId: number, issued: number, doubt: Doubt): Promise<void> {
  const home = `/elections/${electionId}/tally`
  const { officer } = cast
  await officer.open(`${home}/set-up-sheets`)
  await carryOut(officer, {}, `${home}/set-up-sheets/remove`)
  await officer.open(`${home}/set-up-sheets`)
  await carryOut(officer, { mode: 'ballots' }, `${home}/set-up-sheets/add`)
  const sheetId = Number(/name="sheetId" value="(\d+)"/.exec(officer.html)?.[1])
  for (const typist of [cast.firstTypist, cast.secondTypist]) await typeOnce(typist, home, sheetId, issued, doubt)
  await officer.open(`${home}/judge-doubtful`)
  const { reading, grounds } = doubt
  await carryOut(officer, { sheetId, ballot: issued, reading, grounds, before: '' }, `${home}/judge-doubtful`)
}

async function typeOnce(typist: Browser, home: string, sheetId: number, issued: number, { question }: Doubt) {
  const page = `${home}/sheets/${sheetId}/enter-sheet`
  await typist.open(page)
  await typist.submit({}, `${page}/start`)
  await typist.open(page)
  const lines = [...ballotLines(typist.html, issued - 1), `?${question}`]
  await typist.submit({ ballots: lines.join('\n') }, page)
  insistOnSuccess(typist, page)
}
