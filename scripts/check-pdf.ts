import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { checkPdf } from './pdf-check/check.js'
import { tell } from './pdf-check/rules.js'

const usage = '用法：npm run --silent pdf:check -- 文件.pdf ...\n'

/**
 * `npm run --silent pdf:check -- FILE ...`: whether papers are PDF/A-2a and PDF/UA-1. Debian's qpdf, where there is one,
 * is asked about the syntax as well. Exit 0: nothing found; 1 with a line a finding on standard error; 2: wrong usage.
 */
function main(files: readonly string[]): number {
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    process.stderr.write(usage)
    return 2
  }
  let bad = 0
  for (const file of files) {
    const lines = findingsOf(file)
    if (lines.length > 0) bad += 1
    for (const line of lines) process.stderr.write(`${file}：${line}\n`)
  }
  process.stdout.write(
    `查了 ${files.length} 个文件，${bad === 0 ? '都符合' : `${bad} 个不符合`} PDF/A-2a 和 PDF/UA-1\n`,
  )
  return bad === 0 ? 0 : 1
}

function findingsOf(file: string): string[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return ['读不到这个文件']
  }
  return [...new Set(checkPdf(bytes).map(tell)), ...askQpdf(file)]
}

/** Its exit code is 0 for a sound file, 3 with warnings and 2 with faults; without qpdf nothing is said. */
function askQpdf(file: string): string[] {
  const { status, stdout, stderr } = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' })
  if (status === null || status === 0) return []
  return `${stdout}${stderr}`.split('\n').flatMap((line) => (/WARNING|ERROR/.test(line) ? [`qpdf：${line}`] : []))
}

process.exitCode = main(process.argv.slice(2))
