import { assemblyText } from '../../rules/assemblies.js'
import { findSupervisionCommittee } from '../../handover/queries.js'
import { defineNotice } from '../define-notice.js'
import { obstacle } from '../readiness.js'
import { dayText } from '../words.js'

interface Facts {
  readonly assembly: string
  readonly day: string
  readonly count: number
  readonly members: readonly { readonly position: string; readonly name: string }[]
}

/** 居务监督委员会成员 (forms.md N19): who supervises the new committee for its term (art. 36). */
export const supervisionCommittee = defineNotice<Facts>({
  key: 'supervision-committee',
  title: '居务监督委员会成员公告',
  issuer: 'electionCommittee',
  isNumbered: true,
  rule: { articles: [36] },
  after: ['resultDeclared'],
  before: [],
  again: 'replaces',
  check: async (db, { election }) =>
    (await findSupervisionCommittee(db, election.id))
      ? []
      : [obstacle('no-supervision-committee', '还没有登记居务监督委员会。')],
  load: async (db, { election }) => {
    const committee = await findSupervisionCommittee(db, election.id)
    return {
      assembly: committee ? assemblyText[committee.chosenBy] : '',
      day: committee ? dayText(committee.chosenOn) : '',
      count: committee?.members.length ?? 0,
      members: (committee?.members ?? []).map(({ position, name }) => ({
        position: position === 'chair' ? '主任' : '委员',
        name,
      })),
    }
  },
  sample: {
    ...{ assembly: '居民代表会议', day: '2027年5月28日（星期五）', count: 3 },
    members: [
      { position: '主任', name: '罗志明' },
      { position: '委员', name: '欧阳𬱖' },
      { position: '委员', name: '徐小红' },
    ],
  },
})
