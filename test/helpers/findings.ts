import type { Finding } from '../../src/rules/finding.js'

/** Each finding whole, in a line: `error ballots-missing [received]: 中心会场…（第十九条）`. */
export function inFull(findings: readonly Finding[]): string[] {
  return findings.map(({ code, severity, fields, message, article }) => {
    const source = article === undefined ? '' : `（${article}）`
    return `${severity} ${code} [${fields.join(' ')}]: ${message}${source}`
  })
}
