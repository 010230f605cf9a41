import { longDate } from '../../lib/chinese-text.js'
import { assemblyText } from '../../rules/assemblies.js'
import { positionTitle } from '../../rules/post.js'
import { findElectionCommittee } from '../../timetable/queries.js'
import { NotFound } from '../../infra/http/errors.js'
import { defineNotice } from '../define-notice.js'
import { sexText } from '../words.js'

interface Facts {
  readonly selectedOn: string
  readonly assembly: string
  readonly entitled: number
  readonly present: number
  readonly size: number
  readonly members: readonly { readonly position: string; readonly name: string; readonly sex: string }[]
}

/** Who runs the election (art. 15). The sitting residents' committee signs: those named cannot announce themselves. */
export const committeeMembers = defineNotice<Facts>({
  key: 'committee-members',
  title: '居民选举委员会成员名单公告',
  issuer: 'residentsCommittee',
  isNumbered: true,
  rule: { articles: [15], step: 'committeeNotice' },
  after: ['electionCommitteeFormed'],
  before: ['pollOpened'],
  again: 'replaces',
  load: async (db, { election }) => {
    const selection = await findElectionCommittee(db, election.id)
    if (!selection) throw new NotFound('还没有登记居民选举委员会。')
    const { selectedOn, selectedBy, entitled, present, members } = selection
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
