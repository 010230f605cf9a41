import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Benchmark, measure, type Measured } from './bench/benchmark.js'

/**
 * `npm run bench [-- DIR]`: every benchmark of scripts/bench, each with its reference measured in the same run. The
 * table goes to standard output, and as JSON into DIR if one is given. Exit 2: wrong usage.
 */
async function main(args: readonly string[]): Promise<number> {
  const [directory, ...more] = args
  if (more.length > 0 || directory?.startsWith('-')) {
    console.error('用法：npm run bench -- [目录]')
    return 2
  }
  const results: Measured[] = []
  for (const benchmark of await loadBenchmarks()) {
    console.error(`${benchmark.title} …`)
    results.push(await measure(benchmark))
  }
  const machine = { node: process.version, cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30) }
  console.log(`Node ${machine.node}，${machine.cores}核，${machine.memoryGB} GB；每项取三次中最快的一次`)
  for (const { title, reference, data, milliseconds, referenceMilliseconds, ratio } of results) {
    console.log(`${title}（${data}）\t${milliseconds} ms\t${reference} ${referenceMilliseconds} ms\t${ratio} 倍`)
  }
  if (directory !== undefined) {
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'bench.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`)
  }
  return 0
}

/** A benchmark is a file beside the others that exports one. */
async function loadBenchmarks(): Promise<Benchmark[]> {
  const folder = new URL('./bench/', import.meta.url)
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.js') && file !== 'benchmark.js')
  const modules = await Promise.all(
    files.sort().map(async (file) => (await import(new URL(file, folder).href)) as { benchmark: Benchmark }),
  )
  return modules.map(({ benchmark }) => benchmark)
}

process.exitCode = await main(process.argv.slice(2))
