import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { makeRegister } from '../make-register.js'

/** As many as the largest register of a community that is imported in one piece. */
export const people = 100_000

/** The same people as a table of text and as a workbook. */
export function largeRegister(): { readonly csv: Buffer; readonly xlsx: Buffer } {
  const { csv } = makeRegister({ seed: 1, people, communityCode: 41 })
  const lines = csv.trimEnd().split('\r\n')
  const rows = lines.map((line, index) => `<row r="${index + 1}">${line.split(',').map(cell).join('')}</row>`)
  const xlsx = zip({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
  })
  return { csv: Buffer.from(csv), xlsx }
}

const cell = (text: string) => (text === '' ? '<c/>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`)

/** Bytes of an archive of these texts by name. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const name = Buffer.from(path)
    const packed = deflateRawSync(content, { level: 1 })
    const head = Buffer.alloc(26)
    for (const [at, value] of [20, 0x0800, 8].entries()) head.writeUInt16LE(value, at * 2)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const part = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, name, packed])
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), head, place, name]))
    parts.push(part)
    offset += part.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

/** Says at its end how much memory it had at most, in kB; the command line is that of roll:check. */
const toldPeak = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))
process.argv.splice(1, 0, 'roll-check')
await import(process.argv.splice(2, 1)[0])`

/** The most memory in MB of a process of its own that reads and checks a register (`npm run roll:check`). */
export function peakOfReading(bytes: Buffer): number {
  const folder = mkdtempSync(join(tmpdir(), 'juxuan-bench-'))
  const file = join(folder, 'register')
  writeFileSync(file, bytes)
  const script = new URL('../roll-check.js', import.meta.url).href
  const args = ['--input-type=module', '-e', toldPeak, script, file, '--election-day', '2027-05-16']
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return Math.round(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024)
}
