import t from 'tap'
import { checkRecountDay, countTitle, recountOrderers, recountOrdererText } from '../../src/rules/recount.js'

t.test('a recount is decided on a declared result and before it begins', async (t) => {
  const days = { declaredOn: '2027-05-20', today: '2027-05-22' } as const
  for (const { decidedOn, message, because } of [
    {
      decidedOn: '2027-05-19',
      message: '作出决定的日期早于宣布结果的2027年5月20日，请核对。',
      because: 'there was no result',
    },
    { decidedOn: '2027-05-20', message: undefined, because: 'on the day of the declaration' },
    { decidedOn: '2027-05-22', message: undefined, because: 'today' },
    { decidedOn: '2027-05-23', message: '作出决定的日期还没有到，请核对。', because: 'nobody has decided yet' },
  ] as const) {
    t.equal(checkRecountDay(decidedOn, days)[0]?.message, message, because)
  }
})

t.test('each count has its name, and each who can order one', async (t) => {
  t.strictSame([0, 1, 2].map(countTitle), ['原计票', '第1次复核', '第2次复核'])
  t.equal(
    recountOrderers.map((orderer) => recountOrdererText[orderer]).join(),
    '居民选举委员会,街道（镇）选举工作指导组,民政局',
  )
})
