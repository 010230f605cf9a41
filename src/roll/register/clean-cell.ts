import type { RegistrationClass } from '../../rules/voter-eligibility.js'
import { plainCharacters, readChineseNumber, singleSpaced, withoutSpaces } from './clean-text.js'

/** 男, 女, and the codes of GB/T 2261; null for a blank, undefined for what cannot be read. */
export function readSex(text: string | undefined): 'male' | 'female' | null | undefined {
  const bare = plainCharacters(text ?? '').toLowerCase()
  if (bare === '') return null
  if (/^(男|男性|1|01|m|male|男1|1男)$/.test(bare)) return 'male'
  if (/^(女|女性|2|02|f|female|女2|2女)$/.test(bare)) return 'female'
  return undefined
}

/** The 56 nationalities in the order of their codes (GB/T 3304-1991), without 族. */
const nationalities = (
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 ' +
  '柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 ' +
  '独龙 鄂伦春 赫哲 门巴 珞巴 基诺'
).split(' ')
const nationalityNames = new Set(nationalities)

/** 汉, 汉族 and 01 are all 汉族; a name that is none of the 56 is kept as it stands. */
export function readNationality(text: string | undefined): string | null {
  const bare = plainCharacters(text ?? '')
  if (bare === '') return null
  if (/^\d{1,2}$/.test(bare)) {
    const byCode = nationalities[Number(bare) - 1]
    return byCode === undefined ? bare : `${byCode}族`
  }
  const short = bare.replace(/族$/, '')
  return nationalityNames.has(short) ? `${short}族` : bare
}

/**
 * 第三居民小组, 3组, 三组, 03 and 3 are all 第3居民小组. What carries a name of its own before the number (东片3组) is
 * kept, for it may be another group.
 */
export function readResidentsGroup(text: string | undefined): string | null {
  const bare = plainCharacters(text ?? '')
  if (bare === '') return null
  const match =
    /^(?:.*(?:社区|居委会|居民委员会))?第?([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:居民)?(?:小组|组)?$/.exec(bare)
  const written = match?.[1] ?? ''
  const number = /^\d/.test(written) ? Number(written) : readChineseNumber(written)
  return number === undefined || number === 0 ? bare : `第${number}居民小组`
}

/** Every telephone in a cell that may hold two: mobiles as 11 digits, others as area code, dash and number. */
export function readPhones(text: string | undefined): string[] {
  const bare = (text ?? '').normalize('NFKC')
  const whole = readPhone(bare)
  if (whole !== undefined) return [whole]
  const parts = bare.split(/[、,，;；/\\|\s或和]+/)
  return [...new Set(parts.map(readPhone).filter((phone) => phone !== undefined))]
}

function readPhone(text: string): string | undefined {
  const digits = plainCharacters(text)
    .replace(/[-()—–]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(digits)) return digits
  const landline = /^(0\d{2,3})?([2-9]\d{6,7})$/.exec(digits)
  if (!landline) return undefined
  return landline[1] === undefined ? landline[2] : `${landline[1]}-${landline[2]}`
}

/** What the register says about registration and residence (Urban Residents' Committees Law 2025, art. 16). */
export function readResidence(text: string | undefined): {
  registrationClass: RegistrationClass | null
  livesElsewhere: boolean
} {
  const bare = withoutSpaces(text ?? '')
  const of = (registrationClass: RegistrationClass | null, livesElsewhere = false) => ({
    registrationClass,
    livesElsewhere,
  })
  if (/社区工作者|专职工作/.test(bare)) return of('communityWorker')
  if (/非户籍|非本地|流动|外来|租住|租户|寄住|暂住|户籍不在|人在户不在/.test(bare)) return of('resident')
  if (/空挂|人户分离|挂靠|户在人不在|户籍不居住|外出/.test(bare)) return of('household', true)
  return of(/户籍|常住|家庭户|集体户|人户一致|在册|非农|农业/.test(bare) ? 'household' : null)
}

/** 12-3-402, 12幢3单元402室, or the three in columns of their own, as 12幢3单元402室; null without any. */
export function readDoor(building?: string, unit?: string, room?: string): string | null {
  const parts = [building, unit, room].map((text) => plainCharacters(text ?? ''))
  const [first = '', second = '', third = ''] = parts
  const dashed = /^(\d{1,4})-(?:(\d{1,2})-)?(\d{3,4})$/.exec(first)
  if (dashed && second === '' && third === '') {
    return `${dashed[1]}幢${dashed[2] === undefined ? '' : `${dashed[2]}单元`}${dashed[3]}室`
  }
  const suffixed = (text: string, suffix: string) => (/^\d+$/.test(text) ? text + suffix : text)
  const door = suffixed(first, '幢') + suffixed(second, '单元') + suffixed(third, '室')
  return door === '' ? null : singleSpaced(door)
}
