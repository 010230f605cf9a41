import { readFileSync } from 'node:fs'
import { countFile, type FileFault } from '../src/tally/count-file.js'
import { countReport } from '../src/tally/count-report.js'

/**
 * `npm run --silent count -- FILE`: counts one vote from a JSON file (`-`: standard input) and prints the
 * outcome. Exit 1: the file was refused, with a line on standard error for each fault. Exit 2: wrong usage.
 */
function main(args: readonly string[]): number {
  const [name, ...more] = args
  if (name === undefined || more.length > 0 || (name.startsWith('-') && name !== '-')) {
    console.error('用法：npm run --silent count -- 文件　（“-”为标准输入）')
    return 2
  }
  const read = readJson(name)
  if ('fault' in read) return refuse([read.fault])
  const outcome = countFile(read.value)
  if (!outcome.ok) return refuse(outcome.error)
  console.log(JSON.stringify(countReport(outcome.value), null, 2))
  return 0
}

function readJson(name: string): { value: unknown } | { fault: FileFault } {
  let text: string
  try {
    text = readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch (error) {
    return { fault: { path: name, message: `读不了：${(error as Error).message}` } }
  }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    return { fault: { path: name, message: `不是 JSON：${(error as Error).message}` } }
  }
}

function refuse(faults: readonly FileFault[]): number {
  for (const { path, message } of faults) console.error(`${path}: ${message}`)
  return 1
}

process.exitCode = main(process.argv.slice(2))
