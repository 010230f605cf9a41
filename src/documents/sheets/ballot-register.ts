import { listGrants, listStations } from '../../polling/queries.js'
import { listPostedVoters } from '../../roll/queries.js'
import { defineSheet } from '../define-sheet.js'

interface Elector {
  readonly number: number
  readonly name: string
  /** Ballots held for others by written authorisation, and the numbers of those; blank where there are none. */
  readonly proxies: string
  readonly grants: string
}

interface Facts {
  readonly stations: readonly { readonly name: string; readonly electors: readonly Elector[] }[]
}

/**
 * 领票登记表, signed by everybody who takes a ballot at a station (forms.md A4): what was issued is counted against its
 * signatures and proxies when the station closes.
 */
export const ballotRegister = defineSheet<Facts>({
  key: 'ballot-register',
  title: '领票登记表',
  use: '每个投票站一份，选民领票时逐人签名；代他人领的，写明张数。结束投票时按它核对发出的选票。',
  roles: ['electionOfficer', 'rollClerk', 'checkInClerk', 'townshipOfficer'],
  after: ['rollPosted'],
  options: ['group'],
  page: { orientation: 'portrait', margins: 'wide' },
  load: async ({ db }, { election, round }, { group }) => {
    const grants = (await listGrants(db, round.id)).filter(({ entry }) => entry === 'registered')
    const electors = (await listPostedVoters(db, election.id)).filter(
      (voter) => voter.isElector && (group === undefined || voter.residentsGroup === group),
    )
    const fixed = (await listStations(db, round.id)).filter(({ kind }) => kind !== 'mobile')
    const named = fixed.flatMap(({ groups }) => groups)
    const places = fixed.length > 0 ? fixed : [{ name: '投票站', groups: [] as readonly number[] }]
    const stations = places.map(({ name, groups }) => ({
      name,
      electors: electors
        .filter(({ residentsGroup: own }) => (groups.length > 0 ? groups.includes(own) : !named.includes(own)))
        .map(({ voterNumber: number, name: electorName }) => {
          const held = grants.filter(({ proxy }) => proxy.voterNumber === number)
          const proxies = held.length > 0 ? String(held.length) : ''
          return { number, name: electorName, proxies, grants: held.map((grant) => grant.number).join('、') }
        }),
    }))
    return { stations: stations.filter((station) => station.electors.length > 0) }
  },
  count: ({ stations }) => stations.flatMap(({ electors }) => electors).length,
  blocks: ({ election, electionDay, stations }) =>
    stations.flatMap(({ name, electors }, i) => [
      ...(i > 0 ? [{ kind: 'pageBreak' } as const] : []),
      { kind: 'title', lines: [election, '领票登记表'] } as const,
      {
        kind: 'table',
        caption: `${name}（共${electors.length}人）　选举日：${electionDay}`,
        size: 12,
        columns: [
          { title: '序号', align: 'right', width: 3.6 },
          { title: '选民证号', align: 'right', width: 5 },
          { title: '姓名', align: 'name', width: 8 },
          { title: '本人票', width: 4 },
          { title: '可代投', align: 'right', width: 4 },
          { title: '委托书号', width: 5 },
          { title: '实代投', width: 4 },
          { title: '领票人签名', width: 9 },
        ],
        rows: electors.map((one, n) => [
          String(n + 1),
          String(one.number),
          one.name,
          '',
          one.proxies,
          one.grants,
          '',
          '',
        ]),
      } as const,
      { kind: 'signers', labels: ['验证发票员', '监票人'] } as const,
    ]),
  sample: {
    stations: [
      {
        name: '中心投票站',
        electors: [
          { number: 101, name: '王伟', proxies: '', grants: '' },
          { number: 102, name: '欧阳𬱖', proxies: '2', grants: '3、7' },
          { number: 103, name: '阿依努尔·买买提', proxies: '', grants: '' },
        ],
      },
    ],
  },
})
