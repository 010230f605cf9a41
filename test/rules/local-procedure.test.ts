import t from 'tap'
import { type FigureName, figureHeadings, figureNames } from '../../src/rules/figures.js'
import {
  checkSettingOpen,
  documentText,
  isSettable,
  needsDocument,
  settingOpenUntil,
  textsNeedingDocument,
  whoSetsInstead,
} from '../../src/rules/local-procedure.js'
import { zhejiang2026 } from '../../src/rules/rule-sets/zhejiang-2026.js'
import { type Milestone, type MilestoneName, milestoneNames } from '../../src/rules/stages.js'

t.test('what a local procedure may decide, and who decides the rest', async (t) => {
  for (const { figure, by, because } of [
    { figure: 'runoffDays', by: undefined, because: 'a sibling rule gives it' },
    { figure: 'rollDaysBefore', by: undefined, because: 'a limit of the law: stricter is free' },
    { figure: 'votingAge', by: '由法律规定', because: 'the law' },
    { figure: 'winningShare', by: '由法律规定', because: 'a share of the law' },
    { figure: 'primaryTurnout', by: '由上级规定统一确定', because: 'a share that only a statute sets' },
    { figure: 'directForms', by: '由本届换届统一确定', because: 'one measure for all communities' },
  ] as const) {
    t.equal(whoSetsInstead(figure, zhejiang2026), by, because)
    t.equal(isSettable(figure, zhejiang2026), by === undefined, because)
  }
})

const reached = (...names: readonly MilestoneName[]): Milestone[] =>
  names.map((name) => ({ name, on: '2027-05-01', round: 0 }))

t.test('each heading closes when what it governs begins', async (t) => {
  t.strictSame(
    figureHeadings.map(({ title, names }) => [title, settingOpenUntil(names[0] as FigureName)]),
    [
      ['任期、职数和选举方式', 'candidatesConfirmed'],
      ['居民会议和选举委员会', 'electionCommitteeFormed'],
      ['选民登记和选民名单', 'rollPosted'],
      ['提名和候选人', 'nomineesPosted'],
      ['投票和委托', 'pollOpened'],
      ['选票认定', 'candidatesConfirmed'],
      ['选举结果', 'pollOpened'],
      ['移交和任期内变动', 'resultDeclared'],
    ],
  )
  for (const [figure, until] of [
    ['allowedForms', 'rollPosted'],
    ['postponementMonths', 'pollOpened'],
    ['committeeSize', 'candidatesConfirmed'],
    ['electionCommitteeSize', 'electionCommitteeFormed'],
    ['electionCommitteeAbsences', 'handedOver'],
    ['announcementDaysBefore', 'rollPosted'],
    ['householdsPerRepresentative', 'rollPosted'],
    ['nominationDaysBefore', 'rollPosted'],
    ['nomineesWithinSeats', 'nomineesPosted'],
    ['guidanceGroupDaysBefore', 'electionCommitteeFormed'],
    ['committeeNoticeDays', 'electionCommitteeFormed'],
    ['vettingDaysBefore', 'candidatesConfirmed'],
    ['speechRequestDaysBefore', 'candidatesConfirmed'],
    ['primary', 'candidatesConfirmed'],
    ['primaryDaysBefore', 'candidatesConfirmed'],
    ['candidatesDaysBefore', 'candidatesConfirmed'],
    ['candidateOrder', 'candidatesConfirmed'],
    ['surplusMinimum', 'candidatesConfirmed'],
    ['surplusMaximum', 'candidatesConfirmed'],
    ['withdrawalDaysBefore', 'candidatesConfirmed'],
    ['withdrawalRefill', 'candidatesConfirmed'],
    ['womanSeat', 'candidatesConfirmed'],
    ['ballotMarks', 'candidatesConfirmed'],
    ['overvoteScope', 'pollOpened'],
    ['runoffDays', 'pollOpened'],
    ['handoverDays', 'resultDeclared'],
    ['ballotsKeptYears', undefined],
    ['recallVoteWithin', undefined],
    ['recallRepeatMonths', undefined],
    ['resignationMeetingDays', undefined],
    ['absenceMonths', undefined],
    ['unfitAppraisals', undefined],
    ['changeNoticeDays', undefined],
    ['byElectionMonths', undefined],
  ] as const) {
    t.equal(settingOpenUntil(figure), until, figure)
  }
})

t.test('open up to the milestone, closed from it on, also when only a later one is recorded', async (t) => {
  for (const figure of figureNames) {
    const until = settingOpenUntil(figure)
    for (const name of milestoneNames) {
      const isOpen = until === undefined || milestoneNames.indexOf(name) < milestoneNames.indexOf(until)
      t.equal(checkSettingOpen(figure, reached(name)).length, isOpen ? 0 : 1, `${figure} after ${name}`)
    }
    t.strictSame(checkSettingOpen(figure, []), [], `${figure} at the start`)
  }
  t.strictSame(checkSettingOpen('decisionDays', reached('pollOpened', 'electionOpened', 'rollPosted')), [
    {
      code: 'setting-closed',
      severity: 'error',
      fields: ['decisionDays'],
      message: '选民名单已于2027年5月1日公布，不能再改“异议处理天数”。',
    },
  ])
})

t.test('only what departs from every binding rule needs the written procedure', async (t) => {
  t.equal(needsDocument('multiPost', 'carryDown'), true)
  t.equal(needsDocument('multiPost', 'highestOnly'), false)
  t.equal(needsDocument('runoffDays', 7), false)
  for (const figure of figureNames) {
    const words = figure === 'multiPost' ? ['高职务的票计入低职务'] : []
    t.strictSame(textsNeedingDocument(figure), words, `${figure}: said before it is chosen`)
  }
  t.equal(needsDocument('overvoteScope', 'carryDown' as never), false, 'the word means this only of that figure')
})

t.test('a document is named with what is known of it', async (t) => {
  const named = { documentName: '奉中社区选举办法', documentDate: null, documentNumber: null }
  for (const { document, text } of [
    { document: { ...named, documentName: null }, text: '' },
    { document: named, text: '《奉中社区选举办法》' },
    { document: { ...named, documentName: '《奉中社区选举办法》' }, text: '《奉中社区选举办法》' },
    { document: { ...named, documentName: '《办法》补充规定' }, text: '《《办法》补充规定》' },
    { document: { ...named, documentName: '关于《办法》' }, text: '《关于《办法》》' },
    { document: { ...named, documentDate: '2027-04-03' }, text: '《奉中社区选举办法》（2027年4月3日通过）' },
    { document: { ...named, documentNumber: '3号' }, text: '《奉中社区选举办法》（3号）' },
    {
      document: { ...named, documentDate: '2027-04-03', documentNumber: '3号' },
      text: '《奉中社区选举办法》（2027年4月3日通过，3号）',
    },
  ] as const) {
    t.equal(documentText(document), text)
  }
})
