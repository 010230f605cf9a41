import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { checkVoterAtDesk, type DeskPlace, type VoterAtDesk } from '../../src/rules/voter-at-desk.js'
import { inFull } from '../helpers/findings.js'

const voter: VoterAtDesk = {
  name: '王伟',
  isOnRoll: true,
  isElector: true,
  form: 'allVoters',
  mobileBox: undefined,
}
const station: DeskPlace = { name: '第二投票站', isMobile: false, groupsText: '', serves: true }
const box: DeskPlace = { name: '流动票箱一', isMobile: true, groupsText: '', serves: true }
const listed = { name: '流动票箱一', isHere: false, isOut: false }

const check = (change: Partial<VoterAtDesk>, place: Partial<DeskPlace> = {}) =>
  checkVoterAtDesk({ ...voter, ...change }, { ...station, ...place }, national2026)

t.test('who is on the roll and has a vote is handed a ballot at the desk', async (t) => {
  t.same(check({}), [])
  t.same(inFull(check({ isOnRoll: false })), [
    'error voter-removed []: 王伟已从选民名单取消，不能领票。（《城市居民委员会组织法》第十七条）',
  ])
  t.same(inFull(check({ form: 'households', isElector: false })), [
    'error voter-no-elector []: 王伟不是户代表，不能领票。（《城市居民委员会组织法》第十七条）',
  ])
  t.match(check({ isOnRoll: false, isElector: false }), [{ code: 'voter-removed' }], 'one reason is enough')
})

t.test('a voter of another station is told and may vote', async (t) => {
  t.same(inFull(check({}, { serves: false, groupsText: '第一居民小组、第二居民小组' })), [
    'warning voter-of-other-station []: 本站安排的是第一居民小组、第二居民小组，请核对该选民是否应在别的投票站投票。（《城市居民委员会组织法》第十九条）',
  ])
})

t.test('a mobile box takes those listed for it and nobody else', async (t) => {
  t.same(check({ mobileBox: { ...listed, isHere: true, isOut: true } }, { ...box, serves: false }), [])
  for (const mobileBox of [undefined, listed]) {
    t.match(inFull(check({ mobileBox }, box)), [
      /^error voter-not-of-box \[\]: 王伟不在流动票箱一的名单上，请到投票站投票。/,
    ])
  }
})

t.test('who is listed for a mobile box votes at a station only while nothing is open about it', async (t) => {
  t.match(inFull(check({ mobileBox: listed })), [
    /^warning voter-of-mobile-box \[\]: 王伟列在流动票箱一的名单上，现在本人到场；在这里领票后，不能再用流动票箱投票。/,
  ])
  t.match(inFull(check({ mobileBox: { ...listed, isOut: true } })), [
    /^error mobile-box-is-out \[\]: 王伟列在流动票箱一的名单上，票箱正在外出，是否已经投票还不知道；请等票箱回来登记后再办。/,
  ])
})
