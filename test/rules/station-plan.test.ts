import t from 'tap'
import { national2026 } from '../../src/rules/rule-sets/national-2026.js'
import { zhejiang2012 } from '../../src/rules/rule-sets/zhejiang-2012.js'
import { checkStationPlan } from '../../src/rules/station-plan.js'
import { inFull } from '../helpers/findings.js'

const central = { name: '中心投票站', isCentral: true, groups: [1, 2] }
const second = { name: '第二投票站', isCentral: false, groups: [3] }
const everybody = { name: '流动投票站', isCentral: false, groups: [] }

t.test('exactly one central place, and a place for every group', async (t) => {
  const codes = (stations: Parameters<typeof checkStationPlan>[0], groups: readonly number[]) =>
    checkStationPlan(stations, groups, national2026).map(({ code }) => code)
  t.same(codes([central, second], [1, 2, 3]), [], 'as it should be')
  t.same(codes([], [1, 2]), ['no-central-station'], 'nothing yet: one thing to do, not a list of groups')
  t.same(codes([second], [3]), ['no-central-station'])
  t.same(codes([central, { ...central, name: '大礼堂', groups: [3] }], [1, 2]), ['several-central-stations'])
  t.same(codes([central], [1, 2, 3]), ['groups-without-station'])
  t.same(codes([central, everybody], [1, 2, 3]), [], 'no groups named serves all')
})

t.test('a group is named at one station', async (t) => {
  const codes = (...stations: Parameters<typeof checkStationPlan>[0]) =>
    checkStationPlan(stations, [1, 2, 3], national2026).map(({ code }) => code)
  t.same(codes(central, { ...second, groups: [2, 3] }), ['groups-at-several-stations'])
  t.same(codes(central, { ...second, groups: [1, 2, 3] }), ['groups-at-several-stations', 'groups-at-several-stations'])
  t.same(inFull(checkStationPlan([central, { ...second, groups: [2, 3] }], [1, 2, 3], national2026)), [
    'error groups-at-several-stations [groups]: 第2居民小组同时安排在中心投票站、第二投票站，选民不知道到哪一站投票，只能安排一处。',
  ])
})

t.test('the findings name what they mean', async (t) => {
  t.match(checkStationPlan([central, { ...central, name: '大礼堂' }], [], national2026), [
    {
      severity: 'error',
      message: '中心投票站只能有一个：现有中心投票站、大礼堂。',
      article: '《城市居民委员会组织法》第十九条',
    },
  ])
  t.match(checkStationPlan([central], [1, 3, 4], national2026), [
    { severity: 'error', fields: ['groups'], message: '第3、4居民小组没有安排投票站。' },
  ])
  t.match(checkStationPlan([], [], national2026), [
    { severity: 'error', fields: ['kind'], message: /还没有中心投票站/ },
  ])
})

t.test('every finding in full', async (t) => {
  t.same(inFull(checkStationPlan([], [], national2026)), [
    'error no-central-station [kind]: 还没有中心投票站；票箱要集中到中心投票站，当众开箱计票。（《城市居民委员会组织法》第十九条）',
  ])
  t.same(inFull(checkStationPlan([central, { ...central, name: '大礼堂' }], [1, 3, 4], national2026)), [
    'error several-central-stations [kind]: 中心投票站只能有一个：现有中心投票站、大礼堂。（《城市居民委员会组织法》第十九条）',
    'error groups-without-station [groups]: 第3、4居民小组没有安排投票站。',
    'error groups-at-several-stations [groups]: 第1居民小组同时安排在中心投票站、大礼堂，选民不知道到哪一站投票，只能安排一处。',
  ])
})

t.test('the law of 2025 is only compared with for an earlier election', async (t) => {
  t.match(checkStationPlan([], [], zhejiang2012), [{ article: '参照2025年修订的《城市居民委员会组织法》第十九条' }])
})
