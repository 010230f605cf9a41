import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { electionFormText } from '../rules/election-form.js'
import { electorText } from '../rules/electors.js'
import { whoChairsRecall } from '../rules/recall.js'
import { differingFields, type RecallEntry, type RecallSheet, recallSheetFields } from '../rules/recall-count.js'
import { lastRecallVoteDay } from '../rules/recall-petition.js'
import type { FormErrors } from '../infra/http/forms.js'
import { listAccountNames } from '../organisation/queries.js'
import { countElectors } from '../roll/queries.js'
import { getRecall, listSignatories, type RecallRow } from './recall-queries.js'
import type { Standing } from './standing.js'
import { termInView } from './term-in-view.js'
import { recallVerdictText, typedValues } from './term-words.js'

export const sheetLabels: Readonly<Record<(typeof recallSheetFields)[number], string>> = {
  issued: '发出选票',
  returned: '收回选票',
  for: '同意罢免',
  against: '不同意罢免',
  blank: '空白票',
  invalid: '无效票',
}

const statusText: Readonly<Record<RecallEntry['status'], string>> = {
  empty: '等第一次录入',
  once: '等另一位录入员做第二次录入',
  differ: '两次录入不一致，等负责人核对',
  definitive: '两次录入一致，已核定',
}

const planNames = ['voteOn', 'opens', 'closes', 'place', 'voters', 'assemblyEntitled', 'assemblyPresent'] as const

export async function showRecall(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await recallPage(this, request, reply)
}

/** The recall of the address, for whoever works on it. */
export async function recallInView(app: Pick<FastifyInstance, 'db'>, request: FastifyRequest): Promise<RecallRow> {
  return await getRecall(app.db, request.election.id, (request.params as { recallId: string }).recallId)
}

/** One page for the whole course of a recall: the petition, the answer, the vote, its count and what it decided. */
export async function recallPage(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
) {
  const { standing, ruleSet, home } = await termInView(app.db, request)
  const recall = await recallInView(app, request)
  const role = request.account?.role
  const isOpen = recall.verdict === null
  const isOfficer = isOpen && (role === 'electionOfficer' || role === 'townshipOfficer')
  const signatories = role === 'observer' ? [] : await listSignatories(app.db, recall.id)
  const voters = recall.voters ?? (await countElectors(app.db, request.election.id))
  return await reply.code(errors ? 422 : 200).page('term/show-recall.hbs', {
    title: `对${recall.postTitle}${recall.name}的罢免`,
    home,
    here: `${home}/recalls/${recall.id}`,
    ...petitionOf(recall),
    names: signatories.map(({ voterNumber, name }) => ({ voterNumber, name })),
    latest: lastRecallVoteDay(recall.filedOn, ruleSet),
    article: ruleSet.provenance.recallVoteWithin.source,
    chairedBy: recall.chairedBy ?? chairOf(standing, recall, ruleSet),
    formText: electionFormText[recall.form],
    electorText: electorText[recall.form],
    byRepresentatives: recall.form === 'representatives',
    ...planOf(recall),
    ...(await countOf(app, recall)),
    isDecided: !isOpen,
    verdictText: recall.verdict === null ? '' : recallVerdictText[recall.verdict],
    sentences: recall.sentences,
    decidedOn: recall.decidedOn ?? '',
    isOfficer,
    mayPlan: isOfficer && recall.entry.status === 'empty',
    mayType: isOpen && role === 'tallyClerk' && isTyping(recall, request),
    mayDecide: role === 'electionOfficer' && isOpen && recall.entry.status === 'definitive',
    mayDiscard: role === 'electionOfficer' && isOpen && recall.entry.status === 'differ',
    hasLeft: isOpen && standing.former.some((member) => isAbout(recall, member)),
    form: { ...proposed(recall, voters), ...typedValuesOf(request, errors) },
    errors,
  })
}

export function isAbout(
  recall: Pick<RecallRow, 'electedMemberId' | 'successionId'>,
  member: { readonly electedMemberId: number | null; readonly successionId: number | null },
): boolean {
  return recall.electedMemberId === member.electedMemberId && recall.successionId === member.successionId
}

export function chairOf(
  { sitting, former }: Standing,
  recall: RecallRow,
  ruleSet: Parameters<typeof whoChairsRecall>[2],
): string {
  const concerned = [...sitting, ...former].filter((member) => isAbout(recall, member))
  const positions = concerned.map(({ position }) => position)
  return whoChairsRecall(positions, sitting.length, ruleSet).sentence
}

/** Whether the sheet waits for this person: the vote is over, and the first entry was somebody else's. */
function isTyping({ voteOn, entry }: RecallRow, { today, account }: FastifyRequest): boolean {
  if (voteOn === null || voteOn > today) return false
  return entry.status === 'empty' || (entry.status === 'once' && entry.first.accountId !== account?.id)
}

function petitionOf({
  version,
  filedOn,
  reasons,
  entitled,
  entitledSource,
  signatories,
  answer,
  answeredOn,
}: RecallRow) {
  return {
    ...{ version, filedOn, reasons, entitled, entitledSource, signatories },
    hasAnswer: answer !== null,
    answer: answer ?? '',
    answeredOn: answeredOn ?? '',
  }
}

function planOf({ voteOn, opens, closes, place, voters }: RecallRow) {
  return {
    isPlanned: voteOn !== null,
    voteOn: voteOn ?? '',
    hours: `${opens ?? ''}—${closes ?? ''}`,
    place: place ?? '',
    voters: voters ?? 0,
  }
}

async function countOf(app: FastifyInstance, { entry }: RecallRow) {
  const accounts = 'second' in entry ? [entry.first.accountId, entry.second.accountId] : []
  const names = await listAccountNames(app.db, accounts)
  const isDefinitive = entry.status === 'definitive'
  const rows =
    entry.status === 'differ'
      ? differingFields(entry.first.sheet, entry.second.sheet).map((field) => ({
          label: sheetLabels[field],
          first: entry.first.sheet[field],
          second: entry.second.sheet[field],
        }))
      : []
  return {
    entryText: statusText[entry.status],
    differences: rows,
    firstName: names.get(accounts[0] ?? 0) ?? '',
    secondName: names.get(accounts[1] ?? 0) ?? '',
    isDefinitive,
    figures: isDefinitive ? figuresOf(entry.first.sheet) : [],
    fields: recallSheetFields.map((name) => ({ name, label: sheetLabels[name] })),
  }
}

function figuresOf(sheet: RecallSheet) {
  return recallSheetFields.map((field) => ({ label: sheetLabels[field], value: sheet[field] }))
}

/** What the forms begin with: the plan as it stands, or what is known for it. */
function proposed(recall: RecallRow, voters: number) {
  const plan = { ...recall, voters, opens: recall.opens ?? '08:00', closes: recall.closes ?? '16:00' }
  const values = Object.fromEntries(planNames.map((name) => [name, String(plan[name] ?? '')]))
  const blank = Object.fromEntries([...recallSheetFields, 'reason', 'answer', 'answeredOn'].map((name) => [name, '']))
  return { ...blank, ...values, answer: recall.answer ?? '', answeredOn: recall.answeredOn ?? '' }
}

function typedValuesOf({ body }: FastifyRequest, errors: FormErrors | undefined) {
  if (!errors) return {}
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>
  const names = [...planNames, ...recallSheetFields, 'reason', 'answer', 'answeredOn'].filter((name) => name in typed)
  return typedValues(typed, names)
}
