import t from 'tap'
import { type ElectionAction, electionActions, may as mayUnder } from '../../src/rules/permitted-actions.js'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { type Milestone, type MilestoneName, milestoneNames } from '../../src/rules/stages.js'

const at = (name: MilestoneName, round = 0): Milestone => ({ name, on: '2027-04-28', round })

const may = (action: ElectionAction, milestones: readonly Milestone[]) => mayUnder(action, milestones, national2026)

function upTo(name: MilestoneName): Milestone[] {
  return milestoneNames.slice(0, milestoneNames.indexOf(name) + 1).map((each) => at(each))
}

t.test('each act has its time', async (t) => {
  const rows: [ElectionAction, first: MilestoneName, past: MilestoneName][] = [
    ['setElectionDay', 'electionOpened', 'pollOpened'],
    ['setForm', 'electionOpened', 'rollPosted'],
    ['setSeats', 'electionOpened', 'candidatesConfirmed'],
    ['formElectionCommittee', 'electionOpened', 'handedOver'],
    ['importRegister', 'electionOpened', 'rollPosted'],
    ['undoImport', 'registerImported', 'rollPosted'],
    ['registerVoter', 'electionOpened', 'rollPosted'],
    ['chooseElectors', 'electionOpened', 'rollPosted'],
    ['nameRepresentatives', 'registerImported', 'handedOver'],
    ['postRoll', 'registerImported', 'rollPosted'],
    ['raiseObjection', 'rollPosted', 'rollClosed'],
    ['decideObjection', 'rollPosted', 'rollClosed'],
    ['closeRoll', 'rollPosted', 'rollClosed'],
    ['correctRoll', 'rollPosted', 'pollOpened'],
    ['recordNomination', 'rollPosted', 'candidatesConfirmed'],
    ['vetNominee', 'rollPosted', 'candidatesConfirmed'],
    ['postNominees', 'rollPosted', 'nomineesPosted'],
    ['holdPrimary', 'nomineesPosted', 'candidatesConfirmed'],
    ['confirmCandidates', 'rollClosed', 'candidatesConfirmed'],
    ['recordDropOut', 'candidatesConfirmed', 'pollClosed'],
    ['setUpStations', 'electionOpened', 'pollOpened'],
    ['approveProxy', 'rollPosted', 'pollOpened'],
    ['designBallot', 'candidatesConfirmed', 'pollOpened'],
    ['designPrimaryBallot', 'rollClosed', 'candidatesConfirmed'],
    ['accountBallots', 'candidatesConfirmed', 'pollClosed'],
    ['openPoll', 'candidatesConfirmed', 'pollOpened'],
    ['checkIn', 'pollOpened', 'pollClosed'],
    ['closePoll', 'pollOpened', 'pollClosed'],
    ['enterTally', 'pollClosed', 'resultDeclared'],
    ['declareResult', 'pollClosed', 'resultDeclared'],
    ['openLaterVote', 'resultDeclared', 'handedOver'],
    ['openRecount', 'resultDeclared', 'handedOver'],
    ['handOver', 'resultDeclared', 'handedOver'],
  ]
  t.same(rows.map(([action]) => action).sort(), [...electionActions].sort(), 'every act is in the table')
  for (const [action, first, past] of rows) {
    // A recount, the last of them, is no step of the way: it has a test of its own.
    for (const [index, name] of milestoneNames.slice(0, -1).entries()) {
      const allowed = index >= milestoneNames.indexOf(first) && index < milestoneNames.indexOf(past)
      t.equal(may(action, upTo(name)).length === 0, allowed, `${action} after ${name}`)
    }
    t.ok(may(action, []).length > 0, `${action} before anything`)
  }
})

t.test('a refusal is a sentence with the day and the article', async (t) => {
  t.match(may('importRegister', upTo('rollPosted')), [
    {
      code: 'already-roll-posted',
      severity: 'error',
      message: '选民名单已于2027年4月28日公布，不能再导入登记名册。',
      article: '《城市居民委员会组织法》第十六条',
    },
  ])
  t.match(may('confirmCandidates', upTo('rollPosted')), [
    { code: 'not-yet-roll-closed', message: '选民名单尚未确定，还不能确定正式候选人。' },
  ])
  t.match(mayUnder('importRegister', upTo('rollPosted'), zhejiang2012), [
    { article: '参照2025年修订的《城市居民委员会组织法》第十六条' },
  ])
  t.notOk('article' in (may('setElectionDay', [])[0] ?? {}), 'no article where no rule stands behind it')
})

t.test('a run-off is polled, counted and declared like the first vote', async (t) => {
  const open = [...upTo('resultDeclared'), at('candidatesConfirmed', 2)]
  t.same(may('openPoll', open), [])
  t.same(may('setUpStations', open), [])
  t.match(may('enterTally', open), [{ code: 'not-yet-poll-closed' }])
  t.match(may('openLaterVote', open), [{ code: 'not-yet-result-declared' }], 'one at a time')
  t.match(may('handOver', open), [{ code: 'not-yet-result-declared' }])
  t.match(may('confirmCandidates', open), [{ code: 'already-candidates-confirmed' }])

  const counted = [...open, at('pollOpened', 2), at('pollClosed', 2)]
  t.same(may('enterTally', counted), [])
  const declared = [...counted, at('resultDeclared', 2)]
  t.same(may('handOver', declared), [])
  t.same(may('openLaterVote', declared), [], 'seats may still be left')
})

t.test(
  'a declared result that is counted again can be typed and declared once more, and nothing rests on it',
  async (t) => {
    const declared = upTo('resultDeclared')
    const recounting = [...declared, at('recountOpened', 1)]
    for (const action of ['enterTally', 'declareResult'] as const) {
      t.equal(may(action, declared).length, 1, `${action} is over`)
      t.same(may(action, recounting), [], `${action} while it is counted again`)
    }
    t.same(
      may('handOver', recounting).map(({ code, message }) => [code, message]),
      [['recount-open', '选举结果正在复核，复核结果宣布以后才能登记工作移交。']],
    )
    t.match(may('openLaterVote', recounting), [{ code: 'recount-open' }])
    t.match(may('openRecount', recounting), [{ code: 'already-recount-opened' }], 'one recount at a time')
    t.same(
      may('openRecount', [...declared, at('candidatesConfirmed', 2)]).map(({ code }) => code),
      ['not-yet-result-declared'],
      'the vote that follows stands on this one: it is too late',
    )
  },
)
