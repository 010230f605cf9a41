import { longDate } from '../../lib/chinese-text.js'
import { listRollVersions, listVotersOfVersion } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'
import { sexText } from '../words.js'
import { byGroup } from './people.js'

interface Entry {
  readonly number: number
  readonly name: string
  readonly sex: string
  readonly birth: string
  readonly household: string
}

interface Facts {
  /** 第2版，2027年5月3日 */
  readonly version: string
  readonly hash: string
  readonly voters: number
  readonly groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[]
}

/** A version of the roll printed again, whatever has changed since (art. 17). Without a wish the newest. For the file. */
export const rollVersionList = defineSheet<Facts>({
  key: 'roll-version',
  title: '选民名单（按版本）',
  use: '把公布、补正或者确定时的名单照原样重印，供存档和核对；含出生日期，不得张贴。',
  roles: ['electionOfficer', 'rollClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['version', 'group'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election }, picked) => {
    const versions = await listRollVersions(db, election.id)
    const version =
      picked.version === undefined ? versions.at(-1) : versions.find(({ number }) => number === picked.version)
    if (version === undefined) return { version: '', hash: '', voters: 0, groups: [] }
    const voters = (await listVotersOfVersion(db, election.id, version.number)).filter(
      ({ residentsGroup }) => picked.group === undefined || residentsGroup === picked.group,
    )
    return {
      version: `第${version.number}版，${longDate(version.madeOn)}`,
      hash: version.hash,
      voters: voters.length,
      groups: byGroup(voters).map(([name, members]) => ({ name, entries: members.map(entryOf) })),
    }
  },
  count: ({ voters }) => voters,
  blocks: ({ election, electionCommittee, printedOn, version, hash, groups }) => [
    { kind: 'title', lines: [`${election}选民名单`, `（${version}）`] },
    ...groups.map(
      ({ name, entries }) =>
        ({
          kind: 'table',
          caption: `${name}（共${entries.length}人）`,
          size: 10.5,
          columns: [
            { title: '选民证号', align: 'right', width: 3 },
            { title: '姓名', align: 'name', width: 5 },
            { title: '性别', width: 2 },
            { title: '出生日期', width: 4 },
            { title: '户号', width: 4 },
          ],
          rows: entries.map((entry) => [String(entry.number), entry.name, entry.sex, entry.birth, entry.household]),
        }) as const,
    ),
    { kind: 'note', text: `${electionCommittee}，${printedOn}重印。名单指纹：${hash}。含个人信息，存档用，不得张贴` },
  ],
  sample: {
    version: '第2版，2027年4月30日',
    hash: '2f1c9a4e7b3d',
    voters: 2,
    groups: [
      {
        name: '第一居民小组',
        entries: [
          { number: 101, name: '王伟', sex: '男', birth: '1956.01.02', household: '1-101' },
          { number: 103, name: '欧阳𬱖', sex: '女', birth: '1988.11.20', household: '1-102' },
        ],
      },
    ],
  },
})

function entryOf(voter: Awaited<ReturnType<typeof listVotersOfVersion>>[number]): Entry {
  return {
    number: voter.voterNumber,
    name: voter.name,
    sex: sexText[voter.sex],
    birth: voter.birthDate.replaceAll('-', '.'),
    household: voter.householdNumber,
  }
}
