import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/lib/plain-date.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import {
  checkEligibility,
  hasReachedVotingAge,
  lastBirthWithVote,
  type RegistrationFacts,
  registrationClasses,
  registrationClassText,
  turnsVotingAgeThatDay,
} from '../../src/rules/voter-eligibility.js'
import { inFull } from '../helpers/findings.js'

const electionDay = '2027-05-20'
const resident: RegistrationFacts = {
  birth: '1980-01-01',
  deprivedOfPoliticalRights: false,
  registrationClass: 'household',
  declaredTakingPart: true,
}
const worker: RegistrationFacts = {
  ...resident,
  registrationClass: 'communityWorker',
  workingSince: '2026-11-20',
  appliedInPerson: true,
  confirmedByElectionCommittee: true,
}
const codes = (facts: RegistrationFacts) => checkEligibility(facts, electionDay, national2026).map(({ code }) => code)

t.test('eighteen on election day', async (t) => {
  for (const { birth, day, has, because } of [
    { birth: '2009-05-20', day: electionDay, has: true, because: 'the birthday is election day' },
    { birth: '2009-05-21', day: electionDay, has: false, because: 'the birthday is the day after' },
    { birth: '2008-02-29', day: '2026-02-28', has: false, because: 'born on 29 February, no such day that year' },
    { birth: '2008-02-29', day: '2026-03-01', has: true, because: 'the year is complete on 1 March' },
    { birth: '2010-02-28', day: '2028-02-29', has: true, because: 'election on 29 February, born on the 28th' },
    { birth: '2010-03-01', day: '2028-02-29', has: false, because: 'election on 29 February, born on 1 March' },
  ] as const) {
    t.equal(hasReachedVotingAge(birth, day, national2026), has, because)
  }
  t.equal(lastBirthWithVote(electionDay, national2026), '2009-05-20')
  t.equal(turnsVotingAgeThatDay('2009-05-20', electionDay, national2026), true)
  t.equal(turnsVotingAgeThatDay('2009-05-19', electionDay, national2026), false)
})

t.test('those born up to the printed day have the vote, and nobody else', async () => {
  const anyDay = fc.nat({ max: 20_000 }).map((days) => addDays('2000-01-01', days))
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, shift) => {
      const birth = addDays(lastBirthWithVote(day, national2026), shift)
      return hasReachedVotingAge(birth, day, national2026) === birth <= lastBirthWithVote(day, national2026)
    }),
  )
})

t.test('who may be put on the roll', async (t) => {
  for (const { facts, expected, because } of [
    { facts: resident, expected: [], because: 'registered household' },
    { facts: { ...resident, registrationClass: 'resident' }, expected: [], because: 'usual residence, no minimum' },
    { facts: { ...resident, birth: '2009-05-21' }, expected: ['under-age'], because: 'a day too young' },
    { facts: { ...resident, birth: '2027-05-21' }, expected: ['under-age'], because: 'a date after election day' },
    { facts: { ...resident, deprivedOfPoliticalRights: true }, expected: ['deprived-of-rights'], because: 'no vote' },
    { facts: { ...resident, declaredTakingPart: false }, expected: ['not-declared'], because: 'said nothing' },
    { facts: { ...resident, alsoRegisteredIn: '居敬社区' }, expected: ['registered-elsewhere'], because: 'twice' },
    { facts: worker, expected: [], because: 'six months to the day' },
    { facts: { ...worker, workingSince: '2026-11-21' }, expected: ['works-here-too-short'], because: 'a day short' },
    { facts: { ...worker, appliedInPerson: false }, expected: ['no-application'], because: 'on own application' },
    { facts: { ...worker, confirmedByElectionCommittee: false }, expected: ['not-confirmed'], because: 'unconfirmed' },
    {
      facts: { ...resident, registrationClass: 'communityWorker' },
      expected: ['working-since-missing', 'no-application', 'not-confirmed'],
      because: 'nothing shown',
    },
  ] as const) {
    t.same(codes(facts), expected, because)
  }
})

t.test('the sentences carry the numbers', async (t) => {
  const messages = (facts: RegistrationFacts) =>
    checkEligibility(facts, electionDay, national2026).map(({ message }) => message)
  t.same(messages({ ...resident, birth: '2009-05-21' }), [
    '选民应在选举日年满18周岁：2009年5月21日出生，选举日2027年5月20日，17周岁。',
  ])
  t.match(messages({ ...resident, birth: '2028-01-01' }), [/尚未出生。$/])
  t.match(messages({ ...worker, workingSince: '2026-11-21' }), [/到2027年5月21日才满，晚于选举日2027年5月20日。$/])
})

t.test('the three classes have words', async (t) => {
  t.same(
    registrationClasses.map((each) => registrationClassText[each]),
    ['户籍居民', '常住居民（户籍不在本社区）', '社区工作者（户籍不在本社区）'],
  )
})

t.test('every finding in full', async (t) => {
  const findings = (facts: RegistrationFacts) => inFull(checkEligibility(facts, electionDay, national2026))
  t.same(findings({ ...resident, birth: '2026-05-21' }), [
    'error under-age [birth]: 选民应在选举日年满18周岁：2026年5月21日出生，选举日2027年5月20日，0周岁。（《城市居民委员会组织法》第十六条）',
  ])
  t.same(
    findings({
      ...resident,
      birth: '2027-05-21',
      deprivedOfPoliticalRights: true,
      declaredTakingPart: false,
      alsoRegisteredIn: '居敬社区',
    }),
    [
      'error under-age [birth]: 选民应在选举日年满18周岁：2027年5月21日出生，选举日2027年5月20日，尚未出生。（《城市居民委员会组织法》第十六条）',
      'error deprived-of-rights [deprivedOfPoliticalRights]: 依照法律被剥夺政治权利的人没有选举权。（《城市居民委员会组织法》第十六条）',
      'error not-declared [declaredTakingPart]: 只登记表示参加选举的居民：还没有本人参加选举的表示。（《城市居民委员会组织法》第十六条）',
      'error registered-elsewhere [registrationClass]: 已在居敬社区登记，不能在两个社区重复登记。（法律未规定，系统默认）',
    ],
  )
  t.same(findings({ ...resident, registrationClass: 'communityWorker' }), [
    'error working-since-missing [workingSince]: 社区工作者应在本社区工作满6个月：没有填写开始工作的日期。（《城市居民委员会组织法》第十六条）',
    'error no-application [appliedInPerson]: 社区工作者登记须本人申请。（《城市居民委员会组织法》第十六条）',
    'error not-confirmed [confirmedByElectionCommittee]: 社区工作者登记须经居民选举委员会确认。（《城市居民委员会组织法》第十六条）',
  ])
  t.same(findings({ ...worker, workingSince: '2026-11-21' }), [
    'error works-here-too-short [workingSince]: 社区工作者应在本社区工作满6个月：2026年11月21日开始，到2027年5月21日才满，晚于选举日2027年5月20日。（《城市居民委员会组织法》第十六条）',
  ])
})

t.test('what a rule set asks beyond the law, and what it does not ask', async (t) => {
  const check = (facts: RegistrationFacts, figures: Partial<typeof national2026>) =>
    checkEligibility(facts, electionDay, { ...national2026, ...figures }).map(
      ({ code, severity }) => `${code} ${severity}`,
    )
  const year = { usualResidenceMonths: 12 }
  const tenant: RegistrationFacts = { ...resident, registrationClass: 'resident' }
  for (const { facts, figures, expected, because } of [
    { facts: tenant, figures: year, expected: ['residing-since-missing warning'], because: 'since when is not known' },
    { facts: { ...tenant, residingSince: '2026-05-20' }, figures: year, expected: [], because: 'a year to the day' },
    {
      facts: { ...tenant, residingSince: '2026-05-21' },
      figures: year,
      expected: ['resides-here-too-short error'],
      because: 'a day short',
    },
    { facts: { ...tenant, residingSince: '2027-05-19' }, figures: {}, expected: [], because: 'no length is asked' },
    { facts: { ...resident, residingSince: '2027-05-19' }, figures: year, expected: [], because: 'registered here' },
    {
      facts: { ...resident, declaredTakingPart: false },
      figures: { registrationByDeclaration: false },
      expected: [],
      because: 'nothing need be declared',
    },
    {
      facts: { ...worker, confirmedByElectionCommittee: false },
      figures: { communityWorkerConfirmed: false },
      expected: [],
      because: 'no confirmation is asked',
    },
    {
      facts: { ...resident, alsoRegisteredIn: '居敬社区' },
      figures: { registeredOnceOnly: false },
      expected: ['registered-elsewhere warning'],
      because: 'no rule forbids it',
    },
  ] as const) {
    t.strictSame(check(facts, figures), expected, because)
  }
})

t.test('each finding cites the figure that it rests on', async (t) => {
  const set = { ...national2026, usualResidenceMonths: 12 }
  const find = (facts: RegistrationFacts) => checkEligibility(facts, electionDay, set)
  const tenant: RegistrationFacts = { ...resident, registrationClass: 'resident' }
  t.match(find({ ...tenant, residingSince: '2026-05-21' }), [
    {
      fields: ['residingSince'],
      message:
        '户籍不在本社区的居民应在本社区居住满12个月：2026年5月21日开始，到2027年5月21日才满，晚于选举日2027年5月20日。',
      article: '《城市居民委员会组织法》第十六条',
    },
  ])
  t.match(find(tenant), [{ fields: ['residingSince'], message: /居住满12个月：没有填写开始居住的日期，请核对。$/ }])
  t.match(find({ ...resident, alsoRegisteredIn: '居敬社区' }), [
    { message: '已在居敬社区登记，不能在两个社区重复登记。', article: '法律未规定，系统默认' },
  ])
  t.match(
    checkEligibility({ ...resident, alsoRegisteredIn: '居敬社区' }, electionDay, { ...set, registeredOnceOnly: false }),
    [{ message: '已在居敬社区登记，请本人书面说明在哪个社区参加选举。' }],
  )
})
