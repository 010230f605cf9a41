import t from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection } from '../helpers/factories.js'

/** The entries of a calendar file, each with its properties; folded lines joined, escapes undone (RFC 5545, 3.1, 3.3.11). */
function entriesOf(file: string): Record<string, string>[] {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n')
  const entries: Record<string, string>[] = []
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') entries.push({})
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? []
    const entry = entries.at(-1)
    if (entry && name !== 'BEGIN') entry[name] = value.replace(/\\n/g, '\n').replace(/\\([,;\\])/g, '$1')
  }
  return entries
}

t.test('the plan as a calendar: whole days, Chinese words, entries that keep their names', async (t) => {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-04-20')
  const { id } = await anElection(house, made)
  const client = await aClient(house, 'observer')
  const answer = await client.get(`/elections/${id}/timetable.ics`)
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8')
  t.match(answer.headers['content-disposition'], /^attachment; filename="timetable.ics"; filename\*=UTF-8''%E5/)
  t.match(answer.body, /^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/)
  t.match(answer.body, 'X-WR-CALNAME:奉中社区换届选举日程')
  const entries = entriesOf(answer.body)
  const roll = entries.find(({ UID }) => UID === `election-${id}-rollPosted@juxuan`)
  t.match(roll, { DTSTART: '20270430', SUMMARY: '奉中社区：公布选民名单', TRANSP: 'TRANSPARENT' })
  t.equal(
    roll?.['DESCRIPTION'],
    '选民名单应在选举日20日前公布。\n最迟 2027-04-30（法定）\n依据：《城市居民委员会组织法》第十七条\n情况：还有 10 天',
  )
  t.match(entries.find(({ UID }) => UID?.includes('registration'))?.['DESCRIPTION'], '2027-04-10 起，最迟 2027-04-24')
  t.match(entries.find(({ UID }) => UID?.includes('electionCommittee'))?.['DESCRIPTION'], '\n后果：')
  const uids = entries.map(({ UID }) => UID)
  t.equal(new Set(uids).size, uids.length)
  t.ok(uids.length > 20)
  t.ok(
    answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
    'folded as calendars want it',
  )

  await house.db.updateTable('election').set({ electionDay: '2027-05-25' }).execute()
  const moved = entriesOf((await client.get(`/elections/${id}/timetable.ics`)).body)
  t.strictSame(moved.map(({ UID }) => UID).sort(), uids.sort(), 'the same entries')
  t.match(
    moved.find(({ UID }) => UID?.includes('rollPosted')),
    { DTSTART: '20270505' },
  )
})

t.test('readers of the election may have it, others not', async (t) => {
  const house = await testApp(t)
  const { id } = await anElection(house, await aHouse(house))
  t.equal((await (await aClient(house, 'administrator')).get(`/elections/${id}/timetable.ics`)).statusCode, 403)
  t.equal((await (await aClient(house, 'tallyClerk-other')).get(`/elections/${id}/timetable.ics`)).statusCode, 404)
})
