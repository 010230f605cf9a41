import t from 'tap'
import { aPostedRoll, textOf } from '../helpers/roll.js'

t.test('the roll is not closed while the days for objecting run', async (t) => {
  const { officer, base, today } = await aPostedRoll(t)
  await today('2027-04-30')
  await officer.open(`${base}/close-roll`)
  t.match(textOf(officer.html), '异议期到2027年4月30日为止，2027年5月1日起才能确定名单')
  await officer.submit({}, `${base}/close-roll`)
  t.equal(officer.status, 422)
  await today('2027-05-01')
  await officer.open(`${base}/close-roll`)
  await officer.submit({}, `${base}/close-roll`)
  t.match(textOf(officer.html), '选民名单已确定')
})
