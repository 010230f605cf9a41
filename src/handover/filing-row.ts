import { longDate } from '../lib/chinese-text.js'
import { fingerprintGroups } from '../lib/fingerprint.js'
import { filingPaperText } from '../rules/filing.js'
import type { Filing } from './queries.js'

export const filingStateText: Readonly<
  Record<Filing['state'], { readonly text: string; readonly look: 'current' | 'done' | 'warn' | 'wrong' }>
> = {
  submitted: { text: '待街道（镇）审核', look: 'current' },
  accepted: { text: '已备案', look: 'done' },
  returned: { text: '退回', look: 'wrong' },
  superseded: { text: '结果变动，须重新报送', look: 'warn' },
}

/** A filing as its page tells it. */
export function filingRow(filing: Filing) {
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
    fingerprint: filing.recordFingerprint ? fingerprintGroups(filing.recordFingerprint) : '',
  }
}
