import { type Result, ok, refused } from '../lib/result.js'
import type { SheetDraft, Submission } from '../rules/double-entry.js'
import type { Contest } from '../rules/post.js'
import { ballotFields, candidateField, voteKinds, writeInField } from '../rules/sheet-fields.js'
import type { EnteredPost, EnteredWriteIn } from '../rules/tally-sheet.js'
import { plainName } from '../rules/write-in.js'
import { countField } from '../infra/http/fields.js'
import { type FieldError, type FormErrors, formErrors } from '../infra/http/forms.js'

/** The figures that head a sheet, as the paper calls them. */
export const ballotLabels: Readonly<Record<(typeof ballotFields)[number], string>> = {
  ballotsIssued: '发出选票',
  ballotsReturned: '收回选票',
  validBallots: '有效票',
  invalidBallots: '无效票',
  blankBallots: '空白票（全部弃权）',
}

export const voteLabels = { for: '赞成', against: '反对', abstain: '弃权' } as const

/** What is typed at most in one field: a name with a note that tells namesakes apart, an explanation. */
const longest = 200

export function explanationField(code: string): string {
  return `explain-${code}`
}

/** Blank rows for persons written in: two more than the seats, and always two below the last one typed. */
export function writeInRows({ id, seats }: Contest, draft: SheetDraft): number {
  const filled = (row: number): boolean => (draft[writeInField(id, row, 'name')] ?? '').trim() !== ''
  let rows = seats + 2
  while (rows < 60 && (filled(rows) || filled(rows - 1))) rows += 1
  return rows
}

/** The fields of a sheet out of whatever a browser sent: known names only, each of bearable length. */
export function readDraft(contests: readonly Contest[], body: unknown): SheetDraft {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const own = new Set<string>(ballotFields)
  for (const { candidates } of contests) {
    for (const { id } of candidates) for (const kind of voteKinds) own.add(candidateField(id, kind))
  }
  const isWriteIn = (name: string): boolean =>
    contests.some(({ id }) => new RegExp(`^writeIn-${id}-[1-9]\\d?-(name|votes)$`).test(name))
  const isOwn = (name: string): boolean => own.has(name) || isWriteIn(name) || /^explain-[a-z-]{1,60}$/.test(name)
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      isOwn(name) && typeof value === 'string' ? [[name, value.slice(0, longest)]] : [],
    ),
  )
}

/** Reads the sheet as typed, or says which fields are not filled as a sheet is. */
export function readSheet(contests: readonly Contest[], draft: SheetDraft): Result<Submission, FormErrors> {
  const errors: FieldError[] = []
  const count = (field: string, label: string): number => {
    const parsed = countField.safeParse(draft[field] ?? '')
    if (parsed.success) return parsed.data
    errors.push({ field, message: `${label}：${parsed.error.issues[0]?.message ?? '请填写整数'}` })
    return 0
  }
  const ballots = {
    ballotsReturned: count('ballotsReturned', ballotLabels.ballotsReturned),
    validBallots: count('validBallots', ballotLabels.validBallots),
    invalidBallots: count('invalidBallots', ballotLabels.invalidBallots),
    blankBallots: count('blankBallots', ballotLabels.blankBallots),
  }
  const issued = (draft['ballotsIssued'] ?? '').trim()
  const ballotsIssued = issued === '' ? {} : { ballotsIssued: count('ballotsIssued', ballotLabels.ballotsIssued) }
  const posts = contests.map((contest): EnteredPost => {
    const candidates = contest.candidates.map(({ id, name }) => ({
      candidateId: id,
      for: count(candidateField(id, 'for'), `${name}的赞成票`),
      against: count(candidateField(id, 'against'), `${name}的反对票`),
      abstain: count(candidateField(id, 'abstain'), `${name}的弃权票`),
    }))
    return { postId: contest.id, candidates, writeIns: readWriteIns(contest, draft, count) }
  })
  if (errors.length > 0) return refused(formErrors(errors))
  return ok({ entered: { ...ballotsIssued, ...ballots, posts }, explanations: readExplanations(draft) })
}

function readWriteIns(
  contest: Contest,
  draft: SheetDraft,
  count: (field: string, label: string) => number,
): EnteredWriteIn[] {
  return Array.from({ length: writeInRows(contest, draft) }, (_, index) => {
    const name = plainName(draft[writeInField(contest.id, index + 1, 'name')] ?? '')
    const votesField = writeInField(contest.id, index + 1, 'votes')
    if (name === '' && (draft[votesField] ?? '').trim() === '') return undefined
    return { name, votes: count(votesField, name === '' ? `${contest.title}另选人的票数` : `另选人${name}的票数`) }
  }).filter((row) => row !== undefined)
}

/** What was written about each warning, by its code. */
export function readExplanations(draft: SheetDraft): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft).flatMap(([field, text]) =>
      field.startsWith('explain-') && text.trim() !== '' ? [[field.slice('explain-'.length), text.trim()]] : [],
    ),
  )
}
