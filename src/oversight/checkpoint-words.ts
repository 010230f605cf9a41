import type { BrokenLink } from '../infra/audit-log/check-chain.js'
import type { CompareOutcome } from './compare-checkpoint-job.js'
import { linkText } from './log-words.js'

/** How today's log stands to a checkpoint: whether all is well, in a word, and in a sentence. */
export function comparisonWords({ comparison, sequence }: Pick<CompareOutcome, 'comparison' | 'sequence'>) {
  switch (comparison.is) {
    case 'same':
      return {
        isWell: true,
        word: '相同',
        text: `第 ${sequence} 条与存证相同，它和以前的日志今天一条不少，逐条相连，没有改动。`,
      }
    case 'shorter':
      return {
        isWell: false,
        word: '缺少',
        text: `今天的日志只到第 ${comparison.last} 条，比存证的少：存证以后有日志被删除，或者数据库被换成了更早的。`,
      }
    case 'altered':
      return { isWell: false, word: '不符', text: alteredText(sequence, comparison.isSameAtEnd, comparison.broken) }
  }
}

function alteredText(sequence: number, isSameAtEnd: boolean, broken: BrokenLink | null): string {
  const end = isSameAtEnd
    ? `第 ${sequence} 条与存证相同，但它以前的日志被改动过`
    : `第 ${sequence} 条与存证不符：它或者它以前的日志在存证以后被改动过`
  return broken === null
    ? `${end}。今天的日志自己逐条相连，是连同指纹一起重新做过的，只有存证能看出来。`
    : `${end}。今天的日志在第 ${broken.sequence} 条处断开：${linkText[broken.what]}。`
}

/** Whose signature a checkpoint bears. */
export function signatureWords({ signedBy, file }: Pick<CompareOutcome, 'signedBy' | 'file'>) {
  switch (signedBy) {
    case 'ours':
      return { isWell: true, word: '有效', text: '签名是本系统签的，数据文件没有改动过。' }
    case 'other':
      return {
        isWell: false,
        word: '不是本系统的',
        text: `签名不是本系统的密钥签的，文件里写的单位是“${file?.bureau ?? ''}”。请核对是不是别处的存证，或者本系统换过数据密钥。`,
      }
    case 'nobody':
      return { isWell: false, word: '不对', text: '签名与内容对不上：这份数据文件被改动过，不能作为凭据。' }
    case 'unknown':
      return { isWell: true, word: '没有核对', text: '照纸填写的，不核对签名；请看纸上的公钥指纹与下面的是否一致。' }
  }
}
