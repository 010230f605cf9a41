import { hasErrors } from '../rules/finding.js'
import type { ElectionInScope } from '../infra/http/context.js'
import { recountText } from './counts-of-vote.js'
import { linesOf, mostBallots } from './bundle-form.js'
import { ballotKeys, keyNotes } from './entry-keys.js'
import { adviseOn, codeReference } from './finding-advice.js'
import { explanationField } from './sheet-form.js'
import type { TypedSheet } from './sheet-page.js'
import { entryDue, entryText } from '../rules/entry-words.js'

/** A bundle being typed ballot by ballot: the ballots so far, one a line, and what the keys mean on this ballot. */
export function bundlePage(election: ElectionInScope, typed: TypedSheet) {
  const { sheet, facts, draft, findings, errors, version = sheet.version } = typed
  const due = entryDue(sheet.entry) ?? 'first'
  const resolvers = 'resolvers' in sheet.entry ? sheet.entry.resolvers : []
  const lines = linesOf(draft)
  return {
    title: `${sheet.stationName}第${sheet.number}捆 ${entryText[due]}`,
    here: `/elections/${election.id}/tally/sheets/${sheet.id}/enter-sheet`,
    sheet: { station: sheet.stationName, number: sheet.number, recount: recountText(sheet), version },
    waiting: null,
    entryText: entryText[due],
    isCorrection: due === 'correction',
    isReturned: due === 'first' && resolvers.length > 0,
    bundle: {
      lines: lines.join('\n'),
      count: lines.length,
      most: mostBallots,
      posts: numbered(facts.contests),
      // What the page's script needs to say while typing what a line means; the server reads every line again.
      legend: JSON.stringify(
        facts.contests.map(({ title, seats, candidates }) => ({
          title,
          seats,
          names: candidates.map(({ name }) => name),
        })),
      ),
    },
    findings: adviseOn(findings, 'typist').map((group) => ({
      ...group,
      explanation:
        group.severity === 'warning'
          ? { name: explanationField(group.code), value: draft[explanationField(group.code)] ?? '' }
          : null,
    })),
    hasFindings: findings.length > 0,
    hasErrors: hasErrors(findings),
    reference: { how: '按 ? 两次', keys: ballotKeys, note: keyNotes.ballots, codes: codeReference('typist') },
    errors,
  }
}

/** Candidates with the numbers by which they are typed: they run through the whole ballot. */
function numbered(contests: TypedSheet['facts']['contests']) {
  let number = 0
  return contests.map(({ title, seats, candidates }, index) => ({
    number: index + 1,
    title,
    seats,
    candidates: candidates.map(({ name }) => {
      number += 1
      return { number, name }
    }),
  }))
}
