import { orderByStrokes } from '../../rules/name-order.js'
import { readStrokeKey } from '../../organisation/queries.js'
import { listNominatorCounts, listNominees, type NominatorCount } from '../../nomination/queries.js'
import { listPosts } from '../../timetable/queries.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { peopleOfPosts, type PostWithPeople, samplePeople } from './people-of-posts.js'

interface Facts {
  readonly nominatorsMinimum: number
  readonly nominees: number
  readonly hasSelfNominated: boolean
  readonly posts: readonly PostWithPeople[]
}

/** 初步候选人: everybody nominated who has neither failed the review nor withdrawn, by strokes of the surname. */
export const nominees = defineNotice<Facts>({
  key: 'nominees',
  title: '初步候选人名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [18], step: 'nomineesPosted' },
  after: ['nomineesPosted'],
  before: ['candidatesConfirmed'],
  again: 'replaces',
  check: async (db, { election }) => {
    const standing = (await listNominees(db, election.id)).filter(({ vetting }) => isStanding(vetting))
    return standing.length > 0 ? [] : [obstacle('no-nominees', '现在没有初步候选人。')]
  },
  load: async (db, { election, ruleSet }) => {
    const standing = (await listNominees(db, election.id)).filter(({ vetting }) => isStanding(vetting))
    const counts = new Map((await listNominatorCounts(db, election.id)).map((count) => [count.nomineeId, count]))
    const { ordered } = orderByStrokes(standing, ({ name }) => name, await readStrokeKey(db))
    const people = ordered.map((nominee) => ({ ...nominee, nominators: nominatorsText(counts.get(nominee.id)) }))
    const posts = peopleOfPosts(await listPosts(db, election.id), people)
    return {
      nominatorsMinimum: ruleSet.nominatorsMinimum,
      nominees: standing.length,
      hasSelfNominated: standing.some(({ id }) => counts.get(id)?.isBySelf),
      posts: posts.filter(({ people }) => people.length > 0),
    }
  },
  sample: { nominatorsMinimum: 10, nominees: 8, hasSelfNominated: false, posts: samplePeople },
})

function isStanding(vetting: 'open' | 'passed' | 'failed' | 'withdrawn'): boolean {
  return vetting === 'open' || vetting === 'passed'
}

/** 党组织、12名 */
function nominatorsText(count: NominatorCount | undefined): string {
  const by = [
    ...(count?.isByParty ? ['党组织'] : []),
    ...(count?.isBySelf ? ['自荐'] : []),
    ...(count && count.nominators > 0 ? [`${count.nominators}名`] : []),
  ]
  return by.join('、') || '—'
}
