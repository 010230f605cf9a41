/** Milliseconds of many answers, and how they are told. */
export interface Timings {
  readonly list: number[]
  time<T>(task: () => Promise<T>): Promise<T>
}

export function timings(): Timings {
  const list: number[] = []
  return {
    list,
    time: async (task) => {
      const since = performance.now()
      const answer = await task()
      list.push(performance.now() - since)
      return answer
    },
  }
}

/** 1.2/4.5/9.8 ms: half of them took no longer, nineteen in twenty, ninety-nine in a hundred. */
export function percentiles(list: readonly number[]): string {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return `${[0.5, 0.95, 0.99].map((share) => inWords(at(share))).join('/')} ms`
}

function inWords(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toPrecision(2) : milliseconds.toFixed(0)
}
