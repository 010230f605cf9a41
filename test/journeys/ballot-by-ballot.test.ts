import t from 'tap'
import type { Cast } from '../../scripts/walk/cast.js'
import * as tally from '../../scripts/walk/tally.js'
import { verifyRecord } from '../../src/tally/verify-record.js'
import { testApp } from '../helpers/app.js'
import { type Browser, unescapeHtml } from '../helpers/browser.js'
import { aHouse } from '../helpers/factories.js'
import { holdVote, walkToElectionDay } from '../helpers/journey.js'
import { type Draft, download, tampered } from '../helpers/record.js'

t.setTimeout(180_000)

interface LegendPost {
  readonly seats: number
  readonly names: readonly string[]
}

/** The line of a ballot that votes for the first of every post, as many as there are seats. */
function lineForTheFirst(html: string): string {
  const legend = JSON.parse(unescapeHtml(/data-legend="([^"]*)"/.exec(html)?.[1] ?? '')) as readonly LegendPost[]
  let number = 0
  return legend
    .flatMap(({ seats, names }) => {
      const numbers = names.map(() => (number += 1))
      return numbers.slice(0, seats)
    })
    .join('.')
}

/** Every ballot typed twice; two of them are in question, and the officer decides. */
async function typeBallots(cast: Cast, electionId: number): Promise<void> {
  const home = `/elections/${electionId}/tally`
  const { officer, firstTypist, secondTypist } = cast
  await officer.open(`${home}/set-up-sheets`)
  const issued = Number(/<td class="num">(\d+)<\/td>/.exec(officer.html)?.[1])
  await officer.submit({}, `${home}/set-up-sheets/remove`)
  await officer.open(`${home}/set-up-sheets`)
  await officer.submit({ mode: 'ballots' }, `${home}/set-up-sheets/add`)
  const sheetId = Number(/name="sheetId" value="(\d+)"/.exec(officer.html)?.[1])
  const type = async (typist: Browser, lines: (first: string) => readonly string[]) => {
    const page = `${home}/sheets/${sheetId}/enter-sheet`
    await typist.open(page)
    await typist.submit({}, `${page}/start`)
    await typist.open(page)
    await typist.submit({ ballots: lines(lineForTheFirst(typist.html)).join('\n') }, page)
  }
  const ballots = (question: string) => (first: string) => [
    ...Array.from({ length: issued - 4 }, () => first),
    '0',
    'w1',
    `?${question}`,
    '?看不清',
  ]
  await type(firstTypist, ballots('涂改'))
  await type(secondTypist, ballots('涂改两处'))
  for (const [ballot, reading] of [
    [issued - 1, '1'],
    [issued, 'w2'],
  ] as const) {
    await officer.open(`${home}/judge-doubtful`)
    await officer.submit({ sheetId, ballot, reading, grounds: '按选举办法认定', before: '' }, `${home}/judge-doubtful`)
  }
}

t.test('an election counted ballot by ballot can be counted again from its record', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 260)
  await holdVote(journey, 80, tally.clearSupport, typeBallots)
  const record = await download(test, journey.electionId)
  t.same(verifyRecord(record), [])
  const [vote] = record.votes
  t.match(vote?.outcome.ballots, { invalid: 2, blank: 1, invalidBy: { illegible: 1, 'not-official': 1 } })
  const [chair] = vote?.outcome.posts[0]?.elected ?? []
  t.equal(chair?.for, vote?.outcome.ballots.valid ?? 0, 'the doubtful ballot read as a vote counts as one')

  const sheet = (draft: Draft) => {
    const found = draft.votes[0]?.sheets[0]
    if (!found?.readings) throw new Error('no bundle')
    return { ...found, readings: found.readings }
  }
  for (const { what, change, place } of [
    {
      what: 'a ballot in both entries',
      change: (draft: Draft) => {
        for (const { entered } of sheet(draft).entries) if (entered.ballots) entered.ballots[0] = '0'
      },
      place: /^votes\[0\]\.sheets\[0\]\.entries\[0\]\.entered\.blankBallots$/,
    },
    {
      what: 'a ballot in one of the entries',
      change: (draft: Draft) => {
        const { ballots } = sheet(draft).entries[1].entered
        if (ballots) ballots[0] = '0'
      },
      place: /^votes\[0\]\.sheets\[0\]\.entries$/,
    },
    {
      what: 'a line that is no ballot',
      change: (draft: Draft) => {
        for (const { entered } of sheet(draft).entries) if (entered.ballots) entered.ballots[0] = '99'
      },
      place: /^votes\[0\]\.sheets\[0\]\.entries\[0\]\.entered\.ballots\[0\]$/,
    },
    {
      what: 'how a doubtful ballot is read',
      change: (draft: Draft) => {
        for (const one of sheet(draft).readings) if (one.reading === 'w2') one.reading = '1'
      },
      place: /^votes\[0\]\.outcome\.ballots\.valid$/,
    },
    {
      what: 'a doubtful ballot that nobody decided',
      change: (draft: Draft) => sheet(draft).readings.pop(),
      place: /^votes\[0\]\.sheets\[0\]\.readings$/,
    },
    {
      what: 'a decision about a ballot that nobody put in question',
      change: (draft: Draft) => {
        const [one] = sheet(draft).readings
        if (one) one.ballot = 1
      },
      place: /^votes\[0\]\.sheets\[0\]\.readings\[0\]$/,
    },
    {
      what: 'a decision that decides nothing',
      change: (draft: Draft) => {
        const [one] = sheet(draft).readings
        if (one) one.reading = '?'
      },
      place: /^votes\[0\]\.sheets\[0\]\.readings\[0\]$/,
    },
  ]) {
    const paths = verifyRecord(tampered(record, change)).map(({ path }) => path)
    t.ok(
      paths.some((path) => place.test(path)),
      `${what}: ${paths.join(' ')}`,
    )
  }
})
