import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderBallot } from '../src/documents/ballots/render-ballot.js'
import { sampleBallots } from '../src/documents/ballots/sample-ballots.js'
import { catalogue, supplements } from '../src/documents/catalogue.js'
import { fontSet } from '../src/documents/layout/fonts.js'
import { setPaper } from '../src/documents/render-paper.js'
import { setSampleSheet } from '../src/documents/render-sheet.js'
import { sheetCatalogue } from '../src/documents/sheet-catalogue.js'

const usage = `usage: npm run samples -- DIR

Sets every notice, form, list, card and ballot from its sample facts as PDF into DIR, one file a key.
`

/** Any day does: the samples are the same files whenever they are made. */
const sampleDay = '2027-04-25'

const plainPrint = { paper: 'A4', layout: 'names', identity: 'last4' } as const

/** Exit code: 0 all set, 1 a character has no font (one line a finding on standard error), 2 wrong usage. */
async function renderSamples([folder, ...others]: string[]): Promise<number> {
  if (folder === undefined || folder.startsWith('-') || others.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  await mkdir(folder, { recursive: true })
  for (const warning of fontSet().warnings) process.stderr.write(`${warning}\n`)
  const papers = [...catalogue, ...supplements].map((paper, index) => {
    const number = paper.isNumbered ? index + 1 : null
    return { key: paper.key, set: () => setPaper(paper, paper.sample, { number, on: sampleDay, sample: true }) }
  })
  const sheets = sheetCatalogue.map((sheet) => ({ key: sheet.key, set: () => setSampleSheet(sheet, plainPrint) }))
  let missing = await writeBallots(folder)
  for (const { key, set } of [...papers, ...sheets]) {
    const result = await set()
    if (!result.ok) {
      missing += result.error.length
      for (const { character, text } of result.error) {
        process.stderr.write(`character-without-font: ${key}: ${character}（${text}）\n`)
      }
      continue
    }
    const file = join(folder, `${key}.pdf`)
    await writeFile(file, result.value.bytes)
    process.stdout.write(`${file}  ${result.value.pages} 页\n`)
  }
  return missing > 0 ? 1 : 0
}

/** Every kind of ballot; how many could not be set. */
async function writeBallots(folder: string): Promise<number> {
  let problems = 0
  for (const { key, content, layout } of sampleBallots) {
    const set = await renderBallot({ content, layout, designCode: '1-V1', isSample: true })
    if (set.ok) {
      const file = join(folder, `${key}.pdf`)
      await writeFile(file, set.value.bytes)
      process.stdout.write(`${file}  ${set.value.geometry.pages.length} 页\n`)
      continue
    }
    problems += set.error.length
    for (const { code, message } of set.error) process.stderr.write(`${code}: ${key}: ${message}\n`)
  }
  return problems
}

process.exitCode = await renderSamples(process.argv.slice(2))
