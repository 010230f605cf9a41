import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogue } from '../src/documents/catalogue.js'
import { fontSet } from '../src/documents/layout/fonts.js'
import { setPaper } from '../src/documents/render-paper.js'

const usage = `usage: npm run samples -- DIR

Sets every paper of the catalogue from its sample facts as PDF into DIR, one file a key.
`

/** Any day does: the samples are the same files whenever they are made. */
const sampleDay = '2027-04-25'

/** Exit code: 0 all set, 1 a character has no font (one line a finding on standard error), 2 wrong usage. */
async function renderSamples([folder, ...others]: string[]): Promise<number> {
  if (folder === undefined || folder.startsWith('-') || others.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  await mkdir(folder, { recursive: true })
  for (const warning of fontSet().warnings) process.stderr.write(`${warning}\n`)
  let missing = 0
  for (const [index, paper] of catalogue.entries()) {
    const number = paper.isNumbered ? index + 1 : null
    const set = await setPaper(paper, paper.sample, { number, on: sampleDay, sample: true })
    if (!set.ok) {
      missing += set.error.length
      for (const { character, text } of set.error) {
        process.stderr.write(`character-without-font: ${paper.key}: ${character}（${text}）\n`)
      }
      continue
    }
    const file = join(folder, `${paper.key}.pdf`)
    await writeFile(file, set.value.bytes)
    process.stdout.write(`${file}  ${set.value.pages} 页\n`)
  }
  return missing > 0 ? 1 : 0
}

process.exitCode = await renderSamples(process.argv.slice(2))
