import { readFileSync } from 'node:fs'
import t from 'tap'
import { eventInWords, factsText } from '../../src/oversight/event-facts.js'
import { findingWord } from '../../src/oversight/finding-words.js'
import type { Naming } from '../../src/oversight/record-facts.js'

const nameless: Naming = () => undefined
const hash = 'ab'.repeat(32)

t.test('the facts of an event are told in Chinese, however deep they lie', async (t) => {
  for (const { type, facts, text } of [
    { type: 'signedIn', facts: {}, text: '' },
    {
      type: 'milestoneReached',
      facts: { milestone: 'rollPosted', round: 0, on: '2027-04-28' },
      text: '事项：选民名单公布　轮次：0　日期：2027-04-28',
    },
    { type: 'signInRefused', facts: { signInName: 'x', reason: 'locked' }, text: '登录账号：x　原因：暂停登录期间' },
    { type: 'accountChanged', facts: { isActive: false }, text: '在用：否' },
    { type: 'paperIssued', facts: { noticeNumber: null, sha256: hash }, text: `公告编号：无　文件指纹：${hash}` },
    {
      type: 'rollPosted',
      facts: { acknowledged: ['roll-posted-late', 'roll-posted-overdue'] },
      text: '已知悉的提醒：名单公布已迟、公布选民名单已逾期',
    },
    {
      type: 'registerCommitted',
      facts: { notAdded: { underAge: 3, error: 1 } },
      text: '未增加：选举日未满 18 周岁 3，有差错，不能列入 1',
    },
    { type: 'townshipAdded', facts: { name: '第1镇' }, text: '名称：第1镇' },
    { type: 'certificateIssued', facts: { name: '王伟' }, text: '姓名：王伟' },
  ]) {
    t.equal(factsText(type, JSON.stringify(facts), nameless), text)
  }
})

t.test('what was changed stands before and after, side by side, and nothing else', async (t) => {
  const before = { name: '王伟', sex: 'male', isElector: false, groupName: '一组' }
  const change = (type: string, facts: object) => eventInWords(type, JSON.stringify(facts), nameless)
  t.strictSame(
    change('voterChanged', { before, after: { ...before, isElector: true, groupName: '二组' }, reason: '迁居' }),
    {
      changes: [
        { title: '有投票资格', before: '否', after: '是' },
        { title: '居民小组', before: '一组', after: '二组' },
      ],
      facts: [{ title: '原因', text: '迁居', href: '' }],
    },
  )
  t.strictSame(change('drillTodayMoved', { from: '2027-05-20', to: '2027-05-21' }).changes, [
    { title: '改动', before: '2027-05-20', after: '2027-05-21' },
  ])
  t.strictSame(change('stepRecorded', { step: 'x', on: '2027-05-02', note: '', before: '2027-05-01' }).changes, [
    { title: '日期', before: '2027-05-01', after: '2027-05-02' },
  ])
  t.strictSame(change('stepRecorded', { on: '2027-05-02', before: null }), {
    changes: [],
    facts: [{ title: '日期', text: '2027-05-02', href: '' }],
  })
  t.strictSame(
    change('strokesEntered', { character: '昪', count: 8, source: '字典', before: { count: 9, source: '字典' } }),
    { changes: [{ title: '笔画数', before: '9', after: '8' }], facts: [{ title: '字', text: '昪', href: '' }] },
    'what came after may stand among the facts themselves',
  )
  const days = (...names: readonly string[]) => ({ weekendsAreOff: true, days: names.map((name) => ({ name })) })
  t.strictSame(
    change('holidaysChanged', { before: days('春节', '清明节'), after: days('春节', '劳动节') }).changes,
    [{ title: '日子', before: '名称 清明节', after: '名称 劳动节' }],
    'of a list what differs',
  )
  const posts = {
    before: { posts: [{ id: 1, title: '主任', seats: 1 }] },
    after: { posts: [{ title: '主任', seats: 1 }] },
  }
  t.strictSame(
    change('electionChanged', posts).changes,
    [],
    'a number that one list has and the other not is no change',
  )
})

t.test('a list leaves out what is blank and shortens fingerprints; the event alone shows all', async (t) => {
  const facts = JSON.stringify({ sha256: hash, replaces: null, acknowledged: [], pages: 2 })
  t.strictSame(eventInWords('paperIssued', facts, nameless).facts, [
    { title: '文件指纹', text: `${hash.slice(0, 12)}…`, href: '' },
    { title: '页数', text: '2', href: '' },
  ])
  t.equal(eventInWords('paperIssued', facts, nameless, true).facts.length, 4)
})

t.test('numbers of records have become names with their pages', async (t) => {
  const named: Naming = (type, fact, value) => ({ text: `${type} ${fact} ${String(value)}`, href: '/there' })
  t.strictSame(eventInWords('evidenceSeen', JSON.stringify({ voterId: 7 }), named).facts, [
    { title: '选民', text: 'evidenceSeen voterId 7', href: '/there' },
  ])
})

t.test('a finding that an event may keep is told in a few words', async (t) => {
  const kept = [
    ...[
      'rules/sheet-checks',
      'rules/tally-sheet',
      'rules/primary',
      'rules/polling-arrangements',
      'rules/station-functions',
    ],
    ...['rules/proxies', 'rules/proxy-votes', 'rules/mobile-boxes', 'rules/roll-objections', 'rules/roll-posting-day'],
    ...['rules/nomination', 'rules/nomination-papers', 'rules/candidate-vetting', 'rules/by-election-nominee'],
    ...['rules/posting-term', 'rules/turnout', 'rules/representatives', 'rules/electors', 'rules/voter-at-desk'],
  ]
  const codes = kept.flatMap((name) => {
    const text = readFileSync(new URL(`../../../src/${name}.ts`, import.meta.url), 'utf8')
    return [...text.matchAll(/(?:code: |finding\(|warning\(|error\()\s*'([a-z]+(?:-[a-z]+)+)'/g)].map(
      ([, code = '']) => code,
    )
  })
  t.ok(codes.length > 60, `${codes.length} codes`)
  t.strictSame(
    codes.filter((code) => findingWord(code) === undefined),
    [],
  )
  for (const [code, word] of [
    ['roll-posted-late', '名单公布已迟'],
    ['nominees-posted-overdue', '公布初步候选人名单已逾期'],
    ['bar-convicted', '因犯罪受过刑事处罚'],
  ] as const)
    t.equal(findingWord(code), word)
  const event = JSON.stringify({ findings: ['from-a-later-version'] })
  t.equal(factsText('sheetEntered', event, nameless), '提醒：其他提醒', 'no code is left to be read')
})
