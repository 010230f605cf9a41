import t from 'tap'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { setParticipation } from '../../src/organisation/queries.js'
import { barOf, frame, monthsOf, spanOf, xOf, yOf } from '../../src/oversight/season-bars.js'
import { timetableOf } from '../../src/rules/timetable.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'
import { reached, timetableFacts } from '../helpers/timetable.js'

const url = '/season-picture'
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** The words beside the bar of a community. */
const besideBar = (html: string, name: string) =>
  new RegExp(`>${name}</text>[^]*?class="row-words row-(\\w*)"[^>]*>([^<]*)<`).exec(html)?.slice(1)
const tableRow = (html: string, name: string) =>
  plain([...html.matchAll(/<tr>[^]*?<\/tr>/g)].map(([row]) => row).find((row) => row.includes(`${name}<`)) ?? '')

async function aSeason(t: Parameters<typeof testApp>[0]) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-05-01')
  const [first, second, third] = made.communityIds
  const late = await anElection(house, made, { communityId: first, until: 'registerImported', voters: 3 })
  await inTransaction(house.db, async (trx) =>
    ok(await setParticipation(trx, made.seasonId, third, 'postponed', '旧村改造，市政府批准')),
  )
  return { house, made, late, second }
}

t.test('the bureau sees every community as a bar, and what stands out says why', async (t) => {
  const { house, late } = await aSeason(t)
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open(url)
  t.match(plain(auditor.html), '全部 3 个社区， 1 个违反法定期限 ， 1 个未启动')
  t.strictSame(besideBar(auditor.html, '奉中社区'), ['wrong', '✕ 违法定期限 1 项：公布选民名单逾期1天'])
  t.strictSame(besideBar(auditor.html, '锦山社区'), ['', '未启动'])
  t.strictSame(besideBar(auditor.html, '武岭社区'), ['', '延期'])
  t.match(auditor.html, `<a href="/elections/${late.id}/timetable">`)
  t.equal(
    [...auditor.html.matchAll(/class="mark-missed mark-unlawful"/g)].length,
    1,
    'a cross on the term that is broken',
  )
  t.match(auditor.html, '今天 5月1日')
  t.match(
    tableRow(auditor.html, '奉中社区'),
    /奉中社区 锦屏街道 5月20日 违法定期限 1 项 推选居民选举委员会迟1天、公布选民名单逾期1天 5月4日 提名截止（3 天后）/,
  )
  t.match(tableRow(auditor.html, '武岭社区'), '武岭社区 溪口镇 延期')
  await auditor.open(`${url}?town=${encodeURIComponent('溪口镇')}`)
  t.equal(besideBar(auditor.html, '奉中社区'), undefined)
  t.match(plain(auditor.html), '1 个社区，没有违反法定期限的， 0 个未启动')
  await auditor.open('/')
  t.match(auditor.html, `href="${url}"`)
})

t.test('in time, only advised, complete: each by its word', async (t) => {
  const { house, made, late, second } = await aSeason(t)
  await house.db
    .deleteFrom('milestone')
    .where('electionId', '=', late.id)
    .where('name', '=', 'electionCommitteeFormed')
    .execute()
  await house.db.updateTable('election').set({ electionDay: '2027-05-25' }).where('id', '=', late.id).execute()
  await anElection(house, made, { communityId: second, electionDay: '2027-04-20', until: 'handedOver', voters: 3 })
  const officer = await house.visitor().signIn('townshipOfficer', testPassword)
  await officer.open(url)
  t.match(plain(officer.html), '2 个社区，没有违反法定期限的', 'a township sees its own')
  t.equal(besideBar(officer.html, '武岭社区'), undefined)
  t.match(besideBar(officer.html, '奉中社区'), ['warn', /^! 提醒 1 项：推选居民选举委员会逾期21天/])
  t.notMatch(officer.html, 'name="town"', 'with one township there is nothing to choose')
  t.match(tableRow(officer.html, '锦山社区'), /提醒|全部完成/)
})

t.test('nobody else, and nothing before there is a season', async (t) => {
  const { house } = await aSeason(t)
  for (const role of ['administrator', 'electionOfficer', 'observer'] as const) {
    t.equal((await (await aClient(house, role)).get(url)).statusCode, 403, role)
  }
  await house.db.updateTable('season').set({ drillToday: '2027-12-01' }).execute()
  const auditor = await aClient(house, 'bureauAuditor')
  t.notMatch((await auditor.get(url)).body, 'class="today-line"', 'today is not in the picture')
})

t.test('days have their place, whole months from the first to the last', async (t) => {
  const span = spanOf('2027-04-01', '2027-07-31')
  t.strictSame(span, { first: '2027-04-01', last: '2027-07-31' })
  t.strictSame(spanOf('2027-04-15', '2027-06-02'), { first: '2027-04-01', last: '2027-06-30' })
  t.equal(xOf('2027-04-01', span), frame.left)
  t.equal(xOf('2027-08-01', span), frame.width - frame.right)
  t.equal(xOf('2027-01-01', span), frame.left, 'before the picture: at its edge')
  t.equal(xOf('2028-01-01', span), frame.width - frame.right)
  t.ok(xOf('2027-05-20', span) < xOf('2027-05-21', span))
  t.strictSame(
    monthsOf(span).map(({ title }) => title),
    ['4月', '5月', '6月', '7月'],
  )
  t.ok(yOf(34) < 560, '34 communities fit one screen')
})

t.test('a bar goes from the committee over the roll to the vote and the handover', async (t) => {
  const { electionDay, ruleSet } = timetableFacts()
  const span = spanOf('2027-04-01', '2027-07-31')
  const bar = (milestones: Parameters<typeof timetableFacts>[0], today: `${number}-${number}-${number}`) =>
    barOf(timetableOf(electionDay, ruleSet, milestones ?? [], today), electionDay, span)
  const planned = bar([], '2027-04-02')
  const at = (day: `${number}-${number}-${number}`) => xOf(day, span)
  t.strictSame(
    planned.segments.map(({ kind, x }) => [kind, x]),
    [
      ['prepare', at('2027-04-05')],
      ['roll', at('2027-04-30')],
      ['after', at('2027-05-20')],
    ],
  )
  t.equal(planned.voteX, at('2027-05-20'))
  t.strictSame(
    planned.marks.map(({ shape }) => shape),
    ['due', 'due', 'due', 'due', 'due', 'due'],
  )
  const posted = bar(
    [reached('electionCommitteeFormed', '2027-04-05', 0), reached('rollPosted', '2027-05-02', 0)],
    '2027-05-03',
  )
  t.equal(posted.segments[1]?.x, at('2027-05-02'), 'the roll hangs from the day it was posted')
  t.match(posted.marks[0], { shape: 'kept', isUnlawful: false })
  t.match(posted.marks[1], { shape: 'missed', isUnlawful: true, title: '公布选民名单，最迟4月30日' })
})
