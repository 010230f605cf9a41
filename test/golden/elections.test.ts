import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { countFile } from '../../src/tally/count-file.js'
import { countReport } from '../../src/tally/count-report.js'

// The folders are not compiled: they are read where they lie.
const folder = new URL('../../../test/golden/elections/', import.meta.url)
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))

for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  t.test(`golden election ${name}`, async (t) => {
    const counted = countFile(read(`${name}/election.json`))
    t.strictSame(counted.ok ? countReport(counted.value) : counted.error, read(`${name}/expected.json`))
  })
}
