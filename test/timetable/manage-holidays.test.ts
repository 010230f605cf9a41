import t, { type Test } from 'tap'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { countEvents, lastEvents } from '../helpers/events.js'
import { aHouse, testPassword } from '../helpers/factories.js'

const url = '/season/holidays'

async function anAuditor(t: Test) {
  const house = await testApp(t)
  await aHouse(house)
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(url)
  return { house, auditor }
}

const dayRow = (n: number, day: string, name: string, kind = 'off') => ({
  [`day-${n}-day`]: day,
  [`day-${n}-kind`]: kind,
  [`day-${n}-name`]: name,
})

/** The rows of the open page as it would send them. */
function proposed(html: string) {
  const values = [...html.matchAll(/name="(day-\d+-(?:day|name))" value="([^"]*)"/g)]
  const kinds = [...html.matchAll(/name="(day-\d+-kind)"/g)].map(([, name = '']) => [name, 'off'])
  return Object.fromEntries([...values.map(([, name = '', value = '']) => [name, value]), ...kinds]) as Record<
    string,
    string
  >
}

t.test('a calendar is proposed, confirmed with its document, and changed', async (t) => {
  const { house, auditor } = await anAuditor(t)
  t.match(auditor.html, '本届的日历还没有确认')
  t.match(auditor.html, 'value="2027-06-09"', '端午')
  await auditor.submit({ ...proposed(auditor.html), weekendsAreOff: 'yes', source: '放假办法' }, url)
  t.match(auditor.html, '放假日历已确认')
  const saved = await house.db.selectFrom('calendarDay').selectAll().orderBy('day').execute()
  t.strictSame(
    saved.map(({ day, name, kind }) => `${day} ${name} ${kind}`),
    [
      '2027-02-05 春节 off',
      '2027-02-06 春节 off',
      '2027-02-07 春节 off',
      '2027-02-08 春节 off',
      '2027-04-05 清明节 off',
      '2027-05-01 劳动节 off',
      '2027-05-02 劳动节 off',
      '2027-06-09 端午节 off',
      '2027-09-15 中秋节 off',
      '2027-10-01 国庆节 off',
      '2027-10-02 国庆节 off',
      '2027-10-03 国庆节 off',
    ],
  )
  t.match(await house.db.selectFrom('holidayCalendar').selectAll().execute(), [
    { weekendsAreOff: 1, source: '放假办法', version: 1 },
  ])
  const rows = { ...dayRow(1, '2027年5月3日', '调休放假'), ...dayRow(3, '2027-05-08', '劳动节调休上班', 'work') }
  await auditor.submit({ ...rows, weekendsAreOff: 'no', source: '国办通知' }, url)
  t.match(await house.db.selectFrom('calendarDay').selectAll().orderBy('day').execute(), [
    { day: '2027-05-03', kind: 'off' },
    { day: '2027-05-08', kind: 'work' },
  ])
  t.match(await lastEvents(house, 1), [
    {
      type: 'holidaysChanged',
      by: 'bureauAuditor',
      facts: { source: '国办通知', before: { weekendsAreOff: true }, after: { weekendsAreOff: false, days: [{}, {}] } },
    },
  ])
})

t.test('what is wrong stands in its row, and what was typed stays', async (t) => {
  const { house, auditor } = await anAuditor(t)
  const events = await countEvents(house)
  for (const { values, message, because } of [
    {
      values: { ...dayRow(2, '2027-05-32', '劳动节') },
      message: '第 2 行：请按 2027-05-20 的样子',
      because: 'no such day',
    },
    { values: { ...dayRow(1, '2027-05-01', '') }, message: '第 1 行：请写明是什么假', because: 'a day without a name' },
    { values: { ...dayRow(1, '', '劳动节') }, message: '第 1 行：请填写日期', because: 'a name without a day' },
    {
      values: { ...dayRow(1, '2027-05-01', '劳动节'), ...dayRow(4, '2027-5-1', '劳动节') },
      message: '第 4 行：这一天前面已经列了',
      because: 'twice',
    },
    { values: { source: ' ' }, message: '请写明依据的文件', because: 'no document' },
  ]) {
    await auditor.submit({ weekendsAreOff: 'yes', source: '国办通知', ...values }, url)
    t.equal(auditor.status, 422, because)
    t.match(auditor.html, message, because)
  }
  await auditor.submit({ weekendsAreOff: 'yes', source: '国办通知', ...dayRow(2, '2027-05-32', '劳动节假') }, url)
  t.match(auditor.html, 'value="2027-05-32"')
  t.match(auditor.html, 'value="劳动节假"')
  t.equal(await countEvents(house), events)
})

t.test('two who confirm at once: the second is told; a second click does nothing', async (t) => {
  const { house, auditor } = await anAuditor(t)
  const other = await house.visitor().signIn('bureauAuditor-2', testPassword)
  await other.open(url)
  const formId =
    /name="formId" value="([^"]+)"/.exec(auditor.html.slice(auditor.html.indexOf(`action="${url}"`)))?.[1] ?? ''
  await auditor.submit({ weekendsAreOff: 'yes', source: '国办通知' }, url)
  const events = await countEvents(house)
  await auditor.submit({ weekendsAreOff: 'no', source: '国办通知', version: '0', formId }, url)
  t.equal(auditor.status, 200)
  await other.submit({ weekendsAreOff: 'no', source: '另一份' }, url)
  t.equal(other.status, 409)
  await other.open(url)
  await auditor.open(url)
  await other.submit({ weekendsAreOff: 'no', source: '另一份' }, url)
  await auditor.submit({ weekendsAreOff: 'yes', source: '国办通知' }, url)
  t.equal(auditor.status, 409)
  t.equal(await countEvents(house), events + 1)
})

t.test('townships and administrators read it; before there is a season there is none', async (t) => {
  const { house } = await anAuditor(t)
  for (const role of ['administrator', 'townshipOfficer'] as const) {
    const client = await aClient(house, role)
    const page = await client.get(url)
    t.equal(page.statusCode, 200, role)
    t.notMatch(page.body, '核对无误，确认', role)
    t.equal((await client.post(url, {})).statusCode, 403, role)
  }
  t.equal((await (await aClient(house, 'electionOfficer')).get(url)).statusCode, 403)
  await house.db.deleteFrom('seasonTownship').execute()
  await house.db.deleteFrom('season').execute()
  t.equal((await (await aClient(house, 'bureauAuditor')).get(url)).statusCode, 404)
})
