import { canonicalJson } from '../lib/canonical-json.js'
import { rateOnDay } from '../rules/rate-history.js'
import { sha256 } from '../infra/audit-log/event-hash.js'
import { plainRate, sealReport, settingsOf } from './rate-report-content.js'
import { type RateReport, rateReport, rateReportFormat } from './rate-report-schema.js'

interface ReportFault {
  readonly path: string
  readonly message: string
}

/** Whether a file says of itself that it is a report of the rate. */
export function isRateReport(input: unknown): boolean {
  const { format } = (input ?? {}) as { readonly format?: { readonly name?: unknown } }
  return format?.name === rateReportFormat.name
}

/**
 * Checks a report as somebody who trusts nothing of it: its form, its seal, and every number reckoned again from the dated
 * facts that it lists. What no report can prove of itself is that it is the one the bureau froze: for that its
 * fingerprint is held against the signed paper.
 */
export function verifyRateReport(input: unknown): ReportFault[] {
  const parsed = rateReport.safeParse(input)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: `不合格式：${message}` }))
  }
  const { seal, ...open } = parsed.data
  const unsealed = seal.sha256 === sealReport(open) ? [] : [fault('seal', '整份报告的指纹与内容不符')]
  return [...unsealed, ...checkFacts(parsed.data), ...checkRates(parsed.data), ...checkEvidence(parsed.data)]
}

const fault = (path: string, message: string): ReportFault => ({ path, message })
const isSame = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)

/** No fact of a later day, and none of a community that the report does not name. */
function checkFacts({ changes, communities, day, frozenOn }: RateReport): ReportFault[] {
  const known = new Set(communities.map(({ communityId }) => communityId))
  return [
    ...(day <= frozenOn ? [] : [fault('day', '报告的日期晚于冻结的日期')]),
    ...(known.size === communities.length ? [] : [fault('communities', '同一个社区列了两次')]),
    ...changes.flatMap((change, index) => [
      ...(change.on <= day ? [] : [fault(`changes.${index}.on`, '事项晚于报告的日期')]),
      ...(change.kind === 'settings' || known.has(change.communityId)
        ? []
        : [fault(`changes.${index}.communityId`, '报告里没有这个社区')]),
    ]),
  ]
}

function checkRates(report: RateReport): ReportFault[] {
  const communities = report.communities.map(({ since, ...each }) => ({ ...each, since: since ?? undefined }))
  const rate = rateOnDay(report.changes, communities, report.settingsAtFirst, report.day)
  const stated = (name: 'settings' | 'claimed' | 'confirmed', expected: unknown) =>
    isSame(report[name], expected) ? [] : [fault(name, '与按报告所列事项重新计算的不符')]
  return [
    ...stated('settings', settingsOf(rate.settings)),
    ...rate.communities.flatMap(({ communityId, form, participation, confirmed }) => {
      const index = report.communities.findIndex((each) => each.communityId === communityId)
      const is = report.communities[index]
      const agrees = is?.form === (form ?? null) && is.participation === participation && is.confirmed === confirmed
      return agrees ? [] : [fault(`communities.${index}`, '情况与按报告所列事项重新推出的不符')]
    }),
    ...stated('claimed', plainRate(rate.claimed)),
    ...stated('confirmed', plainRate(rate.confirmed)),
  ]
}

function checkEvidence({ communities }: RateReport): ReportFault[] {
  return communities.flatMap(({ evidence, evidenceSha256 }, index) =>
    sha256(canonicalJson(evidence)) === evidenceSha256
      ? []
      : [fault(`communities.${index}.evidenceSha256`, '凭据的指纹与内容不符')],
  )
}
