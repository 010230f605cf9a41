import { assert } from '../../src/lib/assert.js'
import { checkRegisterRows } from '../../src/roll/register/check-register.js'

import type { Benchmark } from './benchmark.js'
import { largeRegister, peakOfReading, people } from './large-register.js'

/** The import page's way through a large register, without writing, against the bytes alone. */
export const benchmark: Benchmark = {
  name: 'read-csv',
  title: '一份十万人的 .csv 名册：读取、逐行核对',
  reference: '只把同一份字节读成文字',
  runs: 1,
  prepare: () => {
    const bytes = largeRegister().csv
    const read = async () => {
      const options = { electionDay: '2027-05-16', votingAge: 18 } as const
      const checked = await checkRegisterRows({ fileName: 'register', bytes }, options, () => undefined)
      assert(checked.ok && checked.value.rows === people, 'every row is read')
    }
    return {
      data: `${people}行，${(bytes.length / 1e6).toFixed(1)} MB`,
      work: read,
      against: () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      remark: () => `单独一个进程读取，内存最多 ${peakOfReading(bytes)} MB`,
    }
  },
}
