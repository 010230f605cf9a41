import { assert } from '../../src/lib/assert.js'
import { fontSet } from '../../src/documents/layout/fonts.js'
import { renderPdf } from '../../src/documents/layout/render-pdf.js'
import { postedVoterList } from '../../src/documents/notices/posted-voter-list.js'
import { setPaper, wordPaper } from '../../src/documents/render-paper.js'
import { makeRegister } from '../make-register.js'
import type { Benchmark } from './benchmark.js'

const voters = 3_400
const marks = { number: 4, on: '2027-04-25' } as const

/** The list of voters for the wall: worded and set, against setting as many pages of its first group. */
export const benchmark: Benchmark = {
  name: 'posted-list',
  title: '选民名单公告：写成文字、排成 PDF',
  reference: '只排同样的段落，不写文字',
  prepare: () => {
    const { people } = makeRegister({ seed: 3, people: voters, communityCode: 42 })
    const groups = [...new Set(people.map(({ residentsGroup }) => residentsGroup))]
    const lists = groups.map((group) => {
      const names = people.filter((one) => one.residentsGroup === group).map(({ name }) => ({ name, note: '' }))
      return { group, count: names.length, names }
    })
    const facts = { ...postedVoterList.sample, voters, lists }
    const { blocks } = wordPaper(postedVoterList, facts, marks)
    const fonts = fontSet()
    let pages = 0
    let fastest = Number.POSITIVE_INFINITY
    return {
      data: `${voters}人`,
      work: async () => {
        const since = performance.now()
        const set = await setPaper(postedVoterList, facts, { ...marks, sample: false })
        assert(set.ok, 'every character has a font')
        pages = set.value.pages
        fastest = Math.min(fastest, performance.now() - since)
      },
      against: async () => await renderPdf({ title: 'x', blocks, createdOn: marks.on }, fonts),
      remark: () =>
        `${pages}页，每秒 ${Math.round((pages / fastest) * 1000)} 页、${Math.round((voters / fastest) * 1000)} 人`,
    }
  },
}
