/** Breaks that are allowed but unwelcome: after the year and the month of a date. */
export const softBreak = 6

const together: readonly RegExp[] = [
  // 第3号, 第2-1号, 第十二届, 第三居民小组 as far as 第三居
  /第(?:\d+(?:-\d+)?|[〇零一二三四五六七八九十百]+)\p{Script=Han}?/gu,
  // 8:00—17:30
  /\d[\d:.]*[—～]\d[\d:.]*/gu,
  // a number and its unit, and the bracket around a lone number
  /[（(]?\d[\d.,:]*\s?(?:平方米|公里|小时|分钟|周岁|个月|个工作日|工作日|\p{Script=Han}|[％）)])/gu,
  // shares in words
  /[一二三四五六七八九十]分之[一二三四五六七八九十]+/gu,
]

const dates = /\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日/gu

/**
 * For each place inside a text (the index of the character after it) the price of a line break there, where it is not
 * free: Infinity inside what must stay together (forms.md B4), `softBreak` between the parts of a date.
 */
export function breakPrices(text: string): Map<number, number> {
  const prices = new Map<number, number>()
  for (const pattern of together) {
    for (const match of text.matchAll(pattern)) {
      for (let i = 1; i < match[0].length; i++) prices.set(match.index + i, Number.POSITIVE_INFINITY)
    }
  }
  for (const match of text.matchAll(dates)) {
    for (const part of match[0].matchAll(/[年月](?=\d)/g)) prices.set(match.index + part.index + 1, softBreak)
  }
  for (let i = text.indexOf('\u2060'); i >= 0; i = text.indexOf('\u2060', i + 1)) {
    prices.set(i, Number.POSITIVE_INFINITY)
    prices.set(i + 1, Number.POSITIVE_INFINITY)
  }
  return prices
}
