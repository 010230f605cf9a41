import t from 'tap'
import {
  changeKindText,
  changeReasonNames,
  changeReasons,
  changeReasonText,
  checkRollChange,
  needsNotice,
  reasonsFor,
} from '../../src/rules/roll-changes.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2020 } from '../../src/rules/rule-sets/zhejiang-2020.js'

t.test('four ways onto the roll and four off it are counted, and every reason has its paper', async (t) => {
  const counted = (kind: 'added' | 'removed') => reasonsFor(kind).filter((reason) => changeReasons[reason].isStatistic)
  t.strictSame(counted('added'), ['cameOfAge', 'movedIn', 'marriedIn', 'rightsRestored'])
  t.strictSame(counted('removed'), ['movedAway', 'marriedAway', 'died', 'rightsLost'])
  t.strictSame(
    reasonsFor('corrected').filter((reason) => changeReasons[reason].isStatistic),
    [],
  )
  t.strictSame(
    changeReasonNames.map((reason) => [
      changeKindText[changeReasons[reason].kind],
      changeReasons[reason].text,
      changeReasons[reason].document,
    ]),
    [
      ['新增', '新满18周岁', '身份证或者户口簿'],
      ['新增', '新迁入，有选民资格', '户口簿、居住证或者居住证明'],
      ['新增', '婚姻、收养迁入', '户口簿，结婚证或者收养登记证'],
      ['新增', '恢复政治权利', '恢复政治权利通知书'],
      ['新增', '登记时遗漏', '本人参加选举的表示'],
      ['取消', '迁出或者入伍', '户口迁移证明或者入伍通知书'],
      ['取消', '婚姻迁出', '户口迁移证明'],
      ['取消', '死亡', '死亡证明或者户口注销证明'],
      ['取消', '被依照法律剥夺政治权利', '生效的判决书'],
      ['取消', '不符合登记条件', '居民选举委员会的处理决定'],
      ['取消', '本人表示不参加选举', '本人签名的书面表示'],
      ['取消', '在其他社区登记', '另一社区的登记证明'],
      ['更正', '登记内容有误', '身份证或者户口簿'],
      ['更正', '情况有变化', '写明变化的证件'],
      ['更正', '更换户代表、居民代表', '本户或者居民小组的推选记录'],
    ],
  )
  t.equal(changeReasonText('died'), '死亡')
  t.equal(changeReasonText('eloped'), 'eloped', 'a code of an older version')
})

t.test('free before posting, with its paper after, and not at all once voting has begun', async (t) => {
  const change = { reason: 'died', document: '', isPosted: false, isPollOpen: false } as const
  for (const { wish, codes, because } of [
    { wish: {}, codes: [], because: 'not posted yet' },
    { wish: { isPosted: true, document: '死亡证明' }, codes: [], because: 'posted, with its paper' },
    { wish: { isPosted: true }, codes: ['roll-change-without-document'], because: 'posted, nothing shown' },
    { wish: { isPosted: true, document: ' 　' }, codes: ['roll-change-without-document'], because: 'blanks' },
    { wish: { reason: 'withdrew' }, codes: [], because: 'own wish, before posting' },
    {
      wish: { reason: 'withdrew', isPosted: true, document: '书面表示' },
      codes: ['withdrawal-lowers-turnout-base'],
      because: 'own wish, posted',
    },
    {
      wish: { reason: 'withdrew', isPosted: true },
      codes: ['roll-change-without-document', 'withdrawal-lowers-turnout-base'],
      because: 'both',
    },
    {
      wish: { isPosted: true, isPollOpen: true, document: '死亡证明' },
      codes: ['roll-change-after-poll'],
      because: 'voting has begun',
    },
  ] as const) {
    const findings = checkRollChange({ ...change, ...wish }, national2026)
    t.strictSame(
      findings.map(({ code }) => code),
      codes,
      because,
    )
  }
  t.strictSame(checkRollChange({ ...change, isPosted: true }, national2026), [
    {
      code: 'roll-change-without-document',
      severity: 'error',
      fields: ['document'],
      message: '名单已经公布，以“死亡”取消须有依据：请写明死亡证明或者户口注销证明。',
      article: '《城市居民委员会组织法》第十七条',
    },
  ])
  t.match(checkRollChange({ ...change, reason: 'withdrew', isPosted: true, document: '书' }, national2026), [
    { severity: 'warning', fields: ['reason'], message: /会减少计算参加投票比例的人数/ },
  ])
  t.match(checkRollChange({ ...change, isPollOpen: true }, zhejiang2020), [
    {
      severity: 'error',
      fields: ['reason'],
      message: '投票已经开始，选民名单不能再取消。',
      article: '参照2025年修订的《城市居民委员会组织法》第十七条',
    },
  ])
})

t.test('what was posted and is no longer so is posted as a correction', async (t) => {
  for (const { kind, isPosted, changesPosted, notice } of [
    { kind: 'added', isPosted: false, changesPosted: true, notice: false },
    { kind: 'added', isPosted: true, changesPosted: false, notice: true },
    { kind: 'removed', isPosted: true, changesPosted: false, notice: true },
    { kind: 'corrected', isPosted: true, changesPosted: true, notice: true },
    { kind: 'corrected', isPosted: true, changesPosted: false, notice: false },
    { kind: 'corrected', isPosted: false, changesPosted: true, notice: false },
  ] as const) {
    t.equal(needsNotice(kind, isPosted, changesPosted), notice, `${kind} ${isPosted} ${changesPosted}`)
  }
})
