import t, { type Test } from 'tap'
import { systemActor } from '../../src/infra/audit-log/record-event.js'
import { inTransaction } from '../../src/infra/db/database.js'
import { ok } from '../../src/lib/result.js'
import { insertCommunity, setParticipation } from '../../src/organisation/queries.js'
import type { ElectionForm } from '../../src/rules/election-form.js'
import { recordMilestone } from '../../src/timetable/queries.js'
import { testApp } from '../helpers/app.js'
import { aClient } from '../helpers/client.js'
import { aHouse, anElection, testPassword } from '../helpers/factories.js'

/** What became of a community: the form it voted in, `open` for an election not yet decided, or why there is none. */
type Fate = ElectionForm | 'open' | 'nothing' | 'postponed' | 'notHeld'

/** A city whose two townships have communities of the given fates; every one of the first must elect directly. */
async function aCity(t: Test, first: readonly Fate[], second: readonly Fate[]) {
  const house = await testApp(t)
  const made = await aHouse(house, '2027-06-01')
  const { townshipIds, communityIds, seasonId } = made
  for (const [index, fates] of [first, second].entries()) {
    const townshipId = townshipIds[index] ?? 0
    const there = index === 0 ? communityIds.slice(0, 2) : communityIds.slice(2)
    for (const [n, fate] of fates.entries()) {
      const code = `${index}99${n}`
      const communityId = there[n] ?? (await addCommunity(townshipId, code, `新${code}社区`))
      await befall(communityId, fate)
    }
    for (const left of there.slice(fates.length)) await befall(left, 'notHeld')
  }
  return house

  async function addCommunity(townshipId: number, code: string, name: string): Promise<number> {
    const added = await inTransaction(house.db, async (trx) =>
      ok(await insertCommunity(trx, { townshipId, code, name })),
    )
    return added.ok ? added.value : 0
  }
  async function befall(communityId: number, fate: Fate): Promise<void> {
    if (fate === 'nothing') return
    if (fate === 'postponed' || fate === 'notHeld') {
      await inTransaction(house.db, async (trx) =>
        ok(await setParticipation(trx, seasonId, communityId, fate, '旧村改造，市政府批准')),
      )
      return
    }
    const form = fate === 'open' ? 'allVoters' : fate
    const { id } = await anElection(house, made, { communityId, form, voters: 3, until: 'pollClosed' })
    if (fate === 'open') return
    const actor = systemActor('2027-05-20T12:00:00.000Z')
    await inTransaction(house.db, async (trx) =>
      ok(await recordMilestone(trx, actor, id, { name: 'resultDeclared', on: '2027-05-20', round: 1 })),
    )
  }
}

/** The cells of a line of the table: name, direct, held, rate, target, verdict, by form, pending. */
function lineOf(html: string, name: string): string[] {
  const row = [...html.matchAll(/<tr>\s*<th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].find((match) => match[1] === name)
  const cells = [...(row?.[2] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell)
  return cells.map((cell) => cell.replace(/<[^>]+>/g, '').trim())
}

t.test('the rate, by numbers reckoned by hand', async (t) => {
  // Jinping: 3 direct of 4 held. Xikou: 1 direct of 3 held. Together 4 of 7: 57.142857… %.
  const house = await aCity(
    t,
    ['allVoters', 'allVoters', 'allVoters', 'households', 'postponed'],
    ['allVoters', 'representatives', 'households', 'notHeld'],
  )
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  t.strictSame(lineOf(auditor.html, '锦屏街道'), [
    '3',
    '4',
    '75.00%',
    '全部直选',
    '不能达到目标',
    '3',
    '1',
    '0',
    '0',
    '0／0',
  ])
  t.strictSame(lineOf(auditor.html, '溪口镇'), [
    '1',
    '3',
    '33.33%',
    '全市 70%',
    '低于全市目标',
    '1',
    '1',
    '1',
    '0',
    '0／0',
  ])
  t.strictSame(lineOf(auditor.html, '合计'), ['4', '7', '57.14%', '70%', '不能达到目标', '4', '2', '1', '0', '0／0'])
  t.match(auditor.html, '<strong>4／7</strong>')
  t.equal(
    [...auditor.html.matchAll(/旧村改造，市政府批准/g)].length,
    2,
    'the two that count in neither number are listed',
  )
  t.match(auditor.html, /延期.*本届不换届/s)

  await auditor.open('/')
  t.match(auditor.html, '<strong>4／7</strong>', 'the first page says the same')
  t.match(auditor.html, '直选率（目标 70% 以上，不能达到目标）')
})

t.test('seventy per cent exactly is the target met, a hair less is not', async (t) => {
  const direct = (count: number) => Array.from({ length: count }, () => 'allVoters' as const)
  const indirect = (count: number) => Array.from({ length: count }, () => 'households' as const)
  for (const { first, second, cells } of [
    { first: direct(3), second: [...direct(4), ...indirect(3)], cells: ['7', '10', '70.00%', '70%', '已达到目标'] },
    { first: direct(3), second: [...direct(3), ...indirect(3)], cells: ['6', '9', '66.67%', '70%', '不能达到目标'] },
    {
      first: direct(3),
      second: [...direct(3), ...indirect(3), 'open'],
      cells: ['6', '9', '66.67%', '70%', '尚未定局'],
    },
  ] as const) {
    const house = await aCity(t, first, second)
    const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
    await auditor.open('/direct-election-rate')
    t.strictSame(lineOf(auditor.html, '合计').slice(0, 5), cells)
  }
})

t.test('where nothing is held there is no rate, not nought per cent', async (t) => {
  const house = await aCity(t, ['open', 'nothing'], ['postponed'])
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  t.strictSame(lineOf(auditor.html, '合计'), ['0', '0', '—', '70%', '尚未定局', '0', '0', '0', '2', '0／0'])
  t.strictSame(lineOf(auditor.html, '溪口镇').slice(0, 3), ['0', '0', '—'])
  t.match(auditor.html, '<strong>0／0</strong>')
})

t.test('households count as direct where the season says so', async (t) => {
  const house = await aCity(t, ['allVoters', 'households'], ['representatives'])
  await house.db.updateTable('season').set({ directForms: '["allVoters","households"]' }).execute()
  const auditor = await house.visitor().signIn('bureauAuditor', testPassword)
  await auditor.open('/direct-election-rate')
  t.strictSame(lineOf(auditor.html, '合计').slice(0, 4), ['2', '3', '66.67%', '70%'])
  t.strictSame(lineOf(auditor.html, '锦屏街道').slice(0, 5), ['2', '2', '100.00%', '全部直选', '已达到目标'])
})

t.test('a township sees its own numbers, and nobody else any', async (t) => {
  const house = await aCity(t, ['allVoters', 'households'], ['representatives'])
  const officer = await house.visitor().signIn('townshipOfficer-other', testPassword)
  await officer.open('/direct-election-rate')
  t.match(officer.html, '本街道（镇）直选率')
  t.strictSame(lineOf(officer.html, '合计').slice(0, 2), ['0', '1'])
  t.strictSame(lineOf(officer.html, '锦屏街道'), [])
  for (const role of ['administrator', 'electionOfficer', 'observer']) {
    t.equal((await (await aClient(house, role)).get('/direct-election-rate')).statusCode, 403, role)
  }
})
