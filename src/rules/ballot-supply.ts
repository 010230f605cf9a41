import type { Finding } from './finding.js'

/** Ballots on their way from the printer to the stations; undefined where a figure is not yet known. */
export interface BallotSupply {
  readonly printed: number | undefined
  readonly electors: number
  readonly stations: readonly {
    readonly name: string
    /** The form field of the figure, for marking it. */
    readonly field: string
    readonly received: number | undefined
    readonly issued: number
  }[]
}

/**
 * Whether the ballots handed to the stations are covered by those printed, and those already issued by those
 * received (forms.md A4: printed = issued + left + spoiled). Fewer ballots than electors is a warning.
 */
export function checkBallotSupply({ printed, electors, stations }: BallotSupply): Finding[] {
  const findings: Finding[] = []
  const received = stations.reduce((sum, station) => sum + (station.received ?? 0), 0)
  if (received > (printed ?? 0)) {
    const message =
      printed === undefined
        ? `各站共领取${received}张，但还没有登记印制数。`
        : `各站共领取${received}张，多于印制的${printed}张，多${received - printed}张。`
    findings.push({ code: 'more-received-than-printed', severity: 'error', fields: ['printed'], message })
  }
  for (const { name, field, received: here, issued } of stations) {
    if (issued <= (here ?? 0)) continue
    const message = `${name}已经发出${issued}张，领取数不能少于${issued}张。`
    findings.push({ code: 'received-below-issued', severity: 'error', fields: [field], message })
  }
  if (printed !== undefined && printed < electors) {
    const message = `印制${printed}张，少于有权投票的${electors}人，少${electors - printed}张。`
    findings.push({ code: 'fewer-printed-than-electors', severity: 'warning', fields: ['printed'], message })
  }
  return findings
}
