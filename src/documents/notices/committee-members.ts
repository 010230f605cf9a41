import { longDate } from '../../lib/chinese-text.js'
import { assemblyText } from '../../rules/assemblies.js'
import { positionTitle } from '../../rules/post.js'
import { findElectionCommittee, listCommitteeChanges, listEverybodyWhoSat } from '../../timetable/queries.js'
import type { Db } from '../../infra/db/database.js'
import { NotFound } from '../../infra/http/errors.js'
import { defineNotice } from '../define-notice.js'
import { findLastIssued } from '../queries.js'
import { obstacle } from '../readiness.js'
import { sexText } from '../words.js'

interface Facts {
  readonly selectedOn: string
  readonly assembly: string
  readonly entitled: number
  readonly present: number
  readonly size: number
  readonly members: readonly { readonly position: string; readonly name: string; readonly sex: string }[]
}

/**
 * Who was chosen to run the election (art. 15). The sitting residents' committee signs: those named cannot announce
 * themselves. It stays what it said: who left and who came in since is told by the notice of changes.
 */
export const committeeMembers = defineNotice<Facts>({
  key: 'committee-members',
  title: '居民选举委员会成员名单公告',
  issuer: 'residentsCommittee',
  isNumbered: true,
  rule: { articles: [15], step: 'committeeNotice' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  again: 'replaces',
  check: async (db, { election }) => {
    const changes = await listCommitteeChanges(db, election.id)
    if (changes.length === 0 || !(await findLastIssued(db, election.id, 'committee-members', null))) return []
    const message = '成员名单公告已经印发，此后成员有变动，请印发《居民选举委员会成员变动公告》，不重印名单。'
    return [obstacle('committee-has-changed', message)]
  },
  load: async (db, { election }) => {
    const selection = await findElectionCommittee(db, election.id)
    if (!selection) throw new NotFound('还没有登记居民选举委员会。')
    const { selectedOn, selectedBy, entitled, present } = selection
    const members = await membersAsChosen(db, election.id)
    return {
      selectedOn: longDate(selectedOn),
      assembly: assemblyText[selectedBy],
      entitled,
      present,
      size: members.length,
      members: members.map(({ position, name, sex }) => ({
        position: positionTitle[position],
        name,
        sex: sexText[sex],
      })),
    }
  },
  sample: {
    selectedOn: '2027年4月2日',
    assembly: '居民代表会议',
    entitled: 62,
    present: 58,
    size: 7,
    members: [
      { position: '主任', name: '欧阳玥', sex: '女' },
      { position: '副主任', name: '王伟', sex: '男' },
      { position: '委员', name: '周建平', sex: '男' },
      { position: '委员', name: '吴桂英', sex: '女' },
      { position: '委员', name: '郑𬱖', sex: '女' },
      { position: '委员', name: '阿依努尔·买买提', sex: '女' },
      { position: '委员', name: '诸葛志强', sex: '男' },
    ],
  },
})

/** Those who were chosen at first, in the positions they were chosen for, the chair first. */
async function membersAsChosen(db: Db, electionId: number) {
  const changes = await listCommitteeChanges(db, electionId)
  const chosen = (await listEverybodyWhoSat(db, electionId))
    .filter(({ joinedOn }) => joinedOn === null)
    .map(({ id, name, sex, position }) => {
      const raised = changes.find(({ kind, memberId }) => kind === 'chair' && memberId === id)
      return { name, sex, position: raised?.positionBefore ?? position }
    })
  const isChair = ({ position }: (typeof chosen)[number]) => position === 'chair'
  return [...chosen.filter(isChair), ...chosen.filter((member) => !isChair(member))]
}
