import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/lib/plain-date.js'
import {
  currentRound,
  currentStage,
  findMilestone,
  hasOpenLaterVote,
  isLaterVoteDue,
  isRecountOpen,
  type Milestone,
  type MilestoneName,
  milestoneNames,
  milestoneText,
  stageNames,
  stagesOf,
} from '../../src/rules/stages.js'

const at = (name: MilestoneName, round = 0): Milestone => ({ name, on: '2027-05-20', round })

/** Everything up to and with a milestone, in the usual order. */
function upTo(name: MilestoneName): Milestone[] {
  return milestoneNames.slice(0, milestoneNames.indexOf(name) + 1).map((each) => at(each))
}

t.test('a milestone ends its stage and the next becomes current', async (t) => {
  t.equal(currentStage([]), 'preparation', 'nothing yet')
  for (const [name, stage] of [
    ['electionOpened', 'electionCommittee'],
    ['electionCommitteeFormed', 'registration'],
    ['registerImported', 'registration'],
    ['rollPosted', 'rollPosted'],
    ['rollClosed', 'nomination'],
    ['nomineesPosted', 'nomination'],
    ['candidatesConfirmed', 'polling'],
    ['pollOpened', 'polling'],
    ['pollClosed', 'tally'],
    ['tallyCompleted', 'result'],
    ['resultDeclared', 'handover'],
    ['handedOver', 'handover'],
  ] as const) {
    t.equal(currentStage(upTo(name)), stage, name)
  }
})

t.test('before the end the stages are done, then one current, then ahead', async (t) => {
  t.same(
    stagesOf(upTo('rollClosed')).map(({ title, state }) => `${title} ${state}`),
    [
      '筹备 done',
      '选举委员会 done',
      '选民登记 done',
      '名单公布与异议 done',
      '提名与候选人 current',
      '投票 ahead',
      '计票 ahead',
      '结果 ahead',
      '移交 ahead',
    ],
  )
  t.ok(
    stagesOf(upTo('handedOver')).every(({ state }) => state === 'done'),
    'at the end all are done',
  )
})

t.test('the result ends the tally even when its checking was not recorded', async (t) => {
  const milestones = upTo('resultDeclared').filter(({ name }) => name !== 'tallyCompleted')
  t.equal(currentStage(milestones), 'handover')
})

t.test('a result that leaves something to be voted on stays current until that vote opens', async (t) => {
  const due = [...upTo('resultDeclared'), at('laterVoteDue', 1)]
  t.equal(isLaterVoteDue(due), true)
  t.equal(currentStage(due), 'result')
  t.match(
    stagesOf(due).map(({ title, state }) => ({ title, state })),
    [...Array.from({ length: 7 }, () => ({ state: 'done' })), { title: '结果（须再次投票）', state: 'current' }],
  )
  const opened = [...due, at('candidatesConfirmed', 2)]
  t.equal(isLaterVoteDue(opened), false, 'the vote that was due is under way')
  t.equal(isLaterVoteDue([...opened, at('resultDeclared', 2)]), false, 'its result asks for nothing more')
})

t.test('a result that is counted again is current and says so, whatever it asked for', async (t) => {
  const recounting = [...upTo('resultDeclared'), at('laterVoteDue', 1), at('recountOpened', 1)]
  t.equal(isRecountOpen(recounting), true)
  t.equal(currentStage(recounting), 'result')
  t.equal(stagesOf(recounting)[7]?.title, '结果（复核中）')
  t.equal(isRecountOpen(upTo('resultDeclared')), false)
})

t.test('an open run-off keeps the result current and says so', async (t) => {
  const open = [...upTo('resultDeclared'), at('candidatesConfirmed', 2), at('pollOpened', 2)]
  t.equal(currentRound(open), 2)
  t.equal(hasOpenLaterVote(open), true)
  const stages = stagesOf(open)
  t.match(
    stages.filter(({ state }) => state !== 'done'),
    [
      { stage: 'result', title: '结果（另行选举进行中）', state: 'current' },
      { stage: 'handover', title: '移交', state: 'ahead' },
    ],
  )
  t.equal(stages[6]?.title, '计票', 'no other stage says so')
  t.equal(stagesOf(open, 'tieBreak')[7]?.title, '结果（再次投票进行中）')
  t.equal(stagesOf(open, 'rerun')[7]?.title, '结果（重新选举进行中）')

  const closed = [...open, at('pollClosed', 2), at('resultDeclared', 2)]
  t.equal(hasOpenLaterVote(closed), false)
  t.equal(currentStage(closed), 'handover', 'declared')
  t.equal(currentStage([...closed, at('candidatesConfirmed', 3)]), 'result', 'a second run-off')
})

t.test('milestones of a vote are found in their round, the others in any', async (t) => {
  const milestones = [at('rollPosted'), at('pollOpened', 1), at('candidatesConfirmed', 2)]
  t.equal(findMilestone(milestones, 'pollOpened'), undefined, 'not in the second vote')
  t.ok(findMilestone(milestones, 'pollOpened', 1), 'in the first')
  t.ok(findMilestone(milestones, 'rollPosted'), 'one roll for all votes')
  t.ok(findMilestone([at('pollOpened', 0)], 'pollOpened', 1), 'round 0 counts as the first vote')
  t.equal(findMilestone([at('candidatesConfirmed', 1)], 'candidatesConfirmed', 2), undefined)
  t.equal(findMilestone([at('tallyCompleted', 1)], 'tallyCompleted', 2), undefined)
  t.equal(hasOpenLaterVote([]), false)
})

t.test('every milestone has words', async (t) => {
  t.same(
    milestoneNames.map((name) => `${milestoneText[name].what}已${milestoneText[name].verb}`),
    [
      '换届选举已启动',
      '居民选举委员会已产生',
      '登记名册已导入',
      '选民名单已公布',
      '选民名单已确定',
      '初步候选人名单已公布',
      '正式候选人已确定',
      '投票已开始',
      '投票已结束',
      '计票核对已完成',
      '选举结果已宣布',
      '工作移交已完成',
      '再次投票已提出',
      '选举结果复核已开始',
    ],
  )
})

t.test('whatever has happened, in whatever order: nine stages, at most one current', async () => {
  const milestone = fc.record({
    name: fc.constantFrom(...milestoneNames),
    on: fc.nat({ max: 100 }).map((days) => addDays('2027-04-01', days)),
    round: fc.nat({ max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(milestone), (milestones) => {
      const stages = stagesOf(milestones)
      const current = stages.filter(({ state }) => state === 'current')
      const firstAhead = stages.findIndex(({ state }) => state === 'ahead')
      return (
        stages.length === stageNames.length &&
        current.length <= 1 &&
        (current.length === 1) === stages.some(({ state }) => state !== 'done') &&
        (firstAhead < 0 || stages.findIndex(({ state }) => state === 'current') < firstAhead)
      )
    }),
  )
  fc.assert(
    fc.property(fc.array(milestone), fc.array(milestone), (some, more) => {
      const shuffled = [...some, ...more].reverse()
      return JSON.stringify(stagesOf([...some, ...more])) === JSON.stringify(stagesOf(shuffled))
    }),
  )
})
