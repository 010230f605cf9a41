import { ballotDifferences } from '../rules/ballot-differences.js'
import type { EntryState, FinishedEntry } from '../rules/double-entry.js'
import type { Contest } from '../rules/post.js'
import { ballotField, ballotFields, candidateField, differences, voteKinds, writeInKey } from '../rules/sheet-fields.js'
import { checkSheet, type EnteredSheet, type SheetFacts } from '../rules/tally-sheet.js'
import { plainName } from '../rules/write-in.js'
import { lineText } from './ballot-words.js'
import { adviseOn } from './finding-advice.js'
import { ballotLabels, voteLabels } from './sheet-form.js'

interface NamedFigure {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** Every figure of a sheet with its label, under the keys by which two entries are compared. */
function figuresOf(sheet: EnteredSheet, contests: readonly Contest[]): NamedFigure[] {
  return [...(sheet.ballots ? ballotsOf(sheet.ballots, contests) : []), ...totalsOf(sheet, contests)]
}

function ballotsOf(lines: readonly string[], contests: readonly Contest[]): NamedFigure[] {
  return lines.map((line, index) => ({
    key: ballotField(index + 1),
    label: `第 ${index + 1} 张`,
    value: lineText(line, contests),
  }))
}

function totalsOf(sheet: EnteredSheet, contests: readonly Contest[]): NamedFigure[] {
  const ballots = ballotFields.map((field) => ({
    key: field,
    label: ballotLabels[field],
    value: sheet[field] === undefined ? '' : String(sheet[field]),
  }))
  const posts = sheet.posts.flatMap(({ postId, candidates, writeIns }) => {
    const contest = contests.find(({ id }) => id === postId)
    const title = contest?.title ?? ''
    const nameOf = (id: string): string => contest?.candidates.find((candidate) => candidate.id === id)?.name ?? id
    return [
      ...candidates.flatMap((row) =>
        voteKinds.map((kind) => ({
          key: candidateField(row.candidateId, kind),
          label: `${title}　${nameOf(row.candidateId)}　${voteLabels[kind]}`,
          value: String(row[kind]),
        })),
      ),
      ...writeIns.map(({ name, votes }) => ({
        key: writeInKey(postId, name),
        label: `${title}　另选人${plainName(name)}`,
        value: String(votes),
      })),
    ]
  })
  return [...ballots, ...posts]
}

/**
 * What the officer sees of a sheet's entries: of two, only the figures that differ (the paper decides between
 * them); of one with errors or of a definitive sheet, all.
 */
export function comparedSheet(entry: EntryState, facts: SheetFacts, names: ReadonlyMap<number, string>) {
  const first = 'first' in entry ? entry.first : undefined
  const second = 'second' in entry ? entry.second : undefined
  const isPair = first !== undefined && second !== undefined && entry.status !== 'definitive'
  // Whoever decides while an entry is being typed needs no figures for it.
  const isShown = entry.status === 'firstEntryHasErrors' || entry.status === 'definitive'
  return {
    isPair,
    firstName: first ? (names.get(first.accountId) ?? '') : '',
    secondName: second ? (names.get(second.accountId) ?? '') : '',
    rows: isPair && entry.status !== 'correctionInProgress' ? differingRows(first, second, facts.contests) : [],
    figures: isShown && first ? figuresOf(first.entered, facts.contests).filter(({ value }) => value !== '') : [],
    findings: isShown && first ? findingsOf(first, facts) : [],
    hasFigures: isShown,
    isDefinitive: entry.status === 'definitive',
  }
}

function differingRows(first: FinishedEntry, second: FinishedEntry, contests: readonly Contest[]) {
  if (first.entered.ballots && second.entered.ballots) {
    return differingBallots(first.entered.ballots, second.entered.ballots, contests)
  }
  const inFirst = new Map(figuresOf(first.entered, contests).map((figure) => [figure.key, figure]))
  const inSecond = new Map(figuresOf(second.entered, contests).map((figure) => [figure.key, figure]))
  return differences(first.entered, second.entered).map((key) => ({
    label: (inFirst.get(key) ?? inSecond.get(key))?.label ?? key,
    first: inFirst.get(key)?.value || '没有填',
    second: inSecond.get(key)?.value || '没有填',
  }))
}

/** Ballot by ballot, laid side by side so that one left out is one difference and not all that follow it. */
function differingBallots(first: readonly string[], second: readonly string[], contests: readonly Contest[]) {
  const shown = (lines: readonly string[], number: number | undefined) =>
    number === undefined ? '没有这一张' : `第 ${number} 张　${lineText(lines[number - 1] ?? '', contests)}`
  return ballotDifferences(first, second).map((found) => ({
    label: `第 ${found.first ?? found.second} 张`,
    first: shown(first, found.first),
    second: shown(second, found.second),
  }))
}

function findingsOf({ entered, explanations }: FinishedEntry, facts: SheetFacts) {
  return adviseOn(checkSheet(entered, facts), 'officer').map((group) => ({
    ...group,
    explanation: explanations[group.code] ?? '',
  }))
}
