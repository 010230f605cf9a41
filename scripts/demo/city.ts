import type { TownshipTable } from '../../src/infra/db/tables/organisation.js'

interface Township {
  readonly code: string
  readonly name: string
  readonly kind: TownshipTable['kind']
  /** Sign-in name of its officer. */
  readonly signInName: string
  readonly mustAllBeDirect: boolean
  readonly communities: readonly string[]
}

/**
 * The city of the demo: real names of streets, towns and communities (a public list of 2016), everything
 * else invented. That exactly these 34 communities once elected together is the demo's own choice.
 */
export const city: readonly Township[] = [
  {
    code: '001',
    name: '锦屏街道',
    kind: 'subdistrict',
    signInName: 'jinping',
    mustAllBeDirect: true,
    communities: [
      '奉中社区',
      '锦山社区',
      '东门社区',
      '光明社区',
      '南门社区',
      '花园社区',
      '庄山社区',
      '春晖社区',
      '居敬社区',
      '长岭社区',
      '长汀社区',
      '阳光社区',
      '南溪社区',
    ],
  },
  {
    code: '002',
    name: '岳林街道',
    kind: 'subdistrict',
    signInName: 'yuelin',
    mustAllBeDirect: true,
    communities: [
      '民主社区',
      '新民社区',
      '东升社区',
      '桃源社区',
      '秀水社区',
      '绿都社区',
      '上林社区',
      '迎恩社区',
      '金钟社区',
    ],
  },
  town('003', '江口街道', 'jiangkou', false, ['江口社区', '方桥社区']),
  town('004', '西坞街道', 'xiwu', true, ['西坞社区', '力邦社区']),
  town('005', '萧王庙街道', 'xiaowangmiao', false, ['萧王庙社区']),
  town('100', '溪口镇', 'xikou', true, ['武岭社区', '茗山社区']),
  town('103', '尚田镇', 'shangtian', false, ['尚田社区']),
  town('104', '莼湖镇', 'chunhu', false, ['莼湖社区']),
  town('106', '裘村镇', 'qiucun', false, ['裘村社区']),
  town('107', '大堰镇', 'dayan', false, ['大堰社区']),
  town('108', '松岙镇', 'songao', false, ['松岙社区']),
]

function town(
  code: string,
  name: string,
  signInName: string,
  mustAllBeDirect: boolean,
  communities: readonly string[],
): Township {
  return { code, name, kind: name.endsWith('镇') ? 'town' : 'subdistrict', signInName, mustAllBeDirect, communities }
}
