import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Benchmark, measure, type Measured } from './bench/benchmark.js'

/**
 * `npm run bench [-- DIR] [--only NAME] [--full]`: every benchmark of scripts/bench or one, each with its reference
 * measured in the same run; `--full` at the full size of those that are ordinarily run smaller. The table goes to
 * standard output, and as JSON into DIR if one is given. Exit 2: wrong usage.
 */
async function main(all: readonly string[]): Promise<number> {
  const isFull = all.includes('--full')
  const args = all.filter((arg) => arg !== '--full')
  const at = args.indexOf('--only')
  const only = at < 0 ? undefined : (args[at + 1] ?? '')
  const [directory, ...more] = at < 0 ? args : args.toSpliced(at, 2)
  const benchmarks = (await loadBenchmarks()).filter(({ name }) => only === undefined || name === only)
  if (more.length > 0 || directory?.startsWith('-') || benchmarks.length === 0) {
    console.error('用法：npm run bench -- [目录] [--only 项目] [--full]')
    return 2
  }
  const results: Measured[] = []
  for (const benchmark of benchmarks) {
    console.error(`${benchmark.title} …`)
    results.push(await measure(benchmark, isFull))
  }
  const machine = { node: process.version, cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30) }
  console.log(`Node ${machine.node}，${machine.cores}核，${machine.memoryGB} GB；每项取最快的一次`)
  for (const { title, reference, data, milliseconds, referenceMilliseconds, ratio, remark } of results) {
    console.log(
      `${title}（${data}）\t${milliseconds} ms\t${reference} ${referenceMilliseconds} ms\t${ratio} 倍\t${remark}`,
    )
  }
  if (directory !== undefined) {
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'bench.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`)
  }
  return 0
}

/** Beside the benchmarks: what they are made with. */
const helpers = [
  'benchmark.js',
  'election-house.js',
  'fill-log.js',
  'fill-rolls.js',
  'large-register.js',
  'print-alone.js',
  'print-season.js',
  'raw-voters.js',
]

/** A benchmark is a file beside the others that exports one. */
async function loadBenchmarks(): Promise<Benchmark[]> {
  const folder = new URL('./bench/', import.meta.url)
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.js') && !helpers.includes(file))
  const modules = await Promise.all(
    files.sort().map(async (file) => (await import(new URL(file, folder).href)) as { benchmark: Benchmark }),
  )
  return modules.map(({ benchmark }) => benchmark)
}

process.exitCode = await main(process.argv.slice(2))
