import t from 'tap'
import { catalogue } from '../../src/documents/catalogue.js'
import { missingPapers, papersOfEveryElection } from '../../src/documents/owed-papers.js'
import { daysBetween, type PlainDate } from '../../src/lib/plain-date.js'

t.test('every paper that is owed stands in the catalogue under the same title and step', async (t) => {
  for (const { key, title, step } of papersOfEveryElection) {
    const paper = catalogue.find((one) => one.key === key)
    t.equal(paper?.title, title, key)
    if (paper?.rule.step !== undefined) t.equal(paper.rule.step, step, `${key}: the step of the timetable that it is`)
  }
})

t.test('a paper is missing from the day after its last day', async (t) => {
  const steps = [{ key: 'rollPosted', latest: '2027-04-30' as PlainDate }] as const
  const missingOn = (today: PlainDate, issued: readonly string[] = []) =>
    missingPapers(new Set(issued), steps, (latest) => daysBetween(latest, today)).map(({ key, days }) => [key, days])
  for (const { today, issued, expected, because } of [
    { today: '2027-04-30', issued: [], expected: [], because: 'the last day is still in time' },
    { today: '2027-05-02', issued: [], expected: [['posted-voter-list', 2]], because: 'two days late' },
    { today: '2027-05-02', issued: ['posted-voter-list'], expected: [], because: 'it was issued' },
  ] as const) {
    t.strictSame(missingOn(today, issued), expected, because)
  }
})
