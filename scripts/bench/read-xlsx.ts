import { assert } from '../../src/lib/assert.js'
import { checkRegisterRows } from '../../src/roll/register/check-register.js'
import { readLimits } from '../../src/roll/register/cell.js'
import { openZip } from '../../src/roll/register/read-zip.js'
import type { Benchmark } from './benchmark.js'
import { largeRegister, peakOfReading, people } from './large-register.js'

/** The import page's way through a large register, without writing, against the bytes alone. */
export const benchmark: Benchmark = {
  name: 'read-xlsx',
  title: '一份十万人的 .xlsx 名册：读取、逐行核对',
  reference: '只解压同一份文件',
  runs: 1,
  prepare: () => {
    const bytes = largeRegister().xlsx
    const read = async () => {
      const options = { electionDay: '2027-05-16', votingAge: 18 } as const
      const checked = await checkRegisterRows({ fileName: 'register', bytes }, options, () => undefined)
      assert(checked.ok && checked.value.rows === people, 'every row is read')
    }
    return {
      data: `${people}行，${(bytes.length / 1e6).toFixed(1)} MB`,
      work: read,
      against: async () => {
        const archive = await openZip(bytes, readLimits)
        for (const name of archive.names)
          for await (const text of archive.text(name)) assert(text !== undefined, 'text')
      },
      remark: () => `单独一个进程读取，内存最多 ${peakOfReading(bytes)} MB`,
    }
  },
}
