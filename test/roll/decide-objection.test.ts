import t from 'tap'
import { aPostedRoll, textOf } from '../helpers/roll.js'

t.test('a household loses its representative by a ruling, and one who is gone already', async (t) => {
  const { app, officer, base, today, voterIds } = await aPostedRoll(t, 'households')
  await today('2027-04-26')
  for (const voterNumber of ['1', '1', '2']) {
    await officer.open(`${base}/objections`)
    const subject = voterNumber === '1' ? 'notEntitled' : 'wrongDetails'
    await officer.submit(
      { receivedOn: '2027-04-26', objector: '甲', subject, voterNumber, personName: '', grounds: '不住' },
      `${base}/objections`,
    )
  }
  const rule = async (n: number, values: Record<string, string>) => {
    await officer.open(`${base}/objections/${n}`)
    await officer.submit(
      { outcome: 'upheld', decidedOn: '2027-04-26', ruling: '属实', ...values },
      `${base}/objections/${n}`,
    )
  }
  await rule(1, { reason: 'died' })
  await officer.open(`${base}/objections/2`)
  t.match(textOf(officer.html), '已经不在名单上')
  await rule(2, {})
  t.match(textOf(officer.html), '处理决定已记下')
  await rule(3, {
    name: '王代',
    residentsGroup: '1',
    householdNumber: '00001',
    identityNumber: '',
    reason: 'electorChanged',
    isElector: 'yes',
  })
  t.match(textOf(officer.html), '处理决定已记下')
  const now = await app.db
    .selectFrom('voter')
    .select(['id', 'isElector', 'state'])
    .where('id', 'in', voterIds.slice(0, 2))
    .orderBy('id')
    .execute()
  t.strictSame(
    now.map(({ isElector, state }) => [isElector, state]),
    [
      [0, 'removed'],
      [1, 'registered'],
    ],
  )
  await officer.open(`${base}/changes`)
  t.match(textOf(officer.html), '更换户代表、居民代表：第3号异议')
})
