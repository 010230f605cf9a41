import { halfWidth } from '../infra/http/fields.js'

/** A line of the signed list: who took which ballots. */
export interface OutageLine {
  /** As it was typed. */
  readonly text: string
  readonly voterNumber: number
  readonly own: boolean
  /** Numbers of those whose ballots were taken for them. */
  readonly principals: readonly number[]
}

/** A line that says nothing of the kind. */
export interface UnreadableLine {
  readonly text: string
}

const form = /^(\d{1,6})(?:\s*(只)?代\s*(\d{1,6}(?:[\s、,，+]+\d{1,6})*))?$/

/**
 * Reads what was typed from the list: a voter number a line, or several parted by blanks or commas; `12代45、46` where
 * a proxy took others' ballots with the own, `12只代45` without.
 */
export function readOutageLines(typed: string): (OutageLine | UnreadableLine)[] {
  return typed
    .split(/\r?\n|[;；]/)
    .map((line) => halfWidth(line).replace(/[号。]/g, ''))
    .flatMap((line) => (/^[\d\s、,，]+$/.test(line) ? line.split(/[\s、,，]+/) : [line]))
    .filter((line) => line !== '')
    .map(readLine)
}

function readLine(text: string): OutageLine | UnreadableLine {
  const match = form.exec(text)
  if (!match) return { text }
  const [, voterNumber, only, principals = ''] = match
  const numbers = principals.split(/[\s、,，+]+/).filter((number) => number !== '')
  return { text, voterNumber: Number(voterNumber), own: only === undefined, principals: numbers.map(Number) }
}
