import t from 'tap'
import { lastDayOf, type PartialDate, partialDate, partialDateText } from '../../src/lib/partial-date.js'

t.test('a day is kept as far as it is known, and counted from as late as it can be', async (t) => {
  for (const { of, is, until, text } of [
    { of: [2021, 3, 5], is: '2021-03-05', until: '2021-03-05', text: '2021年3月5日' },
    { of: [2021, 2], is: '2021-02', until: '2021-02-28', text: '2021年2月' },
    { of: [2020, 12], is: '2020-12', until: '2020-12-31', text: '2020年12月' },
    { of: [2021], is: '2021', until: '2021-12-31', text: '2021年' },
  ] as const) {
    t.equal(partialDate(of[0], of[1], of[2]), is)
    t.equal(lastDayOf(is as PartialDate), until)
    t.equal(partialDateText(is as PartialDate), text)
  }
  t.equal(partialDate(2021, 2, 30), undefined)
  t.equal(partialDate(2021, 13), undefined)
})
