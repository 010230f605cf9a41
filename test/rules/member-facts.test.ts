import t from 'tap'
import {
  checkMemberFacts,
  isPartyMember,
  isSecretaryAndChair,
  memberAge,
  type MemberFacts,
  missingFacts,
  sitsOnBoth,
  totalVotes,
} from '../../src/rules/member-facts.js'

const whole: MemberFacts = {
  sex: 'female',
  birthDate: '1980-05-21',
  nationality: '汉族',
  politicalStatus: '中共党员',
  education: '大学本科',
  occupation: '',
  origin: 'resident',
  service: 'first',
  isFullTime: false,
  partyOffice: 'secretary',
  partySince: '2006-07',
  hasTelephone: true,
}

t.test('age is that of election day', async (t) => {
  for (const [birth, age, because] of [
    ['1980-05-20', 47, 'the birthday itself counts'],
    ['1980-05-21', 46, 'a day short'],
    ['2009-05-20', 18, 'just of age'],
  ] as const)
    t.equal(memberAge(birth, '2027-05-20'), age, because)
})

t.test('a Party member is one of the Communist Party, on probation too', async (t) => {
  for (const [status, is] of [
    ['中共党员', true],
    ['中共预备党员', true],
    ['中国共产党党员', true],
    ['党员', true],
    ['预备党员', true],
    ['民革党员', false],
    ['共青团员', false],
    ['', false],
  ] as const)
    t.equal(isPartyMember(status), is, status)
})

t.test('what holds two offices', async (t) => {
  t.equal(sitsOnBoth(null), false)
  t.equal(sitsOnBoth('none'), false)
  t.equal(sitsOnBoth('member'), true)
  t.equal(isSecretaryAndChair('chair', 'secretary'), true)
  t.equal(isSecretaryAndChair('chair', 'deputySecretary'), false)
  t.equal(isSecretaryAndChair('viceChair', 'secretary'), false)
})

t.test('what the register lacks is named by its columns', async (t) => {
  t.strictSame(missingFacts(whole), [], 'no other occupation is no gap')
  const nothing: MemberFacts = {
    ...{ sex: null, birthDate: null, nationality: '', politicalStatus: '', education: '', occupation: '' },
    ...{ origin: null, service: null, isFullTime: null, partyOffice: null, partySince: null, hasTelephone: false },
  }
  t.strictSame(missingFacts(nothing), [
    ...['性别', '出生日期', '民族', '政治面貌', '文化程度', '来源', '任职情况', '是否专职', '党组织任职', '联系电话'],
  ])
})

t.test('facts that cannot be true of somebody elected', async (t) => {
  const codes = (facts: Partial<MemberFacts>) =>
    checkMemberFacts({ ...whole, ...facts }, '2027-05-20').map(({ code }) => code)
  t.strictSame(codes({}), [])
  for (const { facts, code, because } of [
    { facts: { partySince: null }, code: [], because: 'nobody has to state it' },
    { facts: { partySince: '1998' }, code: [], because: 'some day of the year of eighteen' },
    { facts: { partySince: '1997' }, code: ['party-since-too-young'], because: 'at most seventeen that year' },
    { facts: { partySince: '1998-04' }, code: ['party-since-too-young'], because: 'a month too early' },
    { facts: { partySince: '1998-05-21' }, code: [], because: 'on the birthday' },
    { facts: { partySince: '1997', birthDate: null }, code: [], because: 'the age is not known' },
    { facts: { partySince: '2027-05-20' }, code: [], because: 'on election day' },
    { facts: { partySince: '2027-05-21' }, code: ['party-since-in-future'], because: 'a day later' },
    {
      facts: { politicalStatus: '群众', partyOffice: 'none' },
      code: ['party-since-without-membership'],
      because: 'who is no member has not joined',
    },
  ] as const)
    t.strictSame(codes(facts), code, because)
  t.strictSame(codes({ politicalStatus: '群众', partySince: null }), ['party-office-without-membership'])
  t.strictSame(codes({ politicalStatus: '群众', partyOffice: 'none', partySince: null }), [])
  t.strictSame(codes({ birthDate: '2009-05-20', partySince: null }), [])
  t.strictSame(codes({ birthDate: '2009-05-21', partySince: null }), ['member-under-age'])
  t.strictSame(codes({ birthDate: null }), [])
})

t.test('all votes of a person are those of every post', async (t) => {
  const posts = [
    {
      standings: [
        { personId: '1', for: 30 },
        { personId: '2', for: 4 },
      ],
    },
    { standings: [{ personId: '1', for: 3 }] },
  ]
  t.equal(totalVotes(posts, '1'), 33)
  t.equal(totalVotes(posts, '2'), 4)
  t.equal(totalVotes(posts, '3'), 0)
})
