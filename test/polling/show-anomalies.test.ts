import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aHouse, testPassword } from '../helpers/factories.js'
import { aClerk, aPoll, checkIn } from '../helpers/polling.js'

t.test('what the officer looks at before the boxes are opened', async (t) => {
  const house = await testApp(t)
  const poll = await aPoll(house, await aHouse(house), {
    stations: [{ groups: '1' }, { kind: 'station', name: '第二投票站' }],
    printed: 40,
    received: [20, 20],
  })
  const { officer, url, voterIds } = poll
  const clerk = await aClerk(house, poll, 'checkInClerk')
  await officer.open(`${url}/anomalies`)
  t.match(officer.html, '没有需要核对的')
  await checkIn(clerk, poll, voterIds[0])
  await checkIn(clerk, poll, voterIds[1])
  const [row] = await house.db.selectFrom('checkIn').select('id').orderBy('id').execute()
  await officer.open(`${url}/undo-check-in/${row?.id}`)
  await officer.submit({ reason: '看错人' }, `${url}/undo-check-in/${row?.id}`)
  await officer.open(`${url}/anomalies`)
  t.match(officer.html, /王伟.*看错人.*没有再发/s)
  t.match(officer.html, /在别的投票站领票（<span class="num">1<\/span>）.*李伟/s)
  t.notMatch(officer.html, '公告时间以外领票')
  house.clock.now = new Date('2027-05-20T09:00:00Z')
  const late = await aClerk(house, poll, 'checkInClerk-2')
  await checkIn(late, poll, voterIds[0])
  await officer.signIn('electionOfficer', testPassword)
  await officer.open(`${url}/anomalies`)
  t.match(officer.html, '<span class="num">17:00</span> 又发一张')
  t.match(officer.html, /公告时间以外领票（<span class="num">1<\/span>）.*王伟/s)
  await clerk.signIn('checkInClerk', testPassword)
  await clerk.open(`${url}/anomalies`)
  t.equal(clerk.status, 403)
})
