import t from 'tap'
import {
  checkDuties,
  type Duty,
  isScrutineer,
  isTeller,
  type StaffFunction,
  staffFunctions,
} from '../../src/rules/station-functions.js'

const duty = (name: string, each: StaffFunction, station = '中心投票站'): Duty => {
  return { station, function: each, id: name, name }
}

t.test('who watches, calls or counts the votes', async (t) => {
  const tellers = ['chiefScrutineer', 'scrutineer', 'chiefCounter', 'voteCounter', 'ballotCaller']
  t.strictSame(staffFunctions.filter(isTeller), tellers)
  t.strictSame(staffFunctions.filter(isScrutineer), ['chiefScrutineer', 'scrutineer'])
})

t.test('several duties of one person: what goes together and what is remarked', async (t) => {
  const cases: { name: string; duties: Duty[]; codes: string[] }[] = [
    { name: 'nobody', duties: [], codes: [] },
    { name: 'head and ballot issuer', duties: [duty('王伟', 'head'), duty('王伟', 'ballotIssuer')], codes: [] },
    {
      name: 'watching and calling',
      duties: [duty('王伟', 'scrutineer'), duty('王伟', 'ballotCaller')],
      codes: ['scrutineer-also-counts'],
    },
    {
      name: 'leading the watch and counting',
      duties: [duty('王伟', 'chiefScrutineer'), duty('王伟', 'voteCounter')],
      codes: ['scrutineer-also-counts'],
    },
    { name: 'two who watch and count', duties: [duty('王伟', 'scrutineer'), duty('李娜', 'voteCounter')], codes: [] },
    {
      name: 'issuing at two places',
      duties: [duty('王伟', 'ballotIssuer'), duty('王伟', 'ballotIssuer', '南门投票站')],
      codes: ['staff-at-two-stations'],
    },
    {
      name: 'issuing at one place, counting at the other afterwards',
      duties: [duty('王伟', 'ballotIssuer', '南门投票站'), duty('王伟', 'voteCounter')],
      codes: [],
    },
    {
      name: 'two chief counters',
      duties: [duty('王伟', 'chiefCounter'), duty('李娜', 'chiefCounter')],
      codes: ['several-chiefs'],
    },
    {
      name: 'one host named at both places',
      duties: [duty('王伟', 'host'), duty('王伟', 'host', '南门投票站')],
      codes: [],
    },
  ]
  for (const { name, duties, codes } of cases) {
    const findings = checkDuties(duties)
    t.strictSame(
      findings.map(({ code }) => code),
      codes,
      name,
    )
    t.ok(
      findings.every(({ severity }) => severity === 'warning'),
      'the law says nothing of it',
    )
  }
})

t.test('the sentences name people, duties and places', async (t) => {
  const sentence = (...duties: Duty[]) => checkDuties(duties).map(({ message }) => message)
  t.strictSame(sentence(duty('王伟', 'scrutineer'), duty('王伟', 'ballotCaller')), [
    '王伟同时担任监票人和唱票人；监票的人一般不兼唱票、计票。',
  ])
  t.strictSame(sentence(duty('王伟', 'scribe'), duty('王伟', 'head', '南门投票站')), [
    '王伟同时安排在中心投票站、南门投票站；投票时一个人只能在一处。',
  ])
  t.strictSame(sentence(duty('王伟', 'host'), duty('李娜', 'host')), ['主持人一般只设一名：现有王伟、李娜。'])
})
