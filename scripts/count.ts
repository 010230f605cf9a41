import { countFile } from '../src/tally/count-file.js'
import { countReport } from '../src/tally/count-report.js'
import { fileArgument, readJson, refuseInput } from './json-input.js'

/**
 * `npm run --silent count -- FILE`: counts one vote from a JSON file (`-`: standard input) and prints the
 * outcome. Exit 1: the file was refused, with a line on standard error for each fault. Exit 2: wrong usage.
 */
function main(args: readonly string[]): number {
  const name = fileArgument(args)
  if (name === undefined) {
    console.error('用法：npm run --silent count -- 文件　（“-”为标准输入）')
    return 2
  }
  const read = readJson(name)
  if ('fault' in read) return refuseInput([read.fault])
  const outcome = countFile(read.value)
  if (!outcome.ok) return refuseInput(outcome.error)
  console.log(JSON.stringify(countReport(outcome.value), null, 2))
  return 0
}

process.exitCode = main(process.argv.slice(2))
