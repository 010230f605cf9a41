import t from 'tap'
import { checkFiling, checkPaperGroups, checkSending, type FilingPaper, lastFilingDay } from '../../src/rules/filing.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

t.test('a result is filed once the committee is whole', async (t) => {
  const good = {
    isDeclared: true,
    isLaterVoteOpen: false,
    isRecounting: false,
    foundedOn: '2027-05-20',
    incompleteMembers: 0,
  } as const
  const found = (change: object) =>
    checkFiling({ ...good, ...change }).map(({ code, severity }) => `${severity} ${code}`)
  t.strictSame(found({}), [])
  t.strictSame(found({ isDeclared: false, incompleteMembers: 2 }), ['error not-yet-result-declared'])
  t.strictSame(found({ isLaterVoteOpen: true }), ['error later-vote-due'])
  t.strictSame(found({ isRecounting: true }), ['error recount-open'])
  t.strictSame(found({ incompleteMembers: 2 }), ['warning members-incomplete'])
})

t.test('whole, and within five days of the founding', async (t) => {
  t.equal(lastFilingDay('2027-05-20', national2026), '2027-05-25')
  const sent: readonly FilingPaper[] = ['electionReturn', 'roster']
  const good = { on: '2027-05-25', foundedOn: '2027-05-20', today: '2027-06-01', sent } as const
  for (const { change, codes, because } of [
    { change: {}, codes: [], because: 'the last day' },
    { change: { on: '2027-05-26' }, codes: ['filing-late'], because: 'a day late' },
    { change: { on: '2027-05-20' }, codes: [], because: 'the day itself' },
    { change: { on: '2027-05-19' }, codes: ['filing-before-founding'], because: 'before there is a result' },
    { change: { on: '2027-06-02' }, codes: ['filing-not-yet'], because: 'tomorrow' },
    { change: { sent: ['roster', 'summary'] }, codes: ['filing-incomplete'], because: 'no return' },
    { change: { sent: [] }, codes: ['filing-incomplete'], because: 'nothing' },
  ] as const)
    t.strictSame(
      checkSending({ ...good, ...change }, national2026).map(({ code }) => code),
      codes,
      because,
    )
})

t.test('two groups of the fingerprint are typed from the signed return', async (t) => {
  const fingerprint = '8f3102ac77de41b0'.repeat(4)
  for (const { typed, codes, because } of [
    { typed: ['77de', '41b0'], codes: [], because: 'as printed' },
    { typed: [' ７７ＤＥ', '41 b0'], codes: [], because: 'spaces, capitals and full width are no mistake' },
    { typed: ['77de', '41b1'], codes: ['paper-group-differs'], because: 'of another result' },
    { typed: ['41b0', '77de'], codes: ['paper-group-differs', 'paper-group-differs'], because: 'exchanged' },
    { typed: ['77d', '41b0'], codes: ['paper-group-missing'], because: 'three characters' },
    { typed: ['', 'g1b0'], codes: ['paper-group-missing', 'paper-group-missing'], because: 'nothing, and no digit' },
  ]) {
    const groups = typed.map((text, index) => ({ group: 3 + index, typed: text }))
    const found = checkPaperGroups(fingerprint, groups)
    t.strictSame(
      found.map(({ code }) => code),
      codes,
      because,
    )
    t.ok(found.every(({ fields }) => /^group-[34]$/.test(fields[0] ?? '')))
  }
})
