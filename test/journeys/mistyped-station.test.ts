import t from 'tap'
import type { FormValues } from '../../scripts/walk/browser.js'
import { carryOut } from '../../scripts/walk/browser.js'
import * as tally from '../../scripts/walk/tally.js'
import { onTheBallot, printedText, recordOf, seatHolders } from '../helpers/after-the-vote.js'
import { testApp } from '../helpers/app.js'
import { aHouse } from '../helpers/factories.js'
import { declare, holdPoll, walkToElectionDay } from '../helpers/journey.js'
import { eventsOf } from '../helpers/tally.js'

const stations = ['中心投票站', '桃源投票站'] as const

/** The rows of two candidates typed the wrong way round: every sum still holds. */
function swapped(figures: FormValues, one: string, other: string): FormValues {
  const kinds = ['for', 'against', 'abstain']
  const rows = kinds.flatMap((kind) => [
    [`candidate-${one}-${kind}`, figures[`candidate-${other}-${kind}`]],
    [`candidate-${other}-${kind}`, figures[`candidate-${one}-${kind}`]],
  ])
  return { ...figures, ...(Object.fromEntries(rows) as FormValues) }
}

t.test('a station typed wrongly is found: by its sums, and where they hold, by the second entry', async (t) => {
  const test = await testApp(t)
  const house = await aHouse(test)
  const journey = await walkToElectionDay(test, house, 'allVoters', 160)
  const { cast, electionId } = journey
  const { officer, firstTypist, secondTypist } = cast
  await holdPoll(journey, 110, stations)
  await tally.createSheets(officer, electionId)
  const [central, other] = await tally.listSheets(officer, electionId)
  if (!central || !other) throw new Error('a sheet for each station')
  const home = `/elections/${electionId}/tally`
  const [first, second] = await onTheBallot(test, electionId, '主任')
  const type = async (typist: typeof firstTypist, sheet: tally.PaperSheet, amend?: tally.Amend) => {
    await tally.typeSheet(typist, electionId, sheet, tally.clearSupport, amend)
  }
  await type(firstTypist, central)
  await type(secondTypist, central)

  const slip: tally.Amend = (figures) => ({ ...figures, validBallots: Number(figures['validBallots']) - 10 })
  await t.rejects(type(firstTypist, other, slip), 'sums that do not hold are not taken')
  t.match(firstTypist.html, /收回55张，不等于有效\d+张＋无效\d+张＋空白\d+张＝45张/)
  await officer.open(home)
  t.match(officer.html, '第一次录入中', 'and the sheet is still being typed')
  await type(firstTypist, other)

  const ids = [first, second].map((person) => String(person?.voterId))
  await type(secondTypist, other, (figures) => swapped(figures, ids[0] as string, ids[1] as string))
  const differences = `${home}/sheets/${other.id}/resolve-differences`
  await officer.open(differences)
  t.match(officer.html, '不一致的数字，共 <span class="num">6</span> 处')
  t.match(officer.html, new RegExp(`${first?.name}[^<]*赞成`), 'the fields are named as on the paper')
  await firstTypist.open(`${home}/result`)
  t.match(firstTypist.html, '已核定 1 张', 'nothing is counted of a sheet in question')
  t.notMatch(firstTypist.html, '提出这个结果')
  await carryOut(officer, { resolution: 'keepFirst' }, differences)
  await type(secondTypist, other)
  await declare(journey)

  t.match((await seatHolders(test, electionId))[0], `主任 ${first?.name}`)
  const paper = await printedText(test, electionId, 'election-return')
  for (const name of stations) t.match(paper, name)
  t.match(await eventsOf(test, electionId, 'differencesResolved'), [{ sheetId: other.id, resolution: 'keepFirst' }])
  const { record, faults } = await recordOf(journey)
  t.strictSame(faults, [])
  const [sheets] = record.votes.map((vote) => vote.sheets)
  t.strictSame(
    sheets?.map(({ resolutions }) => resolutions),
    [[], ['keepFirst']],
    'the record tells which sheet was in question',
  )
  t.ok(sheets?.every(({ entries: [one, two] }) => one.by !== two.by))
})
