import t from 'tap'
import { setSampleSheet } from '../../src/documents/render-sheet.js'
import { sheetCatalogue } from '../../src/documents/sheet-catalogue.js'
import { type TestApp, testApp } from '../helpers/app.js'
import { aClient, type Client } from '../helpers/client.js'
import { aHouse } from '../helpers/factories.js'
import { allText, readPdf } from '../helpers/pdf.js'
import { aPolledElection, type CountedElection, contestsOf, declared, sheetFields, tallied } from '../helpers/tally.js'

/** Pages of the area that show no figure of a count, each with what it shows instead. */
const withoutFigures: readonly string[] = [
  // which sheets there are
  '/set-up-sheets',
  // only after a declared result
  '/open-runoff',
  '/open-recount',
  '/handover',
  '/record.json',
  // only of declared counts
  '/sheets',
  // names of the roll
  '/suggest-names',
  // of one package that was sealed; its own test holds the mark
  '/seals/:sealId/open-seal',
]

const prefix = '/elections/:electionId/tally'

/** Every page under the tally, so that a new one is marked or named above. */
function pagesOf({ app }: TestApp): string[] {
  const pages = app.routesAndRoles.filter(({ method, url }) => method === 'GET' && url.startsWith(prefix))
  return pages.map(({ url }) => url.slice(prefix.length)).filter((path) => !withoutFigures.includes(path))
}

/** Each asked for by somebody who may see it. */
function askerOf(path: string): string {
  return path.endsWith('/enter-sheet') ? 'tallyClerk' : 'electionOfficer'
}

async function aCount(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const votes = [
    [40, 5],
    [40, 5],
    [40, 39, 38, 3],
  ]
  const [sheetId = 0] = await tallied(house, election, [
    sheetFields(contestsOf(election), { returned: 48, votes, writeIns: [{ post: 0, name: '王小明', votes: 2 }] }),
  ])
  return { house, election, sheetId }
}

async function openAll(house: TestApp, election: CountedElection, sheetId: number) {
  const clients = new Map<string, Client>()
  for (const name of ['tallyClerk', 'electionOfficer']) clients.set(name, await aClient(house, name))
  const opened = []
  for (const path of pagesOf(house)) {
    const own = path.replace(':sheetId', String(sheetId)).replace('/match-write-in', '/match-write-in?name=王小明')
    const answer = await clients.get(askerOf(path))?.get(encodeURI(election.base + own))
    opened.push({ path, status: answer?.statusCode ?? 0, body: answer?.body ?? '' })
  }
  return opened
}

t.test('before the declaration every page with figures of the count says 未公布, in its title too', async (t) => {
  const { house, election, sheetId } = await aCount(t)
  const clerk = await aClient(house, 'tallyClerk')
  await clerk.post(`${election.base}/result/propose`)
  const opened = await openAll(house, election, sheetId)
  t.ok(opened.length >= 7, `${opened.length} pages`)
  for (const { path, status, body } of opened) {
    t.equal(status, 200, path)
    t.match(body, /<title>（未公布）/, `${path}: in the title of the browser`)
    t.match(body, 'class="unpublished-line"', `${path}: on the page`)
  }
})

t.test('after the declaration no page says so, and those of the result can only be read', async (t) => {
  const { house, election, sheetId } = await aCount(t)
  await declared(house, election.base)
  const opened = await openAll(house, election, sheetId)
  for (const { path, body } of opened) t.notMatch(body, '（未公布）', path)
  const result = opened.find(({ path }) => path === '/result')?.body ?? ''
  const main = result.slice(result.indexOf('<main'), result.indexOf('</main>'))
  t.notMatch(main, /<(form|input|button|select|textarea)/, 'there is nothing to fill in or to send on the page')
})

t.test('a poll that is not being counted yet has nothing to mark', async (t) => {
  const house = await testApp(t)
  const election = await aPolledElection(house, await aHouse(house))
  const officer = await aClient(house, 'electionOfficer')
  t.notMatch((await officer.get(election.base)).body, '（未公布）')
})

t.test('a sheet printed before the declaration says so at the head of every page and in its name', async (t) => {
  const picked = { paper: 'A4', layout: 'names', identity: 'none' } as const
  for (const key of ['ballot-record', 'primary-report']) {
    const sheet = sheetCatalogue.find((one) => one.key === key)
    if (!sheet) throw new Error(key)
    const marked = await setSampleSheet(sheet, picked, true)
    const plain = await setSampleSheet(sheet, picked)
    if (!marked.ok || !plain.ok) throw new Error('a character has no font')
    const pdf = await readPdf(marked.value.bytes)
    t.match(pdf.title, /^（未公布）/)
    for (const page of pdf.pages) t.match(page.items.map(({ text }) => text).join(''), '【未公布】')
    t.notMatch(allText(await readPdf(plain.value.bytes)), '未公布')
  }
})
