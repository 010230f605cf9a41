import t from 'tap'
import {
  type BallotContent,
  type BallotPerson,
  ballotRuleNames,
  ballotRulesOf,
  ballotTitle,
  checkArrangement,
  checkBallotContent,
  namesOf,
  writeInsOf,
} from '../../src/rules/ballot-content.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'

const person = (id: string, name: string, more: Partial<BallotPerson> = {}): BallotPerson => ({
  id,
  postId: 'member',
  name,
  sex: 'male',
  birthDate: '1975-03-08',
  occupation: '教师',
  ...more,
})

t.test('a sheet a post is for a vote on one post', async (t) => {
  t.same(checkArrangement(3, 'oneSheet'), [])
  t.same(checkArrangement(1, 'sheetPerPost'), [])
  t.match(checkArrangement(2, 'sheetPerPost'), [{ code: 'ballot-sheets-apart', severity: 'error' }])
})

t.test('the title names the body and the vote', async (t) => {
  const title = (vote: BallotContent['vote']) => ballotTitle({ community: '奉中社区', termNumber: 9, vote })
  t.same(title('first'), { body: '奉中社区第九届居民委员会', paper: '换届选举选票' })
  t.same(
    (['runoff', 'tieBreak', 'rerun', 'primary'] as const).map((vote) => title(vote).paper),
    ['另行选举选票', '再次投票选票', '重新选举选票', '候选人预选选票'],
  )
})

t.test('as many blanks as seats, but where the vote is among those named', async (t) => {
  t.equal(writeInsOf('first', 3), 3)
  t.equal(writeInsOf('runoff', 1), 1)
  t.equal(writeInsOf('tieBreak', 1), 0)
  t.equal(writeInsOf('primary', 3), 0)
})

t.test('the figures the ballot explains are those of the rule set', async (t) => {
  const rules = ballotRulesOf(national2026)
  t.same(Object.keys(rules), [...ballotRuleNames])
  t.equal(rules.overvoteScope, national2026.overvoteScope)
})

t.test('namesakes are told apart by the least that does it', async (t) => {
  const notes = (...people: BallotPerson[]) => namesOf('member', people).map(({ note }) => note)
  t.same(notes(person('1', '王伟'), person('2', '李明')), ['', ''])
  t.same(notes(person('1', '王伟'), person('2', '王伟', { sex: 'female' })), ['男', '女'])
  t.same(notes(person('1', '王伟'), person('2', '王伟', { birthDate: '1980-01-01' })), ['1975年生', '1980年生'])
  t.same(notes(person('1', '王伟'), person('2', '王伟', { birthDate: '1975-11-01' })), ['1975年3月生', '1975年11月生'])
  t.same(notes(person('1', '王伟'), person('2', '王伟', { occupation: '医生' })), ['教师', '医生'])
  const unknown = { sex: null, birthDate: null } as const
  t.same(notes(person('1', '王伟', unknown), person('2', '王伟', { ...unknown, occupation: null })), ['', ''])
  t.same(notes(person('1', '王伟', unknown), person('2', '王伟', { sex: null, occupation: '医生' })), ['教师', '医生'])
  const elsewhere = person('2', '王伟', { sex: 'female', postId: 'chair' })
  t.same(namesOf('member', [person('1', '王伟'), elsewhere]), [{ id: '1', name: '王伟', note: '男' }], 'on one ballot')
})

t.test('what cannot be set as a ballot is said', async (t) => {
  const post = { id: 'member', title: '委员', reservedForWoman: false, seats: 1, seatsForWomen: 0, writeIns: 1 }
  const name = { id: '1', name: '王伟', note: '' }
  const content = (vote: BallotContent['vote'], posts: BallotContent['posts']): BallotContent => ({
    community: '奉中社区',
    termNumber: 9,
    vote,
    votingDay: '2027-05-20',
    posts,
    rules: ballotRulesOf(national2026),
  })
  const check = (...given: Parameters<typeof content>) =>
    checkBallotContent(content(...given)).map(({ code, severity }) => `${severity} ${code}`)
  t.same(check('first', [{ ...post, names: [name] }]), [])
  t.same(check('first', []), ['error ballot-without-posts'])
  t.same(check('first', [{ ...post, names: [] }]), ['error ballot-post-without-names'])
  t.same(check('runoff', [{ ...post, names: [] }]), ['warning ballot-post-without-names'], 'blanks are left')
  t.same(check('tieBreak', [{ ...post, names: [], writeIns: 0 }]), ['error ballot-post-without-names'])
  const alike = [name, { ...name, id: '2' }]
  t.same(check('first', [{ ...post, names: alike }]), ['error ballot-namesakes-alike'])
  t.same(check('first', [{ ...post, names: alike.map((one, i) => ({ ...one, note: ['男', '女'][i] ?? '' })) }]), [])
})
