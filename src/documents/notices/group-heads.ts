import { chineseNumber } from '../../lib/chinese-text.js'
import { listRepresentatives } from '../../roll/queries.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { groupNames } from './representatives.js'

interface Facts {
  readonly count: number
  readonly women: number
  readonly termYears: string
  readonly hasDeputies: boolean
  readonly groups: readonly { readonly group: string; readonly head: string; readonly deputies: string }[]
}

/** The heads of the residents' groups and their deputies (forms.md A1, N6-1; art. 13). */
export const groupHeads = defineNotice<Facts>({
  key: 'group-heads',
  title: '居民小组长名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [13] },
  after: ['electionCommitteeFormed', 'registerImported'],
  before: ['handedOver'],
  namesVoters: true,
  again: 'replaces',
  check: async (db, { election }) => {
    const heads = (await listRepresentatives(db, election.id)).filter(({ leads }) => leads === 'head')
    if (heads.length === 0) return [obstacle('no-group-heads', '还没有登记居民小组长。')]
    const led = new Set(heads.map(({ residentsGroup }) => residentsGroup))
    const without = [...(await groupNames(db, election.id))].filter(([number]) => !led.has(number))
    if (without.length === 0) return []
    const message = `${without.map(([, name]) => name).join('、')}还没有登记组长，名单上没有。`
    return [{ code: 'groups-without-head', severity: 'warning', fields: [], message }]
  },
  load: async (db, { election, ruleSet }) => {
    const leading = (await listRepresentatives(db, election.id)).filter(({ leads }) => leads !== 'nothing')
    const names = await groupNames(db, election.id)
    const nameOf = (number: number, wanted: 'head' | 'deputy') =>
      leading
        .filter(({ residentsGroup, leads }) => residentsGroup === number && leads === wanted)
        .map(({ name }) => name)
    const groups = [...names].filter(([number]) => leading.some(({ residentsGroup }) => residentsGroup === number))
    return {
      count: leading.filter(({ leads }) => leads === 'head').length,
      women: leading.filter(({ leads, sex }) => leads === 'head' && sex === 'female').length,
      termYears: chineseNumber(ruleSet.termYears),
      hasDeputies: leading.some(({ leads }) => leads === 'deputy'),
      groups: groups.map(([number, group]) => ({
        group,
        head: nameOf(number, 'head').join('、') || '空缺',
        deputies: nameOf(number, 'deputy').join('、') || '—',
      })),
    }
  },
  sample: {
    count: 2,
    women: 1,
    termYears: '五',
    hasDeputies: true,
    groups: [
      { group: '第一居民小组', head: '欧阳玥', deputies: '王伟' },
      { group: '第二居民小组', head: '司徒𠅤', deputies: '—' },
    ],
  },
})
