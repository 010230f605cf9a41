import { longDate } from '../lib/chinese-text.js'
import { evidenceStateText, evidenceTitle } from '../rules/rate-evidence.js'
import { shortFormText } from './rate-claims.js'
import type { RateReport } from './rate-report-schema.js'
import { besideTheCity, participationText, shareWords, targetWords } from './rate-words.js'

/** The townships of a report, as its page and its paper show them. */
export function townshipWords({ townships, claimed, confirmed, settings }: RateReport) {
  const { target } = targetWords(settings)
  return townships.flatMap(({ townshipId, name }) => {
    const share = claimed.townships.find((each) => each.townshipId === townshipId)
    const found = confirmed.townships.find((each) => each.townshipId === townshipId)
    if (!share || !found) return []
    return {
      name,
      target: share.mustAllBeDirect ? '全部直选' : `全市 ${target}`,
      ...shareWords(share),
      ...(share.mustAllBeDirect ? {} : besideTheCity(share)),
      confirmed: shareWords(found),
    }
  })
}

/** Those in neither number, with the reason on record. */
export function excludedWords({ communities, changes }: RateReport) {
  return communities
    .filter(({ participation }) => participation === 'postponed' || participation === 'notHeld')
    .map(({ communityId, communityName, participation }) => {
      const last = changes.findLast((change) => change.kind === 'participation' && change.communityId === communityId)
      return {
        name: communityName,
        participation: participationText[participation],
        reason: last?.kind === 'participation' ? last.reason : '',
        on: last ? longDate(last.on) : '',
      }
    })
}

/** Each community with its pieces of evidence. */
export function communityWords({ communities, townships }: RateReport) {
  const names = new Map(townships.map(({ townshipId, name }) => [townshipId, name]))
  return communities.map(({ communityName, townshipId, form, participation, confirmed, evidence, evidenceSha256 }) => ({
    name: communityName,
    townshipName: names.get(townshipId) ?? '',
    form: form === null ? '未启动' : shortFormText[form],
    participation: participationText[participation],
    confirmed: confirmed === null ? '' : shortFormText[confirmed],
    sha256: evidenceSha256,
    evidence: evidence.map(({ key, state, sentences, sources }) => ({
      title: evidenceTitle[key],
      state: evidenceStateText[state],
      sentences,
      sources: sources.map(({ what, sha256 }) => ({ what, sha256, short: sha256.slice(0, 16) })),
    })),
    hasEvidence: evidence.length > 0,
  }))
}
