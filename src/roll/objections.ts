import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { daysBetween } from '../lib/plain-date.js'
import { ok, type Result, refused } from '../lib/result.js'
import { hasErrors } from '../rules/finding.js'
import { may } from '../rules/permitted-actions.js'
import { lastObjectionDay } from '../rules/roll-objections.js'
import { recordEvent } from '../infra/audit-log/record-event.js'
import { type Db, inTransaction } from '../infra/db/database.js'
import { pageNumber, queryText } from '../infra/http/fields.js'
import { claimForm, errorsFromFindings, type FormErrors, readForm } from '../infra/http/forms.js'
import { insertObjection, listObjections } from './objection-queries.js'
import {
  agentErrors,
  checkReceipt,
  manners,
  objectionForm,
  personOf,
  repetitionOf,
  subjects,
} from './objection-form.js'
import { clockOf, mannerText, objectionStateText, shortSubjectText, subjectText } from './objection-words.js'
import { pagerOf } from '../infra/http/pager.js'
import { dayText } from './post-roll.js'
import { type RollFacts, rollFacts } from './roll-facts.js'
import { rollWorkers } from './roll-state.js'
import { typedAgain } from './typed-again.js'
import { countUnversionedChanges, lockRoll } from './version-queries.js'

/** The docket: objections with their clock, and the form that takes one in. */
export async function showObjections(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  return await objectionsPage(this.db, request, reply)
}

async function objectionsPage(db: Db, request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { election, today, account } = request
  const facts = await rollFacts(db, election)
  const findings = may('raiseObjection', facts.milestones, facts.ruleSet)
  const rows = facts.postedOn ? await docket(db, request, facts) : []
  const filter = objectionFilters.find(({ value }) => value === queryText(request.query, 'show')) ?? allObjections
  const chosen = rows.filter(filter.holds)
  const address = `/elections/${election.id}/roll/objections?show=${filter.value}`
  const { rows: shown, pager } = pagerOf(chosen, '件', pageNumber(queryText(request.query, 'page')), address)
  const waiting = await countUnversionedChanges(db, election.id)
  const blank = { receivedOn: today, objector: '', subject: '', voterNumber: '', personName: '', grounds: '' }
  const more = { contact: '', manner: 'inPerson', agent: '', attachments: '' }
  const works = account !== null && rollWorkers.includes(account.role)
  return await reply.code(errors ? 422 : 200).page('roll/objections.hbs', {
    title: '名单公布与异议',
    ...windowOf(facts, today),
    findings: facts.postedOn ? [] : findings,
    mayReceive: works && findings.length === 0,
    rows: shown,
    pager,
    filters: objectionFilters.map(({ value, text, holds }) => ({
      value,
      text: `${text}（${rows.filter(holds).length} 件）`,
    })),
    show: filter.value,
    overdue: rows.filter(({ isOverdue }) => isOverdue).length,
    hasOverdue: rows.some(({ isOverdue }) => isOverdue),
    waiting,
    hasWaiting: waiting > 0,
    open: facts.openObjections,
    hasOpen: facts.openObjections > 0,
    form: { ...blank, ...more, ...typedAgain(request, errors) },
    manners: manners.map((value) => ({ value, text: mannerText[value] })),
    subjects: subjects.map((value) => ({ value, text: subjectText[value] })),
    mayPost: account?.role === 'electionOfficer' && facts.postedOn === undefined,
    errors,
  })
}

type DocketRow = Awaited<ReturnType<typeof docket>>[number]

const allObjections = { value: '', text: '全部', holds: (): boolean => true }
const objectionFilters = [
  allObjections,
  { value: 'open', text: '待处理', holds: ({ isOpen }: DocketRow) => isOpen },
  { value: 'overdue', text: '已超期', holds: ({ isOverdue }: DocketRow) => isOverdue },
  { value: 'late', text: '迟于异议期', holds: ({ isLate }: DocketRow) => isLate },
  { value: 'decided', text: '已处理', holds: ({ isOpen }: DocketRow) => !isOpen },
]

/** The days for objecting, and whether the roll can be closed. */
function windowOf(
  { postedOn, closedOn, ruleSet, timetable, openObjections }: RollFacts,
  today: FastifyRequest['today'],
) {
  if (!postedOn)
    return {
      isPosted: false,
      isClosed: false,
      postedText: '',
      lastText: '',
      leftText: '',
      isOver: false,
      mayClose: false,
    }
  const last = lastObjectionDay(postedOn, ruleSet, timetable.isHoliday)
  const left = daysBetween(today, last)
  return {
    isPosted: true,
    isClosed: closedOn !== undefined,
    postedText: dayText(postedOn),
    lastText: dayText(last),
    leftText: left < 0 ? '异议期已经结束' : left === 0 ? '今天是最后一天' : `还有 ${left} 天`,
    isOver: left < 0,
    mayClose: left < 0 && openObjections === 0 && closedOn === undefined,
  }
}

async function docket(db: Db, { election, today }: FastifyRequest, facts: RollFacts) {
  const objections = await listObjections(db, election.id)
  return objections.map((objection) => ({
    ...objection,
    ...clockOf(objection, facts, today),
    mannerText: objection.agent === '' ? mannerText[objection.manner] : `${objection.agent}代为提出`,
    repeatsText: objection.repeatsNumber === null ? '' : `与第 ${objection.repeatsNumber} 号为同一事项`,
    subjectShort: shortSubjectText[objection.subject],
    stateText: objectionStateText[objection.state],
    numberText: objection.voterNumber === null ? '' : `选民号 ${objection.voterNumber}`,
    decidedText: objection.decidedOn ?? '',
    rulingText: objection.ruling ?? '',
    href: `/elections/${election.id}/roll/objections/${objection.id}`,
  }))
}

/** Enters an objection. A late one is entered too, marked as late: the person must be answered. */
export async function receiveObjection(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { election, actor } = request
  const form = readForm(objectionForm, request.body)
  if (!form.ok) return await objectionsPage(this.db, request, reply, form.error)
  const received = await inTransaction(this.db, async (trx): Promise<Result<number | null, FormErrors>> => {
    await lockRoll(trx, election.id)
    if (!(await claimForm(trx, request.body, request.now))) return ok(null)
    const facts = await rollFacts(trx, election)
    const timely = checkReceipt(form.value, facts, request)
    if (hasErrors(timely)) return refused(errorsFromFindings(timely))
    const withoutAgent = agentErrors(form.value)
    if (withoutAgent) return refused(withoutAgent)
    const about = await personOf(trx, election.id, form.value)
    if (!about.ok) return about
    const repetition = await repetitionOf(trx, election.id, form.value, about.value, facts.ruleSet)
    if (hasErrors(repetition.findings)) return refused(errorsFromFindings(repetition.findings))
    const findings = [...timely, ...repetition.findings]
    const { receivedOn, objector, contact, manner, agent, subject, grounds, attachments } = form.value
    const typed = { receivedOn, objector, contact, manner, agent, subject, grounds, attachments }
    const entry = { electionId: election.id, ...typed, ...about.value, repeats: repetition.repeats }
    const { id, number } = await insertObjection(trx, entry)
    const codes = findings.map(({ code }) => code)
    const event = { type: 'objectionReceived', objectionId: id, number, receivedOn, subject, findings: codes } as const
    await recordEvent(trx, actor, event, election.id)
    return ok(number)
  })
  if (!received.ok) return await objectionsPage(this.db, request, reply, received.error)
  if (received.value !== null) reply.flash(`第 ${received.value} 号异议已受理。`)
  return reply.redirect(`/elections/${election.id}/roll/objections`, 303)
}
