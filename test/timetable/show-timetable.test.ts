import t, { type Test } from 'tap'
import { inTransaction } from '../../src/infra/db/database.js'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { ok } from '../../src/lib/result.js'
import type { PlainDate } from '../../src/lib/plain-date.js'
import type { MilestoneName } from '../../src/rules/stages.js'
import { recordMilestone } from '../../src/timetable/queries.js'
import { testApp } from '../helpers/app.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

/** An election of 20 May on a day, with milestones on days of their own. */
async function onDay(t: Test, today: PlainDate, reached: Partial<Record<MilestoneName, PlainDate>>) {
  const house = await testApp(t)
  const made = await aHouse(house, today)
  const { id } = await anElection(house, made)
  await inTransaction(house.db, async (trx) => {
    for (const [name, on] of Object.entries(reached)) {
      const round = ['pollOpened', 'resultDeclared'].includes(name) ? 1 : 0
      await recordMilestone(trx, systemActor(`${on}T00:00:00Z`), id, { name: name as MilestoneName, on, round })
    }
    return ok(undefined)
  })
  const officer = await house.visitor().signIn('electionOfficer', testPassword)
  return { house, id, officer }
}

/** The row of a step: its words without marks. */
function rowOf(html: string, title: string): string {
  const row = [...html.matchAll(/<tr[^>]*>[^]*?<\/tr>/g)]
    .map(([text]) => text)
    .find((text) => text.includes(`>${title}<`))
  return (row ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const status = (html: string, title: string) =>
  /status-(\w+)/.exec(
    [...html.matchAll(/<tr[^>]*>[^]*?<\/tr>/g)].map(([text]) => text).find((text) => text.includes(`>${title}<`)) ?? '',
  )?.[1]

t.test('a step is kept, due today, ahead, overdue or late, and the page says which', async (t) => {
  for (const { today, reached, words, shape, because } of [
    {
      today: '2027-04-20',
      reached: {},
      words: '还有 10 天',
      shape: 'current',
      because: 'ten days before its last day',
    },
    { today: '2027-04-30', reached: {}, words: '今天到期', shape: 'current', because: 'its last day' },
    { today: '2027-05-01', reached: {}, words: '已逾期 1 天', shape: 'wrong', because: 'the day after' },
    {
      today: '2027-05-10',
      reached: { rollPosted: '2027-04-29' },
      words: '按期完成',
      shape: 'done',
      because: 'a day to spare',
    },
    {
      today: '2027-05-10',
      reached: { rollPosted: '2027-04-30' },
      words: '按期完成',
      shape: 'done',
      because: 'on its last day',
    },
    {
      today: '2027-05-10',
      reached: { rollPosted: '2027-05-02' },
      words: '迟了 2 天',
      shape: 'wrong',
      because: 'two days late',
    },
  ] as const) {
    const { id, officer } = await onDay(t, today, reached)
    await officer.open(`/elections/${id}/timetable`)
    const row = rowOf(officer.html, '公布选民名单')
    t.match(row, words, because)
    t.match(row, '4月30日（星期五）', 'its last day')
    t.match(row, '法定 《城市居民委员会组织法》第十七条')
    t.equal(status(officer.html, '公布选民名单'), shape, because)
  }
})

t.test('a step that broke the law says how, in the words of the rule', async (t) => {
  const { id, officer } = await onDay(t, '2027-05-10', { rollPosted: '2027-05-02' })
  await officer.open(`/elections/${id}/timetable`)
  const message = '选民名单应在选举日20日前公布：选举日2027年5月20日，最迟4月30日；已于5月2日公布，迟2日。'
  t.match(rowOf(officer.html, '公布选民名单'), message)
  await officer.open(`/elections/${id}`)
  t.match(officer.html, '不合期限的事项')
  t.match(officer.html, message, 'on the first page of the election as well')
  t.match(officer.html, '《城市居民委员会组织法》第十七条')
})

t.test('a poll held too early is called early, not overdue', async (t) => {
  const { id, officer } = await onDay(t, '2027-05-19', { pollOpened: '2027-05-18' })
  await officer.open(`/elections/${id}/timetable`)
  const row = rowOf(officer.html, '投票')
  t.match(row, '早了 2 天')
  t.notMatch(row, /逾期|迟了|最迟|；.*，迟/)
  t.match(row, '投票应在选举日当日进行：选举日2027年5月20日；已于5月18日开始投票，早2日。')
  t.match(row, /后果： 不在公布的选举日投票.*报街道（镇）处理/)
  t.equal(status(officer.html, '投票'), 'wrong')
  await officer.open(`/elections/${id}`)
  t.match(officer.html, /投票应在选举日当日进行[^<]*早2日/)
})

t.test('what is only advised, or taken from a sibling rule, is never red', async (t) => {
  const { id, officer } = await onDay(t, '2027-05-19', {})
  await officer.open(`/elections/${id}/timetable`)
  t.match(rowOf(officer.html, '推选居民选举委员会'), /已逾期 44 天 .*参考/)
  t.equal(status(officer.html, '推选居民选举委员会'), 'warn')
  t.match(rowOf(officer.html, '确定并公布正式候选人'), /已逾期 4 天 .*暂定/)
  t.equal(status(officer.html, '确定并公布正式候选人'), 'warn')
  t.equal(status(officer.html, '公布选民名单'), 'wrong')
  t.match(rowOf(officer.html, '候选人书面放弃截止'), '已截止', 'nobody is late where a time to act has ended')
  t.match(rowOf(officer.html, '公布选举日和选举办法'), '期限已过，没有登记', 'nothing tells whether it was')
})

t.test('show-election: the first page names the next step to whoever it is for', async (t) => {
  const { house, id, officer } = await onDay(t, '2027-04-20', {})
  await officer.open(`/elections/${id}`)
  t.match(officer.html, '奉中社区第九届居民委员会换届选举')
  t.match(officer.html, /class="btn btn-primary" href="\/elections\/\d+\/election-committee"/)
  t.match(officer.html, '还有 30 天', 'days to the vote')
  t.match(officer.html, /stage-done.*筹备.*已完成/s)
  t.match(officer.html, /stage-current.*选举委员会.*进行中/s)
  const observer = await house.visitor().signIn('observer', testPassword)
  t.equal(observer.url, `/elections/${id}`)
  t.match(
    observer.html,
    /class="btn btn-outline-primary" href="\/elections\/\d+\/election-committee"/,
    'not theirs to take',
  )

  const over = await testApp(t)
  const made = await anElection(over, await aHouse(over, '2027-06-10'), { until: 'handedOver' })
  const later = await over.visitor().signIn('electionOfficer', testPassword)
  await later.open(`/elections/${made.id}`)
  t.match(later.html, '这次选举已全部完成')
  t.match(later.html, '选举步骤：全部完成')
})

t.test('what follows from a miss stands beside it, with the election day that would mend it', async (t) => {
  const { id, officer } = await onDay(t, '2027-05-03', {})
  await officer.open(`/elections/${id}/timetable`)
  t.match(rowOf(officer.html, '公布选民名单'), '选举日改到5月23日或以后，这一项才合期限。')
  t.match(rowOf(officer.html, '预选'), '提名人数不超过规定差额的，不用举行。')
  t.match(rowOf(officer.html, '提名截止'), /5月3日起/)
})

t.test('the page says within which days election day can still be put, until the vote', async (t) => {
  const { id, officer } = await onDay(t, '2027-04-20', {})
  await officer.open(`/elections/${id}/timetable`)
  const range = officer.html
    .slice(officer.html.indexOf('id="day-range"'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  t.match(range, '最早（法定期限都合） 2027年5月10日（星期一） 由“公布选民名单”决定')
  t.match(range, '最早（暂定、参考的也都合） 2027年6月4日（星期五） 由“推选居民选举委员会”决定')
  t.match(range, /最迟 2027年7月16日（星期五）：选举以后还要 15 天.*最迟2027年6月16日（星期三）/)
  t.notMatch(range, /早于最早一天|排不下/)
  const late = await onDay(t, '2027-07-10', {})
  await late.officer.open(`/elections/${late.id}/timetable`)
  t.match(late.officer.html, '现在定的选举日早于最早一天')
  t.match(late.officer.html, '本届换届期间已经排不下')
  const voted = await onDay(t, '2027-05-20', { pollOpened: '2027-05-20' })
  await voted.officer.open(`/elections/${voted.id}/timetable`)
  t.notMatch(voted.officer.html, 'day-range')
})

t.test('holidays of a confirmed calendar move what residents do, never what the committee does', async (t) => {
  const { house, id, officer } = await onDay(t, '2027-04-20', { rollPosted: '2027-04-26' })
  await officer.open(`/elections/${id}/timetable`)
  t.match(rowOf(officer.html, '名单异议截止'), '5月1日（星期六）')
  t.match(officer.html, '放假日历还没有由民政局确认')
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/season/holidays')
  const days = { 'day-1-day': '2027-05-01', 'day-1-kind': 'off', 'day-1-name': '劳动节' }
  await auditor.submit({ weekendsAreOff: 'no', source: '放假通知', ...days }, '/season/holidays')
  await officer.open(`/elections/${id}/timetable`)
  t.match(rowOf(officer.html, '名单异议截止'), '5月2日（星期日）', 'past the day off')
  t.match(rowOf(officer.html, '处理异议、确定选民名单'), '5月5日', 'and the ruling follows it')
  t.notMatch(officer.html, '放假日历还没有')
  await auditor.submit({ weekendsAreOff: 'yes', source: '放假通知', ...days }, '/season/holidays')
  await officer.open(`/elections/${id}/timetable`)
  t.match(rowOf(officer.html, '名单异议截止'), '5月3日（星期一）', 'past the weekend as well')
  t.match(rowOf(officer.html, '公布选民名单'), '4月30日（星期五）')
})
