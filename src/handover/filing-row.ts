import { longDate } from '../lib/chinese-text.js'
import { filingPaperText } from '../rules/filing.js'
import { withoutGroups } from './paper-groups.js'
import type { Filing } from './queries.js'

export const filingStateText: Readonly<
  Record<Filing['state'], { readonly text: string; readonly look: 'current' | 'done' | 'warn' | 'wrong' }>
> = {
  submitted: { text: '待街道（镇）审核', look: 'current' },
  accepted: { text: '已备案', look: 'done' },
  returned: { text: '退回', look: 'wrong' },
  superseded: { text: '结果变动，须重新报送', look: 'warn' },
}

/** A filing as its page tells it; `asked` are the groups of its fingerprint that are to be read from paper just now. */
export function filingRow(filing: Filing, asked: readonly number[] = []) {
  const { number, sent, submittedOn, submittedByName, state, decidedOn, decidedByName, filingNumber, reason } = filing
  return {
    number,
    sentText: sent.map((paper) => filingPaperText[paper]).join('、'),
    submittedText: `${longDate(submittedOn)}，${submittedByName}`,
    note: filing.note,
    stateText: filingStateText[state].text,
    look: filingStateText[state].look,
    decidedText: decidedOn ? `${longDate(decidedOn)}，${decidedByName ?? ''}` : '',
    filingNumber: filingNumber ?? '',
    reason: reason ?? '',
    fingerprint: withoutGroups(filing.recordFingerprint, asked),
    checkedGroups: filing.paperGroups ? `已照纸质报告单核对第${filing.paperGroups.replace(',', '、')}组` : '',
  }
}
