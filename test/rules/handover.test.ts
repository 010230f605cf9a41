import t from 'tap'
import {
  checkHandover,
  type Handover,
  handoverCategories,
  handoverCategoryText,
  handoverPlan,
} from '../../src/rules/handover.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'

const whole: Handover = {
  foundedOn: '2027-05-20',
  on: '2027-05-30',
  handed: handoverCategories,
  none: [],
  chairedByElectionCommittee: true,
  supervisedByTownship: true,
  isByElection: false,
}

t.test('what follows the founding, and by when', async (t) => {
  t.strictSame(handoverPlan('2027-05-20', zhejiang2026), [
    { what: 'handover', title: '工作移交', latest: '2027-05-30', article: '《城市居民委员会组织法》第二十五条' },
    {
      what: 'archive',
      title: '移交选举档案（含选票）',
      latest: '2027-05-30',
      article: '参照《四川省城市居民委员会选举条例》第三十八条',
    },
    {
      what: 'bodies',
      title: '推选居民小组长、居务监督委员会',
      latest: '2027-06-04',
      article: '参照《四川省城市居民委员会选举条例》第三十八条',
    },
  ])
  t.same(
    handoverCategories.map((category) => handoverCategoryText[category]),
    ['印章', '证照', '财务账目及现金存款', '固定资产', '债权债务', '合同', '档案资料', '未办事项'],
  )
})

t.test('in time, by the right people, and whole', async (t) => {
  for (const { wish, findings, because } of [
    { wish: {}, findings: [], because: 'the tenth day' },
    { wish: { on: '2027-05-20' }, findings: [], because: 'at once' },
    { wish: { handed: ['archives'], none: [], isByElection: true }, findings: [], because: 'one member to another' },
    { wish: { on: '2027-05-31' }, findings: ['error handover-late on'], because: 'the eleventh day' },
    { wish: { on: '2027-05-19' }, findings: ['error handover-before-founding on'], because: 'before there is anybody' },
    {
      wish: { chairedByElectionCommittee: false },
      findings: ['error handover-not-chaired chairedBy'],
      because: 'art. 25',
    },
    {
      wish: { supervisedByTownship: false },
      findings: ['error handover-not-supervised supervisedBy'],
      because: 'art. 25',
    },
    {
      wish: {
        handed: ['seal', 'assets', 'accounts', 'archives'],
        none: ['licences', 'claims', 'contracts', 'unfinished'],
      },
      findings: [],
      because: 'what there always is',
    },
    {
      wish: { handed: ['seal', 'assets', 'accounts', 'archives'], none: ['licences'] },
      findings: ['error handover-unanswered items'],
      because: 'of three headings nothing is said',
    },
    {
      wish: {
        handed: ['licences', 'claims'],
        none: ['seal', 'accounts', 'assets', 'archives', 'contracts', 'unfinished'],
      },
      findings: ['warning handover-incomplete items'],
      because: 'no seal, and it was said so',
    },
  ] as const) {
    const found = checkHandover({ ...whole, ...wish }, zhejiang2026)
    t.strictSame(
      found.map(({ severity, code, fields }) => [severity, code, ...fields].join(' ')),
      findings,
      because,
    )
  }
  const all = {
    ...whole,
    on: '2027-06-01',
    handed: [],
    none: handoverCategories,
    chairedByElectionCommittee: false,
    supervisedByTownship: false,
  } as const
  const article = '《城市居民委员会组织法》第二十五条'
  t.match(checkHandover(all, zhejiang2026), [
    {
      message:
        '工作移交应在新一届居民委员会产生之日起10日内完成：2027年5月20日产生，最迟2027年5月30日；于2027年6月1日移交，迟2日。',
      article,
    },
    { message: '工作移交应由居民选举委员会主持。', article },
    { message: '工作移交应由街道办事处（乡镇人民政府）监督。', article },
    { message: '移交清单里没有印章、财务账目及现金存款、固定资产、档案资料。', article },
  ])
  t.match(checkHandover({ ...whole, on: '2027-05-19' }, zhejiang2026), [
    { message: '移交日2027年5月19日早于新一届居民委员会产生之日2027年5月20日。', article },
  ])
})
