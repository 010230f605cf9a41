import { ok, refused, type Result } from '../lib/result.js'
import { sheetOfBallots } from '../rules/ballot-bundle.js'
import type { SheetDraft, Submission } from '../rules/double-entry.js'
import { ballotField } from '../rules/sheet-fields.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import { ballotLine, readBallotLine } from '../rules/typed-ballot.js'
import { type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'
import { readExplanations } from './sheet-form.js'

/** As many as one person can keep in order; a larger box is counted in several bundles. */
export const mostBallots = 500

const longestLine = 200

/** The ballots of a bundle out of the field that holds one a line, and what was written about warnings. */
export function readBundleDraft(body: unknown): SheetDraft {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const text = typeof typed['ballots'] === 'string' ? typed['ballots'] : ''
  const lines = text.replace(/\s+$/u, '').split(/\r\n|\r|\n/u)
  const explained = Object.entries(typed).flatMap(([name, value]) =>
    /^explain-[a-z-]{1,60}$/.test(name) && typeof value === 'string' ? [[name, value.slice(0, longestLine)]] : [],
  )
  const ballots = lines
    .slice(0, text.trim() === '' ? 0 : mostBallots + 1)
    .map((line, index) => [ballotField(index + 1), line.slice(0, longestLine)])
  return Object.fromEntries([...ballots, ...explained]) as SheetDraft
}

/** The lines of a draft in order, an emptied or untyped one as ''. */
export function linesOf(draft: SheetDraft): string[] {
  const numbers = Object.keys(draft).flatMap((field) => {
    const match = /^ballot-(\d+)$/.exec(field)
    return match ? [Number(match[1])] : []
  })
  return Array.from({ length: Math.max(0, ...numbers) }, (_, index) => draft[ballotField(index + 1)] ?? '')
}

/** Reads the bundle as typed, or says which ballots cannot be taken. */
export function readBundle(facts: SheetFacts, draft: SheetDraft): Result<Submission, FormErrors> {
  const { contests } = facts
  const typed = linesOf(draft)
  if (typed.length === 0) return fault('一张选票也没有录入。这一捆没有选票的，请删去这张计票单。')
  if (typed.length > mostBallots) return fault(`一捆最多 ${mostBallots} 张，请分成几捆。`)
  const errors: FieldError[] = []
  const lines = typed.map((line, index) => {
    const read = readBallotLine(line, contests)
    if (read.ok) return ballotLine(read.value, contests)
    errors.push({ field: 'ballots', message: `第 ${index + 1} 张：${read.error.message}` })
    return ''
  })
  if (errors.length > 0) return refused(formErrors(errors))
  return ok({ entered: sheetOfBallots(lines, contests, facts), explanations: readExplanations(draft) })
}

function fault(message: string) {
  return refused(formErrors([{ field: 'ballots', message }]))
}
