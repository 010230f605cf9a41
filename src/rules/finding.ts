/**
 * What a check found. An error blocks; a warning must be acknowledged by name. The code is stable and
 * readable; the sentence is for the person at the desk and names the figures and the article.
 */
export interface Finding {
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** The form fields it concerns, for marking them. */
  readonly fields: readonly string[]
  /** In Chinese, complete: what is wrong, with the numbers. */
  readonly message: string
  /** The rule it rests on, in Chinese, e.g. 《城市居民委员会组织法》第十九条; absent for arithmetic. */
  readonly article?: string
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}
