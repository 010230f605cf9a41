import type { Finding } from '../rules/finding.js'
import { type FormErrors, formErrors } from '../infra/http/forms.js'

/** What keeps an act from being done, and what may be gone on with by somebody who says that they know it. */
export interface Weighed {
  readonly blocking: readonly Finding[]
  readonly toAcknowledge: readonly Finding[]
}

/**
 * Errors block, warnings are to be acknowledged. A breach of a day that is upon us can be neither undone nor
 * hidden: it stays an error, and whoever goes on acknowledges it by name, which is recorded.
 */
export function weigh(findings: readonly Finding[]): Weighed {
  const isBlocking = ({ severity, code }: Finding) => severity === 'error' && !code.endsWith('-late')
  return {
    blocking: findings.filter(isBlocking),
    toAcknowledge: findings.filter((finding) => !isBlocking(finding)),
  }
}

/** The codes that a form acknowledges. */
export function acknowledgedIn(body: unknown): string[] {
  const value = (body as { acknowledged?: unknown } | null)?.acknowledged
  return (Array.isArray(value) ? value : [value]).filter((code) => typeof code === 'string')
}

/** The error of what was not acknowledged, if anything. */
export function missingAcknowledgement(
  { toAcknowledge }: Weighed,
  acknowledged: readonly string[],
): FormErrors | undefined {
  const missing = toAcknowledge.filter(({ code }) => !acknowledged.includes(code))
  if (missing.length === 0) return undefined
  return formErrors(missing.map(({ code }) => ({ field: `acknowledged-${code}`, message: '请勾选“已知道”后再继续' })))
}

/** The findings to acknowledge as a page shows them, those ticked before ticked again. */
export function acknowledgeable({ toAcknowledge }: Weighed, body: unknown) {
  const acknowledged = acknowledgedIn(body)
  return toAcknowledge.map((finding) => ({
    ...finding,
    article: finding.article ?? '',
    isTicked: acknowledged.includes(finding.code),
  }))
}
