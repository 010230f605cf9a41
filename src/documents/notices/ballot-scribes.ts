import { listScribeRequests } from '../../polling/queries.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText, voteName } from '../words.js'

interface Facts {
  readonly vote: string
  readonly votingDay: string
  readonly requests: readonly { readonly name: string; readonly scribe: string }[]
}

/** Who asked for somebody to write the ballot, and who writes (forms.md A1, N14): two names and no reason. */
export const ballotScribes = defineNotice<Facts>({
  key: 'ballot-scribes',
  title: '代写（代书）人员名单公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [19], step: 'scribeList' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  rounds: ['first', 'runoff', 'tieBreak', 'rerun'],
  namesVoters: true,
  again: 'replaces',
  check: async (db, { round }) =>
    (await listScribeRequests(db, round.id)).some(({ state }) => state === 'registered')
      ? []
      : [obstacle('no-scribe-requests', '没有登记要求代写的选民。')],
  load: async (db, { election, round }) => ({
    vote: voteName(election, round),
    votingDay: dayText(round.votingDay),
    requests: (await listScribeRequests(db, round.id))
      .filter(({ state }) => state === 'registered')
      .map(({ name, scribeName }) => ({ name, scribe: scribeName })),
  }),
  sample: {
    vote: '换届选举',
    votingDay: '2027年5月20日（星期四）',
    requests: [
      { name: '王秀英', scribe: '马骉' },
      { name: '欧阳𬱖', scribe: '马骉' },
      { name: '阿依努尔·买买提', scribe: '诸葛志强' },
    ],
  },
})
