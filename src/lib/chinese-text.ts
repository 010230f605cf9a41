import { dayOfWeek, type PlainDate } from './plain-date.js'

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** A whole number from 0 to 99 in Chinese numerals, as 届次 and headings are written: 12 is 十二. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99) throw new RangeError(`no Chinese numeral for ${n}`)
  if (n === 0) return '零'
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`
}

/** 第十二届 */
export function termText(termNumber: number): string {
  return `第${chineseNumber(termNumber)}届`
}

/** 第十七条 */
export function articleText(number: number): string {
  return `第${chineseNumber(number)}条`
}

/**
 * Full-width digits, letters and signs as half-width ones, and the ideographic space as a plain one
 * (１２ and 12 are one number to whoever types it). Chinese punctuation keeps its shape.
 */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u3000\uFF08\uFF09\uFF0D\uFF0E\uFF0F]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/** 2027年5月20日: Arabic, without padding (GB/T 9704, 成文日期). */
export function longDate(day: PlainDate): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** 5月20日 */
export function monthDay(day: PlainDate): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** 星期四 */
export function weekdayText(day: PlainDate): string {
  return `星期${weekdays[dayOfWeek(day)]}`
}

/** Two-character names are set with one em space so that they line up with names of three: 王　伟. */
export function alignedName(name: string): string {
  const characters = [...name]
  return characters.length === 2 ? characters.join('\u3000') : name
}
