import type { SheetDraft } from '../rules/double-entry.js'
import { type Finding, hasErrors } from '../rules/finding.js'
import type { Contest } from '../rules/post.js'
import { ballotFields, candidateField, voteKinds, writeInField } from '../rules/sheet-fields.js'
import type { SheetFacts } from '../rules/tally-sheet.js'
import type { ElectionInScope } from '../infra/http/context.js'
import type { FormErrors } from '../infra/http/forms.js'
import { recountText } from './counts-of-vote.js'
import { figureKeys, keyNotes } from './entry-keys.js'
import { adviseOn, codeReference } from './finding-advice.js'
import type { SheetRow } from './queries.js'
import { ballotLabels, explanationField, voteLabels, writeInRows } from './sheet-form.js'
import { entryDue, entryText } from '../rules/entry-words.js'

/** A sheet being typed, as its page shows it. */
export interface TypedSheet {
  readonly sheet: SheetRow
  readonly facts: SheetFacts
  readonly draft: SheetDraft
  readonly findings: readonly Finding[]
  readonly errors?: FormErrors | undefined
  /** The version of the page that was sent, where this answers a refused form. */
  readonly version?: unknown
}

interface Cell {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly isWrong: boolean
}

/** A sheet in the order of the paper: the ballots, then every post with its candidates and persons written in. */
export function sheetPage(election: ElectionInScope, typed: TypedSheet) {
  const { sheet, facts, draft, findings, errors, version = sheet.version } = typed
  const marked = new Set([
    ...findings.flatMap(({ fields }) => fields),
    ...(errors?.list ?? []).map(({ field }) => field),
  ])
  const cell = (name: string, label: string): Cell => ({
    name,
    label,
    value: draft[name] ?? '',
    isWrong: marked.has(name),
  })
  const due = entryDue(sheet.entry) ?? 'first'
  const resolvers = 'resolvers' in sheet.entry ? sheet.entry.resolvers : []
  return {
    title: `${sheet.stationName}第${sheet.number}张 ${entryText[due]}`,
    here: `/elections/${election.id}/tally/sheets/${sheet.id}/enter-sheet`,
    sheet: { station: sheet.stationName, number: sheet.number, recount: recountText(sheet), version },
    waiting: null,
    bundle: null,
    entryText: entryText[due],
    isCorrection: due === 'correction',
    isReturned: due === 'first' && resolvers.length > 0,
    ballots: ballotFields.map((field) => ({
      ...cell(field, ballotLabels[field]),
      isOptional: field === 'ballotsIssued',
    })),
    posts: facts.contests.map((contest) => postTable(contest, draft, cell)),
    findings: adviseOn(findings, 'typist').map((group) => ({
      ...group,
      explanation: group.severity === 'warning' ? cell(explanationField(group.code), '说明') : null,
    })),
    hasFindings: findings.length > 0,
    hasErrors: hasErrors(findings),
    reference: { how: '按 ? ', keys: figureKeys, note: keyNotes.figures, codes: codeReference('typist') },
    errors,
  }
}

function postTable(contest: Contest, draft: SheetDraft, cell: (name: string, label: string) => Cell) {
  const { id, title, seats, candidates } = contest
  return {
    id,
    title,
    seats,
    candidates: candidates.map(({ id: candidateId, name, sex }, index) => ({
      n: index + 1,
      name,
      sexText: sex === 'female' ? '女' : '',
      cells: voteKinds.map((kind) => cell(candidateField(candidateId, kind), `${name} ${voteLabels[kind]}`)),
    })),
    writeIns: Array.from({ length: writeInRows(contest, draft) }, (_, index) => ({
      n: index + 1,
      name: cell(writeInField(id, index + 1, 'name'), `${title}另选人第${index + 1}行姓名`),
      votes: cell(writeInField(id, index + 1, 'votes'), `${title}另选人第${index + 1}行票数`),
    })),
  }
}
