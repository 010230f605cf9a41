/** One benchmark: the work and, in the same run on the same data, the reference that it is held against. */
export interface Benchmark {
  /** File name of its module, and its key in the JSON. */
  readonly name: string
  /** What is done, in a few words for the table. */
  readonly title: string
  /** What the reference does. */
  readonly reference: string
  /** How often it is run, where once says enough or the work cannot be done again; three times by itself. */
  readonly runs?: number
  /** The work makes what the reference is measured on. */
  readonly workFirst?: boolean
  /** Prepares the data, outside the measured time; at full size where it is ordinarily smaller, if so wished. */
  readonly prepare: (isFull: boolean) => Prepared | Promise<Prepared>
}

export interface Prepared {
  /** Size of the data: 1000000 ballots, 118 MB. */
  readonly data: string
  readonly work: () => unknown
  readonly against: () => unknown
  /** What else was seen during the work, in words: memory, stalls, figures a second. */
  readonly remark?: () => string | Promise<string>
  /** Takes away what was prepared. */
  readonly done?: () => unknown
}

export interface Measured {
  readonly name: string
  readonly title: string
  readonly reference: string
  readonly data: string
  readonly milliseconds: number
  readonly referenceMilliseconds: number
  /** How many times as long as the reference. */
  readonly ratio: number
  readonly remark: string
}

/** Best of so many runs: what else the machine does only ever adds time. */
const ordinaryRuns = 3

/** Measures a benchmark: work and reference in turn, the best run of each. */
export async function measure(benchmark: Benchmark, isFull: boolean): Promise<Measured> {
  const { name, title, reference, prepare, runs = ordinaryRuns, workFirst = false } = benchmark
  const { data, work, against, remark, done } = await prepare(isFull)
  let milliseconds = Number.POSITIVE_INFINITY
  let referenceMilliseconds = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    if (workFirst) milliseconds = Math.min(milliseconds, await timeOf(work))
    referenceMilliseconds = Math.min(referenceMilliseconds, await timeOf(against))
    if (!workFirst) milliseconds = Math.min(milliseconds, await timeOf(work))
  }
  const seen = (await remark?.()) ?? ''
  await done?.()
  const ratio = Math.round((milliseconds / referenceMilliseconds) * 100) / 100
  return {
    ...{ name, title, reference, data, ratio, remark: seen },
    milliseconds: Math.round(milliseconds),
    referenceMilliseconds: Math.round(referenceMilliseconds),
  }
}

async function timeOf(task: () => unknown): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}
