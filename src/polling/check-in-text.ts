import { shanghaiTime } from '../infra/http/handlebars.js'
import type { CheckIn } from './check-in-queries.js'

/** 09:12 */
export function clockOf({ at }: Pick<CheckIn, 'at'>): string {
  return shanghaiTime(at).slice(11, 16)
}

/** 已于 09:12 在第二投票站由赵伟（7 号）代领，经办人李明 */
export function issuedText(checkIn: CheckIn): string {
  const { stationName, clerk, proxyName, proxyNumber, source } = checkIn
  const how = proxyName === null ? '领票' : `由${proxyName}（${proxyNumber} 号）代领`
  if (source === 'paper') return `已在${stationName}凭纸质登记${how}，经办人${clerk}于 ${clockOf(checkIn)} 补录`
  return `已于 ${clockOf(checkIn)} 在${stationName}${how}，经办人${clerk}`
}

/** The same for a line of a list. */
export function issuedShort(checkIn: CheckIn): string {
  return `${checkIn.proxyName === null ? '已领票' : '已代领'} ${clockOf(checkIn)} ${checkIn.stationName}`
}
