import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Benchmark } from './benchmark.js'
import type { PrintedSeason } from './print-season.js'

const voters = 3_400
const script = fileURLToPath(new URL('./print-season.js', import.meta.url))

/** In a process of its own, so that each has the memory it needs and no more. */
async function print(way: string, communities: number): Promise<PrintedSeason> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, way, String(communities), String(voters)])
  return JSON.parse(stdout) as PrintedSeason
}

function inWords({ pages, milliseconds, megabytes }: PrintedSeason): string {
  return `${pages}页，每秒 ${Math.round((pages / milliseconds) * 1000)} 页，内存至多 ${megabytes} MB`
}

/** All papers of a season, and its posted lists beside the same lists by Typst and by Chromium. */
export const benchmark: Benchmark = {
  name: 'season',
  title: '全市各社区的选民名单公告排成 PDF',
  reference: 'Typst 排同样的名单',
  runs: 1,
  prepare: () => {
    const communities = 34
    const seen: Record<string, PrintedSeason> = {}
    const keep = (way: string) => async () => {
      seen[way] = await print(way, communities)
    }
    return {
      data: `${communities}个社区，各${voters}人`,
      work: keep('ours'),
      against: keep('typst'),
      remark: async () => {
        await keep('chromium')()
        await keep('ours-all')()
        const { ours, typst, chromium, 'ours-all': all } = seen
        const named = [
          ['本系统', ours],
          ['Typst', typst],
          ['Chromium', chromium],
          ['本系统全部公告', all],
        ] as const
        return named.map(([name, printed]) => `${name}：${printed ? inWords(printed) : ''}`).join('；')
      },
    }
  },
}
