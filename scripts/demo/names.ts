import { pinyin } from 'pinyin-pro'
import type { CastNames } from '../walk/cast.js'
import { city } from './city.js'

/** The sign-in names that stand for no community. */
export const houseNames = {
  administrator: 'guanli',
  auditor: 'shenhe',
  /** Puts the second name to what the first has found. */
  secondAuditor: 'fuhe',
  observer: 'guancha',
} as const

/** One password for every account of the drill; printed at the start, worth nothing anywhere else. */
export const demoPassword = 'yanlian-2027'

/** `fengzhong` for 奉中社区: what its accounts' sign-in names begin with. */
export function placeName(community: string): string {
  return pinyin(community.replace(/社区$/, ''), { toneType: 'none', type: 'array', v: true }).join('')
}

export function castNames(community: string): CastNames {
  const place = placeName(community)
  return {
    officer: `${place}.zhuren`,
    rollClerk: `${place}.dengji`,
    desk: `${place}.fapiao`,
    firstTypist: `${place}.jipiao1`,
    secondTypist: `${place}.jipiao2`,
    township: city.find(({ communities }) => communities.includes(community))?.signInName ?? '',
    auditor: houseNames.auditor,
  }
}

const surnames = [...'陈林周吴郑冯沈韩杨朱秦许何吕施张孔曹严华']
const given = ['国强', '美芳', '建平', '桂英', '志明', '雪琴', '海波', '丽娟', '卫东', '秀珍', '永康', '惠敏']

/** Names of people who do not exist, the same at every making. */
export function madeName(seed: number): string {
  return `${surnames[seed % surnames.length]}${given[(seed * 7 + Math.floor(seed / 20)) % given.length]}`
}
